import { type Answer, endsAsking, type Failure, fail, mayBeAskedOtherwise } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { failureOfType, isRecord, type QueryAnswer, query } from "./graphql.ts";
import { repositoryParameters } from "./read.ts";

/** A part of a query: fields of one repository. */
export type Part = {
  /** `owner/repo`. */
  readonly repository: string;
  /** Fields in GraphQL, with `$name` for each variable. */
  readonly fields: string;
  /** Type in GraphQL and value of each variable. */
  readonly variables: Readonly<Record<string, readonly [type: string, value: string | number]>>;
};

/** What a part brought: the repository with the fields asked for. */
export type PartAnswer = Answer<Readonly<Record<string, unknown>>>;

/**
 * Asks parts, `size` of them in one query; a query that GitHub cannot answer is halved, but for one with a field that it
 * does not know, which is not asked again in a run. Answers are in the order of the parts, and what goes wrong with one
 * does not touch the others.
 */
export async function readParts(
  github: GitHub,
  parts: readonly Part[],
  options: PartOptions,
): Promise<readonly PartAnswer[]> {
  const known = parts.map((part) => github.kept?.parts.get(JSON.stringify(part)));
  const open = parts.filter((_, index) => known[index] === undefined);
  const asked = await askParts(github, open, options);
  for (const [index, part] of open.entries()) {
    const answer = asked[index];
    if (answer?.ok === true) github.kept?.parts.set(JSON.stringify(part), answer.value);
  }
  let next = 0;
  return known.map((value): PartAnswer => {
    if (value !== undefined) return { ok: true, value };
    next += 1;
    return asked[next - 1] ?? fail("malformed", "GitHub gave no answer");
  });
}

/** Asks one part. */
export async function readPart(github: GitHub, part: Part, signal: AbortSignal | undefined): Promise<PartAnswer> {
  const [answer] = await readParts(github, [part], { size: 1, signal });
  return answer ?? fail("malformed", "GitHub gave no answer");
}

/** How parts are asked: how many in one query, and when to stop waiting. */
export type PartOptions = { readonly size: number; readonly signal?: AbortSignal | undefined };

async function askParts(
  github: GitHub,
  parts: readonly Part[],
  { size, signal }: PartOptions,
): Promise<readonly PartAnswer[]> {
  const answers: PartAnswer[] = [];
  let stop: Failure | undefined;
  for (let start = 0; start < parts.length; start += size) {
    const batch = parts.slice(start, start + size);
    const read = stop === undefined ? await readBatch(batch, { github, signal }) : failed(batch, stop);
    stop ??= fatalOf(read);
    answers.push(...read);
  }
  return answers;
}

function failed(parts: readonly Part[], failure: Failure): readonly PartAnswer[] {
  return parts.map(() => failure);
}

function fatalOf(answers: readonly PartAnswer[]): Failure | undefined {
  return answers.find((one): one is Failure => !one.ok && endsAsking(one.reason));
}

type Run = { readonly github: GitHub; readonly signal: AbortSignal | undefined };

async function readBatch(parts: readonly Part[], run: Run): Promise<readonly PartAnswer[]> {
  const kinds = new Set(parts.map(({ fields }) => fields));
  const refused = run.github.kept?.refused;
  const known = [...kinds].map((kind) => refused?.get(kind)).find((failure) => failure !== undefined);
  if (known !== undefined && kinds.size === 1) return failed(parts, known);
  const reply = await query(run.github, { ...queryOf(parts), signal: run.signal });
  if (reply.ok) return parts.map((_, index) => answerAt(reply.value, index));
  if (reply.unknownField === true && kinds.size === 1) {
    for (const kind of kinds) refused?.set(kind, reply);
    return failed(parts, reply);
  }
  if (!mayBeAskedOtherwise(reply) || parts.length === 1) return failed(parts, reply);
  const half = Math.ceil(parts.length / 2);
  const first = await readBatch(parts.slice(0, half), run);
  const stop = fatalOf(first);
  const rest = parts.slice(half);
  return [...first, ...(stop === undefined ? await readBatch(rest, run) : failed(rest, stop))];
}

function queryOf(parts: readonly Part[]): {
  readonly text: string;
  readonly variables: Record<string, string | number>;
} {
  const variables: Record<string, string | number> = {};
  const types: string[] = [];
  const fields = parts.map((part, index) => {
    const { owner, repo } = repositoryParameters(part.repository);
    const own = { ...part.variables, owner: ["String!", owner], name: ["String!", repo] } as const;
    for (const [name, [type, value]] of Object.entries(own)) {
      variables[`${name}${index}`] = value;
      types.push(`$${name}${index}: ${type}`);
    }
    const asked = part.fields.replaceAll(/\$(\w+)/g, `$$$1${index}`);
    return `r${index}: repository(owner: $owner${index}, name: $name${index}) { ${asked} }`;
  });
  return { text: `query(${types.join(", ")}) {\n${fields.join("\n")}\n}`, variables };
}

function answerAt({ data, errors }: QueryAnswer, index: number): PartAnswer {
  const error = errors.find(({ path }) => path[0] === `r${index}`);
  if (error !== undefined) return failureOfType(error.type);
  const repository = data[`r${index}`];
  return isRecord(repository) ? { ok: true, value: repository } : fail("malformed", "GitHub gave no answer");
}
