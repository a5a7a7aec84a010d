import { deploymentProvider } from "./deployments/provider.ts";
import { gateProvider } from "./flags/gates.ts";
import { flagProvider } from "./flags/provider.ts";
import { followUpProvider } from "./follow-ups/provider.ts";
import type { Provider } from "./provider.ts";
import { pullRequestProvider } from "./pull-request.ts";
import { revertProvider } from "./revert.ts";
import { issueProvider } from "./trackers/github-issue.ts";
import { ticketProvider } from "./trackers/provider.ts";

/** Every provider, in the order they are asked: later ones may read what earlier ones found. */
export const providers: readonly Provider[] = [
  pullRequestProvider,
  revertProvider,
  followUpProvider,
  deploymentProvider,
  gateProvider,
  flagProvider,
  issueProvider,
  ticketProvider,
];
