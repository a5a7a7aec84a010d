import { likeness } from "../../names.ts";
import type { ClosedList, Fact } from "../../types/index.ts";
import { type Comparison, confirmed, contradicted, type Draft, some, unverifiable } from "../draft.ts";
import { ordered } from "./ordered.ts";
import { valued } from "./valued.ts";

/** Names of a list that a contradiction shows. */
const mostShown = 8;

/**
 * A pin says where to look, so a file or a name that is not there is contradicted by what the folder or the file holds;
 * then the value or the order of the pin is compared at that place alone.
 */
export function pinned(comparison: Comparison): Draft {
  const { claim, proof, source } = comparison;
  const { path = "", in: place, subject, first } = claim.qualifiers;
  const file = source.facts.filter(({ role }) => role === "file-present");
  const present = some(file);
  if (!present) return missing(comparison, path);
  const name = place ?? subject;
  if (name === undefined) return confirmed(present, proof);
  const named = source.facts.filter(({ role }) => role !== "file-present");
  const found = some(named);
  if (!found) return missing(comparison, name);
  if (first !== undefined) return ordered(comparison);
  return subject === undefined ? confirmed(found, proof) : valued(comparison);
}

/** What is there instead: the nearest name of the list that was read completely, or the list itself. */
function missing({ claim, source }: Comparison, wanted: string): Draft {
  const list = source.closedLists.find(({ scope }) => scope.path !== undefined);
  if (source.skipped.length > 0)
    return unverifiable("search-incomplete", {
      files: String(source.filesSearched),
      skipped: String(source.skipped.length),
    });
  if (list === undefined || list.members.length === 0)
    return unverifiable("not-found", { files: String(source.filesSearched) });
  const [moved, ...others] = source.nearest.filter(({ role }) => role === "file-present");
  if (moved !== undefined && others.length === 0)
    return contradicted("moved", [moved], moved.value, claim.value.replace(wanted, moved.value));
  const like = (member: string): number => likeness(lastOf(wanted), lastOf(member));
  const [nearest] = [...list.members].sort((a, b) => like(b) - like(a));
  const isNear = nearest !== undefined && like(nearest) >= 0.5;
  const actual = isNear ? nearest : `one of ${list.members.slice(0, mostShown).join(", ")}`;
  return contradicted("not-in-closed-list", [factOf(list)], actual);
}

/** The name of a file without its folder and ending: paths of one folder are all alike. */
function lastOf(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1).replace(/\.\w+$/, "");
}

function factOf({ role, scope, place, blob, snippet, members }: ClosedList): Fact {
  const value = members.slice(0, mostShown).join(", ");
  return { role, value, scope, place, blob, strength: "code", via: [], snippet };
}
