import semver from "semver";
import { type DoctorFacts, type DoctorReads, type DoctorResult, notChecked, ok, problem, warning } from "./check.ts";

/** Oldest versions that the tool is tested with. */
const oldestNode = "20.19.0";
/** First git with `fetch` of a commit by its name from a filtered remote in protocol 2 by default. */
const oldestGit = "2.26.0";
/** Skew from which a proof may look fresh that is not, in ms. */
const warnSkewMs = 60_000;
const badSkewMs = 10 * 60_000;

/** The configuration is read without a mistake. */
export async function checkConfig({ config, configPath }: DoctorFacts): Promise<readonly DoctorResult[]> {
  if (configPath === undefined) {
    return [warning("There is no configuration here: the defaults count.", "Run docs-verdict init.")];
  }
  if (config.ok) return [ok(`${configPath} is valid`)];
  return config.mistakes.map(({ message, fix, place }) =>
    problem(place === undefined ? message : `${place.file}:${place.line ?? 1}:${place.column ?? 1}: ${message}`, fix),
  );
}

/** Node is new enough. */
export async function checkNode({ nodeVersion }: DoctorFacts): Promise<readonly DoctorResult[]> {
  return [
    semver.gte(nodeVersion, oldestNode)
      ? ok(`Node ${nodeVersion}`)
      : problem(`Unexpected Node ${nodeVersion}, expected ${oldestNode} or newer.`, "Install a newer Node."),
  ];
}

/** Git is there and new enough. */
export async function checkGit({ gitVersion }: DoctorFacts): Promise<readonly DoctorResult[]> {
  if (gitVersion === undefined) return [problem("git was not found.", "Install git; source is read with it.")];
  const version = semver.coerce(gitVersion)?.version;
  if (version === undefined) return [notChecked(`git answered ${JSON.stringify(gitVersion.slice(0, 60))}`)];
  return [
    semver.gte(version, oldestGit)
      ? ok(`git ${version}`)
      : problem(`Unexpected git ${version}, expected ${oldestGit} or newer.`, "Install a newer git."),
  ];
}

/** This machine's clock agrees with GitHub's: proofs expire by it. */
export async function checkClock(
  { nowMs }: Pick<DoctorFacts, "nowMs">,
  { docsToken }: Pick<DoctorReads, "docsToken">,
): Promise<readonly DoctorResult[]> {
  const token = await docsToken();
  if (!token.ok) return [notChecked(`GitHub's clock was not read: ${token.detail}`)];
  const { serverMs } = token.value;
  if (serverMs === undefined) return [notChecked("GitHub's answer had no date")];
  const skew = Math.abs(nowMs - serverMs);
  const seconds = Math.round(skew / 1000);
  const fix = "Set this machine's clock from the network.";
  if (skew >= badSkewMs)
    return [problem(`The clock is ${seconds} s away from GitHub's; proofs would expire wrongly.`, fix)];
  return [
    skew >= warnSkewMs
      ? warning(`The clock is ${seconds} s away from GitHub's.`, fix)
      : ok("the clock agrees with GitHub's"),
  ];
}
