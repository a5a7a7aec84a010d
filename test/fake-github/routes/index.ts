import { ok, type Routes } from "../call.ts";
import { checkRoutes } from "./checks.ts";
import { commentRoutes } from "./comments.ts";
import { commitRoutes } from "./commits.ts";
import { contentRoutes } from "./contents.ts";
import { deploymentRoutes } from "./deployments.ts";
import { gitRoutes } from "./git.ts";
import { issueRoutes } from "./issues.ts";
import { labelRoutes } from "./labels.ts";
import { pullRoutes } from "./pulls.ts";
import { repositoryRoutes } from "./repos.ts";
import { reviewRoutes } from "./reviews.ts";
import { searchRoutes } from "./search.ts";
import { statusRoutes } from "./statuses.ts";

/** Every REST operation that the double answers. */
export const routes: Routes = {
  "GET /rate_limit": (call) => {
    const core = call.rates.state("core");
    const resources = { core, search: call.rates.state("search"), graphql: call.rates.state("graphql") };
    return ok({ resources, rate: core });
  },
  ...repositoryRoutes,
  ...pullRoutes,
  ...reviewRoutes,
  ...commitRoutes,
  ...contentRoutes,
  ...gitRoutes,
  ...issueRoutes,
  ...commentRoutes,
  ...labelRoutes,
  ...checkRoutes,
  ...statusRoutes,
  ...deploymentRoutes,
  ...searchRoutes,
};
