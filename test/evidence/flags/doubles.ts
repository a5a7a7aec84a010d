import { z } from "zod";
import type { JsonRequest } from "../../../src/evidence/get-json.ts";
import { type Answer, fail } from "../../../src/github/answer.ts";

/** A vendor's interface as far as its reader uses it: answers by path, and the headers that open it. */
export type Double = {
  /** The system as it stands in the configuration. */
  readonly system: Readonly<Record<string, unknown>>;
  readonly address: string;
  readonly header: readonly [string, string];
  /** Answers by path and query, checked against the documented shape when the double is made. */
  readonly routes: Readonly<Record<string, unknown>>;
};

const url = "https://flags.acme.test";
const token = "read-only";

/** Says of every double that what it answers has the shape that its vendor documents. */
function typed<Schema extends z.ZodType>(shape: Schema, value: z.input<Schema>): unknown {
  return shape.parse(value);
}

const launchDarklyFlag = z.strictObject({
  key: z.string(),
  kind: z.enum(["boolean", "multivariate"]),
  archived: z.boolean(),
  deprecated: z.boolean(),
  variations: z.array(z.strictObject({ _id: z.string(), value: z.unknown() })),
  environments: z.record(
    z.string(),
    z.strictObject({
      on: z.boolean(),
      archived: z.boolean(),
      targets: z.array(z.unknown()),
      contextTargets: z.array(z.unknown()),
      rules: z.array(z.unknown()),
      fallthrough: z.strictObject({ variation: z.number().int() }),
      offVariation: z.number().int(),
      prerequisites: z.array(z.strictObject({ key: z.string(), variation: z.number().int() })),
    }),
  ),
});

function launchDarkly(key: string, on: boolean, prerequisites: readonly string[] = []): unknown {
  return typed(launchDarklyFlag, {
    key,
    kind: "boolean",
    archived: false,
    deprecated: false,
    variations: [
      { _id: "a", value: true },
      { _id: "b", value: false },
    ],
    environments: {
      production: {
        on,
        archived: false,
        targets: [],
        contextTargets: [],
        rules: [],
        fallthrough: { variation: 0 },
        offVariation: 1,
        prerequisites: prerequisites.map((parent) => ({ key: parent, variation: 0 })),
      },
    },
  });
}

const unleashFeature = z.strictObject({
  name: z.string(),
  type: z.string(),
  project: z.string(),
  archived: z.boolean(),
  stale: z.boolean(),
  environments: z.array(
    z.strictObject({ name: z.string(), type: z.string(), enabled: z.boolean(), strategies: z.array(z.unknown()) }),
  ),
  dependencies: z.array(z.strictObject({ feature: z.string(), enabled: z.boolean() })),
});

function unleash(name: string, enabled: boolean, parents: readonly string[] = []): unknown {
  return typed(unleashFeature, {
    name,
    type: "release",
    project: "harbor",
    archived: false,
    stale: false,
    environments: [{ name: "production", type: "production", enabled, strategies: [] }],
    dependencies: parents.map((feature) => ({ feature, enabled: true })),
  });
}

const growthBookFeature = z.strictObject({
  feature: z.strictObject({
    id: z.string(),
    archived: z.boolean(),
    description: z.string(),
    owner: z.string(),
    project: z.string(),
    valueType: z.enum(["boolean", "string", "number", "json"]),
    defaultValue: z.string(),
    tags: z.array(z.string()),
    environments: z.record(z.string(), z.strictObject({ enabled: z.boolean() })),
    prerequisites: z.array(z.string()),
    rules: z.array(z.unknown()),
    revision: z.strictObject({ version: z.number(), comment: z.string(), date: z.string(), publishedBy: z.string() }),
  }),
});

function growthBook(id: string, enabled: boolean, prerequisites: readonly string[] = []): unknown {
  return typed(growthBookFeature, {
    feature: {
      id,
      archived: false,
      description: "",
      owner: "harbor",
      project: "",
      valueType: "boolean",
      defaultValue: "true",
      tags: [],
      environments: { production: { enabled } },
      prerequisites: [...prerequisites],
      rules: [],
      revision: { version: 1, comment: "", date: "2026-05-01T00:00:00Z", publishedBy: "" },
    },
  });
}

const postHogFlag = z.strictObject({
  id: z.number(),
  name: z.string(),
  key: z.string(),
  filters: z.strictObject({
    groups: z.array(
      z.strictObject({
        properties: z.array(
          z.strictObject({ key: z.string(), type: z.string(), operator: z.string(), value: z.unknown() }),
        ),
        rollout_percentage: z.number().nullable(),
        variant: z.string().nullable(),
      }),
    ),
    multivariate: z.null(),
    payloads: z.record(z.string(), z.unknown()),
  }),
  deleted: z.boolean(),
  active: z.boolean(),
  ensure_experience_continuity: z.boolean(),
  evaluation_tags: z.array(z.string()),
});
const postHogPage = z.strictObject({
  count: z.number(),
  next: z.string().nullable(),
  previous: z.string().nullable(),
  results: z.array(postHogFlag),
});

function postHog(id: number, key: string, on: { active: boolean; parent?: string }): z.input<typeof postHogFlag> {
  const properties =
    on.parent === undefined ? [] : [{ key: on.parent, type: "flag", operator: "flag_evaluates_to", value: true }];
  return {
    id,
    name: "",
    key,
    filters: { groups: [{ properties, rollout_percentage: 100, variant: null }], multivariate: null, payloads: {} },
    deleted: false,
    active: on.active,
    ensure_experience_continuity: false,
    evaluation_tags: [],
  };
}

const statsigGate = z.strictObject({
  message: z.string(),
  data: z.strictObject({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    isEnabled: z.boolean(),
    status: z.enum(["In Progress", "Launched", "Disabled", "Archived"]),
    type: z.enum(["TEMPORARY", "PERMANENT", "STALE", "TEMPLATE"]),
    holdoutIDs: z.array(z.string()),
    rules: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        passPercentage: z.number(),
        conditions: z.array(z.looseObject({ type: z.string() })),
        environments: z.array(z.string()).nullable(),
      }),
    ),
  }),
});

function statsig(id: string, isEnabled: boolean, parent?: string): unknown {
  const condition = parent === undefined ? { type: "public" } : { type: "passes_gate", targetValue: parent };
  return typed(statsigGate, {
    message: "Gate read successfully.",
    data: {
      id,
      name: id,
      description: "",
      isEnabled,
      status: "In Progress",
      type: "TEMPORARY",
      holdoutIDs: [],
      rules: [{ id: "r1", name: "all", passPercentage: 100, conditions: [condition], environments: null }],
    },
  });
}

const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    count: z.number(),
    next: z.string().nullable(),
    previous: z.string().nullable(),
    results: z.array(item),
  });
const flagsmithFeatures = pageOf(
  z.strictObject({
    id: z.number(),
    name: z.string(),
    type: z.enum(["STANDARD", "MULTIVARIATE"]),
    default_enabled: z.boolean(),
    is_archived: z.boolean(),
  }),
);
const flagsmithEnvironments = pageOf(z.strictObject({ id: z.number(), name: z.string(), api_key: z.string() }));
const flagsmithStates = pageOf(
  z.strictObject({
    id: z.number(),
    feature: z.number(),
    environment: z.number(),
    enabled: z.boolean(),
    feature_state_value: z.string().nullable(),
    multivariate_feature_state_values: z.array(z.unknown()),
    feature_segment: z.number().nullable(),
    identity: z.number().nullable(),
  }),
);

function listOf<Item>(results: Item[]): { count: number; next: null; previous: null; results: Item[] } {
  return { count: results.length, next: null, previous: null, results };
}

function flagsmithState(environment: number, enabled: boolean, segment: number | null = null) {
  return {
    id: 1000 + environment + (segment ?? 0),
    feature: 31,
    environment,
    enabled,
    feature_state_value: null,
    multivariate_feature_state_values: [],
    feature_segment: segment,
    identity: null,
  };
}

const tokenEnv = "FLAGS_READ_TOKEN";
const common = { url, project: "harbor", tokenEnv };

/** Every vendor with a flag `berths` and, where vendors know prerequisites, a flag `gated` behind a `quay` that is off. */
export const doubles: Readonly<Record<string, Double>> = {
  LaunchDarkly: {
    system: { vendor: "launchdarkly", ...common },
    address: url,
    header: ["Authorization", token],
    routes: {
      "/api/v2/flags/harbor/berths": launchDarkly("berths", true),
      "/api/v2/flags/harbor/gated": launchDarkly("gated", true, ["quay"]),
      "/api/v2/flags/harbor/quay": launchDarkly("quay", false),
    },
  },
  Unleash: {
    system: { vendor: "unleash", ...common },
    address: url,
    header: ["Authorization", token],
    routes: {
      "/api/admin/projects/harbor/features/berths": unleash("berths", true),
      "/api/admin/projects/harbor/features/gated": unleash("gated", true, ["quay"]),
      "/api/admin/projects/harbor/features/quay": unleash("quay", false),
    },
  },
  GrowthBook: {
    system: { vendor: "growthbook", ...common },
    address: url,
    header: ["Authorization", `Bearer ${token}`],
    routes: {
      "/api/v2/features/berths": growthBook("berths", true),
      "/api/v2/features/gated": growthBook("gated", true, ["quay"]),
      "/api/v2/features/quay": growthBook("quay", false),
    },
  },
  PostHog: {
    system: { vendor: "posthog", ...common, project: "12" },
    address: url,
    header: ["Authorization", `Bearer ${token}`],
    routes: {
      "/api/projects/12/feature_flags/?search=berths&limit=100": typed(
        postHogPage,
        listOf([postHog(4, "berths-old", { active: false }), postHog(5, "berths", { active: true })]),
      ),
      "/api/projects/12/feature_flags/?search=gated&limit=100": typed(
        postHogPage,
        listOf([postHog(6, "gated", { active: true, parent: "7" })]),
      ),
      "/api/projects/12/feature_flags/7/": typed(postHogFlag, postHog(7, "quay", { active: false })),
    },
  },
  Statsig: {
    system: { vendor: "statsig", ...common },
    address: url,
    header: ["STATSIG-API-KEY", token],
    routes: {
      "/console/v1/gates/berths": statsig("berths", true),
      "/console/v1/gates/gated": statsig("gated", true, "quay"),
      "/console/v1/gates/quay": statsig("quay", false),
    },
  },
  Flagsmith: {
    system: { vendor: "flagsmith", ...common, project: "12" },
    address: url,
    header: ["Authorization", `Api-Key ${token}`],
    routes: {
      "/api/v1/projects/12/features/?search=berths&page_size=100": typed(
        flagsmithFeatures,
        listOf([{ id: 31, name: "berths", type: "STANDARD" as const, default_enabled: false, is_archived: false }]),
      ),
      "/api/v1/environments/?project=12": typed(
        flagsmithEnvironments,
        listOf([
          { id: 1, name: "production", api_key: "ser.1" },
          { id: 2, name: "staging", api_key: "ser.2" },
        ]),
      ),
      "/api/v1/features/featurestates/?environment=1&feature=31&page_size=100": typed(
        flagsmithStates,
        listOf([flagsmithState(1, true)]),
      ),
      "/api/v1/features/featurestates/?environment=2&feature=31&page_size=100": typed(
        flagsmithStates,
        listOf([flagsmithState(2, false), flagsmithState(2, true, 9)]),
      ),
    },
  },
};

/** What one address of a double answers instead of the truth. */
export type Nonsense = { readonly path: string; readonly answer: Answer<unknown> };

/** Answers like the vendor: 401 without its header, 404 for what is not there, and `nonsense` where it is asked to. */
export function answerOf(double: Double, { url: asked, headers }: JsonRequest, nonsense?: Nonsense): Answer<unknown> {
  const path = asked.slice(double.address.length);
  const [name, value] = double.header;
  if (!asked.startsWith(double.address) || headers[name] !== value)
    return fail("unauthorised", "the token is not valid (HTTP 401)");
  if (path === nonsense?.path) return nonsense.answer;
  return Object.hasOwn(double.routes, path)
    ? { ok: true, value: double.routes[path] }
    : fail("not-found-or-no-access", `it does not exist or the token may not see it (HTTP 404)`);
}
