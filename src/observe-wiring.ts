import type { RunClients } from "./clients.ts";
import { openTree } from "./source/git-tree.ts";
import { readAll } from "./source/read-all.ts";
import { fetchCommit } from "./source/remote.ts";
import type { SourceTree, Unopened } from "./source/tree.ts";
import type { DocsPull, EvidenceOf, WiringFinding, WiringReport } from "./types/index.ts";
import { checkWiring, touchesWiring, type WiringInput, wiringFiles } from "./wiring/check.ts";
import type { WiringConfig } from "./wiring/config.ts";

type Checked = { readonly ok: true; readonly report: WiringReport } | Unopened;

/**
 * Looks at how the docs pull request leaves the wiring of changelog entries; nothing when it touches none. What was
 * already wrong at its base counts only for the entries it touches.
 */
export async function observeWiring(
  pull: DocsPull,
  config: WiringConfig,
  clients: RunClients,
): Promise<readonly EvidenceOf<"wiring">[]> {
  const changed = new Set(pull.changedFiles);
  if (!touchesWiring([...changed], config)) return [];
  clients.progress("Checking how changelog entries are wired");
  const head = await checkAt(pull.headCommit, { pull, config, clients });
  const observation = {
    subject: { kind: "wiring", key: `${pull.repository}@${pull.headCommit}` },
    source: "git",
    commit: pull.headCommit,
    observedAt: clients.now(),
    audience: { of: pull.repository, visibility: pull.visibility },
    seenBy: clients.docs.tokenClass,
  } as const;
  if (!head.ok) return [{ ...observation, status: "unavailable", reason: head.reason, detail: head.detail }];
  const isTouched = ({ entry, place }: WiringFinding): boolean => changed.has(entry ?? place.path);
  // A site without a place for entries was so before; only a change of that very file makes it this one's matter.
  const all = head.report.findings.filter(({ entry, place }) => entry !== undefined || changed.has(place.path));
  const others = all.filter((finding) => !isTouched(finding));
  const base = others.length === 0 ? undefined : await checkAt(pull.baseCommit, { pull, config, clients });
  if (base?.ok === false) return [{ ...observation, status: "unavailable", reason: base.reason, detail: base.detail }];
  const before = new Set(base?.report.findings.map(identity));
  const unread = head.report.findings.find(
    ({ code, site, place }) => code === "unreadable" && site !== "entry" && !changed.has(place.path),
  );
  if (unread !== undefined) {
    const detail = `${unread.place.path}:${unread.place.startLine}: ${unread.message}`;
    return [{ ...observation, status: "unavailable", reason: "malformed", detail }];
  }
  const findings = all.filter((finding) => isTouched(finding) || !before.has(identity(finding)));
  return [{ ...observation, status: "found", data: { framework: head.report.framework, findings } }];
}

type Look = { readonly pull: DocsPull; readonly config: WiringConfig; readonly clients: RunClients };

async function checkAt(commit: string, { pull, config, clients }: Look): Promise<Checked> {
  const { docsToken, cacheDir, serverUrl } = clients;
  const url = `${serverUrl}/${pull.repository}.git`;
  const token = docsToken === undefined ? {} : { token: docsToken };
  const fetched = await fetchCommit({ url, cacheDir, roots: [], ...token }, commit);
  if (!fetched.ok) return fetched;
  const opened = await openTree(fetched);
  if (!opened.ok) return opened;
  const input = await readSite(opened.tree, config);
  await opened.tree.close();
  const report = checkWiring(input);
  return { ok: true, report: report.framework === "unknown" ? { ...report, findings: [] } : report };
}

async function readSite(tree: SourceTree, config: WiringConfig): Promise<WiringInput> {
  const paths = [...tree.files.values()].filter(({ kind }) => kind === "file").map(({ path }) => path);
  const texts = new Map<string, string>();
  const refused = new Map<string, string>();
  for (;;) {
    const unread = wiringFiles(paths, config, texts).filter((path) => !texts.has(path) && !refused.has(path));
    if (unread.length === 0) break;
    const blobOf = (path: string): string => tree.files.get(path)?.blob ?? "";
    const read = await readAll(tree, [...new Set(unread.map(blobOf))]);
    for (const path of unread) {
      const answer = read.get(blobOf(path));
      if (answer?.ok === true) texts.set(path, answer.text);
      else refused.set(path, answer?.reason ?? "missing-object");
    }
  }
  return { paths, texts, refused: [...refused].map(([path, reason]) => ({ path, reason })), config };
}

/** The same difference at two commits: lines move, what is said does not. */
function identity({ code, site, place, entry, message }: WiringFinding): string {
  return JSON.stringify([code, site, place.path, entry, message]);
}
