import { join } from "node:path";
import { type FakeGitHub, type FakeGitHubOptions, startFakeGitHub } from "../fake-github/server.ts";
import { readFiles, readWorldFile, type WorldFile } from "./world-file.ts";

/** Token of the Actions job in the docs repository. */
export const jobToken = "job-token-of-the-docs-repository";
/** Read token for the engineering repositories. */
export const sourceToken = "read-token-of-the-engineering-repositories";

/** A world that runs: the double, and what it was made of. */
export type LoadedWorld = {
  readonly server: FakeGitHub;
  readonly world: WorldFile;
  /** What systems other than GitHub answer, by address. */
  readonly answers: ReadonlyMap<string, unknown>;
};

/**
 * Starts a double and builds the world of a folder in it, in the order of time. The first public repository is the docs
 * repository: the job's token may write there, the source token may read everything.
 */
export async function loadWorld(folder: string, limits: FakeGitHubOptions["limits"] = {}): Promise<LoadedWorld> {
  const world = readWorldFile(folder);
  const server = await startFakeGitHub({ now: world.now, limits });
  const earliest = world.pulls.map(({ openedAt }) => openedAt).sort()[0] ?? world.now;
  const before = new Date(Date.parse(earliest) - 86_400_000).toISOString().replace(".000", "");
  for (const { name, visibility, base, files, collaborators } of world.repositories) {
    const repository = server.repository(name, { visibility });
    const content = { ...(base === undefined ? {} : readFiles(join(folder, base))), ...files };
    repository.commit({ files: content, message: "Start", by: "release-bot", at: before });
    for (const [login, permission] of Object.entries(collaborators)) repository.collaborator(login, permission);
  }
  for (const step of stepsOf(world)) step.run(server, folder);
  const docs = world.repositories[0]?.name ?? "";
  server.token(jobToken, { login: "github-actions[bot]", kind: "job", access: { [docs]: "write" } });
  rename({ server, world }, "before the first run");
  grantSource({ server, world }, world.sourceAccess);
  const answers = Object.entries(world.answers).map(([url, body]) => [url, withCommits(body, server)] as const);
  return { server, world, answers: new Map(answers) };
}

/** Renames repositories at a point of the story, one after the other: a name that became free may be taken by the next. */
export function rename(
  { server, world }: Pick<LoadedWorld, "server" | "world">,
  point: WorldFile["renames"][number]["when"],
): void {
  for (const { from, to, when } of world.renames) if (when === point) server.repository(from).rename(to);
}

/** Says what the source token may do in private repositories from now on. */
export function grantSource(
  { server, world }: Pick<LoadedWorld, "server" | "world">,
  level: WorldFile["sourceAccess"],
): void {
  const access = world.repositories.flatMap(({ name, visibility }) => {
    const names = [name, ...world.renames.filter(({ from }) => from === name).map(({ to }) => to)];
    return names.map((one) => [one, visibility === "private" ? level : "read"] as const);
  });
  server.token(sourceToken, { login: "docs-reader", kind: "app", access: Object.fromEntries(access) });
}

/** Puts the landing commits in where a world names pull requests: hashes are not known before it is built. */
function withCommits(body: unknown, server: FakeGitHub): unknown {
  const filled: unknown = JSON.parse(filledIn(JSON.stringify(body), server));
  return filled;
}

function filledIn(text: string, server: FakeGitHub): string {
  return text.replaceAll(/\{([\w.-]+\/[\w.-]+#\d+)\}/g, (_, work: string) => landedAs(server, work));
}

function landedAs(server: FakeGitHub, work: string): string {
  const [where = "", branch] = work.split("@");
  if (branch !== undefined) return server.repository(where).sha(branch);
  const [name = "", number = ""] = work.split("#");
  const { repository } = server.repository(name);
  return repository.issues.find((issue) => issue.number === Number(number))?.pull?.merged?.sha ?? "";
}

type Step = { readonly at: string; readonly run: (server: FakeGitHub, folder: string) => void };

/** What people did, in the order of time. */
function stepsOf(world: WorldFile): readonly Step[] {
  const opened = world.pulls.map(
    ({ repository, branch, author, files, openedAt, title, body, number, base }): Step => ({
      at: openedAt,
      run: (server, folder) => {
        const content = typeof files === "string" ? readFiles(join(folder, files)) : files;
        if (base !== undefined)
          server
            .repository(repository)
            .commit({ branch: base, files: {}, message: `Start ${base}`, by: author, at: openedAt });
        server.repository(repository).commit({ branch, files: content, message: title, by: author, at: openedAt });
        server.repository(repository).pull({
          title,
          body,
          number,
          head: branch,
          by: author,
          at: openedAt,
          ...(base === undefined ? {} : { base }),
        });
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
  return [
    ...opened,
    ...landed,
    ...said,
    ...closedIn(world),
    ...revertedIn(world),
    ...pushedIn(world),
    ...deliveredIn(world),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function closedIn(world: WorldFile): readonly Step[] {
  return world.pulls.flatMap(({ repository, number, closed, author }): Step[] => {
    if (closed === undefined) return [];
    const close = (server: FakeGitHub): void =>
      server.repository(repository).close(number, { by: author, at: closed.at });
    return [{ at: closed.at, run: close }];
  });
}

/** Real `git revert` commits on the default branch; a second one restores what the first undid. */
function revertedIn(world: WorldFile): readonly Step[] {
  return world.reverts.flatMap(({ repository, of, at, again }): Step[] => {
    let undo = "";
    const revert = (server: FakeGitHub): void => {
      const landed = server.repository(repository).repository.issues.find(({ number }) => number === of)?.pull?.merged;
      undo = server.repository(repository).revert(landed?.sha ?? "", { by: "engineer", at });
    };
    const restore = (server: FakeGitHub): void =>
      void server.repository(repository).revert(undo, { by: "engineer", at: again ?? at });
    return [{ at, run: revert }, ...(again === undefined ? [] : [{ at: again, run: restore }])];
  });
}

/** Deployments and releases of what pull requests landed. */
function deliveredIn(world: WorldFile): readonly Step[] {
  const deployed = world.deployments.map(({ work, environment, at, state }): Step => {
    const deploy = (server: FakeGitHub): void => {
      const revision = landedAs(server, work);
      server.repository(work.split(/[#@]/)[0] ?? "").deploy({ environment, revision, at, statuses: [state] });
    };
    return { at, run: deploy };
  });
  const released = world.releases.map(({ work, tag, at, kind }): Step => {
    const publish = (server: FakeGitHub): void =>
      void server.repository(work.split(/[#@]/)[0] ?? "").release({ tag, revision: landedAs(server, work), at, kind });
    return { at, run: publish };
  });
  return [...deployed, ...released];
}

function pushedIn(world: WorldFile): readonly Step[] {
  const reported = world.issues.map(({ repository, openedAt: at, ...issue }): Step => {
    const report = (server: FakeGitHub): void =>
      void server.repository(repository).issue({ ...issue, by: "engineer", at });
    return { at, run: report };
  });
  const pushed = world.commits.map(({ repository, at, message, ...change }): Step => {
    const push = (server: FakeGitHub): void =>
      void server.repository(repository).commit({ ...change, message: filledIn(message, server), by: "engineer", at });
    return { at, run: push };
  });
  return [...reported, ...pushed];
}
