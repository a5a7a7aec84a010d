import { boundOfName } from "../general/constants.ts";
import { unitOfName } from "../syntax/number.ts";
import { addNamedItems } from "./named-items.ts";
import {
  type ConfigNode,
  type ConfigReading,
  type ConfigStep,
  deepestLevel,
  entriesOf,
  itemsOf,
  joinKeys,
  textOfConfig,
} from "./tree.ts";

/** Larger files are data, not settings. */
const mostKeys = 3000;

/** Longer objects are shown in parts. */
const longestBlock = 1200;

/** Files whose values are defaults: nobody else has set them. */
const defaultsFile = /(?:^|[/._-])(?:defaults?|values|settings|config)(?:[._-][\w-]*)?\.\w+$/i;

/** Every key path of a file with its value; the last way to understand a file, and always possible. */
export const keyStep: ConfigStep = (reading) => {
  const budget = { left: mostKeys };
  if (reading.root.is === "map") addBlock(reading, reading.root, "");
  addKeys(reading, reading.root, { path: "", depth: 0, budget });
  return true;
};

type Level = { readonly path: string; readonly depth: number; readonly budget: { left: number } };

function addKeys(reading: ConfigReading, node: ConfigNode, level: Level): void {
  if (level.depth > deepestLevel) return;
  addNamedItems(reading, node);
  for (const item of itemsOf(node)) addKeys(reading, item, { ...level, depth: level.depth + 1 });
  for (const { key, value, at } of entriesOf(node)) {
    if (level.budget.left-- <= 0) return;
    const path = joinKeys(level.path, key);
    reading.facts.add({ role: "key-declared", value: path, at });
    if (value.is === "map") addBlock(reading, value, path);
    addValue(reading, { path, key }, value, at);
    addKeys(reading, value, { ...level, path, depth: level.depth + 1 });
  }
}

/** An object as a whole, when it is of a size that a document would show. */
function addBlock({ facts }: ConfigReading, block: ConfigNode, path: string): void {
  const text = textOfConfig(block) ?? "";
  if (text.length <= longestBlock) facts.add({ role: "config-block", value: text, at: block.at, scope: { in: path } });
}

function addValue(
  { facts, file }: ConfigReading,
  name: { path: string; key: string },
  value: ConfigNode,
  at: ConfigNode["at"],
): void {
  const isPlain = value.is === "scalar" || (value.is === "list" && value.items.every(({ is }) => is === "scalar"));
  const text = isPlain ? textOfConfig(value) : undefined;
  if (text === undefined) return;
  const isNumber = value.is === "scalar" && typeof value.value === "number";
  // Labels are keys with dots in them.
  const last = name.key.slice(name.key.lastIndexOf(".") + 1);
  const scope = { subject: name.path, unit: isNumber ? unitOfName(last) : undefined };
  facts.add({ role: defaultsFile.test(file.path) ? "default" : "constant", value: text, at, scope });
  const bound = isNumber ? boundOfName(last) : undefined;
  if (bound) facts.add({ role: "limit", value: text, at, scope: { ...scope, bound } });
  if (/^https?:\/\//.test(text)) facts.add({ role: "url-literal", value: text, at, scope: { subject: name.path } });
}
