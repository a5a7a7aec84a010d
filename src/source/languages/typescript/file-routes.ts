import { exportsOf } from "./exports-of.ts";
import { report, type Scene } from "./scene.ts";

/** Methods that a handler may be named after. */
const methods: ReadonlySet<string> = new Set(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "ALL"]);

/** How a framework lets files declare routes by their place. */
type FileRoute = {
  /** Over the path of the file; the group `path` is the path that it answers, the group `method` its method. */
  readonly pattern: RegExp;
  /** True when each exported name is a method with a handler of its own. */
  readonly exportsMethods: boolean;
  /** What must stand in the file: folders of such names hold other things too. */
  readonly holds?: RegExp;
};

/** Next.js, SvelteKit, Astro, Remix, Nitro and Nuxt. */
const fileRoutes: readonly FileRoute[] = [
  { pattern: /(?:^|\/)pages\/(?<path>api\/.+)\.[jt]sx?$/, exportsMethods: false },
  { pattern: /(?:^|\/)app\/(?<path>.*\/)?route\.[jt]sx?$/, exportsMethods: true },
  { pattern: /(?:^|\/)routes\/(?<path>.*\/)?\+server\.[jt]s$/, exportsMethods: true },
  { pattern: /(?:^|\/)pages\/(?!api\/)(?<path>.+?)(?:\.json)?\.[jt]s$/, exportsMethods: true },
  {
    pattern: /(?:^|\/)server\/(?<path>api\/.+?)(?:\.(?<method>get|post|put|patch|delete))?\.[jt]s$/,
    exportsMethods: false,
    holds: /\b(?:define)?[eE]ventHandler\(/,
  },
  {
    pattern: /(?:^|\/)server\/routes\/(?<path>.+?)(?:\.(?<method>get|post|put|patch|delete))?\.[jt]s$/,
    exportsMethods: false,
    holds: /\b(?:define)?[eE]ventHandler\(/,
  },
];

/** Routes that a file declares by its place. */
export function reportFileRoutes(scene: Scene): void {
  const { file, source } = scene;
  for (const { pattern, exportsMethods, holds } of fileRoutes) {
    const groups = pattern.exec(file.path)?.groups;
    if (groups === undefined || holds?.test(file.text) === false) continue;
    const value = filePath((groups.path ?? "").replace(/(?:^|\/)index$/, ""));
    if (exportsMethods) reportHandlers(scene, value);
    else
      report(scene, {
        role: "route-declared",
        value,
        at: source.statements[0] ?? source,
        scope: { method: groups.method?.toUpperCase() },
      });
  }
}

function reportHandlers(scene: Scene, value: string): void {
  const { compiler, resolver, source } = scene;
  for (const { name, node } of exportsOf({ compiler, modules: resolver.modules }, resolver.modules.of(source)).names)
    if (methods.has(name) && node.getSourceFile() === source)
      report(scene, {
        role: "route-declared",
        value,
        at: node,
        scope: { method: name === "ALL" ? undefined : name, in: undefined },
      });
}

/** `[id]`, `[...rest]`, `[[lang]]` and `$id` are parameters; groups in parentheses and slots are no part of the path. */
function filePath(path: string): string {
  const parts = path
    .split("/")
    .filter((part) => part !== "" && !/^\(.*\)$|^@/.test(part))
    .map((part) => part.replace(/^\[+(?:\.{3})?(\w+)(?:=\w+)?\]+$/, "{$1}"));
  return `/${parts.join("/")}`;
}
