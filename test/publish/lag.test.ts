import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { fail } from "../../src/github/answer.ts";
import { apply } from "../../src/publish/apply.ts";
import { plan } from "../../src/publish/plan.ts";
import { readPresents } from "../../src/publish/present.ts";
import { commentMarker, type Wanted } from "../../src/types/index.ts";
import { faultNamed } from "../fake-github/faults.ts";
import { actionsBot } from "../fake-github/state.ts";
import { readDocsPull } from "../read-docs-pull.ts";
import { jobToken, useFakeGitHub } from "../use-fake-github.ts";

const github = useFakeGitHub();
const repository = "acme/docs";
beforeEach(() => {
  github.server.repository(repository, { files: { "a.md": "one\n" } });
});

function openPull(): number {
  const docs = github.server.repository(repository);
  const branch = `b${docs.repository.issues.length}`;
  return docs.pull({ title: "Docs", body: "text", head: branch, files: { [`${branch}.md`]: "two\n" }, by: "ada" });
}

type Labels = Wanted["labels"];
const waiting: Labels = [{ name: "waiting", color: "ffffff", description: "" }];

function wantedFor(headCommit: string, labels: Labels): Wanted {
  return {
    comment: { body: `${commentMarker}x -->\nblocked\n`, smaller: [] },
    labels,
    ownLabels: ["waiting", "ready"],
    additiveLabels: [],
    check: { name: "docs-verdict", headCommit, conclusion: "failure", title: "t", summary: "s", annotations: [] },
    suggestions: [],
    stricter: true,
  };
}

/** One run; how many writes it planned, undefined when it could not read what it needs. */
async function run(number: number, labels = waiting): Promise<number | undefined> {
  const client = github.client(jobToken);
  const pull = await readDocsPull(client, repository, number);
  if (!pull.ok) return undefined;
  const { headCommit } = pull.value.pull;
  const own = {
    actorId: actionsBot.id,
    login: actionsBot.login,
    checkName: "docs-verdict",
    draft: "left-alone",
  } as const;
  const [present] = await readPresents(client, [{ ...pull.value, own }]);
  if (present?.ok !== true) return undefined;
  const made = plan(wantedFor(headCommit, labels), present.value);
  const storeLedger = async () => fail("no-access", "refused");
  const target = { github: client, pull: { repository, number }, actorId: own.actorId, headCommit, storeLedger };
  await apply(made, { ...target, headNow: async () => headCommit, comments: present.value.comments });
  return made.writes.length;
}

const commentsOn = (number: number): number =>
  github.server.repository(repository).repository.comments.filter(({ issue }) => issue === number).length;

describe("reads that lag behind writes", () => {
  it("T055 a list without the comment that was just posted leads to a second one, and the next run leaves one", async () => {
    const number = openPull();
    const stale = faultNamed("stale read");
    github.server.fault(({ path, writes }) => (!writes && /\/(?:comments|graphql)$/.test(path) ? stale : undefined));
    // Without labels the comment is the last write, so that a list that lags by one write is without it.
    await run(number, []);
    await run(number, []);
    expect(commentsOn(number)).toBe(2);
    github.server.fault(undefined);
    await run(number);
    expect(commentsOn(number)).toBe(1);
    expect(await run(number)).toBe(0);
  });

  it("T085 whichever reads lag, two runs after that everything stands and nothing is left to write", async () => {
    const stale = faultNamed("stale read");
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }), async (lags) => {
        const number = openPull();
        let read = 0;
        github.server.fault(({ writes }) => {
          if (writes) return undefined;
          read += 1;
          return lags[read % lags.length] === true ? stale : undefined;
        });
        await run(number);
        await run(number);
        github.server.fault(undefined);
        await run(number);
        await run(number);
        expect(commentsOn(number)).toBe(1);
        expect(await run(number)).toBe(0);
      }),
      {
        numRuns: 8,
        examples: [[Array.from({ length: 24 }, () => true)], [Array.from({ length: 24 }, (_, at) => at % 2 === 0)]],
      },
    );
  });
});
