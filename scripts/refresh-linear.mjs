// Writes the part of Linear's GraphQL schema that the test double answers, from the types that Linear publishes with its SDK.
// Usage: node scripts/refresh-linear.mjs FOLDER, where FOLDER has @linear/sdk installed.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const folder = process.argv[2];
if (folder === undefined) {
  console.error("usage: node scripts/refresh-linear.mjs FOLDER\nFOLDER is where `npm install @linear/sdk` was run");
  process.exit(2);
}

/** What this tool asks of each type. */
const wanted = {
  Query: ["issue", "issues", "teams"],
  Mutation: ["commentCreate", "commentUpdate"],
  Issue: ["id", "identifier", "title", "url", "state", "attachments", "comments"],
  IssueConnection: ["nodes"],
  TeamConnection: ["nodes"],
  Team: ["key"],
  WorkflowState: ["name", "type"],
  AttachmentConnection: ["nodes"],
  Attachment: ["url"],
  CommentConnection: ["nodes", "pageInfo"],
  PageInfo: ["hasNextPage", "endCursor"],
  Comment: ["id", "body", "createdAt", "user"],
  User: ["id", "isMe"],
  CommentPayload: ["success", "comment"],
};
const wantedInput = {
  CommentCreateInput: ["id", "issueId", "body", "doNotSubscribeToIssue"],
  CommentUpdateInput: ["body"],
  CommentFilter: ["user"],
  UserFilter: ["isMe"],
  BooleanComparator: ["eq"],
  IssueFilter: ["team", "number"],
  TeamFilter: ["key"],
  StringComparator: ["eq"],
  NumberComparator: ["in"],
};

const from = join(folder, "node_modules/@linear/sdk");
const { version } = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
const declarations = new Map();
for (const name of readdirSync(join(from, "dist")).filter((file) => file.endsWith(".d.mts"))) {
  const file = ts.createSourceFile(name, readFileSync(join(from, "dist", name), "utf8"), ts.ScriptTarget.ES2023, true);
  for (const node of file.statements) if (ts.isTypeAliasDeclaration(node)) declarations.set(node.name.text, node.type);
}

/** The fields of a type by name; a type may be put together of several. */
function fieldsOf(type) {
  if (ts.isIntersectionTypeNode(type)) return new Map(type.types.flatMap((part) => [...fieldsOf(part)]));
  if (!ts.isTypeLiteralNode(type)) return new Map();
  return new Map(type.members.filter(ts.isPropertySignature).map((member) => [member.name.getText(), member.type]));
}

/** A type in the words of GraphQL: what is no `Maybe` is never null. */
function sdlOf(type) {
  const text = type.getText();
  const maybe = /^(?:Input)?Maybe<([\s\S]*)>$/.exec(text);
  if (maybe !== null) return sdlOf(type.typeArguments[0]).replace(/!$/, "");
  if (/^Array</.test(text)) return `[${sdlOf(type.typeArguments[0])}]!`;
  const scalar = /^Scalars\["(\w+)"\]$/.exec(text)?.[1];
  return `${scalar ?? text}!`;
}

function argumentsOf(name, field) {
  const type = declarations.get(`${name}${field[0].toUpperCase()}${field.slice(1)}Args`);
  if (type === undefined) return "";
  const known = [...fieldsOf(type)].filter(([, one]) => isKnown(sdlOf(one)));
  return `(${known.map(([argument, one]) => `${argument}: ${sdlOf(one)}`).join(", ")})`;
}

const scalars = new Set(["ID", "String", "Int", "Float", "Boolean", "DateTime"]);
function isKnown(sdl) {
  const name = sdl.replace(/[[\]!]/g, "");
  return scalars.has(name) || name in wanted || name in wantedInput;
}

function definition(keyword, name, fields) {
  const type = declarations.get(name);
  if (type === undefined) throw new Error(`the package has no type ${name}`);
  const declared = fieldsOf(type);
  const lines = fields.map((field) => {
    const found = declared.get(field);
    if (found === undefined) throw new Error(`${name} has no ${field}`);
    return `  ${field}${keyword === "type" ? argumentsOf(name, field) : ""}: ${sdlOf(found)}`;
  });
  return `${keyword} ${name} {\n${lines.join("\n")}\n}\n`;
}

const parts = [
  `# The part of Linear's schema that this tool uses, made by scripts/refresh-linear.mjs from @linear/sdk@${version} (MIT).\n`,
  "scalar DateTime\n",
  ...Object.entries(wanted).map(([name, fields]) => definition("type", name, fields)),
  ...Object.entries(wantedInput).map(([name, fields]) => definition("input", name, fields)),
];
writeFileSync(new URL("../test/fake-linear/schema.graphql", import.meta.url), parts.join("\n"));
