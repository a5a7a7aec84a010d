import { type Call, notFound, ok, param, Refusal, type Reply, type Routes, repositoryFor } from "../call.ts";
import { entryAt, readBlob, readTree, type TreeEntry } from "../git-read.ts";
import { repositoryPage, repositoryUrl } from "../render.ts";
import type { Repository } from "../state.ts";
import { fullName, resolve } from "../world.ts";
import { base64 } from "./git.ts";

/** Files and folders of a commit. */
export const contentRoutes: Routes = { "GET /repos/{owner}/{repo}/contents/{path}": contents };

function contents(call: Call): Reply {
  const repository = repositoryFor(call);
  const ref = call.query.get("ref") ?? repository.defaultBranch;
  const commit = resolve(call.world, repository, ref);
  if (commit === undefined) throw new Refusal(404, `No commit found for the ref ${ref}`);
  const entry = entryAt(repository.dir, commit, param(call, "path"));
  if (entry === undefined) throw notFound();
  if (entry.type === "tree") {
    const prefix = entry.path === "" ? "" : `${entry.path}/`;
    const items = readTree(repository.dir, entry.sha, "flat").slice(0, 1_000);
    return ok(items.map((item) => row(call, repository, { ...item, path: `${prefix}${item.path}` }, ref)));
  }
  if (entry.type === "commit")
    return ok({
      ...row(call, repository, entry, ref),
      type: "submodule",
      submodule_git_url: `https://github.com/${repository.owner}/${entry.path}.git`,
    });
  return fileReply(call, repository, entry, ref);
}

function fileReply(call: Call, repository: Repository, entry: TreeEntry, ref: string): Reply {
  const size = entry.size ?? 0;
  if (size > call.world.limits.rawBytes) {
    const message =
      "This API returns blobs up to 100 MB in size. The requested blob is too large to fetch via the API, but you can always clone the repository via Git in order to obtain the blob.";
    throw new Refusal(403, message, { errors: [{ resource: "Blob", field: "data", code: "too_large" }] });
  }
  const bytes = readBlob(repository.dir, entry.sha);
  if (/\braw\b/.test(call.accept)) {
    return { status: 200, body: bytes, headers: { "content-type": "application/vnd.github.raw; charset=utf-8" } };
  }
  const base = row(call, repository, entry, ref);
  if (entry.mode === "120000") return ok({ ...base, type: "symlink", target: bytes.toString("utf8") });
  const tooLarge = size > call.world.limits.contentBytes;
  return ok({ ...base, encoding: tooLarge ? "none" : "base64", content: tooLarge ? "" : base64(bytes) });
}

function row(call: Call, repository: Repository, entry: TreeEntry, ref: string): Record<string, unknown> {
  const path = entry.path.split("/").map(encodeURIComponent).join("/");
  const isFolder = entry.type === "tree";
  const url = `${repositoryUrl(call, repository)}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const git =
    entry.type === "commit"
      ? null
      : `${repositoryUrl(call, repository)}/git/${isFolder ? "trees" : "blobs"}/${entry.sha}`;
  const html = `${repositoryPage(repository)}/${isFolder ? "tree" : "blob"}/${ref}/${path}`;
  return {
    name: entry.path.split("/").at(-1),
    path: entry.path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url,
    html_url: html,
    git_url: git,
    download_url:
      entry.type === "blob" ? `https://raw.githubusercontent.com/${fullName(repository)}/${ref}/${path}` : null,
    type: isFolder ? "dir" : "file",
    _links: { self: url, git, html },
  };
}
