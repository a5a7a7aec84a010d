import { join } from "node:path";
import { type FakeGitHub, type FakeGitHubOptions, startFakeGitHub } from "../fake-github/server.ts";
import { readFiles, readWorldFile, type WorldFile } from "./world-file.ts";

/** Token of the Actions job in the docs repository. */
export const jobToken = "job-token-of-the-docs-repository";
/** Read token for the engineering repositories. */
export const sourceToken = "read-token-of-the-engineering-repositories";

/** A world that runs: the double, and what it was made of. */
export type LoadedWorld = { readonly server: FakeGitHub; readonly world: WorldFile };

/**
 * Starts a double and builds the world of a folder in it, in the order of time. The first public repository is the docs
 * repository: the job's token may write there, the source token may read everything.
 */
export async function loadWorld(folder: string, limits: FakeGitHubOptions["limits"] = {}): Promise<LoadedWorld> {
  const world = readWorldFile(folder);
  const server = await startFakeGitHub({ now: world.now, limits });
  const earliest = world.pulls.map(({ openedAt }) => openedAt).sort()[0] ?? world.now;
  const before = new Date(Date.parse(earliest) - 86_400_000).toISOString().replace(".000", "");
  for (const { name, visibility, base, collaborators } of world.repositories) {
    const repository = server.repository(name, { visibility });
    repository.commit({ files: readFiles(join(folder, base)), message: "Start", by: "release-bot", at: before });
    for (const [login, permission] of Object.entries(collaborators)) repository.collaborator(login, permission);
  }
  for (const step of stepsOf(world)) step.run(server, folder);
  const docs = world.repositories[0]?.name ?? "";
  server.token(jobToken, { login: "github-actions[bot]", kind: "job", access: { [docs]: "write" } });
  const others = world.repositories.map(({ name }) => [name, "read"] as const);
  server.token(sourceToken, { login: "docs-reader", kind: "app", access: Object.fromEntries(others) });
  return { server, world };
}

type Step = { readonly at: string; readonly run: (server: FakeGitHub, folder: string) => void };

/** What people did, in the order of time. */
function stepsOf(world: WorldFile): readonly Step[] {
  const opened = world.pulls.map(
    ({ repository, branch, author, files, openedAt, title, body, number }): Step => ({
      at: openedAt,
      run: (server, folder) => {
        const content = readFiles(join(folder, files));
        server.repository(repository).commit({ branch, files: content, message: title, by: author, at: openedAt });
        server.repository(repository).pull({ title, body, number, head: branch, by: author, at: openedAt });
      },
    }),
  );
  const landed = world.pulls.flatMap(({ repository, number, merged, author }): Step[] =>
    merged === undefined
      ? []
      : [
          {
            at: merged.at,
            run: (server) =>
              void server.repository(repository).merge(number, { method: merged.method, by: author, at: merged.at }),
          },
        ],
  );
  const said = world.comments.map(
    ({ pull, author, at, body }): Step => ({
      at,
      run: (server) => {
        const [repository = "", number = ""] = pull.split("#");
        server.repository(repository).comment(Number(number), body, { by: author, at });
      },
    }),
  );
  return [...opened, ...landed, ...said].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
