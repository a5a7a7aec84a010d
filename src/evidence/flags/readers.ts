import type { FlagSystem } from "../../config.ts";
import { askFile } from "./file.ts";
import { askFlagd } from "./flagd.ts";
import { askFlagsmith } from "./flagsmith.ts";
import { askGrowthBook } from "./growthbook.ts";
import { askLaunchDarkly } from "./launchdarkly.ts";
import { askPostHog } from "./posthog.ts";
import type { FlagReader } from "./reader.ts";
import { askStatsig } from "./statsig.ts";
import { askUnleash } from "./unleash.ts";

/** A vendor: its name for people, and how it is asked. */
export type FlagVendor = { readonly name: string; readonly read: FlagReader };

/** Every vendor, one line each. */
export const flagVendors: Readonly<Record<FlagSystem["vendor"], FlagVendor>> = {
  launchdarkly: { name: "LaunchDarkly", read: askLaunchDarkly },
  unleash: { name: "Unleash", read: askUnleash },
  flagsmith: { name: "Flagsmith", read: askFlagsmith },
  growthbook: { name: "GrowthBook", read: askGrowthBook },
  posthog: { name: "PostHog", read: askPostHog },
  statsig: { name: "Statsig", read: askStatsig },
  flagd: { name: "flagd file", read: askFlagd },
  file: { name: "flag file", read: askFile },
};
