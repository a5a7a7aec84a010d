import { z } from "zod";

/** The parts of a draft-07 schema that the table shows. */
const node = z.looseObject({
  type: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
  description: z.string().optional(),
  required: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  get properties(): z.ZodOptional<z.ZodRecord<z.ZodString, typeof node>> {
    return z.record(z.string(), node).optional();
  },
  get items(): z.ZodOptional<typeof node> {
    return node.optional();
  },
});

type Node = z.infer<typeof node>;
type Row = readonly [key: string, type: string, standard: string, description: string];

/** Markdown page of every setting, from the JSON Schema of the configuration. */
export function configurationPage(schema: unknown): string {
  const rows = rowsOf("", node.parse(schema));
  const header: Row = ["Key", "Type", "Default", "Description"];
  const line = (row: Row): string => `| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [
    "# Configuration",
    "",
    "`.github/docs-verdict.yml`, read from the base branch of the documentation repository. Everything has a default.",
    "This page is generated from `src/config.ts`; editors complete keys by `config.schema.json`.",
    "",
    line(header),
    "| --- | --- | --- | --- |",
    ...rows.map(line),
    "",
  ].join("\n");
}

function rowsOf(prefix: string, parent: Node): Row[] {
  return Object.entries(parent.properties ?? {}).flatMap(([name, child]): Row[] => {
    const key = prefix === "" ? name : `${prefix}.${name}`;
    if (child.properties !== undefined) return rowsOf(key, child);
    const required = parent.required?.includes(name) === true && child.default === undefined;
    const standard = required ? "required" : child.default === undefined ? "" : `\`${JSON.stringify(child.default)}\``;
    const row: Row = [`\`${key}\``, typeOf(child), standard, child.description ?? ""];
    return child.items?.properties === undefined ? [row] : [row, ...rowsOf(`${key}[]`, child.items)];
  });
}

function typeOf(child: Node): string {
  if (child.const !== undefined) return `\`${JSON.stringify(child.const)}\``;
  if (child.enum !== undefined) return child.enum.map((value) => `\`${String(value)}\``).join(", ");
  if (child.type === "array") return `list of ${child.items?.properties === undefined ? "text" : "settings"}`;
  if (child.type === "integer") return `whole number, ${child.minimum} to ${child.maximum}`;
  if (child.type === "boolean") return "`true` or `false`";
  return child.type === "string" ? "text" : (child.type ?? "");
}
