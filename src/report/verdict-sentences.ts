/** Sentences for the reasons of a verdict; `subject` is what the reason speaks of. */
export const reasonSentences: Readonly<Record<string, readonly string[]>> = {
  "claims-contradicted": ["The source contradicts {contradicted} of the claims", "The source contradicts a claim"],
  reverted: ["{subject} was merged and reverted by {by}", "{subject} was merged and reverted"],
  "closed-unmerged": ["{subject} was closed without being merged"],
  open: [
    "{subject} is open and changes {place}, which a claim rests on",
    "{subject} is open, found at {of} ({tie})",
    "{subject} is open",
  ],
  held: ["{subject} holds this pull request: {note}", "{subject} holds this pull request"],
  "date-differs": [
    "{subject} carries the date {date}, and its engineering work was deployed between {from} and {to}",
    "{subject} carries the date {date}, {days} days from the merge of its engineering work",
  ],
  "wiring-differs": [
    "{subject} is not wired into the site as it should be ({first}, and {more} more)",
    "{subject} is not wired into the site as it should be ({first})",
  ],
  "blocker-unreadable": [
    "{subject} was {state} on {since} and cannot be read now ({detail})",
    "{subject} was {state} on {since} and was not read since",
  ],
  "not-on-default-branch": [
    "{subject} was merged into {baseBranch}, not into {defaultBranch}",
    "{subject} is not on the default branch",
  ],
  "flag-off": ["{subject} is off for customers: {environments}", "{subject} is off for customers"],
  "flag-staged": ["{subject} is on before production only: {environments}", "{subject} is on before production only"],
  "flag-partial": [
    "{subject} is on for some customers only: {environments}",
    "{subject} is on for some customers only",
  ],
  "deployed-staged": ["{subject} runs in {staged}, not in {environment}", "{subject} runs before production only"],
  "rolled-back": [
    "{subject} ran in {environment} on {before} and was rolled back to {revision}",
    "{subject} was deployed and rolled back",
  ],
  "not-deployed": [
    "{subject} is not in {revision}, which is the newest of {environment}: {how}",
    "{subject} is not in {revision}, which is the newest of {environment}",
    "{subject} is not deployed: {scope}",
    "{subject} is not deployed",
  ],
  "state-lost": ["What was recorded for this pull request is lost"],
  "state-altered": ["What was recorded for this pull request was altered"],
  "state-newer": ["What was recorded for this pull request was written by a newer version"],
  unavailable: [
    "{subject} could not be read with the {seenBy} token: {detail}",
    "{subject} could not be read: {detail}",
    "{subject} could not be read",
  ],
  "not-observed": ["{subject} was not looked at"],
  stale: ["{subject} was last seen on {observedAt}, which is too long ago", "{subject} was last seen too long ago"],
  "flag-unknown": ["The state of {subject} is not known: {environments}", "The state of {subject} is not known"],
  "flag-archived": ["{subject} is archived, which says nothing about who has the feature"],
  "flag-unnamed": [
    "{subject} changes what a feature flag decides whose key cannot be read: {uses}",
    "{subject} changes what a feature flag decides whose key cannot be read",
  ],
  "flags-not-searched": [
    "Not all changes of {subject} could be searched for feature flags: {unread}",
    "Not all changes of {subject} could be searched for feature flags",
  ],
  "flag-not-found": ["{subject} was not found: {scope}", "{subject} was not found"],
  "not-a-pull": ["{subject} is no pull request, so nothing shows that the work was merged"],
  "no-reference": ["No engineering pull request is named"],
  "pull-unread": ["Not all of this pull request could be read: {what}", "Not all of this pull request could be read"],
  "files-incomplete": ["GitHub cut the list of changed files"],
  "document-unread": ["{subject} could not be read at line {line}: {problem}", "{subject} could not be read"],
  "claims-unproven": [
    "Claims could not be checked, because the source could not be read: {detail}",
    "Claims could not be checked, because the source could not be read",
  ],
  "nothing-proven": ["Nothing was proven"],
  "reference-found": ["The engineering work is named and was read"],
  merged: ["{subject} was merged into {defaultBranch} on {mergedAt}", "{subject} was merged"],
  "not-reverted": ["{subject} was not reverted"],
  "merged-means-deployed": ["{subject} is deployed: here, merged means deployed"],
  "flags-searched": [
    "{flags} gates changes of {subject}; {files} changed files were searched for {calls} calls",
    "{gates} feature flag gates changes of {subject}, {reported} is only reported; {files} changed files were searched for {calls} calls",
    "{gates} feature flag gates changes of {subject}; {files} changed files were searched for {calls} calls, other ways to ask for a flag are not known",
    "The changes of {subject} were searched for feature flags",
  ],
  "landed-with": ["{subject} came to {defaultBranch} with {by}", "{subject} came to the default branch with another"],
  "follow-ups-ruled": [
    "Around {subject} was found: {found}; what holds while it is open: listed, {policy}",
    "What stands around {subject} was looked at; what holds while it is open: listed, {policy}",
    "What stands around {subject} was looked at",
  ],
  deployed: [
    "{subject} is in {revision} of {environment} since {deployedAt}",
    "{subject} is in {revision} of {environment}",
    "{subject} is deployed",
  ],
  "flag-on": ["{subject} is on for everyone"],
  "claims-confirmed": ["The source confirms {confirmed} claims", "The source confirms the claims"],
};

/** One-sentence instructions for the next steps. */
export const nextSentences: Readonly<Record<string, readonly string[]>> = {
  "correct-claims": [
    "Correct the contradicted claims in the table, or dismiss one with `/verify dismiss <claim> <reason>`.",
  ],
  "correct-date": ["Set the date of {subject} to that of its engineering work, and rename the file."],
  "mend-wiring": ["Run `docs-verdict wire --write` and commit what it writes, or mend the lines below by hand."],
  "land-again": ["Land {subject} again, or name the pull request that replaces it."],
  "name-successor": [
    "Name the pull request that replaces {subject}, or release it with `/verify release <reference> <reason>`.",
  ],
  "merge-pull": ["Merge {subject}, then comment `/verify`."],
  release: ["When {subject} no longer holds, comment `/verify release <reference> <reason>`."],
  "merge-to-default-branch": [
    "Bring {subject} to {defaultBranch}, then comment `/verify`.",
    "Bring {subject} to the default branch, then comment `/verify`.",
  ],
  "turn-on-flag": ["Turn {subject} on for everyone in production, then comment `/verify`."],
  "finish-rollout": ["Finish the rollout of {subject}, then comment `/verify`."],
  deploy: ["Deploy {subject}, then comment `/verify`."],
  "review-state": ["Check by hand what held this pull request, then comment `/verify release state:lost <reason>`."],
  "update-tool": ["Update docs-verdict to the newest version."],
  "grant-access": [
    "Give the {seenBy} token read access to the repository of {subject}, then comment `/verify`.",
    "Give the source token read access to the repository of {subject}, then comment `/verify`.",
    "Give the source token read access, then comment `/verify`.",
  ],
  "authorise-sso": ["Authorise the token for the organisation's single sign-on, then comment `/verify`."],
  "renew-token": ["Renew the token: GitHub no longer accepts it."],
  retry: ["Comment `/verify` to look again; the daily sweep will do it as well."],
  configure: ["Configure how to look {subject} up.", "Configure how to look it up."],
  "raise-budget": ["Raise the budget, or name fewer references."],
  "check-history": [
    "Check whether the history of the repository of {subject} was rewritten.",
    "Check whether the history was rewritten.",
  ],
  "name-pull": ["Name the engineering pull request in the description, for example `owner/repository#123`."],
  "name-flag": ["Name the flag that gates the feature, or release it with `/verify release <reference> <reason>`."],
  "name-flag-key": [
    "Name the flag in the description, for example feature flag `key`, check it, and release {subject} with `/verify release <reference> <reason>`.",
  ],
  "fix-document": ["Mend {subject}, so that it can be read.", "Mend the page, so that it can be read."],
  "split-pull": ["Split this pull request: GitHub lists at most 3000 files."],
  "verify-by-hand": [
    "Check {subject} by hand, then release it with `/verify release <reference> <reason>`.",
    "Check it by hand.",
  ],
  "merge-docs": ["Merge this pull request."],
};
