/**
 * A command of three parts and more without the first, which programs of one product leave out: `lid:open` of
 * `kiln:lid:open`. Undefined for any other.
 */
export function withoutProduct(command: string): string | undefined {
  return /^[\w-]+:(.+:.+)$/.exec(command)?.[1];
}

/** Some sources name the program before its commands: `kiln fire`. Where the page names none, any program will do. */
export function isCommandOf(found: string, wanted: string, program: string | undefined): boolean {
  if (withoutProduct(found) === wanted && !/^(?:artisan|rake|rails)$/i.test(program ?? "")) return true;
  return program === undefined ? found.endsWith(` ${wanted}`) : found === `${program.toLowerCase()} ${wanted}`;
}
