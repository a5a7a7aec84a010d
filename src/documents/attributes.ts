import type { FragmentOwner } from "../types/index.ts";
import { type Attribute, isComponent, type Node } from "./node.ts";
import { addFragment, type MappedText, type Page } from "./page.ts";
import { gatherText } from "./running-text.ts";
import { alignText } from "./runs.ts";

/** Longest text of a component that is shown around its attributes, in UTF-16 units. */
const maxAround = 500;

type Value = MappedText & { readonly path: string };

/** Adds the string attributes of a component, and the string literals inside its expressions. */
export function addAttributes(page: Page, node: Node, owner: FragmentOwner): void {
  if (!isComponent(node)) return;
  const values = (node.attributes ?? []).flatMap((attribute) => valuesOf(page, attribute));
  if (values.length === 0) return;
  const body = bodyOf(page, node);
  const naming = values.find(({ path }) => /^(?:body|query|path|header|name|param)$/.test(path));
  for (const value of values) {
    addFragment(page, value, {
      context: "jsx-attribute",
      owner,
      name: {
        component: node.name ?? "",
        attribute: value.path,
        ...(naming === undefined || naming === value ? {} : { described: naming.text }),
      },
      ...(body === "" ? {} : { around: `${value.text} | ${body}`, at: 0 }),
    });
  }
}

/** Text of the first paragraph of a component: what it says of its attributes. */
function bodyOf(page: Page, node: Node): string {
  const [first] = node.children ?? [];
  if (first === undefined || !["paragraph", "text"].includes(first.type)) return "";
  const nodes = first.type === "text" ? (node.children ?? []) : [first];
  // Pins of the body are read where the body itself is read.
  return gatherText({ ...page, pins: [] }, nodes.slice(0, 50))
    .text.trim()
    .slice(0, maxAround);
}

function valuesOf(page: Page, { type, name, value, span, runs }: Attribute): Value[] {
  const at = span ?? { start: 0, end: 0 };
  if (type === "text") {
    const text = value.replace(/\r\n|\n|\r/g, " ");
    return [{ text, runs: runs ?? alignText(page.text, at, { text, markup: "attribute" }), path: name }];
  }
  return literals(value).map((literal) => ({
    text: literal.text,
    runs: [[0, at.start + literal.at]],
    path: [name, literal.key ?? ""].filter((part) => part !== "").join("."),
  }));
}

const scriptToken =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?:(?<key>[A-Za-z_$][\w$]*|"[^"\\\n]*"|'[^'\\\n]*')\s*:\s*)?(?:"(?<double>[^"\\\n]*)"|'(?<single>[^'\\\n]*)'|`(?<template>[^`\\$]*)`)/g;

/** String literals of a JavaScript expression without escapes, with the key each is the value of; nothing is evaluated. */
function literals(expression: string): { text: string; at: number; key?: string }[] {
  return [...expression.matchAll(scriptToken)].flatMap((match) => {
    const { key, double, single, template } = match.groups ?? {};
    const text = double ?? single ?? template;
    if (text === undefined || text === "") return [];
    const at = match.index + match[0].length - 1 - text.length;
    return [{ text, at, ...(key === undefined ? {} : { key: key.replace(/["']/g, "") }) }];
  });
}
