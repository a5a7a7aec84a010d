/** Languages of samples that hold a script among markup. */
export const components = ["vue", "svelte"];

const script = /<script\b[^>]{0,200}>(?<code>[\s\S]*?)<\/script>/dg;

/** The scripts of a component, each at its place: blanks stand for the markup around them. */
export function scriptsOf(text: string): string {
  const spans = [...text.matchAll(script)].map(({ indices }) => indices?.groups?.code ?? ([0, 0] as const));
  const blank = (from: number, to?: number): string => text.slice(from, to).replace(/[^\n]/g, " ");
  const parts = spans.map(([start, end], at) => blank(spans[at - 1]?.[1] ?? 0, start) + text.slice(start, end));
  return parts.join("") + blank(spans.at(-1)?.[1] ?? 0);
}
