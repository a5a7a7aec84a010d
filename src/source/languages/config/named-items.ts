import { unitOfName } from "../syntax/number.ts";
import { type ConfigNode, type ConfigReading, entryAt, itemsOf, scalarText, textOfConfig, valueAt } from "./tree.ts";

/** Fewer entries of one list may be anything. */
const leastItems = 3;
/** What says of an entry that it declares a setting. */
const telling = ["description", "kind", "type", "help", "doc"];

/**
 * Settings as a list: `- name: lid.angle`, with `value: 30` or `default: 30`, and a kind or a description. Parameters of a
 * service say where they stand (`in`), variables of a container and steps of a job say neither a kind nor a description.
 */
export function addNamedItems({ facts }: ConfigReading, list: ConfigNode): void {
  const items = itemsOf(list);
  const named = items.filter((item) => nameOf(item) !== undefined && !valueAt(item, "in"));
  const told = named.filter((item) => telling.some((key) => scalarText(valueAt(item, key)) !== undefined));
  if (items.length < leastItems || named.length < items.length || told.length * 2 < items.length) return;
  for (const item of items) {
    const name = nameOf(item) ?? "";
    const stated = entryAt(item, "default") ?? entryAt(item, "value");
    const fallback = stated && isPlain(stated.value) ? textOfConfig(stated.value) : undefined;
    facts.add({ role: "key-declared", value: name, at: entryAt(item, "name")?.at ?? item.at, default: fallback });
    if (stated && fallback !== undefined) {
      const isNumber = stated.value.is === "scalar" && typeof stated.value.value === "number";
      const scope = { subject: name, unit: isNumber ? unitOfName(name) : undefined };
      facts.add({ role: "default", value: fallback, at: stated.at, scope });
    }
  }
}

function nameOf(item: ConfigNode): string | undefined {
  const name = scalarText(valueAt(item, "name"));
  return name !== undefined && /^[A-Za-z_]\w*(?:[.-]\w+)*$/.test(name) ? name : undefined;
}

function isPlain(value: ConfigNode): boolean {
  return value.is === "scalar" && value.value !== null && value.value !== "";
}
