import { isSlip } from "../../names.ts";
import type { Fact } from "../../types/index.ts";
import { ambiguous, type Comparison, confirmed, contradicted, type Draft, some, unverifiable } from "../draft.ts";

/** Names that stand in many folders: another file of that name is another file. */
const commonName =
  /^(?:index|main|mod|lib|types?|utils?|constants?|config|setup|__init__|readme|changelog|license|package|tsconfig|dockerfile|makefile|cargo|go|pyproject|page|layout|route)(?:\.[\w.]+)?$/i;

/**
 * The path is a file or folder of the tree. It is contradicted when its top folder is there and the file is not, while
 * exactly one file has its telling name (moved), or one in the same folder differs by its ending, letter case or a slip.
 */
export function located(comparison: Comparison): Draft {
  const { claim, proof, source } = comparison;
  const there = some(source.facts.filter(({ role }) => role === "file-present"));
  if (there) return confirmed(there, proof);
  const nothing = unverifiable("not-found", { files: String(source.filesSearched) });
  // A path whose top folder is not there may well be one of the reader's own project.
  if (!source.closedLists.some(({ scope }) => scope.path === topOf(claim.value))) return nothing;
  const beside = source.nearest.filter(({ value }) => isBeside(value, claim.value));
  const moved = commonName.test(nameOf(claim.value))
    ? []
    : source.nearest.filter((fact) => isNamesake(fact, claim.value));
  const [code, candidates] = beside.length > 0 ? (["near-name", beside] as const) : (["moved", moved] as const);
  const [only, ...others] = candidates;
  if (only === undefined) return nothing;
  if (others.length > 0)
    return ambiguous("several-places-differ", candidates, { values: candidates.map(({ value }) => value).join(", ") });
  return contradicted(code, [only], only.value, only.value);
}

function isNamesake({ value }: Fact, claimed: string): boolean {
  return nameOf(value) === nameOf(claimed);
}

/** A file of the same folder that differs by its ending, letter case or a slip of the pen. */
function isBeside(path: string, claimed: string): boolean {
  if (path.toLowerCase() === claimed.toLowerCase()) return true;
  if (folderOf(path) !== folderOf(claimed)) return false;
  const [one, other] = [stemOf(path), stemOf(claimed)];
  return one === other || (endingOf(path) === endingOf(claimed) && one.length > 4 && isSlip(one, other));
}

function topOf(path: string): string {
  return path.split("/")[0] ?? "";
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function stemOf(path: string): string {
  return nameOf(path).replace(/\.[A-Za-z]+$/, "");
}

function endingOf(path: string): string {
  return nameOf(path).slice(stemOf(path).length);
}
