import type { Stretch } from "../facts.ts";
import {
  type ConfigNode,
  type ConfigReading,
  type ConfigStep,
  entriesOf,
  entryAt,
  itemsOf,
  scalarText,
  valueAt,
} from "./tree.ts";

/** Files that say which packages, runtimes and commands a project has. */
const manifests: Readonly<Record<string, (reading: ConfigReading) => void>> = {
  "package.json": readPackageJson,
  "composer.json": readComposer,
  "Cargo.toml": readCargo,
  "pyproject.toml": readPyproject,
};

/** Manifests of packages; their keys are those of the package manager, so nothing else reads them. */
export const manifestStep: ConfigStep = (reading) => {
  const name = reading.file.path.slice(reading.file.path.lastIndexOf("/") + 1);
  if (!Object.hasOwn(manifests, name)) return false;
  manifests[name]?.(reading);
  return true;
};

function readPackageJson(reading: ConfigReading): void {
  const { root, facts } = reading;
  addSelf(reading, root);
  for (const type of ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"])
    addRanges(reading, valueAt(root, type), type);
  addRanges(reading, valueAt(root, "engines"), "engine");
  const manager = entryAt(root, "packageManager");
  const [, name, version] = /^(@?[^@]+)@([^+]+)/.exec(scalarText(manager?.value) ?? "") ?? [];
  if (manager && version !== undefined)
    addVersion(reading, { value: version, subject: name, type: "packageManager", at: manager.at });
  const bin = entryAt(root, "bin");
  const own = scalarText(valueAt(root, "name"));
  if (bin?.value.is === "scalar" && own !== undefined)
    facts.add({ role: "command-declared", value: own.replace(/^@[^/]+\//, ""), at: bin.at });
  for (const { key, at } of entriesOf(bin?.value))
    facts.add({ role: "command-declared", value: key, at, scope: { program: key } });
  addSubpaths(reading, own);
}

/** Import paths that `exports` opens; a list without patterns is complete. */
function addSubpaths({ root, facts }: ConfigReading, name: string | undefined): void {
  const exports = entryAt(root, "exports");
  const paths = entriesOf(exports?.value).filter(({ key }) => key.startsWith("."));
  if (!exports || name === undefined || paths.length === 0) return;
  const members = paths.map(({ key, at }) => {
    const value = name + key.slice(1);
    facts.add({ role: "exported", value, at, scope: { module: name, type: "module" } });
    return value;
  });
  if (!members.some((member) => member.includes("*")))
    facts.close({ role: "exported", scope: { module: name, type: "module" }, members, at: exports.at });
}

function readComposer(reading: ConfigReading): void {
  addSelf(reading, reading.root);
  addRanges(reading, valueAt(reading.root, "require"), "dependencies");
  addRanges(reading, valueAt(reading.root, "require-dev"), "devDependencies");
}

function readCargo(reading: ConfigReading): void {
  const { root, facts } = reading;
  const own = valueAt(root, "package");
  addSelf(reading, own);
  const rust = entryAt(own, "rust-version");
  const version = scalarText(rust?.value);
  if (rust && version !== undefined)
    addVersion(reading, { value: version, subject: "rust", type: "engine", at: rust.at });
  for (const holder of [root, valueAt(root, "workspace")])
    for (const type of ["dependencies", "dev-dependencies", "build-dependencies"])
      addRanges(reading, valueAt(holder, type), type);
  for (const bin of itemsOf(valueAt(root, "bin"))) {
    const name = entryAt(bin, "name");
    if (name)
      facts.add({
        role: "command-declared",
        value: scalarText(name.value) ?? "",
        at: name.at,
        scope: { program: scalarText(name.value) },
      });
  }
  const features = entryAt(root, "features");
  for (const { key, at } of entriesOf(features?.value))
    facts.add({ role: "key-declared", value: key, at, scope: { in: "features" } });
}

function readPyproject(reading: ConfigReading): void {
  const { root, facts } = reading;
  const project = valueAt(root, "project");
  const poetry = valueAt(root, "tool", "poetry");
  for (const own of [project, poetry]) {
    addSelf(reading, own);
    for (const { key, at } of entriesOf(valueAt(own, "scripts")))
      facts.add({ role: "command-declared", value: key, at, scope: { program: key } });
  }
  const python = entryAt(project, "requires-python");
  if (python)
    addVersion(reading, { value: scalarText(python.value) ?? "", subject: "python", type: "engine", at: python.at });
  const extras = entriesOf(valueAt(project, "optional-dependencies"));
  addRequirements(reading, valueAt(project, "dependencies"), "dependencies");
  for (const { key, value, at } of extras) {
    facts.add({ role: "key-declared", value: key, at, scope: { in: "optional-dependencies" } });
    addRequirements(reading, value, "optionalDependencies");
  }
  addRanges(reading, valueAt(poetry, "dependencies"), "dependencies");
}

/** `"httpx>=0.27,<1"`, one requirement a text. */
function addRequirements(reading: ConfigReading, list: ConfigNode | undefined, type: string): void {
  for (const item of itemsOf(list)) {
    const [, name, range = ""] = /^([\w.-]+)(?:\[[^\]]*\])?\s*([^;]*)/.exec(scalarText(item) ?? "") ?? [];
    if (name !== undefined) addVersion(reading, { value: range.trim() || "*", subject: name, type, at: item.at });
  }
}

function addSelf(reading: ConfigReading, own: ConfigNode | undefined): void {
  const [name, version] = [entryAt(own, "name"), entryAt(own, "version")];
  const text = scalarText(name?.value);
  if (name && text !== undefined)
    reading.facts.add({ role: "exported", value: text, at: name.at, scope: { module: text, type: "package" } });
  const stated = scalarText(version?.value);
  if (version && stated !== undefined)
    addVersion(reading, { value: stated, subject: text, type: "self", at: version.at });
}

function addRanges(reading: ConfigReading, map: ConfigNode | undefined, type: string): void {
  for (const { key, value, at } of entriesOf(map)) {
    const range =
      scalarText(value) ??
      scalarText(valueAt(value, "version")) ??
      (valueAt(value, "workspace") ? "workspace" : undefined);
    if (range !== undefined)
      addVersion(reading, {
        value: range,
        subject: key,
        type: key === "php" || key === "python" ? "engine" : type,
        at,
      });
  }
}

type Version = {
  readonly value: string;
  readonly subject: string | undefined;
  readonly type: string;
  readonly at: Stretch;
};

function addVersion({ facts }: ConfigReading, { value, subject, type, at }: Version): void {
  facts.add({ role: "package-declared", value, at, scope: { subject, type } });
}
