import { jsonOf, objectAt, stringAt, valueAt } from "../languages/json-value.ts";
import { standingOf } from "../strength.ts";
import { buildSettings, entriesIn } from "./builds.ts";
import type { ImportScope } from "./imported.ts";

/** Manifests of one tree that are read. */
const mostManifests = 400;

/** A `package.json` of the tree. */
export type Manifest = {
  readonly path: string;
  readonly name: string;
  /** Keys of `exports` and the files that they open. */
  readonly subpaths: ReadonlyMap<string, readonly string[]>;
  /** True where no `exports` closes the paths of other files. */
  readonly isOpen: boolean;
  /** Sources by the names that the settings of the build give what is built from them. */
  readonly entries: ReadonlyMap<string, string>;
};

/** The packages of a tree by their names, those nearest to its root first; empty where it has none. */
export async function readManifests({ tree, session, inScope }: ImportScope): Promise<ReadonlyMap<string, Manifest>> {
  const paths = [...tree.files.keys()]
    .filter((path) => /(?:^|\/)package\.json$/.test(path) && inScope(path) && standingOf(path).strength === "config")
    .sort((a, b) => a.split("/").length - b.split("/").length || (a < b ? -1 : 1))
    .slice(0, mostManifests);
  const builds = new Map(paths.map((path) => [path, buildSettings(path, tree.files)]));
  await session.load([...paths, ...[...builds.values()].flat()]);
  const manifests = new Map<string, Manifest>();
  for (const path of paths) {
    const manifest = manifestOf(
      path,
      session.textOf(path) ?? "",
      entriesIn(builds.get(path)?.map((one) => session.textOf(one) ?? "") ?? []),
    );
    if (manifest !== undefined && !manifests.has(manifest.name)) manifests.set(manifest.name, manifest);
  }
  return manifests;
}

function manifestOf(path: string, text: string, entries: ReadonlyMap<string, string>): Manifest | undefined {
  const json = jsonOf(text);
  const name = stringAt(json, "name");
  if (name === undefined) return undefined;
  const subpaths = new Map<string, string[]>();
  const [own, published] = [json, objectAt(json, "publishConfig")].map((one) => subpathsOf(valueAt(one, "exports")));
  for (const [key, target] of [...(own ?? []), ...(published ?? [])])
    subpaths.set(key, [...(subpaths.get(key) ?? []), ...targetsOf(target)]);
  // What is published takes the place of what the workspace opens, which still tells the sources.
  const open = new Set((published ?? []).map(([key]) => key));
  for (const key of subpaths.keys()) if (open.size > 0 && !open.has(key)) subpaths.delete(key);
  withoutShared(subpaths);
  const isOpen = subpaths.size === 0;
  // Without `exports` the bare name leads to the main file, and every other path to its file.
  if (isOpen) subpaths.set(".", mainsOf(json));
  return { path, name, subpaths, isOpen, entries };
}

/** Import paths that share a file beyond which it declares many modules: the types of all of them, as a build bundles them. */
const mostSharing = 2;

/** Takes away the files that more import paths open than one module can be: they tell of no module what it gives. */
function withoutShared(subpaths: Map<string, string[]>): void {
  const counts = new Map<string, number>();
  for (const targets of subpaths.values())
    for (const target of new Set(targets)) counts.set(target, (counts.get(target) ?? 0) + 1);
  for (const [key, targets] of subpaths)
    subpaths.set(
      key,
      targets.filter((target) => target.includes("*") || (counts.get(target) ?? 0) <= mostSharing),
    );
}

/** The files that a manifest names as what the package is, however it is loaded. */
function mainsOf(json: Parameters<typeof stringAt>[0]): string[] {
  return ["source", "types", "typings", "module", "main"]
    .flatMap((key) => stringAt(json, key) ?? [])
    .concat("index.js");
}

function subpathsOf(exports: unknown): readonly (readonly [key: string, target: unknown])[] {
  if (exports === undefined) return [];
  const entries = typeof exports === "object" && exports !== null ? Object.entries(exports) : [];
  // A path that opens nothing is closed.
  const open = entries.filter(([, target]) => target !== null);
  return entries.some(([key]) => key.startsWith(".")) ? open : [[".", exports]];
}

/** Every file that a target names, whatever the condition. */
function targetsOf(target: unknown): readonly string[] {
  if (typeof target === "string") return [target];
  return typeof target === "object" && target !== null ? Object.values(target).flatMap(targetsOf) : [];
}
