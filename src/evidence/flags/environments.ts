import { z } from "zod";
import type { FlagSystem } from "../../config.ts";
import { type Answer, fail } from "../../github/answer.ts";
import { readFlagFile } from "./flag-file.ts";
import { flagsmithDoor } from "./flagsmith.ts";
import { growthBookDoor } from "./growthbook.ts";
import { launchDarklyDoor } from "./launchdarkly.ts";
import { postHogDoor } from "./posthog.ts";
import { askerOf, type Door, type FlagQuestion, segment, shaped } from "./reader.ts";
import { statsigDoor } from "./statsig.ts";
import { unleashDoor } from "./unleash.ts";

/** Where a vendor lists the environments of a project, and what they are called; no names where it has none. */
type Listing = {
  readonly door: Door;
  readonly path: (project: string) => string;
  readonly names: (json: unknown) => Answer<readonly string[]>;
};

const names = z.array(z.object({ name: z.string() }));
const read =
  <Schema extends z.ZodType>(schema: Schema, namesOf: (value: z.infer<Schema>) => readonly string[]) =>
  (json: unknown): Answer<readonly string[]> => {
    const found = shaped({ ok: true, value: json }, schema);
    return found.ok ? { ok: true, value: namesOf(found.value) } : found;
  };

const listings: Readonly<Record<Exclude<FlagSystem["vendor"], "file" | "flagd">, Listing>> = {
  launchdarkly: {
    door: launchDarklyDoor,
    path: (project) => `/api/v2/projects/${segment(project)}/environments?limit=200`,
    names: read(z.object({ items: z.array(z.object({ key: z.string() })) }), ({ items }) =>
      items.map(({ key }) => key),
    ),
  },
  unleash: {
    door: unleashDoor,
    path: (project) => `/api/admin/environments/project/${segment(project)}`,
    names: read(z.object({ environments: names }), ({ environments }) => environments.map(({ name }) => name)),
  },
  flagsmith: {
    door: flagsmithDoor,
    path: (project) => `/api/v1/environments/?project=${segment(project)}`,
    names: read(z.object({ results: names }), ({ results }) => results.map(({ name }) => name)),
  },
  growthbook: {
    door: growthBookDoor,
    path: () => "/api/v1/environments",
    names: read(z.object({ environments: z.array(z.object({ id: z.string() })) }), ({ environments }) =>
      environments.map(({ id }) => id),
    ),
  },
  posthog: {
    door: postHogDoor,
    path: (project) => `/api/projects/${segment(project)}/feature_flags/?limit=1`,
    names: read(z.object({ results: z.array(z.unknown()) }), () => []),
  },
  statsig: {
    door: statsigDoor,
    path: () => "/console/v1/environments",
    names: read(z.object({ data: z.object({ environments: names }) }), ({ data }) =>
      data.environments.map(({ name }) => name),
    ),
  },
};

/**
 * Asks a flag system for the environments of one project: that it answers shows that address, token and project are
 * right. Empty where a system tells no environments apart, as a file does.
 */
export async function readEnvironments(question: Omit<FlagQuestion, "flag">): Promise<Answer<readonly string[]>> {
  const { system, project } = question;
  if (system.vendor === "file" || system.vendor === "flagd") {
    const file = await readFlagFile({ ...question, flag: "" });
    return file.ok ? { ok: true, value: [] } : file;
  }
  const { door, path, names } = listings[system.vendor];
  const ask = askerOf({ ...question, flag: "" }, door);
  if (!ask.ok) return ask;
  const reply = await ask.value(path(project));
  return reply.ok ? names(reply.value) : fail(reply.reason, reply.detail);
}
