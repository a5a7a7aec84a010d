import { type Answer, fail } from "../../github/answer.ts";
import type { ReadPlaces } from "./reader.ts";
import { bearer } from "./token.ts";

/** Reads the commit that a running service says it was built from. */
export const readEndpoint: ReadPlaces = async ({ settings, clients, signal }) => {
  const { url, field } = settings;
  if (url === undefined) return fail("not-configured", "the address is not named in the configuration");
  const request = { url, headers: bearer(settings, clients), signal };
  const reply = await clients.getJson(field === "" ? { ...request, accept: "text" } : request);
  const commit = reply.ok ? commitAt(reply.value, field) : reply;
  if (!commit.ok) return commit;
  const place = { name: url, candidates: [{ revision: commit.value, url }], counts: "newest", complete: true } as const;
  return { ok: true, value: { production: [place], staging: [] } };
};

function commitAt(answer: unknown, field: string): Answer<string> {
  let value = answer;
  for (const key of field.split(".").filter((part) => part !== "")) {
    const isHolder = typeof value === "object" && value !== null && Object.hasOwn(value, key);
    value = isHolder ? Reflect.get(Object(value), key) : undefined;
  }
  const commit = typeof value === "string" ? value.trim().toLowerCase() : "";
  if (/^[0-9a-f]{7,40}$/.test(commit)) return { ok: true, value: commit };
  return fail("malformed", "the address did not answer a commit");
}
