import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { instantiateNapiModuleSync } from "@emnapi/core";
import { createContext } from "@emnapi/runtime";
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

/** Memory in pages of 64 KB: 64 MB at first, 512 MB at most; a page of the largest size needs a tenth of that. */
const memoryLimits = { initial: 1024, maximum: 8192, shared: true };

let compiled: WebAssembly.Module | undefined;
let current: Parser | undefined;

/** The parser of this thread, loaded when it is first asked for. */
export function openParser(): Parser {
  current ??= instantiate();
  return current;
}

/** Forgets a parser that broke off in the midst of a page: its memory can no longer be trusted. */
export function dropParser(): void {
  current = undefined;
}

function instantiate(): Parser {
  compiled ??= new WebAssembly.Module(readFileSync(parserFile()));
  const memory = new WebAssembly.Memory(memoryLimits);
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
  return exported.parse(napiModule.exports);
}

function parserFile(): string {
  const shipped = join(packageRoot(), "dist", "grammars", "markdown.wasm");
  if (existsSync(shipped)) return shipped;
  return join(packageRoot(), "node_modules/@bruits/satteri-wasm32-wasi/satteri_napi.wasm32-wasi.wasm");
}

const context = createContext();
// No code is made of texts, not even by the glue between the parser and JavaScript.
context.feature.supportNewFunction = false;

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
