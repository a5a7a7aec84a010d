import type { Config } from "../config.ts";
import type { Failure } from "../github/answer.ts";
import type { RepositoryFacts, TokenFacts } from "../github/doctor-reads.ts";
import { type DoctorFacts, type DoctorReads, type DoctorResult, notChecked, ok, problem, warning } from "./check.ts";

/** Scopes of a classic token that let it write or administer. */
const broadScope = /^(?:repo|public_repo|workflow|user|gist|delete_repo|site_admin|(?:admin|write|delete):\w+)$/;

/** The token of the docs repository is valid and may write there. */
export async function checkDocsToken(
  { hasDocsToken }: DoctorFacts,
  { docsToken, docsRepository }: Pick<DoctorReads, "docsToken" | "docsRepository">,
): Promise<readonly DoctorResult[]> {
  if (!hasDocsToken) {
    return [notChecked("GITHUB_TOKEN is not set", "Set it, for example GITHUB_TOKEN=$(gh auth token).")];
  }
  const token = await docsToken();
  if (!token.ok) return [tokenFailure("GITHUB_TOKEN", token)];
  const repository = await docsRepository();
  if (!repository.ok) {
    return [
      problem(
        `The docs repository was not read: ${repository.detail}.`,
        "Give the token access to the docs repository.",
      ),
    ];
  }
  const { mayWrite } = repository.value;
  const last = expiry("GITHUB_TOKEN", token.value);
  if (mayWrite === true) return [ok("the token may write to the docs repository"), ...last];
  if (token.value.scopes === undefined) {
    // An App or job token that may write comments and checks, and not contents, looks like one that may write nothing.
    return [
      notChecked("GitHub does not tell whether this token may write comments and checks; the first run shows"),
      ...last,
    ];
  }
  return [
    problem("The token's owner may not write to the docs repository.", "Use a token of someone who may."),
    ...last,
  ];
}

/** The token of the engineering repositories only reads, and lasts. */
export async function checkSourceToken(
  { hasSourceToken }: DoctorFacts,
  { sourceToken }: Pick<DoctorReads, "sourceToken">,
): Promise<readonly DoctorResult[]> {
  if (!hasSourceToken) return [ok("no source token: engineering repositories are read as the public")];
  const token = await sourceToken();
  if (!token.ok) return [tokenFailure("DOCS_VERDICT_SOURCE_TOKEN", token)];
  const broad = (token.value.scopes ?? []).filter((scope) => broadScope.test(scope));
  const breadth =
    broad.length > 0
      ? warning(
          `The source token may do more than read: ${broad.join(", ")}.`,
          "Use a GitHub App or a fine-grained token with metadata, contents and pull requests read.",
        )
      : ok("the source token is valid");
  return [breadth, ...expiry("DOCS_VERDICT_SOURCE_TOKEN", token.value)];
}

/** Every engineering repository can be read, only read, and is declared as visible as it is. */
export async function checkEngineering(
  { config }: DoctorFacts,
  { sourceRepository }: Pick<DoctorReads, "sourceRepository">,
): Promise<readonly DoctorResult[]> {
  if (!config.ok) return [notChecked("the configuration has mistakes")];
  const { repositories } = config.value.engineering;
  if (repositories.length === 0) {
    return [
      warning(
        "No engineering repository is configured: no claim can be confirmed.",
        "List them under engineering.repositories.",
      ),
    ];
  }
  const results = await Promise.all(
    repositories.map(async (declared) => engineeringResults(declared, await sourceRepository(declared.repository))),
  );
  return results.flat();
}

type Declared = Config["engineering"]["repositories"][number];

function engineeringResults(
  { repository, visibility }: Declared,
  answer: Awaited<ReturnType<DoctorReads["sourceRepository"]>>,
): DoctorResult[] {
  if (!answer.ok) {
    return [
      problem(`${repository} was not read: ${answer.detail}.`, "Install the App on it, or give the token read access."),
    ];
  }
  const facts: RepositoryFacts = answer.value;
  const declared =
    facts.visibility === "private" && visibility === "public"
      ? problem(`${repository} is private and declared public: its source would be shown.`, "Declare it private.")
      : facts.visibility === "public" && visibility === "private"
        ? warning(`${repository} is public and declared private: excerpts are withheld.`, "Declare it public.")
        : ok(`${repository} is ${facts.visibility} and can be read`);
  const writes =
    facts.mayWrite === true
      ? [warning(`GitHub says that the source token may write to ${repository}.`, "Use a token that only reads.")]
      : [];
  return [declared, ...writes];
}

/** Who reads the docs may read less than the source token does. */
export async function checkAudience(
  { config }: DoctorFacts,
  { docsRepository, sourceRepository }: Pick<DoctorReads, "docsRepository" | "sourceRepository">,
): Promise<readonly DoctorResult[]> {
  if (!config.ok) return [notChecked("the configuration has mistakes")];
  const docs = await docsRepository();
  if (!docs.ok) return [notChecked(`the docs repository was not read: ${docs.detail}`)];
  if (docs.value.visibility === "private") {
    return [ok("the docs repository is private: whoever reads it sees excerpts of the source")];
  }
  const names = config.value.engineering.repositories.map(({ repository }) => repository);
  const answers = await Promise.all(names.map(async (name) => ({ name, answer: await sourceRepository(name) })));
  const hidden = answers.filter(({ answer }) => !answer.ok || answer.value.visibility === "private");
  return hidden.length === 0
    ? [ok("docs and source are public")]
    : [
        ok(
          `the docs are public, ${hidden.map(({ name }) => name).join(", ")} is not: claims are shown as confirmed, without excerpt`,
        ),
      ];
}

function tokenFailure(name: string, failure: Failure): DoctorResult {
  return failure.reason === "unauthorised" || failure.reason === "sso-required"
    ? problem(`${name} was refused: ${failure.detail}.`, "Make a new token, and authorise it for the organisation.")
    : notChecked(`${name} was not checked: ${failure.detail}`, "Run doctor again.");
}

/** A warning for a token that ends within two weeks of GitHub's date; nothing when it lasts or does not tell. */
function expiry(name: string, { expiresMs, serverMs }: TokenFacts): DoctorResult[] {
  if (expiresMs === undefined || serverMs === undefined) return [];
  const days = Math.floor((expiresMs - serverMs) / 86_400_000);
  return days < 14 ? [warning(`${name} expires in ${days} days.`, "Renew it, or use a GitHub App.")] : [];
}
