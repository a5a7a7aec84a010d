/** One thing that changed a verdict: what it was about, and the code of the reason; an empty code where none was recorded. */
export type Cause = { readonly subject: string; readonly code: string };

/** Reads the causes of a change as the ledger keeps them; none for an empty text. */
export function readCauses(text: string): readonly Cause[] {
  if (text === "") return [];
  return text.split("; ").map((one) => {
    const [subject = "", code = ""] = one.split(/ (?=\S+$)/);
    return { subject, code };
  });
}

/** The text that {@link readCauses} reads. */
export function writeCauses(causes: readonly Cause[]): string {
  return causes.map(({ subject, code }) => (code === "" ? subject : `${subject} ${code}`)).join("; ");
}
