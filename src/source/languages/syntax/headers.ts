/** Headers whose names alone tell that they are headers; custom ones begin with `x-`. */
const knownHeader =
  /^(?:authorization|proxy-authorization|www-authenticate|cookie|set-cookie|api-key|apikey|content-type|content-length|accept|user-agent|origin|referer|host|forwarded|retry-after|etag|if-none-match|idempotency-key|mcp-[a-z-]+|x-[a-z0-9-]+)$/i;

/** True for a name that can hardly be anything but a header. */
export function isKnownHeader(name: string): boolean {
  return knownHeader.test(name);
}

/** Header behind a library's constant, `HttpHeaders.WWW_AUTHENTICATE`; undefined for other names. */
export function headerOfName(path: string): string | undefined {
  const found = /(?:^|\.)(?:HttpHeaders|HeaderNames|header|headers|HeaderName)\.([A-Z][A-Za-z_]+)$/.exec(path)?.[1];
  if (found === undefined) return undefined;
  const words = found.includes("_") || found === found.toUpperCase() ? found.split("_") : found.split(/(?=[A-Z])/);
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join("-");
  return isKnownHeader(name) ? name.replace(/^Www-/, "WWW-") : undefined;
}

/** Schemes of the registry (https://www.iana.org/assignments/http-authschemes) and the common private ones, lower case. */
const registered = new Set(
  "basic bearer concealed digest dpop gnap hoba mutual negotiate ntlm oauth privatetoken scram-sha-1 scram-sha-256 vapid token apikey api-key apitoken api-token key hmac signature aws4-hmac-sha256 jwt".split(
    " ",
  ),
);

/** True for a scheme that others use too, in any letter case. */
export function isRegisteredScheme(word: string): boolean {
  return registered.has(word.toLowerCase());
}

/** Schemes of URLs: no credential begins with one. */
const urlScheme = /^(?:https?|wss?|ftp|file|mailto|data|unix|tcp)$/i;

/** True for a word that can be the scheme of a credential. */
export function canBeScheme(word: string): boolean {
  return /^[A-Za-z][A-Za-z0-9-]{2,}$/.test(word) && !urlScheme.test(word);
}

/** Scheme at the start of a credential, `Bearer {token}`; undefined when the text is no such thing. */
export function schemeOf(credential: string): string | undefined {
  return /^([A-Za-z][\w-]*) (?:$|\S)/.exec(credential)?.[1];
}

/** Scheme that a regular expression asks for at its start, `^Bearer\s+(.+)$`; undefined for other expressions. */
export function schemeOfRegex(pattern: string): string | undefined {
  return /^\^?(?:\(\?i\))?\(?(?:\?:)?([A-Za-z][\w-]{2,})\)?(?:\\s[+*]?| [+*]?)\(?/.exec(pattern)?.[1];
}
