import { joinNames } from "../syntax/module.ts";
import { descendants, type SyntaxNode, textOf } from "../syntax/node.ts";
import { conditionOf } from "../syntax/patterns.ts";
import type { Step } from "../syntax/reading.ts";
import { statusOfName } from "../syntax/status.ts";

/** A file without any of these words names no status. */
const mentioned = /StatusCode|HttpStatus|HTTPStatus|exitcode|\bStatus\b|\bResponse\b|http\.Status|fiber\.Status/;

const owners =
  /(?:^|[.\\])(?:StatusCode|HttpStatus|HttpStatusCode|StatusCodes|HTTPStatus|Response|Status)\.\w+$|(?:^|\.)(?:http|fiber)\.Status[A-Z]\w+$/;

/** A step for statuses and exit codes that are named where they are returned; node types are those of dotted names. */
export function statusNameStep(types: readonly string[]): Step {
  return ({ module, facts }) => {
    if (!mentioned.test(module.root.source.text)) return;
    const within = (node: SyntaxNode) => {
      const around = module.functions
        .filter((shape) => shape.node.start <= node.start && node.end <= shape.node.end)
        .at(-1);
      return around && joinNames(around.in, around.name);
    };
    for (const node of descendants(module.root, ...types)) {
      if (types.includes(node.parent?.type ?? "")) continue;
      const name = textOf(node).replace(/::|->/g, ".");
      const exits = /(?:^|\.)exitcode\.[A-Z]+$/.test(name);
      const value = exits || owners.test(name) ? statusOfName(name) : undefined;
      if (value === undefined || isCompared(node)) continue;
      const scope = { condition: conditionOf(node), in: within(node) };
      facts.add({ role: exits ? "exit-code" : "status-returned", value: String(value), at: node, scope, via: [name] });
    }
  };
}

/** A status that is asked for, not given. */
function isCompared(node: SyntaxNode): boolean {
  for (let [above, steps] = [node.parent, 0]; above && steps < 4; [above, steps] = [above.parent, steps + 1]) {
    if (/pattern|case|switch|label|when_clause|import|use_/.test(above.type)) return true;
    if (/binary|comparison|equality/.test(above.type)) return true;
    if (/call|invocation|argument|statement|block|body/.test(above.type)) return false;
  }
  return false;
}
