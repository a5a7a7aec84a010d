import type { Expression } from "../syntax/module.ts";
import type { Step } from "../syntax/reading.ts";

/** Keys under which a table of settings names the variable of each. */
const naming = /^env(?:ironment)?(?:_?(?:key|var|variable|name))?$/i;
const fallback = /^(?:env_?)?default(?:_?value)?$/i;

/**
 * Tables of settings that name a variable each, which one place reads: `{"env_key": "KILN_HEAT", "env_default": "900"}`
 * beside `os.getenv(setting["env_key"])`.
 */
export const tabledEnvironmentStep: Step = ({ module, evaluator, facts }) => {
  const { text } = module.root.source;
  for (const { entries, in: within } of module.maps) {
    const named = entries.find(({ key }) => naming.test(textOf(key)));
    const variable = named === undefined ? "" : textOf(named.value);
    if (named === undefined || !/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(variable)) continue;
    if (!new RegExp(`(?:getenv|environ|process\\.env)[^\\n]{0,60}\\b${textOf(named.key)}\\b`).test(text)) continue;
    const stated = entries.find(({ key }) => fallback.test(textOf(key)))?.value;
    const known = stated && evaluator.evaluate(stated, within);
    const at = named.value.node;
    facts.add({ role: "env-read", value: variable, at, scope: { in: within }, default: known?.text });
    if (known !== undefined)
      facts.add({ role: "default", value: known.text, at, scope: { subject: variable, in: within } });
  }
};

function textOf(expression: Expression): string {
  if (expression.is === "text") return expression.parts.join("");
  return expression.is === "name" ? expression.path : "";
}
