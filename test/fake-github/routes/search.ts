import { type Call, ok, Refusal, type Reply, type Routes } from "../call.ts";
import { association, issue } from "../render.ts";
import type { Issue, Repository } from "../state.ts";
import { fullName, labelsOf } from "../world.ts";

type Hit = { readonly repository: Repository; readonly item: Issue };
type Test = (hit: Hit, value: string) => boolean;

/** Qualifiers the double knows; another one is an error of the test, GitHub would search for it as a word. */
const qualifiers: Readonly<Record<string, Test>> = {
  repo: ({ repository }, value) => fullName(repository).toLowerCase() === value.toLowerCase(),
  org: ({ repository }, value) => repository.owner.toLowerCase() === value.toLowerCase(),
  user: ({ repository }, value) => repository.owner.toLowerCase() === value.toLowerCase(),
  is: ({ repository, item }, value) => isTest(repository, item, value),
  type: ({ item }, value) => (value === "pr") === (item.pull !== undefined),
  state: ({ item }, value) => item.state === value,
  author: ({ item }, value) => item.author?.toLowerCase() === value.toLowerCase(),
  label: ({ repository, item }, value) =>
    labelsOf(repository, item).some((each) => each.name.toLowerCase() === value.toLowerCase()),
  draft: ({ item }, value) => String(item.pull?.draft ?? false) === value,
  base: ({ item }, value) => item.pull?.baseRef === value,
  head: ({ item }, value) => item.pull?.headRef.startsWith(value) === true,
  in: () => true,
  created: ({ item }, value) => dateTest(item.createdAt, value),
  updated: ({ item }, value) => dateTest(item.updatedAt, value),
  closed: ({ item }, value) => dateTest(item.closedAt, value),
  merged: ({ item }, value) => dateTest(item.pull?.merged?.at ?? null, value),
};

/** Search over issues and pull requests. */
export const searchRoutes: Routes = { "GET /search/issues": search };

function isTest(repository: Repository, item: Issue, value: string): boolean {
  const answers: Readonly<Record<string, boolean>> = {
    pr: item.pull !== undefined,
    "pull-request": item.pull !== undefined,
    issue: item.pull === undefined,
    open: item.state === "open",
    closed: item.state === "closed",
    merged: item.pull?.merged !== undefined,
    unmerged: item.pull !== undefined && item.pull.merged === undefined,
    draft: item.pull?.draft === true,
    public: repository.visibility === "public",
    private: repository.visibility === "private",
    locked: item.locked,
  };
  const answer = answers[value];
  if (answer === undefined) throw new Error(`the double's search does not know is:${value}`);
  return answer;
}

function dateTest(at: string | null, value: string): boolean {
  if (at === null) return false;
  const [from, to] = value.split("..");
  if (to !== undefined) return at >= (from ?? "") && at.slice(0, to.length) <= to;
  const [, sign = "", day = ""] = value.match(/^(>=|<=|>|<)?(.*)$/) ?? [];
  const short = at.slice(0, day.length);
  if (sign === ">=") return short >= day;
  if (sign === "<=") return short <= day;
  if (sign === ">") return short > day;
  return sign === "<" ? short < day : short === day;
}

function search(call: Call): Reply {
  const terms = (call.query.get("q") ?? "").match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
  if (terms.length === 0)
    throw new Refusal(422, "Validation Failed", { errors: [{ resource: "Search", field: "q", code: "missing" }] });
  const hits = call.world.state.repositories
    .filter((repository) => !["none", "metadata"].includes(call.actor.access(repository)))
    .flatMap((repository) => repository.issues.map((item) => ({ repository, item })))
    .filter((hit) => terms.every((term) => matches(hit, term)))
    .sort((a, b) => b.item.createdAt.localeCompare(a.item.createdAt) || b.item.id - a.item.id);
  const size = Math.min(100, Number(call.query.get("per_page") ?? 30));
  const start = (Number(call.query.get("page") ?? 1) - 1) * size;
  if (start >= call.world.limits.searchResults)
    throw new Refusal(422, "Only the first 1000 search results are available");
  return ok({
    total_count: hits.length,
    incomplete_results: false,
    search_type: "lexical",
    items: hits.slice(start, start + size).map(({ repository, item }) => ({
      ...issue(call, repository, item),
      score: 1,
      author_association: association(repository, item.author),
    })),
  });
}

function matches(hit: Hit, term: string): boolean {
  const negated = term.startsWith("-");
  const plain = negated ? term.slice(1) : term;
  const [, key, value] = plain.match(/^([a-z]+):(.+)$/) ?? [];
  const text = (value ?? plain).replace(/^"|"$/g, "");
  if (key === undefined || value === undefined) {
    const words = `${hit.item.title}\n${hit.item.body ?? ""}`.toLowerCase();
    return words.includes(text.toLowerCase()) !== negated;
  }
  const test = qualifiers[key];
  if (test === undefined) throw new Error(`the double's search does not know ${key}:`);
  return test(hit, text) !== negated;
}
