import type { Config } from "../../config.ts";
import { compareKeys, pullKey } from "../../reference-key.ts";

/** Pull requests that one ticket may lead to. */
const maxPulls = 20;

/** The pull requests of engineering repositories among web addresses, as keys in order. */
export function pullsIn(links: readonly string[], { engineering }: Config): readonly string[] {
  const ours = new Set(engineering.repositories.map(({ repository }) => repository.toLowerCase()));
  const keys = links.flatMap((link): readonly string[] => {
    const [, repository = "", number = ""] =
      /^https:\/\/[^/]+\/([\w.-]+\/[\w.-]+)\/pull\/([1-9]\d{0,8})\b/.exec(link) ?? [];
    return ours.has(repository.toLowerCase()) ? [pullKey(repository, Number(number))] : [];
  });
  return [...new Set(keys)].sort(compareKeys).slice(0, maxPulls);
}
