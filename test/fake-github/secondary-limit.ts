import { Refusal } from "./call.ts";
import type { Double } from "./server.ts";

/** Writes that GitHub counts as creating content. */
const creating = /^POST .*(comments|labels|check-runs|statuses|reactions|pulls|dispatches)$/;

const times = new WeakMap<Double, number[]>();

/** Refuses too many content-creating requests within one minute of the world's clock. @throws Refusal with `retry-after`. */
export function secondaryLimit(double: Double, operation: string): void {
  if (!creating.test(operation)) return;
  const { nowMs } = double.world.state;
  const recent = (times.get(double) ?? []).filter((at) => at > nowMs - 60_000);
  if (recent.length >= double.world.limits.contentPerMinute) {
    const message =
      "You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later.";
    throw new Refusal(403, message, { headers: { "retry-after": "60" } });
  }
  times.set(double, [...recent, nowMs]);
}
