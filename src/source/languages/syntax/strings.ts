const controls: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "0": "\0", b: "\b", f: "\f" };

/** Resolves the escapes that most languages share; an unknown escape stands for its own character. */
export function withoutEscapes(text: string): string {
  return text.includes("\\")
    ? text.replace(/\\(u\{?[0-9a-fA-F]{1,6}\}?|x[0-9a-fA-F]{2}|[\s\S])/g, (_, code: string) => decoded(code))
    : text;
}

function decoded(code: string): string {
  if (!/^[ux]\W?[0-9a-fA-F]/.test(code)) return controls[code] ?? code;
  const point = Number.parseInt(code.replace(/[^0-9a-fA-F]/g, ""), 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : "";
}
