import { isMap, isScalar, parseDocument } from "yaml";
import { z } from "zod";

const permissions = z.union([z.string(), z.record(z.string(), z.string())]);
const step = z.looseObject({
  name: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
const concurrency = z.looseObject({ group: z.string(), "cancel-in-progress": z.boolean().optional() });
const job = z.looseObject({
  name: z.string().optional(),
  permissions: permissions.optional(),
  concurrency: concurrency.optional(),
  "timeout-minutes": z.number().optional(),
  steps: z.array(step).default([]),
});
const schema = z.looseObject({
  on: z.record(z.string(), z.unknown()),
  permissions: permissions.optional(),
  concurrency: concurrency.optional(),
  jobs: z.record(z.string(), job),
});

/** One job with its id. */
export type Job = z.infer<typeof job> & { readonly id: string };

/** A workflow file as the checks look at it. */
export type Workflow = {
  readonly name: string;
  readonly text: string;
  readonly events: Readonly<Record<string, unknown>>;
  readonly permissions: z.infer<typeof permissions> | undefined;
  readonly concurrency: z.infer<typeof concurrency> | undefined;
  readonly jobs: readonly Job[];
  /** Comment after the value at a path, or above its key when there is none; undefined when there is neither. */
  readonly commentAt: (path: readonly string[]) => string | undefined;
};

/** Reads a workflow file; throws when it has not the shape of one. */
export function readWorkflow(name: string, text: string): Workflow {
  const document = parseDocument(text);
  const read = schema.parse(document.toJS());
  return {
    name,
    text,
    events: read.on,
    permissions: read.permissions,
    concurrency: read.concurrency,
    jobs: Object.entries(read.jobs).map(([id, found]) => ({ ...found, id })),
    commentAt: (path) => {
      const parent = document.getIn(path.slice(0, -1));
      if (!isMap(parent)) return undefined;
      const pair = parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1));
      if (pair === undefined) return undefined;
      const after = isScalar(pair.value) || isMap(pair.value) ? pair.value.comment : undefined;
      return after ?? (isScalar(pair.key) ? pair.key.commentBefore : undefined) ?? undefined;
    },
  };
}
