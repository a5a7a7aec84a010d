import type { Project, ts } from "ts-morph";
import { exportsOf } from "../common-js.ts";

/** The compiler's functions and kinds, handed around because loading them is dear. */
export type Compiler = typeof ts;

/** Parses a text to a tree with parents; never throws on source that does not parse. */
export type Parse = (path: string, text: string) => ts.SourceFile;

/** The compiler and a project that holds the parsed files: candidates only, in memory, without libraries. */
export type Loaded = { readonly compiler: Compiler; readonly parse: Parse };

/** Loads ts-morph: 0.2 s and 70 MB, so only when something must be parsed. */
export async function loadCompiler(): Promise<Loaded> {
  const { Project: NewProject, ts: compiler } = exportsOf(await import("ts-morph"));
  const project: Project = new NewProject({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    skipAddingFilesFromTsConfig: true,
    compilerOptions: { allowJs: true, noLib: true, noResolve: true },
  });
  const parse: Parse = (path, text) => project.createSourceFile(`/${path}`, text, { overwrite: true }).compilerNode;
  return { compiler, parse };
}
