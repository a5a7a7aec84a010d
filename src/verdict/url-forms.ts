import { commitKey, flagKey, ticketKey } from "../reference-key.ts";
import { type Form, type FormContext, pullReading, type Reading } from "./reference-form.ts";

/** Ends a URL in running text: the next URL, blanks, quotes, brackets, a table's bar, a template's backtick. */
const urlPattern = /(?<![\w@.-])(?:https?:\/\/|www\.)(?:(?![,;]https?:)[^\s<>"'`|)\]}\\])+/gi;

/** Forms of a reference as a web address. */
export const urlForms: readonly Form[] = [
  { pattern: urlPattern, read: ([text], context) => readUrl(text, context) },
  {
    pattern: /(?<![\w@./-])([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4})\/[^\s<>"'`|)\]}\\]+/gi,
    read: ([text, host = ""], context) =>
      host.toLowerCase() === context.host ? readUrl(`https://${text}`, context) : undefined,
  },
];

/** Reads a web address: a pull request, issue or commit of GitHub, a ticket, a flag, or something else. */
export function readUrl(text: string, context: FormContext): Reading {
  const trimmed = text.replace(/[.,;:!?*_~]{1,20}$/, "");
  const address = /^www\./i.test(trimmed) ? `https://${trimmed}` : trimmed;
  if (!URL.canParse(address)) return { skip: true };
  const url = new URL(address);
  const host = url.hostname.replace(/^www\./, "");
  const segments = url.pathname.split("/").filter((segment) => segment !== "");
  if (host === context.host) return readGitHub(segments, context);
  return readVendor(host, segments) ?? readOther(host, segments);
}

function readGitHub(segments: readonly string[], context: FormContext): Reading {
  const [owner = "", name = "", what = "", id = ""] = segments;
  if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/.test(owner) || !/^[\w.-]{1,100}$/.test(name)) return { skip: true };
  const repository = `${owner}/${name}`;
  if (/^(?:pulls?|issues?)$/.test(what) && /^\d+$/.test(id)) {
    const reading = pullReading(repository, id, context);
    if (!what.startsWith("issue") || !("targets" in reading)) return reading;
    return { targets: [{ ...reading.targets[0], kind: "issue" }] };
  }
  if (/^commits?$/.test(what) && /^[0-9a-f]{7,40}(?:\.(?:patch|diff))?$/i.test(id)) {
    return { targets: [{ kind: "commit", key: commitKey(repository, id.replace(/\..*$/, "")) }] };
  }
  if (/^(?:pulls?|issues?|commits?|compare|discussions|milestone)$/.test(what)) {
    return { ignored: "not the address of one pull request, issue or commit" };
  }
  return { skip: true };
}

/** Reads addresses of trackers and flag vendors; undefined for any other host. */
function readVendor(host: string, segments: readonly string[]): Reading | undefined {
  if (host === "linear.app" && segments[1] === "issue") return ticketReading("linear", segments[2]);
  if (host.endsWith(".atlassian.net") && segments[0] === "browse") return ticketReading("jira", segments[1]);
  if (host === "launchdarkly.com" || host.endsWith(".launchdarkly.com")) {
    const at = segments.findIndex((segment) => segment === "features" || segment === "flags");
    const flag = at < 0 ? undefined : segments[at + 1];
    return flag !== undefined && /^[A-Za-z0-9][\w.-]{0,199}$/.test(flag)
      ? { targets: [{ kind: "flag", key: flagKey("launchdarkly", flag) }] }
      : { skip: true };
  }
  return undefined;
}

function ticketReading(tracker: string, id: string | undefined): Reading {
  const upper = (id ?? "").toUpperCase();
  return /^[A-Z][A-Z0-9]{1,9}-\d{1,7}$/.test(upper)
    ? { targets: [{ kind: "ticket", key: ticketKey(tracker, upper) }] }
    : { skip: true };
}

function readOther(host: string, segments: readonly string[]): Reading {
  const looksLike = /^(?:pulls?|issues|merge_requests|commits?)$/;
  return segments.some((segment, index) => looksLike.test(segment) && /^[0-9a-f]+$/.test(segments[index + 1] ?? ""))
    ? { ignored: `on ${host}, which is not the GitHub of this repository` }
    : { skip: true };
}
