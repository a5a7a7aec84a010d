import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { instantiateNapiModuleSync } from "@emnapi/core";
import { type Context, createContext } from "@emnapi/runtime";
import { z } from "zod";
import { packageRoot } from "../package-root.ts";

declare global {
  /** What is used of the engine's own types: those of the DOM would bring a whole browser. */
  namespace WebAssembly {
    class Memory {
      constructor(limits: { readonly initial: number; readonly maximum: number; readonly shared: boolean });
      readonly buffer: ArrayBufferLike;
    }
    class Module {
      constructor(bytes: Uint8Array);
    }
    class RuntimeError extends Error {}
  }
}

/** The calls of the parser that are used; a handle is a tree in the parser's memory. */
export type Parser = {
  /** Reads a page whatever is wrong with it. */
  readonly createMdastHandle: (text: string, options: number, places: boolean) => unknown;
  /** @throws Error with a place in its message, for a page that is no well-formed MDX. */
  readonly createMdxMdastHandle: (text: string, options: number, places: boolean) => unknown;
  readonly serializeHandle: (handle: unknown) => Uint8Array;
  readonly dropHandle: (handle: unknown) => void;
};

/** Memory in pages of 64 KB: 64 MB at first, 512 MB at most; most pages need a hundredth of that. */
const memoryLimits = { initial: 1024, maximum: 8192, shared: true };

/** A parser with more memory than this is given up after its page, in bytes: it gives none back. */
const mostKept = 192 * 1024 * 1024;

/** Thrown for a page that breaks a parser that has read no page before, which only its size or its depth can do. */
export class ParserBreakError extends Error {}

type Instance = {
  readonly parser: Parser;
  readonly memory: WebAssembly.Memory;
  readonly context: Context;
  pages: number;
};

let compiled: WebAssembly.Module | undefined;
let current: Instance | undefined;

/**
 * Reads a page with the parser of this thread, which is loaded when it is first asked for. A parser that breaks off in the
 * midst of a page is given up, and a fresh one tries again.
 * @throws ParserBreakError when the fresh parser breaks off, too; and what `read` throws of its own.
 */
export function withParser<T>(read: (parser: Parser) => T): T {
  current ??= instantiate();
  const instance = current;
  instance.pages += 1;
  try {
    return read(instance.parser);
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
    close(instance);
    if (instance.pages === 1) throw new ParserBreakError("The parser broke off.", { cause: error });
  } finally {
    if (instance.memory.buffer.byteLength > mostKept) close(instance);
  }
  return withParser(read);
}

function close(instance: Instance): void {
  if (current === instance) current = undefined;
  try {
    instance.context.destroy();
  } catch {
    // What broke off once may break off again while it is cleared away.
  }
}

function instantiate(): Instance {
  compiled ??= new WebAssembly.Module(readFileSync(parserFile()));
  const memory = new WebAssembly.Memory(memoryLimits);
  const context = openContext();
  const { napiModule } = instantiateNapiModuleSync(compiled, {
    context,
    // Parsing needs no thread of its own, so none is ever started.
    asyncWorkPoolSize: 0,
    wasi: system(memory),
    overwriteImports: (imports) => ({
      ...imports,
      env: { ...imports.env, ...imports.napi, ...imports.emnapi, memory },
    }),
    beforeInit: ({ instance }) => {
      for (const [name, register] of Object.entries(instance.exports)) {
        if (name.startsWith("__napi_register__") && typeof register === "function") register();
      }
    },
  });
  return { parser: exported.parse(napiModule.exports), memory, context, pages: 0 };
}

/** What holds the values that the parser and JavaScript share. It is cleared when it is closed, not when the process ends. */
function openContext(): Context {
  const others = new Set(process.listeners("beforeExit"));
  const context = createContext();
  for (const listener of process.listeners("beforeExit")) {
    if (!others.has(listener)) process.removeListener("beforeExit", listener);
  }
  // No code is made of texts, not even by the glue between the parser and JavaScript.
  context.feature.supportNewFunction = false;
  return context;
}

function parserFile(): string {
  const shipped = join(packageRoot(), "dist", "grammars", "markdown.wasm");
  if (existsSync(shipped)) return shipped;
  return join(packageRoot(), "node_modules/@bruits/satteri-wasm32-wasi/satteri_napi.wasm32-wasi.wasm");
}

const isFunction = (value: unknown): boolean => typeof value === "function";
const exported = z.object({
  createMdastHandle: z.custom<Parser["createMdastHandle"]>(isFunction),
  createMdxMdastHandle: z.custom<Parser["createMdxMdastHandle"]>(isFunction),
  serializeHandle: z.custom<Parser["serializeHandle"]>(isFunction),
  dropHandle: z.custom<Parser["dropHandle"]>(isFunction),
});

/**
 * What the parser sees of the world: nothing. It has no files, no environment, no clock and no chance; what it writes
 * before it breaks off goes nowhere.
 */
function system(memory: WebAssembly.Memory) {
  const view = () => new DataView(memory.buffer);
  const wasiImport = {
    environ_get: () => 0,
    environ_sizes_get: (count: number, size: number) => {
      view().setUint32(count, 0, true);
      view().setUint32(size, 0, true);
      return 0;
    },
    random_get: (start: number, length: number) => {
      new Uint8Array(memory.buffer, start, length).fill(1);
      return 0;
    },
    clock_time_get: (_id: number, _precision: bigint, at: number) => {
      view().setBigUint64(at, 0n, true);
      return 0;
    },
    fd_write: (_file: number, parts: number, count: number, written: number) => {
      let length = 0;
      for (let part = 0; part < count; part += 1) length += view().getUint32(parts + part * 8 + 4, true);
      view().setUint32(written, length, true);
      return 0;
    },
    proc_exit: (code: number) => {
      throw new WebAssembly.RuntimeError(`exit ${code}`);
    },
    sched_yield: () => 0,
  };
  const initialize = (instance: object): void => {
    if ("exports" in instance) started.parse(instance.exports)._initialize();
  };
  return { wasiImport, initialize, start: () => 0 };
}

const started = z.object({ _initialize: z.custom<() => void>(isFunction) });
