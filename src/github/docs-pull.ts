import type { DocsPull } from "../types/index.ts";
import type { ListedFiles } from "./added-files.ts";
import { type Answer, endsAsking } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { type PostedQuestion, readPostedPulls } from "./docs-pull-graphql.ts";
import { readPostedPull } from "./docs-pull-rest.ts";
import { readPermission } from "./permissions.ts";

/** Commenters whose permission is looked up. */
const maxCommenters = 200;
/** First line of our own comments: what they say is a result, never a source. */
const ownMarker = "<!-- docs-verdict:";

/** A comment as it was posted; `author` is null when the account is gone. */
export type PostedComment = {
  readonly id: number;
  readonly url: string;
  readonly body: string;
  readonly author: { readonly id: number; readonly login: string; readonly isBot: boolean } | null;
};

/** The comments of a pull request; `complete` is false when there are more than were read. */
export type PostedComments = { readonly items: readonly PostedComment[]; readonly complete: boolean };

/** A part of the docs pull request and what of it could not be read. */
export type Unread<Value> = { readonly value: Value; readonly unread: readonly string[] };

/** A docs pull request as it was posted, before anybody asked who may speak in it. */
export type PostedPull = Omit<
  DocsPull,
  "repository" | "number" | "commits" | "comments" | "filesComplete" | "unread" | "changedFiles"
> & {
  readonly commits: Unread<DocsPull["commits"]>;
  readonly comments: Answer<PostedComments>;
  /** Text of the configuration at the base branch; undefined when there is none. */
  readonly config: Answer<string | undefined>;
  /** Its files, where one query held them all. */
  readonly listed?: ListedFiles;
};

/** A docs pull request, with everything that was posted on it. */
export type DocsPullRead = {
  readonly pull: DocsPull;
  /** Every comment, lowest id first, also of bots and our own. */
  readonly posted: Answer<readonly PostedComment[]>;
  /** Text of the configuration at the base branch; undefined when there is none. */
  readonly config: Answer<string | undefined>;
  /** Its files at its head, where one query held them all. */
  readonly listed?: ListedFiles | undefined;
};

/**
 * Reads docs pull requests with their commits, the comments of people who may write and the configuration of their base
 * branch: many in one query, and by REST what a query does not hold. Comments of accounts that are bots, and our own, are
 * no sources. Only the pull request itself must be readable; what else could not be read is named in `unread`, because a
 * comment nobody could read may hold a blocker. Every number gets an answer.
 */
export async function readDocsPulls(
  github: GitHub,
  question: PostedQuestion,
): Promise<ReadonlyMap<number, Answer<DocsPullRead>>> {
  const { repository, configPath } = question;
  const asked = await readPostedPulls(github, question);
  const answers = new Map<number, Answer<DocsPullRead>>();
  for (const [index, number] of question.numbers.entries()) {
    const found = asked[index];
    const isFinal = found !== undefined && (found.ok || endsAsking(found.reason));
    const posted = isFinal ? found : await readPostedPull(github, { repository, number }, configPath);
    answers.set(number, posted.ok ? await heard(github, { repository, number }, posted.value) : posted);
  }
  return answers;
}

type Place = Pick<DocsPull, "repository" | "number">;

async function heard(github: GitHub, place: Place, posted: PostedPull): Promise<Answer<DocsPullRead>> {
  const { commits, comments: all, config, listed, ...facts } = posted;
  const comments = await readSpeech(github, place.repository, all);
  const unread = [...commits.unread, ...comments.unread];
  return {
    ok: true,
    value: {
      pull: {
        ...place,
        ...facts,
        commits: commits.value,
        comments: comments.value,
        filesComplete: true,
        ...(unread.length === 0 ? {} : { unread }),
      },
      posted: all.ok ? { ok: true, value: distinctById(all.value.items) } : all,
      config,
      listed,
    },
  };
}

/** What people who may write say. */
async function readSpeech(
  github: GitHub,
  repository: string,
  posted: Answer<PostedComments>,
): Promise<Unread<DocsPull["comments"]>> {
  if (!posted.ok) return { value: [], unread: [`comments: ${posted.detail}`] };
  const comments = distinctById(posted.value.items).filter(isOfPerson);
  const permissions = await readPermissions(github, repository, comments);
  return {
    value: comments.flatMap(({ author, body, url }) => {
      const login = author?.login ?? "";
      const permission = permissions.value.get(login);
      return permission === undefined ? [] : [{ login, body, permission, url }];
    }),
    unread: [...(posted.value.complete ? [] : ["comments: there are more than were read"]), ...permissions.unread],
  };
}

/** Permissions of those who may write, by login. */
async function readPermissions(
  github: GitHub,
  repository: string,
  comments: readonly PostedComment[],
): Promise<Unread<ReadonlyMap<string, string>>> {
  const logins = [...new Set(comments.flatMap(({ author }) => (author === null ? [] : [author.login])))];
  const permissions = new Map<string, string>();
  const unread: string[] = [];
  for (const login of logins.slice(0, maxCommenters)) {
    const reply = await readPermission(github, repository, login);
    if (!reply.ok) unread.push(`permission of ${login}: ${reply.detail}`);
    else if (reply.value.mayWrite) permissions.set(login, reply.value.permission);
  }
  if (logins.length > maxCommenters) unread.push(`permissions: there are more than ${maxCommenters} commenters`);
  return { value: permissions, unread };
}

/** A page may shrink while it is read; then an entry comes twice. */
function distinctById(comments: readonly PostedComment[]): readonly PostedComment[] {
  return [...new Map(comments.map((comment) => [comment.id, comment])).values()].sort((a, b) => a.id - b.id);
}

/** A command speaks to this tool and names what it releases or explains; only a block is also a word to people. */
const command = /^\/verify(?:-docs-pr)?(?!\S)(?!\s+block\s)/;

function isOfPerson({ author, body }: PostedComment): boolean {
  return author !== null && !author.isBot && !body.startsWith(ownMarker) && !command.test(body);
}
