import { execFileSync } from "node:child_process";

/** `owner/repo` of the remote `origin` of a folder on the GitHub server in use; undefined when there is none. */
export function originOf(folder: string, serverUrl = process.env.GITHUB_SERVER_URL): string | undefined {
  try {
    const address = execFileSync("git", ["-C", folder, "remote", "get-url", "origin"], {
      encoding: "utf8",
      timeout: 10_000,
      stdio: ["ignore", "pipe", "ignore"],
    });
    return repositoryIn(address, serverUrl);
  } catch {
    return undefined;
  }
}

/** `owner/repo` in the address of a remote; undefined for another server or what is no such address. */
export function repositoryIn(remote: string, serverUrl: string | undefined = "https://github.com"): string | undefined {
  const host = URL.canParse(serverUrl) ? new URL(serverUrl).hostname : "github.com";
  const [, found, repository] =
    /^(?:(?:https?|ssh|git):\/\/)?(?:[^@/\s]+@)?([\w.-]+)(?::\d+)?[:/]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(
      remote.trim(),
    ) ?? [];
  return found?.toLowerCase() === host.toLowerCase() ? repository : undefined;
}
