import { createHash } from "node:crypto";
import type { z } from "zod";
import { UsageError } from "../errors.ts";
import { compareText } from "../reference-key.ts";
import type { Bundle } from "../types/index.ts";
import { bundleFileSchema } from "./bundle-schema.ts";

/** A bundle file as read: its name is only for messages. */
export type BundleFile = { readonly file: string; readonly text: string };

/**
 * Writes a bundle with a digest of each of its parts: keys in one order, two blanks of indent, a line end at the end; the
 * same data gives the same bytes.
 */
export function writeBundle(bundle: Bundle): string {
  return `${JSON.stringify(sorted({ ...bundle, digests: digestsOf(bundle) }), undefined, 2)}\n`;
}

/**
 * Reads a bundle; parts that are not as they were written, or not there any more, are named in `altered`.
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
  const parsed = bundleFileSchema.safeParse(value);
  if (!parsed.success) throw new UsageError(parsed.error.issues.map((issue) => issueMistake(file, issue)));
  const { digests, ...bundle } = parsed.data;
  const altered = alteredParts(digestsOf(bundle), digests);
  return altered.length === 0 ? bundle : { ...bundle, altered };
}

function digestsOf(bundle: Bundle): Readonly<Record<string, string>> {
  const digests = Object.entries(bundle).map(([part, value]) => {
    const digest = createHash("sha256").update(JSON.stringify(sorted(value)));
    return [part, digest.digest("hex").slice(0, 16)];
  });
  return Object.fromEntries(digests);
}

type Digests = Readonly<Record<string, string>>;

/** Without digests nothing says what was recorded. */
function alteredParts(present: Digests, recorded: Digests | undefined): readonly string[] {
  if (recorded === undefined) return ["digests"];
  const parts = new Set([...Object.keys(present), ...Object.keys(recorded)]);
  return [...parts].filter((part) => present[part] !== recorded[part]).sort(compareText);
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
