import type { SourceTree } from "./tree.ts";

/** Where a repository keeps what it builds a program from, by the program's name. */
const homes: readonly ((program: string) => string)[] = [
  (program) => `crates/${program}/Cargo.toml`,
  (program) => `cmd/${program}/main.go`,
  (program) => `cmd/${program}/${program}.go`,
  (program) => `${program}/__main__.py`,
  (program) => `src/${program}/__main__.py`,
  (program) => `bin/${program}`,
  (program) => `bin/${program}.js`,
  (program) => `bin/${program}.mjs`,
  (program) => `bin/${program}.cjs`,
];

/** True when the tree is where a program comes from, which elsewhere is somebody else's. */
export function makesProgram({ files }: SourceTree, program: string): boolean {
  return homes.some((home) => files.has(home(program)));
}
