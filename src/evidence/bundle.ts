import type { z } from "zod";
import { UsageError } from "../errors.ts";
import { compareText, readKey } from "../reference-key.ts";
import type { Bundle, EvidenceSubject, Reference } from "../types/index.ts";
import { bundleSchema } from "./bundle-schema.ts";

/** A bundle file as read: its name is only for messages. */
export type BundleFile = { readonly file: string; readonly text: string };

/** Writes a bundle: keys in one order, two blanks of indent, a line end at the end; the same data gives the same bytes. */
export function writeBundle(bundle: Bundle): string {
  return `${JSON.stringify(sorted(bundle), undefined, 2)}\n`;
}

/**
 * Reads a bundle.
 * @throws UsageError with every mistake and the path that leads to it; a version of a newer tool is named as such.
 */
export function readBundle({ file, text }: BundleFile): Bundle {
  const value = parseJson(file, text);
  const version = versionOf(value);
  if (version !== undefined && version !== 1) {
    throw new UsageError([
      mistake(
        file,
        `Unexpected schemaVersion ${version}, expected 1.`,
        "Use the version of docs-verdict that wrote it.",
      ),
    ]);
  }
  const parsed = bundleSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UsageError(parsed.error.issues.map((issue) => issueMistake(file, issue)));
}

/**
 * What a bundle lacks to be replayed in full: a record for each reference that must be proven, a search for reverts for
 * each merged one, a record for each claim about the project. Empty when nothing is missing.
 */
export function missingEvidence(bundle: Bundle, references: readonly Reference[]): readonly EvidenceSubject[] {
  const present = new Set(bundle.evidence.map(({ subject }) => `${subject.kind} ${subject.key}`));
  const merged = bundle.evidence.flatMap((item) =>
    item.subject.kind === "pull" && item.status === "found" && "mergedAt" in item.data ? [item.subject.key] : [],
  );
  const claims = (bundle.claims ?? []).filter(({ ownership }) => ownership.owner === "project");
  const wanted: readonly EvidenceSubject[] = [
    ...references.flatMap(({ key }) => subjectOf(key)),
    ...merged.map((key) => ({ kind: "revert" as const, key })),
    ...claims.map(({ id }) => ({ kind: "claim" as const, key: id })),
  ];
  return wanted.filter(({ kind, key }) => !present.has(`${kind} ${key}`));
}

function subjectOf(key: string): readonly EvidenceSubject[] {
  const { kind } = readKey(key);
  if (kind === "pull" || kind === "commit") return [{ kind: "pull", key }];
  return kind === "flag" ? [{ kind, key }] : [];
}

function parseJson(file: string, text: string): unknown {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const place = /line (\d+) column (\d+)/.exec(error.message);
    const mended = mistake(file, `Unexpected text, expected JSON: ${error.message}.`, "Record the bundle again.");
    throw new UsageError([
      place === null ? mended : { ...mended, place: { file, line: Number(place[1]), column: Number(place[2]) } },
    ]);
  }
}

function versionOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "schemaVersion" in value ? value.schemaVersion : undefined;
}

function issueMistake(file: string, issue: z.core.$ZodIssue): ReturnType<typeof mistake> {
  const path = issue.path.map(String).join(".");
  const name = path === "" ? "the bundle" : `"${path}"`;
  return mistake(
    file,
    `Unexpected value of ${name}: ${issue.message}.`,
    "Record the bundle again, or correct the value.",
  );
}

function mistake(file: string, message: string, fix: string) {
  return { code: "DV1101", message, fix, place: { file } } as const;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
