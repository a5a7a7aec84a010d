import picomatch from "picomatch";
import type { DeploymentSettings } from "../../config.ts";
import type { Answer } from "../../github/answer.ts";
import { type PublishedList, readReleases, readTags } from "../../github/releases.ts";
import type { Places, ReadPlaces } from "./reader.ts";

/** Reads releases of GitHub: a published release that holds the change reached customers; drafts never do. */
export const readReleasePlaces: ReadPlaces = async ({ settings, github, signal }) =>
  placesOf("releases", settings, await readReleases(github, settings.repository, signal));

/** Reads tags, for repositories that publish without releases. */
export const readTagPlaces: ReadPlaces = async ({ settings, github, signal }) =>
  placesOf("tags", settings, await readTags(github, settings.repository, signal));

function placesOf(what: string, settings: DeploymentSettings, reply: Answer<PublishedList>): Answer<Places> {
  if (!reply.ok) return reply;
  const counts = picomatch([...settings.tags], { dot: true });
  const candidates = reply.value.published
    .filter(({ tag, isPrerelease }) => counts(tag) && (settings.prereleases || !isPrerelease))
    .map(({ tag, at, url }) => ({
      revision: tag,
      version: tag,
      ...(at === undefined ? {} : { at }),
      ...(url === undefined ? {} : { url }),
    }));
  const name = `${what} of ${settings.repository}`;
  const place = { name, candidates, counts: "any", complete: reply.value.complete } as const;
  return { ok: true, value: { production: [place], staging: [] } };
}
