import { lastName } from "../syntax/module.ts";
import { addValued } from "../syntax/patterns.ts";
import type { Step } from "../syntax/reading.ts";

/** What a web server puts into the environment of a request. */
const ofRequest =
  /^(?:HTTP_.*|REQUEST_.*|SERVER_.*|REMOTE_.*|SCRIPT_NAME|PATH_INFO|QUERY_STRING|CONTENT_(?:TYPE|LENGTH))$/;

/**
 * Adds what a project's own wrappers read: `getEnvInt("PORT", 8080)`, `env_or("PORT", "8080")`, and an environment that is
 * given to it: `env["KILN_HEAT"]`.
 */
export const wrappedEnvironmentStep: Step = (reading) => {
  const written = new Set(reading.module.writes.map(({ key }) => key.node.start));
  for (const { object, key, in: within } of reading.module.indexes) {
    if (!/^@?env(?:ironment)?$/.test(lastName(object)) || key.is !== "text" || written.has(key.node.start)) continue;
    const name = key.parts.join("");
    if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(name) && !ofRequest.test(name))
      addValued(reading, { role: "env-read", value: key, in: within });
  }
  for (const call of reading.module.calls) {
    const [name, fallback] = call.args;
    if (!/env/i.test(lastName(call.callee)) || name?.value.is !== "text" || name.name !== undefined) continue;
    if (!/^[A-Z][A-Z0-9_]{2,}$/.test(name.value.parts.join(""))) continue;
    const stated = fallback?.value.is === "name" || fallback?.value.is === "other" ? undefined : fallback?.value;
    addValued(reading, { role: "env-read", value: name.value, default: stated, in: call.in, node: call.node });
  }
};
