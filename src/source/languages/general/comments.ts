import { textOf } from "../syntax/node.ts";
import type { Step } from "../syntax/reading.ts";

/** Adds every comment and docstring; they never count for more than comments, wherever they stand. */
export const commentStep: Step = ({ module, facts }) => {
  for (const node of module.comments) {
    const value = textOf(node)
      .replace(/^(?:\/\*+|\/\/[/!]?|#+!?|<!--|[rbu]*"""|[rbu]*''')/i, "")
      .replace(/(?:\*+\/|-->|"""|''')$/, "")
      .replace(/^[ \t]*\*[ \t]?/gm, "")
      .trim();
    facts.add({ role: "comment", value, at: node, strength: "comment" });
  }
};
