import { readFileSync } from "node:fs";
import { validate } from "@actions/languageservice";
import { NoOperationTraceWriter } from "@actions/workflow-parser";
import { parseAction } from "@actions/workflow-parser/actions/action-parser";
import type { ParserInput } from "./github-parser.ts";

/** The parser brings its own positions; the document's are not asked for. */
const start = { line: 0, character: 0 };

async function workflowProblems({ name, text }: ParserInput): Promise<string[]> {
  const document = {
    uri: `file:///${name}`,
    languageId: "yaml",
    version: 1,
    lineCount: text.split("\n").length,
    getText: () => text,
    positionAt: () => start,
    offsetAt: () => 0,
    getLineRange: () => ({ start, end: start }),
    getEOLCharacters: () => "\n" as const,
  };
  const found = await validate(document);
  return found.map(({ message, range }) => `${name}:${range.start.line + 1}: ${message}`);
}

function actionProblems({ name, text }: ParserInput): string[] {
  const parsed = parseAction({ name, content: text }, new NoOperationTraceWriter());
  return parsed.context.errors.getErrors().map(({ message }) => `${name}: ${message}`);
}

const files: readonly ParserInput[] = JSON.parse(readFileSync(0, "utf8"));
const problems = await Promise.all(
  files.map(async (file) => (file.kind === "action" ? actionProblems(file) : workflowProblems(file))),
);
process.stdout.write(JSON.stringify(problems));
