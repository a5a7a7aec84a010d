import { isMap, isScalar, isSeq, type Scalar, type YAMLMap } from "yaml";
import { UsageError } from "../../errors.ts";
import type { Span } from "../../place.ts";
import { parseYaml, type YamlTree } from "../../yaml-file.ts";
import { canonicalJson, wordsOfBlock } from "./canonical.ts";
import { type Entry, movedBy } from "./structure.ts";

/** Entries of YAML, of each of its documents where it has several; an empty list for text that is not YAML, or nests too deep. */
export function readYamlEntries(text: string): readonly Entry[] {
  const starts = [0, ...[...text.matchAll(/^---[ \t]*(?:#.*)?\n/gm)].map(({ index, 0: line }) => index + line.length)];
  const parts = starts.map((start, at) => ({ start, text: text.slice(start, starts[at + 1]) }));
  const documents = parts.filter((part) => /^[ \t]*[^\s#-]/m.test(part.text));
  if (documents.length < 2) return readDocument(text);
  // A block as a whole is one document.
  return documents.flatMap(({ start, text: part }) =>
    readDocument(part.replace(/^---[ \t]*(?:#.*)?\n?$/m, ""))
      .filter(({ path }) => path.length > 0)
      .map((entry) => movedBy(entry, start)),
  );
}

function readDocument(text: string): readonly Entry[] {
  const document = tryParse(text)?.document;
  if (document === undefined || !isMap(document.contents)) return [];
  const value = plain(document.contents);
  const whole: Entry = {
    path: [],
    value: { start: 0, end: text.trimEnd().length },
    text: canonicalJson(value),
    qualifiers: wordsOfBlock(value),
  };
  const inner = entries(document.contents, [], text);
  return [whole, ...(isOfKubernetes(document.contents) ? inner.map(asExample) : inner)];
}

/** Groups of resources that Kubernetes itself brings, from its API reference. */
const ofKubernetes =
  /^(?:v1|(?:apps|autoscaling|batch|extensions|policy)\/v\d\w*|(?:admissionregistration|apiextensions|apiregistration|authentication|authorization|certificates|coordination|discovery|events|networking|node|rbac\.authorization|resource|scheduling|storage)\.k8s\.io\/v\d\w*)$/;

function isOfKubernetes(contents: YAMLMap): boolean {
  return contents.has("kind") && ofKubernetes.test(String(contents.get("apiVersion")));
}

/** A key that Kubernetes knows is no slip of one of the product's; names that the product gives stand in metadata and data. */
function asExample(entry: Entry): Entry {
  if (entry.path.some((key) => /^(?:metadata|data|stringData|env)$/.test(key))) return entry;
  return { ...entry, qualifiers: { ...entry.qualifiers, type: "example" } };
}

function tryParse(text: string): YamlTree | undefined {
  try {
    return parseYaml({ file: "", text });
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

function entries(node: unknown, path: readonly string[], text: string): Entry[] {
  if (isSeq(node)) {
    return node.items.flatMap((item, index) => {
      const here = [...path, String(index)];
      const value = isScalar(item) ? spanOf(item, text) : undefined;
      const leaf = value === undefined ? [] : [{ path: here, value, qualifiers: { path: here.join(".") } }];
      return [...leaf, ...entries(item, here, text)];
    });
  }
  if (!isMap(node) || isToFillIn(node)) return [];
  return node.items.flatMap((pair) => {
    if (!isScalar(pair.key)) return [];
    const here = [...path, String(pair.key.value)];
    const key = spanOf(pair.key, text);
    const value = isScalar(pair.value) ? spanOf(pair.value, text) : undefined;
    const entry: Entry = {
      path: here,
      ...(key === undefined ? {} : { key }),
      ...(value === undefined ? {} : { value }),
      qualifiers: { path: here.join(".") },
    };
    return [entry, ...entries(pair.value, here, text), ...entriesWithin(pair.value, text)];
  });
}

/** `{kiln-region}`: one word in brackets that has no value is for the reader to fill in. */
function isToFillIn({ flow, items }: YAMLMap): boolean {
  return flow === true && items.length === 1 && (items[0]?.value ?? null) === null;
}

/** Keys that a text must have to be a file of settings itself. */
const leastWithin = 2;

/** Entries of a file that stands in a block of text, as a ConfigMap holds it: its keys are its own, with none around them. */
function entriesWithin(node: unknown, text: string): readonly Entry[] {
  if (!isScalar(node) || node.type !== "BLOCK_LITERAL" || node.range === undefined || node.range === null) return [];
  const start = text.indexOf("\n", node.range[0]) + 1;
  const inner = text.slice(start, node.range[1]);
  const contents = start === 0 ? undefined : tryParse(inner)?.document?.contents;
  if (!isMap(contents) || contents.items.length < leastWithin) return [];
  if (!contents.items.every(({ key }) => isScalar(key) && /^[A-Za-z][\w.-]*$/.test(String(key.value)))) return [];
  return entries(contents, [], inner).map((entry) => movedBy(entry, start));
}

/** The stretch of a scalar without its quotes; undefined for a scalar that is not written. */
function spanOf(scalar: Scalar, text: string): Span | undefined {
  const range = scalar.range;
  if (range === undefined || range === null || range[1] <= range[0]) return undefined;
  const quoted = /["']/.test(text[range[0]] ?? "") ? 1 : 0;
  return { start: range[0] + quoted, end: range[1] - quoted };
}

/** A node as plain data; aliases become null. */
function plain(node: unknown): unknown {
  if (isScalar(node)) return node.value;
  if (isSeq(node)) return node.items.map(plain);
  if (!isMap(node)) return null;
  return Object.fromEntries(
    node.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : "", plain(pair.value)]),
  );
}
