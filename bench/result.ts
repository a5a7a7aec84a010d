/** One measured figure against its goal. */
export type BenchResult = {
  readonly name: string;
  readonly goal: string;
  readonly figure: string;
  readonly met: boolean;
};

/** The middle of some numbers; 0 of none. */
export function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** A ratio beside the goal it must not exceed. */
export function ratioResult(
  name: string,
  limit: number,
  times: { readonly ours: number; readonly theirs: number },
  of: string,
): BenchResult {
  const ratio = times.ours / times.theirs;
  return {
    name,
    goal: `≤ ${limit} × ${of}`,
    figure: `${ratio.toFixed(2)} × (${Math.round(times.ours)} ms against ${Math.round(times.theirs)} ms)`,
    met: ratio <= limit,
  };
}
