import { joinRoute } from "../syntax/routes.ts";
import {
  type ConfigNode,
  type ConfigReading,
  type ConfigStep,
  deepestLevel,
  entriesOf,
  entryAt,
  itemsOf,
  scalarText,
  valueAt,
} from "./tree.ts";

const variable = /^[A-Z][A-Z0-9_]+$/;

/** Variables under `env:` and `environment:` of compose files, workflows and manifests; other readers go on. */
export const environmentKeyStep: ConfigStep = (reading) => {
  addVariables(reading, reading.root, 0);
  return false;
};

function addVariables(reading: ConfigReading, node: ConfigNode, depth: number): void {
  if (depth > deepestLevel) return;
  for (const item of itemsOf(node)) addVariables(reading, item, depth + 1);
  for (const { key, value } of entriesOf(node)) {
    if (/^(?:env|environment|env_vars|envVars)$/.test(key)) addBlock(reading, value);
    addVariables(reading, value, depth + 1);
  }
}

/** A map of variables, a list of `NAME=value`, or a list of `{name, value}`. */
function addBlock({ facts }: ConfigReading, block: ConfigNode): void {
  for (const { key, value, at } of entriesOf(block)) {
    if (variable.test(key)) facts.add({ role: "env-declared", value: key, at, default: scalarText(value) });
  }
  for (const item of itemsOf(block)) {
    const [, name = scalarText(valueAt(item, "name")) ?? "", stated = scalarText(valueAt(item, "value"))] =
      /^([A-Z][A-Z0-9_]+)(?:=(.*))?$/.exec(scalarText(item) ?? "") ?? [];
    if (variable.test(name)) facts.add({ role: "env-declared", value: name, at: item.at, default: stated });
  }
}

/** `action.yml`: inputs with defaults, outputs; both lists are complete. */
export const actionStep: ConfigStep = (reading) => {
  const { file, root, facts } = reading;
  if (!/(?:^|\/)action\.ya?ml$/.test(file.path) || !valueAt(root, "runs")) return false;
  for (const group of ["inputs", "outputs"]) {
    const list = entryAt(root, group);
    const entries = entriesOf(list?.value);
    for (const { key, value, at } of entries) {
      const fallback = entryAt(value, "default");
      const text = scalarText(fallback?.value);
      facts.add({
        role: "key-declared",
        value: key,
        at: { ...at, end: at.start + key.length },
        scope: { in: group },
        default: text,
      });
      if (fallback && text !== undefined)
        facts.add({ role: "default", value: text, at: fallback.at, scope: { subject: key, in: group } });
    }
    if (list)
      facts.close({ role: "key-declared", scope: { in: group }, members: entries.map(({ key }) => key), at: list.at });
  }
  const using = entryAt(root, "runs", "using");
  if (using)
    facts.add({
      role: "package-declared",
      value: scalarText(using.value) ?? "",
      at: using.at,
      scope: { subject: "node", type: "engine" },
    });
  return true;
};

/** Rewrites of hosting services: paths that answer although no code declares them; other readers go on. */
export const rewriteStep: ConfigStep = ({ file, root, facts }) => {
  if (!/(?:^|\/)(?:vercel\.json|netlify\.toml|now\.json)$/.test(file.path)) return false;
  for (const group of ["rewrites", "redirects", "routes"]) {
    for (const item of itemsOf(valueAt(root, group))) {
      for (const key of ["source", "destination", "from", "to", "src", "dest"]) {
        const entry = entryAt(item, key);
        const path = scalarText(entry?.value);
        if (entry && path?.startsWith("/"))
          facts.add({ role: "route-declared", value: joinRoute(path.replace(/\?.*$/, "")), at: entry.at });
      }
    }
  }
  return false;
};
