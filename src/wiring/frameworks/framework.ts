import type { WiringSite } from "../../types/index.ts";
import type { FrameworkName, WiringConfig } from "../config.ts";
import type { EntryFile, EntrySet } from "../entry-file.ts";
import type { PagePlan } from "../update-page.ts";

/** A site of one framework in a tree of files. */
export type SiteLocation = {
  /** Every file of the repository, relative to its top, with `/`. */
  readonly paths: readonly string[];
  /** Folder of the site, empty for the top. */
  readonly root: string;
  readonly config: WiringConfig;
};

/** A site with the texts that were asked for; a file that could not be read has none. */
export type SiteFiles = SiteLocation & { readonly texts: ReadonlyMap<string, string> };

/** One page or file that shows entries. */
export type Site = {
  readonly role: WiringSite;
  readonly path: string;
  /** Checks the text and returns it as it should be. */
  readonly plan: (text: string) => PagePlan;
};

/** What is known of a new entry before anyone has written it. */
export type NewEntry = {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly slug: string;
  readonly title: string;
  /** Empty when no rule gave one. */
  readonly category: string;
  /** Engineering work, as `owner/repo#12` or a ticket. */
  readonly references: readonly string[];
};

/** Everything that differs between frameworks. */
export type Framework = {
  readonly name: FrameworkName;
  /** Root of the site and how sure it is this framework, from 0 to 1; undefined when it is not. */
  readonly detect: (paths: readonly string[]) => { readonly root: string; readonly confidence: number } | undefined;
  /** Files whose text `entries` and `sites` read; asked again with the texts as long as it names new ones. */
  readonly needs: (site: SiteFiles) => readonly string[];
  readonly entries: (site: SiteFiles) => EntrySet;
  readonly sites: (site: SiteFiles, entries: readonly EntryFile[]) => readonly Site[];
  /** A skeleton entry; undefined where entries are not files of their own. */
  readonly render: (entry: NewEntry, site: SiteFiles) => { readonly path: string; readonly text: string } | undefined;
};
