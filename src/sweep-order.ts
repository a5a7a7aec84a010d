import type { OpenPull } from "./github/open-pulls.ts";

/** When each pull request was last looked at by a sweep: UTC, ISO 8601, by number. */
export type Visits = ReadonlyMap<number, string>;

/** Keeps the visits of a repository between sweeps; they decide the order alone, so losing them costs nothing else. */
export type VisitStore = {
  readonly load: (repository: string) => Visits;
  readonly save: (repository: string, visits: Visits) => void;
};

/**
 * The order of a sweep: what carries no label and was never visited is new and comes first, then what was never visited,
 * then the oldest visit. A sweep that stops early so goes on where it stopped. Those never visited follow in a ring that
 * starts elsewhere on each day, by the golden ratio: where no visits are kept, each is still reached within a few days.
 */
export function oldestFirst(pulls: readonly OpenPull[], visits: Visits, now: string): readonly OpenPull[] {
  const visitOf = ({ number }: OpenPull): number => {
    const at = Date.parse(visits.get(number) ?? "");
    // A visit in the future comes from a wrong clock: it must not put the pull request off for good.
    return at <= Date.parse(now) ? at : Number.NaN;
  };
  const known = pulls.filter((pull) => !Number.isNaN(visitOf(pull)));
  const unknown = pulls.filter((pull) => Number.isNaN(visitOf(pull)));
  const fresh = unknown.filter(({ labels }) => labels.length === 0);
  const others = unknown.filter(({ labels }) => labels.length > 0);
  const byAge = [...known].sort((a, b) => visitOf(a) - visitOf(b) || a.number - b.number);
  return [...fresh, ...ring(others, now), ...byAge];
}

function ring(pulls: readonly OpenPull[], now: string): readonly OpenPull[] {
  const day = Math.floor(Date.parse(now) / 86_400_000);
  const start = Math.floor(((day * 0.618_033_988_749_895) % 1) * pulls.length);
  return [...pulls.slice(start), ...pulls.slice(0, start)];
}
