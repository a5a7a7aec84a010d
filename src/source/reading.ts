import { easeWhenLarge } from "../memory.ts";
import type { FileFacts, FileText, Language, Reader } from "./languages/language.ts";
import { languageOf } from "./languages/registry.ts";
import { text as plainText } from "./languages/text.ts";
import { standingOf } from "./strength.ts";
import { createSurroundings, WatchedPaths } from "./surroundings.ts";
import type { BlobText, SkipReason, SourceTree } from "./tree.ts";

/**
 * Facts of one file, and the files they depend on with their blobs: imports that were followed. A file that was looked
 * for and is not in the tree has an empty blob: the facts hold only while it is not there.
 */
export type FileReading = {
  readonly facts: FileFacts;
  readonly dependsOn: readonly { readonly path: string; readonly blob: string }[];
};

/**
 * Keeps facts between runs of the same engine. The key tells path, blob and the names of the files around; a reading is
 * used only while what it depends on is the same.
 */
export type FactStore = {
  /** Undefined when nothing usable is kept. */
  readonly load: (key: string) => Promise<FileReading | undefined>;
  readonly save: (key: string, reading: FileReading) => Promise<void>;
};

/**
 * Which files are parsed: of tests and examples it is enough to know that a name stands there, unless a rule lets them
 * prove something.
 */
export type Parsed = "all" | "no-tests";

/** Reads files of one tree; every blob is read once and every file parsed once. */
export type Session = {
  /** Hands on the lower-case text of every file that can be read; what cannot be read is remembered with its reason. */
  readonly scan: (paths: readonly string[], see: (path: string, lowerCaseText: string) => void) => Promise<void>;
  /** Loads the texts of files in one go; what cannot be read is remembered with its reason. */
  readonly load: (paths: readonly string[]) => Promise<void>;
  /** Text of a loaded file; undefined when it could not be read or was not loaded. */
  readonly textOf: (path: string) => string | undefined;
  /** Why a loaded file has no text; undefined when it has one. */
  readonly reasonOf: (path: string) => SkipReason | undefined;
  /** Facts of files, by path; files that could not be read are left out. Without `parsed` as the session was started. */
  readonly factsOf: (paths: readonly string[], parsed?: Parsed) => Promise<ReadonlyMap<string, FileFacts>>;
  /** Loads the parser of the language that most code of the tree is in, so that it is there when files are. */
  readonly prepare: () => Promise<void>;
  /** How many files were parsed: those whose facts were kept are not among them. */
  readonly parsed: () => number;
};

/** Longest chain of imports that is loaded for one file, in files. */
const longestChain = 8;

const nothing: FileFacts = { facts: [], closedLists: [] };

/** How a session reads; `store` keeps facts between runs. */
export type SessionOptions = { readonly parsed: Parsed; readonly store?: FactStore };

/** Starts reading a tree. */
export function createSession(tree: SourceTree, { parsed: usual, store }: SessionOptions): Session {
  const texts = new Map<string, BlobText>();
  const readings = new Map<string, FileReading>();
  const readers = new Map<string, Promise<Reader>>();
  const paths = new WatchedPaths(tree.files.keys());
  const surroundings = createSurroundings(tree.files.keys());
  let parsedFiles = 0;
  const blobOf = (path: string): string => tree.files.get(path)?.blob ?? "";
  const each = (wanted: readonly string[], see: (path: string, text: BlobText) => void): Promise<void> =>
    readFiles(tree, texts, { wanted, see });
  const load = (wanted: readonly string[]): Promise<void> =>
    each(wanted, (path, text) => {
      texts.set(path, text);
    });
  const textOf = (path: string): string | undefined => {
    const text = texts.get(path);
    return text?.ok === true ? text.text : undefined;
  };
  const readerOf = (language: Language): Promise<Reader> => {
    const reader = readers.get(language.id) ?? language.load();
    readers.set(language.id, reader);
    return reader;
  };
  const parse = async (path: string, language: Language): Promise<FileReading> => {
    const [text, strength] = [textOf(path), standingOf(path).strength];
    const blob = tree.files.get(path)?.blob;
    if (text === undefined || strength === undefined || blob === undefined) return { facts: nothing, dependsOn: [] };
    const reader = await readerOf(language);
    parsedFiles += 1;
    await load(language.named?.({ path, text }, paths) ?? []);
    const { facts, asked } = await followed({ path, blob, text, strength }, reader, { paths, textOf, load });
    return { facts, dependsOn: asked.map((name) => ({ path: name, blob: blobOf(name) })) };
  };
  const readOne = async (path: string, language: Language): Promise<void> => {
    const key = store === undefined ? "" : `${language.id} ${blobOf(path)} ${surroundings(path)} ${path}`;
    const before = await store?.load(key);
    const stored = before?.dependsOn.every((on) => blobOf(on.path) === on.blob) === true ? before : undefined;
    try {
      const reading = stored ?? (await parse(path, language));
      readings.set(readingKey(path, language), reading);
      // An object that is missing today may be fetched tomorrow.
      const isWhole = !reading.dependsOn.some((on) => isMissing(texts.get(on.path)));
      if (stored === undefined && isWhole) await store?.save(key, reading);
    } catch (error) {
      // Nesting deeper than the stack is the file's fault; anything else is ours.
      if (!(error instanceof RangeError)) throw error;
      texts.set(path, { ok: false, reason: "too-deep" });
    }
  };
  return {
    scan: (wanted, see) =>
      each(wanted, (path, text) => {
        if (text.ok) see(path, text.text.toLowerCase());
        else texts.set(path, text);
      }),
    load,
    textOf,
    reasonOf: (path) => {
      const text = texts.get(path);
      return text?.ok === false ? text.reason : undefined;
    },
    factsOf: async (wanted, parsed = usual) => {
      await load(wanted);
      const files = wanted.map((path) => ({ path, language: languageAs(path, parsed) }));
      for (const { path, language } of files)
        if (!readings.has(readingKey(path, language)) && textOf(path) !== undefined) await readOne(path, language);
      return new Map(
        files.flatMap(({ path, language }) => {
          const reading = readings.get(readingKey(path, language));
          return reading === undefined ? [] : [[path, reading.facts] as const];
        }),
      );
    },
    prepare: async () => {
      const path = mostlyLike([...tree.files.keys()]);
      if (path !== undefined) await readerOf(languageOf(path));
    },
    parsed: () => parsedFiles,
  };
}

function languageAs(path: string, parsed: Parsed): Language {
  const language = languageOf(path);
  const isPlain = parsed === "no-tests" && standingOf(path).strength === "test" && language.knowsExamples !== true;
  return isPlain ? plainText : language;
}

function readingKey(path: string, { id }: Language): string {
  return `${id} ${path}`;
}

/** Paths that are looked at to tell what most code is written in. */
const sampled = 200;

/** A path of the language in which most code is written; undefined when there is no code. */
function mostlyLike(paths: readonly string[]): string | undefined {
  const step = Math.ceil(paths.length / sampled);
  const code = paths.filter((path, index) => index % step === 0 && standingOf(path).strength === "code");
  const byLanguage = new Map<string, string[]>();
  for (const path of code) byLanguage.set(languageOf(path).id, [...(byLanguage.get(languageOf(path).id) ?? []), path]);
  const [most] = [...byLanguage.values()].sort((a, b) => b.length - a.length);
  return most?.[0];
}

type Wish = { readonly wanted: readonly string[]; readonly see: (path: string, text: BlobText) => void };

/** Hands on the text of every file of the tree that is wanted, each once; files of one blob share one read. */
async function readFiles(tree: SourceTree, known: ReadonlyMap<string, BlobText>, { wanted, see }: Wish): Promise<void> {
  const byBlob = new Map<string, string[]>();
  for (const path of new Set(wanted)) {
    const [file, before] = [tree.files.get(path), known.get(path)];
    if (before !== undefined) see(path, before);
    else if (file !== undefined && file.kind !== "file") see(path, { ok: false, reason: file.kind });
    else if (file !== undefined) byBlob.set(file.blob, [...(byBlob.get(file.blob) ?? []), path]);
  }
  await tree.readEach([...byBlob.keys()], (blob, text) => {
    for (const path of byBlob.get(blob) ?? []) see(path, text);
  });
}

function isMissing(text: BlobText | undefined): boolean {
  return text?.ok === false && text.reason === "missing-object";
}

type Rest = Pick<Session, "load" | "textOf"> & { readonly paths: WatchedPaths };

/** Reads a file again and again until every file it wished for is loaded. */
async function followed(
  file: FileText,
  read: Reader,
  rest: Rest,
): Promise<{ readonly facts: FileFacts; readonly asked: readonly string[] }> {
  const asked = new Set<string>();
  rest.paths.missed.clear();
  easeWhenLarge();
  for (let round = 0; ; round += 1) {
    const wishes = new Set<string>();
    const textOf = (path: string): string | undefined => {
      if (!rest.paths.has(path)) return undefined;
      const text = rest.textOf(path);
      if (text === undefined && !asked.has(path)) wishes.add(path);
      asked.add(path);
      return text;
    };
    const facts = read(file, { paths: rest.paths, textOf });
    if (wishes.size === 0 || round >= longestChain) return { facts, asked: [...asked, ...rest.paths.missed].sort() };
    await rest.load([...wishes]);
  }
}
