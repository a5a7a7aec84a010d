import { benchDecide } from "./decide.ts";
import { type BenchResult, benchWiring } from "./wiring.ts";

/** Every bench; each gives figures beside their goals. */
const benches: readonly (() => Promise<BenchResult[]>)[] = [benchWiring, benchDecide];

for (const bench of benches) {
  for (const { name, goal, figure, met } of await bench()) {
    console.log(`${met ? "met   " : "missed"}  ${name}: ${figure}; goal ${goal}`);
  }
}
