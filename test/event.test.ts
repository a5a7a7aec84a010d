import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { readEvent } from "../src/event.ts";

const library = z
  .array(z.object({ name: z.string(), examples: z.array(z.record(z.string(), z.unknown())) }).loose())
  .parse(JSON.parse(readFileSync(createRequire(import.meta.url).resolve("@octokit/webhooks-examples"), "utf8")));
const examplesOf = (name: string) => library.find((one) => one.name === name)?.examples ?? [];
const person = { login: "ada", type: "User" };

function commentBy(user: unknown, more: Readonly<Record<string, unknown>> = {}, action = "created"): unknown {
  const comment = { id: 5, body: "/verify", created_at: "2026-05-01T00:00:00Z", user, ...more };
  return { action, issue: { number: 7, pull_request: {}, user: person }, comment };
}

describe("events as GitHub sends them", () => {
  const handled = ["pull_request", "pull_request_review", "issue_comment", "merge_group", "workflow_dispatch"] as const;
  it.each(
    handled.flatMap((name) => examplesOf(name).map((payload, index) => ({ name, index, payload }))),
  )("the official example $index of $name is read or said to be nothing", ({ name, payload }) => {
    const task = readEvent(name, payload);
    if (name.startsWith("pull_request")) {
      const { number } = z.object({ pull_request: z.object({ number: z.number() }) }).parse(payload).pull_request;
      expect(task).toEqual({ kind: "verify", number });
    } else expect(task.kind === "nothing" ? task.why : "").not.toContain("could not be read");
  });

  it("has examples of each to read", () => {
    expect(handled.filter((name) => examplesOf(name).length === 0 && name !== "merge_group")).toEqual([]);
  });

  it.each(
    library.filter(
      ({ name }) =>
        ![
          "pull_request",
          "pull_request_review",
          "issue_comment",
          "merge_group",
          "workflow_dispatch",
          "repository_dispatch",
        ].includes(name),
    ),
  )("$name is about no pull request", ({ name, examples }) => {
    expect(readEvent(name, examples[0])).toMatchObject({ kind: "nothing" });
  });
});

describe("T146 who gives a command", () => {
  it("a person does", () => {
    expect(readEvent("issue_comment", commentBy(person))).toMatchObject({ kind: "command", comment: { login: "ada" } });
  });

  it.each<readonly [string, unknown]>([
    ["a bot", commentBy({ login: "helpful[bot]", type: "Bot" })],
    ["an organisation", commentBy({ login: "acme", type: "Organization" })],
    ["an App in the name of a person", commentBy(person, { performed_via_github_app: { id: 1, slug: "helper" } })],
    ["an account that was deleted", commentBy(null)],
    [
      "the ghost, which stands for deleted accounts, as a type of its own",
      commentBy({ login: "ghost", type: "Ghost" }),
    ],
    ["a bot that calls itself a person in its name", commentBy({ login: "User", type: "Bot" })],
    ["nobody at all", commentBy(undefined)],
    ["an account without a type", commentBy({ login: "ada" })],
    ["a person whose comment was edited", commentBy(person, {}, "edited")],
  ])("%s does not", (_name, payload) => {
    expect(readEvent("issue_comment", payload)).toMatchObject({ kind: "nothing" });
  });
});
