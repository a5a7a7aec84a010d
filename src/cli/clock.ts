/** The time of the run, UTC; `SOURCE_DATE_EPOCH` fixes it (https://reproducible-builds.org/specs/source-date-epoch/). */
export function currentTime(): string {
  const epoch = process.env.SOURCE_DATE_EPOCH;
  const time = epoch === undefined || !/^\d{1,12}$/.test(epoch) ? new Date() : new Date(Number(epoch) * 1000);
  return `${time.toISOString().slice(0, 19)}Z`;
}
