import type { Answer } from "../src/github/answer.ts";
import type { GitHub } from "../src/github/client.ts";
import { type DocsPullRead, readDocsPulls } from "../src/github/docs-pull.ts";

/** Reads one docs pull request, with everything that was posted on it. */
export async function readDocsPull(github: GitHub, repository: string, number: number): Promise<Answer<DocsPullRead>> {
  const question = { repository, numbers: [number], configPath: ".github/docs-verdict.yml" };
  const answer = (await readDocsPulls(github, question)).get(number);
  if (answer === undefined) throw new Error(`no answer for ${number}`);
  return answer;
}
