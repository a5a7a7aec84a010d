import { parentPort } from "node:worker_threads";
import type { DocumentSource } from "../types/index.ts";
import { type ParseOptions, parseDocument } from "./parse.ts";

parentPort?.on("message", ({ source, options }: { source: DocumentSource; options: ParseOptions }) => {
  parentPort?.postMessage(parseDocument(source, options));
});
parentPort?.postMessage("ready");
