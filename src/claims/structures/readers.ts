import type { StructureName } from "../../types/index.ts";
import { readJson } from "./json.ts";
import { readDotenv, readHttp, readToml } from "./lines.ts";
import type { StructureReader } from "./node.ts";
import { readShell } from "./shell.ts";
import { readYamlBlock } from "./yaml.ts";

/** The readers by structure, with the languages of fenced code that have it. */
export const readers = {
  json: { read: readJson, languages: ["json", "jsonc", "json5"] },
  yaml: { read: readYamlBlock, languages: ["yaml", "yml"] },
  toml: { read: readToml, languages: ["toml"] },
  shell: { read: readShell, languages: ["sh", "bash", "shell", "zsh", "console", "terminal", "shellscript"] },
  http: { read: readHttp, languages: ["http"] },
  dotenv: { read: readDotenv, languages: ["dotenv", "env", "properties", "ini"] },
} satisfies Record<StructureName, { read: StructureReader; languages: readonly string[] }>;
