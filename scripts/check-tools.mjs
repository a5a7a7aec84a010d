// Stops with a sentence when Node or git is too old, before anything else fails with a riddle.
import { spawnSync } from "node:child_process";

const needed = { node: [20, 19], git: [2, 38] };

const found = {
  node: numbers(process.versions.node),
  git: numbers(spawnSync("git", ["--version"], { encoding: "utf8" }).stdout ?? ""),
};
const problems = Object.entries(needed).flatMap(([name, minimum]) => {
  const version = found[name];
  if (version === undefined) return [`${name} was not found; version ${minimum.join(".")} or newer is needed.`];
  const isOld = version[0] < minimum[0] || (version[0] === minimum[0] && version[1] < minimum[1]);
  return isOld ? [`${name} is ${version.join(".")}; version ${minimum.join(".")} or newer is needed.`] : [];
});
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(2);

function numbers(text) {
  const match = /(\d+)\.(\d+)/.exec(text);
  return match === null ? undefined : [Number(match[1]), Number(match[2])];
}
