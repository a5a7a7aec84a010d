// Fills the owner and commit of this action into the sample workflows that the package ships:
// `node scripts/pin-samples.mjs acme/docs-verdict <commit> v1.2.3 [folder]`.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [repository, commit, version, folder = "workflows"] = process.argv.slice(2);
if (
  !/^[\w.-]+\/[\w.-]+$/.test(repository ?? "") ||
  !/^[0-9a-f]{40}$/.test(commit ?? "") ||
  !/^v\d/.test(version ?? "")
) {
  console.error("Unexpected arguments, expected: owner/repository, a full commit, a version such as v1.2.3");
  process.exit(2);
}
for (const name of readdirSync(folder).filter((file) => file.endsWith(".yml"))) {
  const path = join(folder, name);
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replaceAll(/OWNER\/docs-verdict@0{40} # v\d+/g, `${repository}@${commit} # ${version}`));
}
