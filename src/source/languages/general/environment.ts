import { lastName } from "../syntax/module.ts";
import { addValued } from "../syntax/patterns.ts";
import type { Step } from "../syntax/reading.ts";

/** Adds what a project's own wrappers read: `getEnvInt("PORT", 8080)`, `env_or("PORT", "8080")`. */
export const wrappedEnvironmentStep: Step = (reading) => {
  for (const call of reading.module.calls) {
    const [name, fallback] = call.args;
    if (!/env/i.test(lastName(call.callee)) || name?.value.is !== "text" || name.name !== undefined) continue;
    if (!/^[A-Z][A-Z0-9_]{2,}$/.test(name.value.parts.join(""))) continue;
    const stated = fallback?.value.is === "name" || fallback?.value.is === "other" ? undefined : fallback?.value;
    addValued(reading, { role: "env-read", value: name.value, default: stated, in: call.in, node: call.node });
  }
};
