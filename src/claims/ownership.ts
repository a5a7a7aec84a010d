import { z } from "zod";
import type { Claim, ClaimKind, Ownership } from "../types/index.ts";
import { claimKinds } from "../types/index.ts";
import { readYaml, type YamlFile } from "../yaml-file.ts";
import { compileIssue, matches } from "./pattern.ts";

const pattern = z.string().superRefine((text, context) => {
  const issue = compileIssue(text);
  if (issue !== undefined) context.addIssue({ code: "custom", message: issue });
});

const ownershipSchema = z.strictObject({
  placeholders: z.array(
    z.strictObject({ pattern, why: z.string(), kinds: z.array(z.enum(claimKinds)).exactOptional() }),
  ),
  thirdParties: z.array(
    z.strictObject({ name: z.string(), pattern, kinds: z.array(z.enum(claimKinds)).exactOptional() }),
  ),
});

/** Placeholders and the names of others: data, in `rules/ownership.yml`. */
export type OwnershipList = z.infer<typeof ownershipSchema>;

/** Whose names are whose: the built-in list and what the configuration adds. */
export type Owners = {
  readonly list: OwnershipList;
  /** Names of other products of the same owner, exact or as a prefix ending with `*`. */
  readonly siblings: readonly string[];
  readonly thirdParties: readonly string[];
};

/**
 * Reads an ownership file.
 * @throws UsageError
 */
export function readOwnership(file: YamlFile): OwnershipList {
  return readYaml(file, ownershipSchema);
}

/** Whose name a claim speaks of; `project` when nothing says otherwise. */
export function ownerOf({ kind, value, quote }: Pick<Claim, "kind" | "value" | "quote">, owners: Owners): Ownership {
  const about = (kinds: readonly ClaimKind[] | undefined): boolean => kinds === undefined || kinds.includes(kind);
  const placeholder = owners.list.placeholders.find((entry) => about(entry.kinds) && matches(entry.pattern, value));
  if (placeholder !== undefined) return { owner: "placeholder", reason: placeholder.why };
  const sibling = owners.siblings.find((name) => isNamed(name, value) || isNamed(name, quote));
  if (sibling !== undefined) return { owner: "sibling", reason: sibling };
  const configured = owners.thirdParties.find((name) => isNamed(name, value));
  if (configured !== undefined) return { owner: "third-party", reason: configured };
  const known = owners.list.thirdParties.find((entry) => about(entry.kinds) && matches(entry.pattern, value));
  return known === undefined ? { owner: "project" } : { owner: "third-party", reason: known.name };
}

function isNamed(name: string, text: string): boolean {
  return name.endsWith("*")
    ? text.startsWith(name.slice(0, -1))
    : text === name || text.includes(`${name}/`) || text.includes(`@${name}`);
}
