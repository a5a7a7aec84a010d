import type { WiringFinding } from "../../types/index.ts";
import { memberOf, readJson } from "../data-node.ts";
import { type EntryFile, stemOf } from "../entry-file.ts";
import { type FindingFacts, finding, findingForPeople } from "../finding.ts";
import { placeOfProblem, readFrontmatter } from "../frontmatter.ts";
import { below } from "./folders.ts";
import type { Framework, NewEntry, SiteFiles, SiteLocation } from "./framework.ts";

const bumps = ["major", "minor", "patch", "none"];

/** Changesets: each file of `.changeset/` names packages, how far their version moves, and why; nothing is wired from it. */
export const changesets: Framework = {
  name: "changesets",
  detect(paths) {
    const config = paths.find((path) => /(?:^|\/)\.changeset\/config\.json$/.test(path));
    return config === undefined
      ? undefined
      : { root: config.replace(/\/?\.changeset\/config\.json$/, ""), confidence: 0.4 };
  },
  needs: (site) => [...changesetPaths(site), ...packagePaths(site)],
  entries(site) {
    const packages = packageNames(site);
    const read = changesetPaths(site).flatMap((path) => {
      const text = site.texts.get(path);
      return text === undefined ? [] : [readChangeset(path, text, packages)];
    });
    return { entries: read.map(({ entry }) => entry), findings: read.flatMap(({ findings }) => findings) };
  },
  sites: () => [],
  render: (entry, site) => ({ path: below(site.root, `.changeset/${entry.slug}.md`), text: skeleton(entry) }),
};

function changesetPaths({ paths, root }: SiteLocation): string[] {
  const folder = below(root, ".changeset/");
  return paths
    .filter(
      (path) =>
        path.startsWith(folder) && /^[^/]+\.md$/.test(path.slice(folder.length)) && !/\/README\.md$/i.test(path),
    )
    .sort();
}

function packagePaths({ paths, root }: SiteLocation): string[] {
  const prefix = root === "" ? "" : `${root}/`;
  return paths.filter(
    (path) => path.startsWith(prefix) && /(?:^|\/)package\.json$/.test(path) && !/(?:^|\/)node_modules\//.test(path),
  );
}

function packageNames(site: SiteFiles): Set<string> {
  const names = packagePaths(site).map(
    (path) => memberOf(readJson(site.texts.get(path) ?? "").root, "name")?.text ?? "",
  );
  return new Set(names.filter((name) => name !== ""));
}

function readChangeset(
  path: string,
  text: string,
  packages: ReadonlySet<string>,
): { entry: EntryFile; findings: WiringFinding[] } {
  const { frontmatter, problems } = readFrontmatter(text);
  const body = text.slice(frontmatter.bodyStart);
  const at = (line: number, facts: Omit<FindingFacts, "site" | "place" | "entry">): WiringFinding =>
    finding({ ...facts, site: "entry", place: { path, startLine: line, endLine: line }, entry: path });
  const findings = problems.map((problem) => {
    const place = placeOfProblem(path, problem);
    const facts = { code: "unreadable", message: problem.message, fix: "Correct the frontmatter." } as const;
    return finding({ ...facts, site: "entry", place, entry: path });
  });
  for (const [name, { values, line }] of frontmatter.fields) {
    const bump = values[0] ?? "";
    if (!bumps.includes(bump))
      findings.push(
        at(line, {
          code: "missing-field",
          message: `Unexpected bump "${bump}" of ${name}, expected one of ${bumps.join(", ")}.`,
          fix: "Correct the bump.",
        }),
      );
    if (packages.size > 0 && !packages.has(name))
      findings.push(
        findingForPeople({
          code: "dead-link",
          site: "entry",
          place: { path, startLine: line, endLine: line },
          entry: path,
          message: `Unexpected package "${name}", expected one of this repository.`,
          fix: "Correct the name of the package.",
        }),
      );
  }
  if (problems.length === 0 && frontmatter.bodyStart === 0)
    findings.push(
      at(1, {
        code: "missing-field",
        message: "Unexpected changeset without frontmatter, expected packages and their bumps between `---` lines.",
        fix: "Add the frontmatter.",
      }),
    );
  if (frontmatter.fields.size > 0 && body.trim() === "")
    findings.push(
      at(frontmatter.endLine, {
        code: "missing-field",
        message: "Unexpected changeset without a text, expected what changed: it becomes the entry of the change log.",
        fix: "Write what changed.",
      }),
    );
  const title = body.trim().split("\n", 1)[0] ?? "";
  const stem = stemOf(path);
  return {
    entry: { path, stem, page: stem, date: "", title, description: "", category: "", type: "", tags: [], body },
    findings,
  };
}

/** Which packages move, and how far, is the author's to say. */
function skeleton({ title, references }: NewEntry): string {
  const named = references.length === 0 ? "" : `\n\n${references.join(", ")}`;
  return `---\n---\n\n${title}${named}\n\n<!-- Name the packages and their bumps between the two lines above, as "package": patch. -->\n`;
}
