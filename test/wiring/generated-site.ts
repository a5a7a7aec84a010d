/** A Mintlify site made from a seed: entries, navigation, index and product pages that agree. */
export type GeneratedSite = {
  readonly files: ReadonlyMap<string, string>;
  /** Entry files, newest first; days of one date by name. */
  readonly entries: readonly GeneratedEntry[];
};

export type GeneratedEntry = {
  readonly path: string;
  readonly stem: string;
  readonly date: string;
  readonly title: string;
  readonly category: string;
  readonly description: string;
};

export type SiteShape = {
  readonly entries: number;
  readonly seed: number;
  /** One step of indentation in `docs.json`. */
  readonly indent: string;
  readonly lineBreak: string;
  readonly byteOrderMark: string;
  /** Groups of the navigation inside the Changelog tab. */
  readonly groups: "year" | "year-month";
  /** Comments in `docs.json`, prose between headings and updates. */
  readonly handWritten: "none" | "some";
};

export const storyShape: SiteShape = {
  entries: 300,
  seed: 7,
  indent: "  ",
  lineBreak: "\n",
  byteOrderMark: "",
  groups: "year",
  handWritten: "some",
};

const categories = ["Gateway", "Build Cache", "Insights", "Billing", "Console"];
const productPages: Readonly<Record<string, string>> = {
  Gateway: "gateway/changelog.mdx",
  "Build Cache": "build-cache/changelog.mdx",
};
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const subjects = [
  "Tokens",
  "Webhooks",
  "Retry `max_wait`",
  "Audit log",
  "Team invites",
  "Export to CSV",
  "Rate limits",
  '"Quiet" mode',
];
const verbs = [
  "can be scoped",
  "now expire",
  "support regions",
  "show their owner",
  "are faster",
  "take a {name}",
  "accept values < 10",
  "[beta] are here",
];

/** Numbers from 0 to below 1 that depend on the seed alone (mulberry32). */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function generateSite(shape: SiteShape): GeneratedSite {
  const entries = generateEntries(shape);
  const { lineBreak, byteOrderMark } = shape;
  const files = new Map<string, string>();
  const put = (path: string, text: string): void => {
    files.set(path, byteOrderMark + text.replaceAll("\n", lineBreak));
  };
  put("docs.json", writeNavigation(navigationOf(entries, shape), shape));
  put("changelog/index.mdx", page("All changes", entries, shape));
  for (const [category, path] of Object.entries(productPages)) {
    put(
      path,
      page(
        `Changes of ${category}`,
        entries.filter((entry) => entry.category === category),
        shape,
      ),
    );
  }
  put("index.mdx", "---\ntitle: Home\n---\n\nWelcome to Acme.\n");
  put(
    "gateway/index.mdx",
    "---\ntitle: Gateway\n---\n\nRoutes requests. See [a change](/changelog/2024-01-01-nothing).\n",
  );
  for (const entry of entries) put(entry.path, entryText(entry));
  return { files, entries };
}

function generateEntries({ entries, seed }: SiteShape): GeneratedEntry[] {
  const next = random(seed);
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(next() * items.length)];
  const made = Array.from({ length: entries }, (_item, index): GeneratedEntry => {
    const day = new Date(Date.UTC(2022, 8, 1) + Math.floor(next() * 4 * 365) * 86_400_000);
    const date = day.toISOString().slice(0, 10);
    const subject = pick(subjects) ?? "";
    const category = pick(categories) ?? "";
    const slug = `${subject
      .toLowerCase()
      .replace(/[^a-z]+/g, "-")
      .replace(/^-|-$/g, "")}-${index}`;
    const title = `${category}: ${subject} ${pick(verbs)} ${index}`;
    const description = `What changed for ${subject} in ${category}, number ${index}.`;
    return { path: `changelog/${date}-${slug}.mdx`, stem: `${date}-${slug}`, date, title, category, description };
  });
  return made.sort((a, b) => (a.date === b.date ? (a.stem < b.stem ? -1 : 1) : a.date > b.date ? -1 : 1));
}

function entryText({ title, description, date, category }: GeneratedEntry): string {
  return [
    "---",
    `title: ${JSON.stringify(title)}`,
    `description: ${JSON.stringify(description)}`,
    `date: ${date}`,
    `category: ${category}`,
    "---",
    "",
    `${description} It was asked for by several teams, and it is on for everybody since ${date}.`,
    "",
    "```json",
    '{ "enabled": true, "label": "<Update label=\\"x\\">" }',
    "```",
    "",
    "## What to do",
    "",
    "Nothing: the old way keeps working, and the new one is described in the reference.",
    "",
  ].join("\n");
}

/** `{` and `<` outside of code spans, as a person writes them in MDX. */
const inMdx = (text: string): string =>
  text.replace(/(`[^`]*`)|([{<])/g, (_all, code?: string, sign?: string) => code ?? `\\${sign}`);

export function updateText({ date, category, title, stem, description }: GeneratedEntry): string {
  const [year, month, day] = date.split("-");
  const label = `${months[Number(month) - 1]} ${Number(day)}, ${year}`;
  return `<Update label="${label}" tags={["${category}"]}>\n  **[${inMdx(title)}](/changelog/${stem})**\n\n  ${inMdx(description)}\n</Update>`;
}

function page(title: string, entries: readonly GeneratedEntry[], { handWritten }: SiteShape): string {
  const isBusy = handWritten === "some";
  const parts = [`---\ntitle: "${title}"\nrss: true\nzeta: 1\nalpha: 2\n---\n`];
  if (isBusy)
    parts.push('\nWritten by hand: {/* <Update label="no"> */}\n\n```mdx\n## 1999\n<Update label="an example">\n```\n');
  let year = "";
  let month = "";
  for (const entry of entries) {
    if (entry.date.slice(0, 4) !== year) {
      parts.push(`${year === "" ? "" : "\n"}\n## ${entry.date.slice(0, 4)}\n`);
      year = entry.date.slice(0, 4);
      if (isBusy && Number(year) % 2 === 1) parts.push(`\nThe year ${year} in short.\n`);
    }
    if (entry.date.slice(0, 7) !== month) {
      month = entry.date.slice(0, 7);
      parts.push(`\n### ${months[Number(month.slice(5)) - 1]} ${year}\n`);
      if (isBusy && month.endsWith("3")) parts.push("\n<Note>\n  Written by hand.\n</Note>\n");
    }
    parts.push(`\n${updateText(entry)}\n`);
  }
  return parts.join("");
}

export type NavigationGroup = { group: string; icon?: string; pages: (string | NavigationGroup)[] };
export type Navigation = {
  navigation: {
    tabs: { tab: string; icon?: string; groups?: NavigationGroup[]; pages?: (string | NavigationGroup)[] }[];
    global: unknown;
  };
};

/** Content of `docs.json`. */
export function navigationOf(entries: readonly GeneratedEntry[], { groups }: SiteShape): Navigation {
  const years = [...new Set(entries.map(({ date }) => date.slice(0, 4)))];
  const pagesOf = (start: string): string[] =>
    entries.filter(({ date }) => date.startsWith(start)).map(({ stem }) => `changelog/${stem}`);
  const inner = (year: string): (string | NavigationGroup)[] => {
    if (groups === "year") return pagesOf(year);
    const own = [...new Set(entries.filter(({ date }) => date.startsWith(year)).map(({ date }) => date.slice(0, 7)))];
    return own.map((month) => ({ group: months[Number(month.slice(5)) - 1] ?? "", pages: pagesOf(month) }));
  };
  return {
    ...{ $schema: "https://mintlify.com/docs.json", theme: "mint", name: "Acme" },
    navigation: {
      tabs: [
        {
          tab: "Docs",
          icon: "book",
          groups: [
            { group: "Start", pages: ["index", { group: "Gateway", pages: ["gateway/index", "gateway/changelog"] }] },
          ],
        },
        {
          tab: "Changelog",
          pages: ["changelog/index", ...years.map((year) => ({ group: year, icon: "calendar", pages: inner(year) }))],
        },
      ],
      global: { anchors: [{ anchor: "Status", href: "https://status.acme.example" }] },
    },
    ...{ footer: { socials: { x: "https://x.com/acme" } } },
  };
}

/** Text of `docs.json`. */
export function writeNavigation(site: Navigation, { indent, handWritten }: SiteShape): string {
  const text = `${JSON.stringify(site, undefined, indent)}\n`;
  if (handWritten === "none") return text;
  return text
    .replace('"theme": "mint",', '"theme":   "mint", // kept by hand')
    .replace('"changelog/index",', '/* the index comes first */ "changelog/index", // never moves');
}
