import { z } from "zod";
import {
  type Call,
  created,
  invalid,
  loginOf,
  notFound,
  ok,
  param,
  Refusal,
  type Routes,
  repositoryFor,
} from "../call.ts";
import { git, gitBytes, gitMaybe, readRefs, signed } from "../git.ts";
import { isAncestor, objectType, readBlob, readCommit, readTree, type TreeEntry } from "../git-read.ts";
import { nodeId, repositoryPage, repositoryUrl } from "../render.ts";
import { unsigned } from "../render-pull.ts";
import type { Repository } from "../state.ts";
import { resolve, syncPulls } from "../world.ts";

const person = z.object({ name: z.string(), email: z.string(), date: z.string().optional() });
const newBlob = z.object({ content: z.string(), encoding: z.string().optional() });
const newTree = z.object({
  base_tree: z.string().optional(),
  tree: z.array(
    z.object({
      path: z.string(),
      mode: z.string(),
      type: z.string().optional(),
      sha: z.string().nullish(),
      content: z.string().optional(),
    }),
  ),
});
const newCommit = z.object({
  message: z.string(),
  tree: z.string(),
  parents: z.array(z.string()).optional(),
  author: person.optional(),
  committer: person.optional(),
});
const newRef = z.object({ ref: z.string(), sha: z.string() });
const moveRef = z.object({ sha: z.string(), force: z.boolean().optional() });

/** Git objects and refs. */
export const gitRoutes: Routes = {
  "GET /repos/{owner}/{repo}/git/trees/{tree_sha}": (call) => {
    const repository = repositoryFor(call);
    const tree = treeSha(call, repository, param(call, "tree_sha"));
    const all = readTree(repository.dir, tree, call.query.has("recursive") ? "recursive" : "flat");
    return ok(treeBody(call, repository, tree, all));
  },
  "POST /repos/{owner}/{repo}/git/trees": (call) => created(makeTree(call, repositoryFor(call))),
  "GET /repos/{owner}/{repo}/git/blobs/{file_sha}": (call) => {
    const repository = repositoryFor(call);
    const sha = param(call, "file_sha");
    if (objectType(repository.dir, sha) !== "blob") throw notFound();
    const bytes = readBlob(repository.dir, sha);
    if (bytes.length > call.world.limits.rawBytes)
      throw new Refusal(403, "This API returns blobs up to 100 MB in size.");
    if (/\braw\b/.test(call.accept)) {
      return { status: 200, body: bytes, headers: { "content-type": "application/vnd.github.raw; charset=utf-8" } };
    }
    const url = `${repositoryUrl(call, repository)}/git/blobs/${sha}`;
    return ok({ sha, node_id: nodeId("B", sha), size: bytes.length, url, content: base64(bytes), encoding: "base64" });
  },
  "POST /repos/{owner}/{repo}/git/blobs": (call) => {
    const repository = repositoryFor(call);
    const request = newBlob.parse(call.body);
    const bytes = Buffer.from(request.content, request.encoding === "base64" ? "base64" : "utf8");
    const sha = git(repository.dir, ["hash-object", "-w", "--stdin"], { input: bytes });
    return created({ sha, url: `${repositoryUrl(call, repository)}/git/blobs/${sha}` });
  },
  "GET /repos/{owner}/{repo}/git/commits/{commit_sha}": (call) => {
    const repository = repositoryFor(call);
    const sha = param(call, "commit_sha");
    if (objectType(repository.dir, sha) !== "commit") throw notFound();
    return ok(commitBody(call, repository, sha));
  },
  "POST /repos/{owner}/{repo}/git/commits": (call) => created(makeCommit(call, repositoryFor(call))),
  "GET /repos/{owner}/{repo}/git/ref/{ref}": (call) => {
    const repository = repositoryFor(call);
    const ref = `refs/${param(call, "ref")}`;
    const sha = refsOf(call, repository).get(ref);
    if (sha === undefined) throw notFound();
    return ok(refBody(call, repository, ref, sha));
  },
  "GET /repos/{owner}/{repo}/git/matching-refs/{ref}": (call) => {
    const repository = repositoryFor(call);
    const found = [...refsOf(call, repository)].filter(([ref]) => ref.startsWith(`refs/${param(call, "ref")}`));
    return ok(found.map(([ref, sha]) => refBody(call, repository, ref, sha)));
  },
  "POST /repos/{owner}/{repo}/git/refs": (call) => {
    const repository = repositoryFor(call);
    const { ref, sha } = newRef.parse(call.body);
    if (!/^refs\/[^/]+\/.+/.test(ref))
      throw new Refusal(422, "Reference name must start with 'refs/' and have at least two slashes.");
    if (readRefs(repository.dir).has(ref)) throw new Refusal(422, "Reference already exists");
    if (objectType(repository.dir, sha) === undefined) throw new Refusal(422, "Object does not exist");
    if (gitMaybe(repository.dir, ["update-ref", ref, sha, "0".repeat(40)]) === undefined)
      throw invalid("Reference", "ref", "invalid");
    return created(refBody(call, repository, ref, sha));
  },
  "PATCH /repos/{owner}/{repo}/git/refs/{ref}": (call) => {
    const repository = repositoryFor(call);
    const ref = `refs/${param(call, "ref")}`;
    const { sha, force } = moveRef.parse(call.body);
    const present = readRefs(repository.dir).get(ref);
    if (present === undefined) throw new Refusal(422, "Reference does not exist");
    if (objectType(repository.dir, sha) === undefined) throw new Refusal(422, "Object does not exist");
    if (force !== true && !isAncestor(repository.dir, present, sha))
      throw new Refusal(422, "Update is not a fast forward");
    git(repository.dir, ["update-ref", ref, sha]);
    return ok(refBody(call, repository, ref, sha));
  },
  "DELETE /repos/{owner}/{repo}/git/refs/{ref}": (call) => {
    const repository = repositoryFor(call);
    const ref = `refs/${param(call, "ref")}`;
    if (!readRefs(repository.dir).has(ref)) throw new Refusal(422, "Reference does not exist");
    git(repository.dir, ["update-ref", "-d", ref]);
    return { status: 204 };
  },
};

/** Base64 in lines of 60 characters, as GitHub sends it. */
export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replace(/.{60}/g, "$&\n").concat("\n").replace(/\n\n$/, "\n");
}

function refsOf(call: Call, repository: Repository): ReadonlyMap<string, string> {
  const frozen = call.world.frozenRefs?.get(repository.id);
  if (frozen !== undefined) return frozen;
  syncPulls(call.world, repository);
  return readRefs(repository.dir);
}

function treeSha(call: Call, repository: Repository, name: string): string {
  if (objectType(repository.dir, name) === "tree") return name;
  const commit = resolve(call.world, repository, name);
  if (commit === undefined) throw notFound();
  return readCommit(repository.dir, commit).tree;
}

function treeBody(call: Call, repository: Repository, sha: string, all: readonly TreeEntry[]): Record<string, unknown> {
  const api = repositoryUrl(call, repository);
  const kinds = { blob: "blobs", tree: "trees", commit: "commits" } as const;
  const limit = call.world.limits.treeEntries;
  return {
    sha,
    url: `${api}/git/trees/${sha}`,
    truncated: all.length > limit,
    tree: all.slice(0, limit).map((entry) => ({
      path: entry.path,
      mode: entry.mode,
      type: entry.type,
      sha: entry.sha,
      ...(entry.size === undefined ? {} : { size: entry.size }),
      ...(entry.type === "commit" ? {} : { url: `${api}/git/${kinds[entry.type]}/${entry.sha}` }),
    })),
  };
}

function makeTree(call: Call, repository: Repository): Record<string, unknown> {
  const request = newTree.parse(call.body);
  const files = new Map<string, string>();
  if (request.base_tree !== undefined) {
    const base = treeSha(call, repository, request.base_tree);
    for (const entry of readTree(repository.dir, base, "recursive")) {
      if (entry.type !== "tree") files.set(entry.path, `${entry.mode} ${entry.sha}`);
    }
  }
  for (const item of request.tree) {
    if (item.sha === null) files.delete(item.path);
    else {
      const text = Buffer.from(item.content ?? "");
      const sha = item.sha ?? git(repository.dir, ["hash-object", "-w", "--stdin"], { input: text });
      if (objectType(repository.dir, sha) === undefined) throw new Refusal(422, "tree.sha is not a valid object");
      files.set(item.path, `${item.mode} ${sha}`);
    }
  }
  const lines = [...files].map(([path, entry]) => `${entry}\t${path}\0`).join("");
  const env = { GIT_INDEX_FILE: `${repository.dir}/api-index` };
  gitBytes(repository.dir, ["read-tree", "--empty"], { env });
  gitBytes(repository.dir, ["update-index", "-z", "--index-info"], { env, input: lines });
  const sha = git(repository.dir, ["write-tree"], { env });
  return treeBody(call, repository, sha, readTree(repository.dir, sha, "flat"));
}

function makeCommit(call: Call, repository: Repository): Record<string, unknown> {
  const request = newCommit.parse(call.body);
  const tree = treeSha(call, repository, request.tree);
  const fallback = { name: loginOf(call), email: `${loginOf(call)}@users.noreply.github.com` };
  const signature = (given: z.infer<typeof person> | undefined) => ({
    name: given?.name ?? fallback.name,
    email: given?.email ?? fallback.email,
    seconds: Math.floor((given?.date === undefined ? call.world.state.nowMs : Date.parse(given.date)) / 1000),
  });
  const author = signature(request.author);
  const env = signed(author, request.committer === undefined ? author : signature(request.committer));
  const parents = (request.parents ?? []).flatMap((parent) => ["-p", parent]);
  const sha = gitMaybe(repository.dir, ["commit-tree", tree, ...parents], { input: request.message, env });
  if (sha === undefined) throw new Refusal(422, "Parent SHA does not exist or is not a commit object");
  return commitBody(call, repository, sha);
}

function commitBody(call: Call, repository: Repository, sha: string): Record<string, unknown> {
  const facts = readCommit(repository.dir, sha);
  const api = repositoryUrl(call, repository);
  const page = repositoryPage(repository);
  return {
    sha,
    node_id: nodeId("C", sha),
    url: `${api}/git/commits/${sha}`,
    html_url: `${page}/commit/${sha}`,
    author: facts.author,
    committer: facts.committer,
    message: facts.message,
    tree: { sha: facts.tree, url: `${api}/git/trees/${facts.tree}` },
    parents: facts.parents.map((parent) => ({
      sha: parent,
      url: `${api}/git/commits/${parent}`,
      html_url: `${page}/commit/${parent}`,
    })),
    verification: unsigned,
  };
}

function refBody(call: Call, repository: Repository, ref: string, sha: string): Record<string, unknown> {
  const api = repositoryUrl(call, repository);
  const type = objectType(repository.dir, sha) ?? "commit";
  return {
    ref,
    node_id: nodeId("REF", ref),
    url: `${api}/git/${ref}`,
    object: { type, sha, url: `${api}/git/${type}s/${sha}` },
  };
}
