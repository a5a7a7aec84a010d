/** Endings of one module in the order in which they are believed: what is written before what a build makes of it. */
const forms = /(?<=\w)((?:\.d)?)\.(ts|mts|cts|js|mjs|cjs)$/;
const order = ["ts", "mts", "cts", "js", "mjs", "cjs"];

/** One file of those that a build puts beside each other: `client.mjs` says what `client.js` says. Their order stays. */
export function withoutTwins(paths: readonly string[]): readonly string[] {
  const best = new Map<string, string>();
  for (const path of paths) {
    const module = path.replace(forms, "$1");
    const known = best.get(module);
    if (known === undefined || formOf(path) < formOf(known)) best.set(module, path);
  }
  return [...best.values()];
}

function formOf(path: string): number {
  return order.indexOf(forms.exec(path)?.[2] ?? "");
}
