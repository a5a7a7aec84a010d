import { parentPort } from "node:worker_threads";
import { keepMemoryLow } from "../memory.ts";
import type { DocumentSource } from "../types/index.ts";
import type { ParseOptions } from "./parse.ts";

keepMemoryLow();
const { parseDocument } = await import("./parse.ts");
const { withParser } = await import("./parser-instance.ts");

parentPort?.on("message", ({ source, options }: { source: DocumentSource; options: ParseOptions }) => {
  parentPort?.postMessage(parseDocument(source, options));
});
// Loaded before the first page comes, so that loading counts against no page.
withParser(() => undefined);
parentPort?.postMessage("ready");
