import { z } from "zod";
import type { ClaimKind, Ownership } from "../types/index.ts";
import { readYaml, type YamlFile } from "../yaml-file.ts";
import { findAll, patternMistake } from "./pattern.ts";
import { hostOf } from "./structures/structure.ts";

const names = z.array(z.string().min(1).max(200)).max(2000).default([]);
const pattern = z
  .string()
  .min(1)
  .max(500)
  .superRefine((value, context) => {
    const mistake = patternMistake(value);
    if (mistake !== undefined) context.addIssue({ code: "custom", message: mistake });
  });

/** Schema of `rules/ownership.yml`. */
export const ownershipSchema = z.strictObject({
  thirdParties: z.strictObject({
    hosts: names.describe("Hosts of others, with all their subdomains"),
    names: names.describe("Names of others; a trailing * stands for any ending"),
    objects: names.describe("Objects of languages and platforms: their members are theirs"),
    programs: names.describe("Programs of others: their commands and options are theirs"),
  }),
  placeholders: z
    .array(z.strictObject({ name: z.string().min(1).max(60), pattern }))
    .max(200)
    .default([])
    .describe("Values that stand for the reader's own: a name for people and an RE2 pattern of the whole value"),
});

/** Whose names are whose. */
export type OwnershipLists = {
  readonly hosts: readonly string[];
  readonly thirdParties: readonly string[];
  readonly programs: readonly string[];
  /** Objects of languages and platforms, in their own letter case. */
  readonly objects?: readonly string[];
  readonly siblings: readonly string[];
  readonly placeholders: readonly { readonly name: string; readonly pattern: string }[];
};

/** Names that a configuration adds to the built-in lists. */
export type OwnNames = { readonly siblings: readonly string[]; readonly thirdParties: readonly string[] };

/**
 * Reads the list of names of others; `own` adds the names of a configuration.
 * @throws UsageError with every mistake, located.
 */
export function readOwnership(file: YamlFile, own: OwnNames): OwnershipLists {
  const { thirdParties, placeholders } = readYaml(file, ownershipSchema);
  return {
    hosts: thirdParties.hosts,
    thirdParties: [...thirdParties.names, ...own.thirdParties],
    programs: thirdParties.programs,
    objects: thirdParties.objects,
    siblings: own.siblings,
    placeholders,
  };
}

/** What of a claim tells whose it is. */
type Named = {
  readonly kind: ClaimKind;
  readonly value: string;
  readonly qualifiers: Readonly<Record<string, string>>;
};

/** Whose name a claim's value is; a request to a host makes all its parts the host's. */
export function ownershipOf({ kind, value, qualifiers }: Named, lists: OwnershipLists): Ownership {
  // An author who says where to look speaks of the project.
  if (kind === "pinned") return { owner: "project" };
  if (kind === "sdk-symbol" && readersFile.test(qualifiers.module ?? ""))
    return { owner: "placeholder", reason: "a file of the reader's own" };
  const host = (kind === "endpoint-url" ? hostOf(value) : undefined) ?? qualifiers.host;
  const written = host === undefined ? [value] : [value, `https://${host}`];
  // Some frameworks begin the names of what they add to an object with the sign of a shell variable: `$patch`.
  const isMember = kind === "sdk-symbol" && /^\$[a-z]/.test(value);
  const placeholder = isMember
    ? undefined
    : lists.placeholders.find((each) => written.some((text) => isWhole(each.pattern, text)));
  if (placeholder !== undefined) return { owner: "placeholder", reason: placeholder.name };
  // The default of a variable of others is the reader's, or that of whichever program reads it.
  const variable =
    kind === "default-value" && /^[A-Z]+_/.test(qualifiers.subject ?? "") ? qualifiers.subject : undefined;
  const subjects = [value, host, variable].flatMap((name) => name ?? []);
  const sibling = lists.siblings.find((name) => subjects.some((subject) => isNamed(subject, name)));
  if (sibling !== undefined) return { owner: "sibling", reason: sibling };
  const program = programOf({ kind, value, qualifiers });
  if (program !== undefined && lists.programs.includes(program)) return { owner: "third-party", reason: program };
  const object = lists.objects?.find((name) => kind === "sdk-symbol" && name === qualifiers.root);
  if (object !== undefined) return { owner: "third-party", reason: object };
  const foreignHost = lists.hosts.find((each) => host !== undefined && isNamed(host, each));
  if (foreignHost !== undefined) return { owner: "third-party", reason: foreignHost };
  const foreign = lists.thirdParties.find((name) =>
    subjects.some((subject) => isNamed(subject, name) && !isKeyOfItsOwn(kind, subject, name)),
  );
  return foreign === undefined ? { owner: "project" } : { owner: "third-party", reason: foreign };
}

/** What an example imports from its own project. */
const readersFile =
  /^(?:\.{1,2}\/|[@~]\/|\$|#|@(?:app|components|helpers|hooks|lib|libs|modules|server|services|src|utils)\/)/;

/** The program that a command or an option is given to, in lower case; undefined where the page names none. */
function programOf({ kind, qualifiers }: Named): string | undefined {
  if (kind !== "cli-flag" && kind !== "cli-command") return undefined;
  return (qualifiers.program ?? qualifiers.command?.split(" ")[0])?.toLowerCase();
}

function isWhole(whole: string, value: string): boolean {
  return findAll(whole, value).some(({ start, end }) => start === 0 && end === value.length);
}

/** A key in small letters is no variable of a system: `path`, `PATH`. */
function isKeyOfItsOwn(kind: ClaimKind, subject: string, name: string): boolean {
  return kind === "config-key" && /^[A-Z]+$/.test(name) && /^[a-z]/.test(subject);
}

/** A name fits itself in any letter case, every ending after `*`, and, for a host, its subdomains. */
function isNamed(subject: string, name: string): boolean {
  const [one, other] = [subject.toLowerCase(), name.toLowerCase()];
  if (other.endsWith("*")) return one.startsWith(other.slice(0, -1));
  return one === other || (other.includes(".") && one.endsWith(`.${other}`));
}
