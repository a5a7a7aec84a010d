import { InternalError } from "../errors.ts";
import { type BareAttribute, placeAttributes } from "./attribute-places.ts";
import type { Node } from "./node.ts";

/** The page, and what offsets of the parser must be moved by to be offsets of the page. */
export type Origin = { readonly text: string; readonly shift: number };

/** Types of nodes in the order of the parser's numbers. */
const markdownTypes =
  "root paragraph heading thematicBreak blockquote list listItem html code definition text emphasis strong inlineCode break link image linkReference imageReference footnoteDefinition footnoteReference table tableRow tableCell delete yaml toml".split(
    " ",
  );
const firstMdxType = 100;
const mdxTypes = "mdxJsxFlowElement mdxJsxTextElement mdxFlowExpression mdxTextExpression mdxjsEsm".split(" ");

/** Types whose data begin with their value. */
const valued = new Set("text inlineCode html yaml toml".split(" "));

/** Where the parts of a tree's bytes begin, all in units of a byte: fields of 4 bytes, the least significant first. */
const header = { magic: 0, nodeSize: 8, nodeCount: 12, nodes: 16, children: 24, data: 32, poolLength: 36, pool: 40 };
const field = {
  type: 4,
  start: 12,
  end: 16,
  startLine: 20,
  childrenStart: 36,
  childrenCount: 40,
  data: 44,
  dataLength: 48,
};
const magic = 0x5241444d;

/** What the parser makes of a part of a tab within an expression. */
const phantomBlank = /\uF002/g;

/** Reads the bytes of a tree; returns its blocks. Blocks of modules are left out. */
export function readTree(bytes: Uint8Array, origin: Origin): Node[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const number = (at: number): number => view.getUint32(at, true);
  if (number(header.magic) !== magic)
    throw new InternalError("The parser's tree has another format than is read here.");
  const tree: TreeBytes = { view, number, string: openPool(bytes, number), origin };
  const size = number(header.nodeSize);
  const first = number(header.nodes);
  const nodes: Opened[] = [];
  for (let index = 0; index < number(header.nodeCount); index += 1) nodes.push(readNode(tree, first + index * size));
  const children = number(header.children);
  for (const [index, parent] of nodes.entries()) {
    const at = first + index * size;
    const start = children + number(at + field.childrenStart) * 4;
    for (let child = 0; child < number(at + field.childrenCount); child += 1) {
      addChild(parent, nodes[number(start + child * 4)]);
    }
  }
  return nodes[0]?.into ?? [];
}

/** A node that was given no place stands somewhere after the one before it, in the one around it. */
function addChild(parent: Opened, child: Opened | undefined): void {
  if (child === undefined || child.node.type === "mdxjsEsm") return;
  if (!child.placed) {
    child.span.start = parent.into.at(-1)?.span?.end ?? parent.span.start;
    child.span.end = parent.span.end;
  }
  parent.into.push(child.node);
}

type TreeBytes = {
  readonly view: DataView;
  readonly number: (at: number) => number;
  /** The string whose place and length stand at an offset. */
  readonly string: (at: number) => string;
  readonly origin: Origin;
};

type Opened = {
  readonly node: Node;
  readonly into: Node[];
  /** The span of the node itself. */
  readonly span: { start: number; end: number };
  readonly placed: boolean;
};

function readNode(tree: TreeBytes, at: number): Opened {
  const type = typeOf(tree.view.getUint8(at + field.type));
  const start = tree.number(at + field.start) + tree.origin.shift;
  const span = { start, end: tree.number(at + field.end) + tree.origin.shift };
  const into: Node[] = [];
  const data = tree.number(header.data) + tree.number(at + field.data);
  const fields = fieldsOf(tree, type, { data, length: tree.number(at + field.dataLength), start });
  return { node: { type, span, children: into, ...fields }, into, span, placed: tree.number(at + field.startLine) > 0 };
}

type Data = { readonly data: number; readonly length: number; readonly start: number };

function fieldsOf(tree: TreeBytes, type: string, at: Data): Partial<Node> {
  const { string } = tree;
  const { data, length } = at;
  if (length === 0) return {};
  if (valued.has(type)) return { value: string(data) };
  switch (type) {
    case "heading":
      return { depth: tree.view.getUint8(data) };
    case "code":
      return { lang: string(data), meta: string(data + 8), value: string(data + 16) };
    case "link":
      return { url: string(data) };
    case "mdxFlowExpression":
    case "mdxTextExpression":
      return { value: string(data).replace(phantomBlank, " ") };
    case "mdxJsxFlowElement":
    case "mdxJsxTextElement":
      return readElement(tree, at);
    default:
      return {};
  }
}

const kinds = ["bare", "text", "expression", "spread"] as const;

function readElement({ view, string, origin }: TreeBytes, { data, length, start }: Data): Partial<Node> {
  const name = string(data);
  const attributes: BareAttribute[] = [];
  // The name takes 8 bytes, the number of attributes 8 more, and each of them 20.
  for (let at = data + 16; at + 20 <= data + length; at += 20) {
    const kind = kinds[view.getUint8(at)] ?? "bare";
    attributes.push({ kind, name: string(at + 4), value: string(at + 12) });
  }
  const end = origin.text.startsWith(name, start + 1) ? start + 1 + name.length : start + 1;
  return { name: name === "" ? null : name, attributes: placeAttributes(origin.text, end, attributes) };
}

function typeOf(type: number): string {
  return (type < firstMdxType ? markdownTypes[type] : mdxTypes[type - firstMdxType]) ?? "unknown";
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Reads strings of the tree: of a page in ASCII, bytes are characters and all of them are decoded at once. */
function openPool(bytes: Uint8Array, number: (at: number) => number): TreeBytes["string"] {
  const start = number(header.pool);
  const pool = bytes.subarray(start, start + number(header.poolLength));
  const whole = decoder.decode(pool);
  return (at) => {
    const from = number(at);
    const to = from + number(at + 4);
    if (whole.length === pool.length) return whole.slice(from, to);
    return decoder.decode(pool.subarray(from, to));
  };
}
