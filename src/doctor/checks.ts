import { checkAudience, checkDocsToken, checkEngineering, checkSourceToken } from "./access.ts";
import type { DoctorCheck } from "./check.ts";
import { checkClock, checkConfig, checkGit, checkNode } from "./local.ts";
import { checkLabels, checkRequired, checkSchedule } from "./repository.ts";
import { checkFlags, checkTrackers } from "./systems.ts";
import { checkWorkflows } from "./workflows.ts";

/** Every check of `docs-verdict doctor`, in the order in which it prints them. */
export const doctorChecks: readonly DoctorCheck[] = [
  { id: "config", title: "Configuration", run: checkConfig },
  { id: "docs-token", title: "Token of the docs repository", run: checkDocsToken },
  { id: "source-token", title: "Token of the engineering repositories", run: checkSourceToken },
  { id: "engineering", title: "Engineering repositories", run: checkEngineering },
  { id: "audience", title: "Audience", run: checkAudience },
  { id: "flags", title: "Flag systems", run: checkFlags },
  { id: "trackers", title: "Trackers", run: checkTrackers },
  { id: "workflows", title: "Workflows", run: checkWorkflows },
  { id: "schedule", title: "Sweep", run: checkSchedule },
  { id: "required-check", title: "Required check", run: checkRequired },
  { id: "labels", title: "Labels", run: checkLabels },
  { id: "clock", title: "Clock", run: checkClock },
  { id: "node", title: "Node", run: checkNode },
  { id: "git", title: "git", run: checkGit },
];
