import { expect, it } from "vitest";
import { readOwnComments } from "../../src/github/comments.ts";
import { commentMarker } from "../../src/types/index.ts";
import { actionsBot } from "../fake-github/state.ts";
import { jobToken, useFakeGitHub } from "../use-fake-github.ts";

const github = useFakeGitHub();
const ours = `${commentMarker}state -->\n## Verdict: live\n`;

it.each<[string, string, string, boolean]>([
  ["the first line of our own comment", ours, actionsBot.login, true],
  ["T057 a stranger's forged state", ours, "mallory", false],
  ["T058 another bot that quotes all of it", ours.replace(/^/gm, "> "), "helper[bot]", false],
  ["T058 another bot that copies all of it", ours, "helper[bot]", false],
  ["T059 a marker in a fence", `\`\`\`\n${ours}\`\`\`\n`, actionsBot.login, false],
  ["T059 a marker that is quoted", `> ${ours}`, actionsBot.login, false],
  ["T059 a marker on line 2", `Hello\n${ours}`, actionsBot.login, false],
  ["T059 a marker twice is one comment", `${ours}${ours}`, actionsBot.login, true],
])("%s", async (_name, body, by, isOurs) => {
  const docs = github.server.repository("acme/docs", { files: { "a.md": "one\n" } });
  const number = docs.pull({ title: "Docs", body: "text", files: { "a.md": "two\n" }, by: "ada" });
  const id = docs.comment(number, body, { by });
  const found = await readOwnComments(github.client(jobToken), { repository: "acme/docs", number }, actionsBot.id);
  expect(found).toEqual({ ok: true, value: isOurs ? [{ id, body }] : [] });
});
