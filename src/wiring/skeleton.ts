import { stringify } from "yaml";
import type { NewEntry } from "./frameworks/framework.ts";

/** Frontmatter and body of an entry that nobody has written yet: facts only, claims are left to the author. */
export function frontmatterText(
  entry: NewEntry,
  keys: readonly ("title" | "description" | "date" | "category" | "tags")[],
): string {
  const known = {
    title: entry.title,
    description: "",
    date: entry.date,
    category: entry.category,
    tags: entry.category === "" ? [] : [entry.category],
  };
  const lines = keys
    .filter((key) => known[key].length > 0 || key === "description")
    .map((key) => `${key}: ${scalar(known[key])}`);
  const references =
    entry.references.length === 0
      ? []
      : ["references:", ...entry.references.map((reference) => `  - ${scalar(reference)}`)];
  return `---\n${[...lines, ...references].join("\n")}\n---\n\n{/* State what changed for readers, with the names as they stand in the source of the references above. */}\n`;
}

function scalar(value: string | readonly string[]): string {
  if (typeof value !== "string") return stringify(value, { collectionStyle: "flow", lineWidth: 0 }).trim();
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : JSON.stringify(value);
}
