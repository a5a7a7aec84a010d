import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { z } from "zod";
import * as events from "./events.ts";
import { useFakeGitHub } from "./use-fake-github.ts";

const github = useFakeGitHub();
const library = z
  .array(z.object({ name: z.string(), examples: z.array(z.record(z.string(), z.unknown())) }).loose())
  .parse(JSON.parse(readFileSync(createRequire(import.meta.url).resolve("@octokit/webhooks-examples"), "utf8")));

const typeOf = (value: unknown): string => (Array.isArray(value) ? "list" : value === null ? "null" : typeof value);

/** Every field of a payload with the type of its value, as `pull_request.head.sha string`. */
function fieldsOf(value: unknown, path = ""): readonly string[] {
  if (Array.isArray(value)) return [`${path} list`, ...value.flatMap((item) => fieldsOf(item, `${path}[]`))];
  if (typeof value !== "object" || value === null) return [`${path} ${typeOf(value)}`];
  return [`${path} object`, ...Object.entries(value).flatMap(([key, inner]) => fieldsOf(inner, `${path}.${key}`))];
}

const pathOf = (field: string): string => field.split(" ")[0] ?? "";

it("the payloads of the tests have the fields and types of GitHub's own examples", () => {
  const docs = github.server.repository("acme/docs", { files: { "a.md": "one\n" } });
  const number = docs.pull({ title: "Docs", body: "text", files: { "a.md": "two\n" }, by: "ada" });
  const comment = docs.comment(number, "/verify", { by: "ada" });
  const subject = { repository: "acme/docs", number };
  const made = [
    events.pullRequestEvent(github.server, subject),
    events.issueCommentEvent(github.server, { ...subject, comment }, { action: "created" }),
  ];
  for (const { name, payload } of made) {
    const official = library.find((one) => one.name === name)?.examples ?? [];
    const known = new Set(official.flatMap((example) => fieldsOf(example)));
    const paths = new Set([...known].map(pathOf));
    expect(known.size).toBeGreaterThan(100);
    const own = new Set(fieldsOf(payload));
    // The examples are older than some fields: a new field may come, a known one must not change its type.
    expect([name, ...[...own].filter((field) => paths.has(pathOf(field)) && !known.has(field))]).toEqual([name]);
    const action = official.filter((example) => example.action === payload.action);
    const always = [...paths].filter((path) => action.every((example) => fieldsOf(example).map(pathOf).includes(path)));
    const parts = always.filter((path) => /^\.(?:action|number|(?:pull_request|issue|comment)\.[a-z_]+)$/.test(path));
    const ownPaths = new Set([...own].map(pathOf));
    expect(parts.length).toBeGreaterThan(20);
    expect([name, ...parts.filter((path) => !ownPaths.has(path))]).toEqual([name]);
  }
});
