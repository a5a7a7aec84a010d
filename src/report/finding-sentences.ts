/**
 * Sentences for the reasons of findings, the first whose values are all known counts. Placeholders: `value` and `kind` of
 * the claim, `actual`, `suggestion`, `at` (path and line of the first evidence) and the data of the reason.
 */
export const findingSentences: Readonly<Record<string, readonly string[]>> = {
  confirmed: ["Stated at {at}, followed through {via}", "Stated at {at}", "Stated in the source"],
  "confirmed-weak": [
    "Stated at {at}, in a document that ships with the source",
    "Stated in a document that ships with the source",
  ],
  "absent-as-stated": ["Gone, as the page says: not found in {files} files", "Gone, as the page says"],
  "renamed-as-stated": ["Renamed from {from}, as the page says; now at {at}", "Renamed, as the page says"],
  "slot-holds-other": [
    "Unexpected {value}, expected {actual}: that is what stands at {at}",
    "Unexpected {value}, expected {actual}",
  ],
  "not-in-closed-list": [
    "Unexpected {value}, expected {actual}: the list at {at} was read completely",
    "Unexpected {value}, expected {actual}",
  ],
  "not-with-neighbours": [
    "Unexpected {value}, expected {actual}: what stands beside it on the page is declared at {at}, and it is not",
    "Unexpected {value}, expected {actual}",
  ],
  "near-name": [
    "Unexpected {value}, expected {actual}: the page's spelling is nowhere in the source, the other stands at {at}",
    "Unexpected {value}, expected {actual}",
  ],
  "renamed-since": [
    "Unexpected {value}, expected {actual}: renamed in the source by commit {commit} of {day}, and now at {at}",
    "Unexpected {value}, expected {actual}",
  ],
  moved: [
    "Unexpected {value}, expected {actual}: nothing stands at the page's path, and {actual} is the only file of that name",
    "Unexpected {value}, expected {actual}",
  ],
  reversed: ["Unexpected order {value}, expected {actual}, as at {at}", "Unexpected order, expected {actual}"],
  "still-present": [
    "Unexpected {value} as removed: it still stands at {at}",
    "Unexpected {value} as removed: it is still there",
  ],
  "not-renamed": [
    "Unexpected {value}, expected {actual}: the old name still stands at {at}",
    "Unexpected {value}, expected {actual}",
  ],
  "changed-since-merge": [
    "True when the work was merged, not on today's default branch: there it is {actual}",
    "True when the work was merged, not found on today's default branch",
  ],
  "several-places-differ": ["The source speaks with several voices: {values}", "The source speaks with several voices"],
  "phrase-of-other": ["The words beside it are those of {status}", "The words beside it are those of another status"],
  "not-found": ["Not found in {files} files", "Not found in the source"],
  "removed-since": [
    "Not found in the source: commit {commit} of {day} took it out of {path}",
    "Not found in the source, which once had it",
  ],
  "only-in-comment": [
    "Only in a comment, at {at}; comments prove nothing",
    "Only in a comment; comments prove nothing",
  ],
  "only-in-test": [
    "Only in a test, at {at}; tests prove nothing about what ships",
    "Only in a test; tests prove nothing about what ships",
  ],
  "only-in-error-text": [
    "Only in the text of a message, at {at}; a message proves nothing",
    "Only in the text of a message; a message proves nothing",
  ],
  "only-in-prose": [
    "Only in a document, at {at}; documents prove nothing about the source",
    "Only in a document; documents prove nothing about the source",
  ],
  "other-role": ["Found in another role ({role}), at {at}", "Found in another role"],
  elsewhere: ["Found for {of}, at {at}, not for what the page speaks of", "Found, but not for what the page speaks of"],
  "third-party": [
    "The name belongs to others ({why}); it is not judged",
    "The name belongs to others; it is not judged",
  ],
  sibling: [
    "The name belongs to another product ({why}); it is not judged",
    "The name belongs to another product; it is not judged",
  ],
  placeholder: ["A placeholder: {why}", "A placeholder"],
  "earlier-release": ["Said of {release}, an earlier release", "Said of an earlier release"],
  "confusable-characters": [
    "The name holds characters that look like others: {characters}",
    "The name holds characters that look like others",
  ],
  unavailable: ["Could not look: {detail}", "Could not look"],
  "not-looked-up": ["Not looked up: no source is configured for it"],
  "search-incomplete": [
    "Not found in {files} files; left unread: {skipped} files that may hold it",
    "Not found, and some files that may hold it were left unread",
  ],
};
