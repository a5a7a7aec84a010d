/** How many answers are kept; then all are forgotten, so that a long run keeps no more than a short one. */
const mostKept = 20_000;

/** Longer texts are no names, and are not worth remembering; in UTF-16 units. */
const longestKept = 100;

/** A function of a text that remembers its answers: the same names are compared again and again. */
export function remember<Answer extends {}>(work: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, Answer>();
  return (text) => {
    if (text.length > longestKept) return work(text);
    const before = answers.get(text);
    if (before !== undefined) return before;
    if (answers.size >= mostKept) answers.clear();
    const answer = work(text);
    answers.set(text, answer);
    return answer;
  };
}
