import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readEvent } from "../src/event.ts";

const dispatch = (client_payload: unknown) =>
  readEvent("repository_dispatch", { action: "docs-verdict", client_payload });
const waiting = { kind: "waiting", repository: "acme/platform", number: 3918 };
const good = { repository: "acme/platform", number: 3918 };

describe("T094 a dispatch from an engineering repository", () => {
  it.each([
    ["as it should be", good, waiting],
    ["with a number as text", { ...good, number: "3918" }, waiting],
    ["with keys nobody knows", { ...good, verdict: "live", ref: "main", merged: true }, waiting],
    ["with eleven keys", { ...good, ...Object.fromEntries([..."abcdefghi"].map((key) => [key, key])) }, waiting],
    ["with 64 KB of text", { ...good, note: "x".repeat(65_536) }, waiting],
    [
      "from a repository that nobody configured",
      { ...good, repository: "stranger/code" },
      { ...waiting, repository: "stranger/code" },
    ],
    ["without a number", { repository: "acme/platform" }, { kind: "sweep" }],
    ["without a payload", undefined, { kind: "sweep" }],
    ["with another type of repository", { repository: ["acme/platform"], number: 1 }, { kind: "sweep" }],
  ])("%s", (_, payload, task) => {
    expect(dispatch(payload)).toEqual(task);
  });

  it.each([
    ["a path", "../../etc"],
    ["an option", "--upload-pack=x"],
    ["an address", "https://example.com/acme/platform"],
    ["a line break", "acme/platform\nx"],
    ["64 KB", `acme/${"x".repeat(65_536)} `],
  ])("refuses a repository that is %s", (_, repository) => {
    expect(dispatch({ repository, number: 1 }).kind).toBe("nothing");
  });

  it.each([0, -1, 1.5, Number.NaN, "1; rm"])("refuses the number %s", (number) => {
    expect(["nothing", "sweep"]).toContain(dispatch({ ...good, number }).kind);
  });

  it("asks for nothing but to look again, whatever it holds", () => {
    fc.assert(
      fc.property(fc.anything(), (payload) => {
        const task = dispatch(payload);
        expect(["waiting", "sweep", "nothing"]).toContain(task.kind);
        if (task.kind === "waiting") expect(Object.keys(task).sort()).toEqual(["kind", "number", "repository"]);
      }),
      { numRuns: 200, examples: [[good]] },
    );
  });
});

describe("T092 what we did ourselves starts nothing", () => {
  const person = { login: "docs-author", type: "User" };
  const comment = { id: 1, body: "/verify", created_at: "2026-05-20T06:00:00Z", user: person };
  const payload = { action: "created", issue: { number: 7, pull_request: {}, user: person }, comment };

  it("a person's comment is read", () => {
    expect(readEvent("issue_comment", payload).kind).toBe("command");
  });

  it.each([
    ["a comment of the Actions bot", { ...comment, user: { login: "github-actions[bot]", type: "Bot" } }],
    ["a comment that an app posted for a person", { ...comment, performed_via_github_app: { id: 1 } }],
    ["a comment of a deleted account", { ...comment, user: null }],
  ])("%s", (_, own) => {
    expect(readEvent("issue_comment", { ...payload, comment: own }).kind).toBe("nothing");
  });

  it.each(["edited", "deleted"])("a comment that was %s", (action) => {
    expect(readEvent("issue_comment", { ...payload, action }).kind).toBe("nothing");
  });

  it.each(["label", "check_run", "check_suite", "status", "workflow_run", "constructor"])("the event %s", (name) => {
    expect(readEvent(name, { action: "created", pull_request: { number: 7 } }).kind).toBe("nothing");
  });
});
