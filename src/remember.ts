/** How many answers are kept, twice over: those last asked for stay when the others are forgotten. */
const mostKept = 40_000;

/** Longer texts are no names, and are not worth remembering; in UTF-16 units. */
const longestKept = 100;

/** A function of a text that remembers its answers: the same names are compared again and again. */
export function remember<Answer extends {}>(work: (text: string) => Answer): (text: string) => Answer {
  let answers = new Map<string, Answer>();
  let older = new Map<string, Answer>();
  return (text) => {
    if (text.length > longestKept) return work(text);
    const before = answers.get(text);
    if (before !== undefined) return before;
    if (answers.size >= mostKept) {
      older = answers;
      answers = new Map();
    }
    const answer = older.get(text) ?? work(text);
    answers.set(text, answer);
    return answer;
  };
}
