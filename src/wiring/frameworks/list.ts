import { changesets } from "./changesets.ts";
import { docusaurus } from "./docusaurus.ts";
import type { Framework } from "./framework.ts";
import { fumadocs } from "./fumadocs.ts";
import { keepAChangelog } from "./keep-a-changelog.ts";
import { mintlify } from "./mintlify.ts";
import { nextra } from "./nextra.ts";
import { starlight } from "./starlight.ts";

/** Every framework; of equally sure ones the first is taken. */
export const frameworks: readonly Framework[] = [
  mintlify,
  docusaurus,
  fumadocs,
  nextra,
  starlight,
  changesets,
  keepAChangelog,
];
