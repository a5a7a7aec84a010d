import { entriesNamed } from "./fact-index.ts";
import type { FileFacts } from "./languages/language.ts";
import type { SourceQuery } from "./query.ts";

/** Names that say nothing about what they hold. */
const common = /^(?:default|router|app|api|server|index|routes?|handler|main|value|name|key|config)$/i;
const mostNames = 6;

/**
 * Names under which other files may use the claimed value: constants and enums that hold it, what re-exports them, and
 * for routes what exports the router. A file that only uses such a name does not hold the value itself, so the search
 * for the value cannot find it.
 */
export function namesToFollow(query: SourceQuery, files: ReadonlyMap<string, FileFacts>): readonly string[] {
  const names = new Set<string>();
  for (const file of files.values())
    for (const { fact } of entriesNamed(file, query.value)) {
      const { role, scope } = fact;
      if (role === "constant") names.add(scope.subject ?? "").add(scope.in ?? "");
      if (role === "enum-member") names.add(scope.in ?? "");
    }
  for (const name of [...names]) addReExports(name, files, names);
  if (query.roles.includes("route-declared")) addRouters(query, files, names);
  return [...names].filter((name) => name.length > 2 && !common.test(name)).slice(0, mostNames);
}

function addReExports(name: string, files: ReadonlyMap<string, FileFacts>, names: Set<string>): void {
  for (const { facts } of files.values())
    for (const { role, value, via } of facts)
      if (role === "exported" && via.some((step) => step.startsWith(`${name} in `))) names.add(value);
}

/** A router's file is known elsewhere by what it exports, or by its own name where it exports a default. */
function addRouters(query: SourceQuery, files: ReadonlyMap<string, FileFacts>, names: Set<string>): void {
  for (const [path, { facts }] of files) {
    const declares = facts.some(
      ({ role, value }) => role === "route-declared" && query.needles.some((needle) => value.includes(needle)),
    );
    if (!declares) continue;
    for (const { role, value } of facts) if (role === "exported") names.add(value === "default" ? stemOf(path) : value);
  }
}

function stemOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.\w+$/, "");
}
