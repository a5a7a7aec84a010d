import { z } from "zod";
import { fail } from "../../github/answer.ts";
import type { ReadPlaces } from "./reader.ts";
import { bearer } from "./token.ts";

const manifest = z.object({ version: z.string(), gitHead: z.string().optional() });

/** Reads the version of a package that customers install and the commit that its publisher recorded. */
export const readNpm: ReadPlaces = async ({ settings, clients, signal }) => {
  const { package: name, distTag, url: registry = "https://registry.npmjs.org" } = settings;
  if (name === undefined) return fail("not-configured", "the package is not named in the configuration");
  const base = registry.replace(/\/+$/, "");
  const url = `${base}/${name.replace("/", "%2f")}/${encodeURIComponent(distTag)}`;
  const reply = await clients.getJson({ url, headers: bearer(settings, clients), signal });
  if (!reply.ok) return reply;
  const read = manifest.safeParse(reply.value);
  if (!read.success) return fail("malformed", "the registry's answer could not be read");
  const { version, gitHead } = read.data;
  if (gitHead === undefined || !/^[0-9a-f]{40}$/.test(gitHead)) {
    return fail("unsupported", "the version that customers install records no commit");
  }
  const candidate = { revision: gitHead, version };
  const place = { name: `npm ${name}`, candidates: [candidate], counts: "newest", complete: true } as const;
  return { ok: true, value: { production: [place], staging: [] } };
};
