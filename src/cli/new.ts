import type { WiringConfig } from "../wiring/config.ts";
import { type EngineeringWork, type EntryChoices, type NewEntryPlan, planNewEntry } from "../wiring/new-entry.ts";
import { readSite } from "./read-site.ts";
import { openWorkTree } from "./work-tree.ts";

/** What `new` is asked to do. */
export type NewOptions = {
  /** Top of the repository. */
  readonly folder: string;
  readonly config: WiringConfig;
  readonly work: EngineeringWork;
  readonly choices: EntryChoices;
};

/**
 * Writes a skeleton entry for an engineering pull request and wires it into the site, all of it or nothing.
 * @throws UsageError when the date or the category cannot be told, the site cannot be wired, or a file cannot be written.
 */
export function runNew({ folder, config, work, choices }: NewOptions): NewEntryPlan {
  const tree = openWorkTree(folder);
  const plan = planNewEntry(readSite(tree, config), work, choices);
  tree.write([{ path: plan.path, after: plan.text }, ...plan.changes]);
  return plan;
}
