import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { type DiskCache, openCache } from "../source/disk-cache.ts";
import { engineId } from "../version.ts";

/** What a command says of its cache: `--no-cache`, `--cache-dir`. */
export type CacheOptions = { readonly cache?: boolean; readonly cacheDir?: string };

/** Folder for fetched git objects; safe to delete. */
export function objectFolder(): string {
  return join(process.env.XDG_CACHE_HOME ?? process.env.RUNNER_TEMP ?? tmpdir(), "docs-verdict");
}

/**
 * Opens what earlier runs of this very build worked out: in the folder named, else where the user's caches are
 * (https://specifications.freedesktop.org/basedir/latest/). Undefined when switched off.
 */
export function commandCache({ cache, cacheDir }: CacheOptions): DiskCache | undefined {
  const engine = cache === false ? undefined : engineId();
  if (engine === undefined) return undefined;
  const { XDG_CACHE_HOME } = process.env;
  const folder = XDG_CACHE_HOME === undefined || XDG_CACHE_HOME === "" ? join(homedir(), ".cache") : XDG_CACHE_HOME;
  return openCache(cacheDir ?? join(folder, "docs-verdict"), engine);
}
