import type { FactList, Stretch } from "../facts.ts";
import { type ConfigNode, type ConfigReading, type ConfigStep, deepestLevel, entriesOf, itemsOf } from "./tree.ts";

/**
 * `${KILN_HEAT:900}`: a variable that takes the place of the value when the file is read, with what stands there without it.
 * Spring and the tools after it part the two with a colon, compose files with `:-` or `-`.
 */
const placeholder = /\$\{(?<name>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?::?-|:)(?<fallback>[^${}]*)\}/g;

/** Files of tasks, whose variables are those of a machine that builds. */
const ofBuilds =
  /(?:^|\/)(?:\.github|\.circleci|\.buildkite)\/|(?:^|\/)\.[\w-]+\.ya?ml$|(?:^|\/)azure-pipelines[\w.-]*$/;

/** Variables within values; other readers go on. */
export const placeholderStep: ConfigStep = ({ file, root, facts }: ConfigReading) => {
  if (file.text.includes("${") && !ofBuilds.test(file.path)) addWithin(facts, root, { key: undefined, depth: 0 });
  return false;
};

type Level = { readonly key: string | undefined; readonly depth: number };

function addWithin(facts: FactList, node: ConfigNode, { key, depth }: Level): void {
  if (depth > deepestLevel) return;
  if (node.is === "scalar" && typeof node.value === "string") addPlaceholders(facts, node.value, { key, at: node.at });
  for (const item of itemsOf(node)) addWithin(facts, item, { key: undefined, depth: depth + 1 });
  for (const entry of entriesOf(node)) addWithin(facts, entry.value, { key: entry.key, depth: depth + 1 });
}

function addPlaceholders(facts: FactList, text: string, { key, at }: { key: string | undefined; at: Stretch }): void {
  for (const { 0: whole, groups = {} } of text.matchAll(placeholder)) {
    const { name = "", fallback = "" } = groups;
    const stated = fallback.replace(/^(["'])(.*)\1$/, "$2");
    facts.add({ role: "env-read", value: name, at, default: stated === "" ? undefined : stated });
    if (stated === "") continue;
    facts.add({ role: "default", value: stated, at, scope: { subject: name } });
    // All of the value: what the key holds without the variable.
    if (whole === text && key !== undefined) facts.add({ role: "default", value: stated, at, scope: { subject: key } });
  }
}
