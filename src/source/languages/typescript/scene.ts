import type ts from "typescript";
import type { Fact, FactRole } from "../../../types/index.ts";
import type { FactList, Stretch } from "../facts.ts";
import type { FileText } from "../language.ts";
import type { SourceText } from "../syntax/node.ts";
import type { Compiler } from "./compiler.ts";
import { evaluate, type Value } from "./evaluate.ts";
import type { Resolver } from "./resolver.ts";
import { enclosingName } from "./syntax.ts";

/** What an observer sees of the file it looks at. */
export type Scene = {
  readonly compiler: Compiler;
  readonly resolver: Resolver;
  readonly file: FileText;
  readonly source: ts.SourceFile;
  readonly text: SourceText;
  readonly facts: FactList;
  /** Nodes whose text has a role already: they are no plain literals any more. */
  readonly taken: Set<ts.Node>;
  /** What expressions were worked out to be. */
  readonly values: Map<ts.Node, Value | undefined>;
  /** Identifiers that were reported: where a name first stands is enough. */
  readonly named: Set<string>;
};

/** Looks at one node and reports what it does with a value; called for every node of a file, outermost first. */
export type Observer = (node: ts.Node, scene: Scene) => void;

/** A fact at a node. */
export type Sighting = {
  readonly role: FactRole;
  readonly value: string;
  readonly at: ts.Node;
  readonly scope?: Readonly<Record<string, string | undefined>>;
  readonly default?: string | undefined;
  readonly via?: readonly string[];
  readonly strength?: Fact["strength"];
};

/** Adds a fact; its scope tells the enclosing function or type unless it says so itself. */
export function report(scene: Scene, sighting: Sighting): void {
  const { at, scope } = sighting;
  scene.facts.add({
    ...sighting,
    at: stretchOf(scene, at),
    scope: { in: enclosingName(scene.compiler, at), ...scope },
  });
}

/** The value of an expression in this scene; undefined when nothing of it is known. */
export function knownValue(scene: Scene, node: ts.Node | undefined): Value | undefined {
  if (node === undefined) return undefined;
  const { values, resolver } = scene;
  if (!values.has(node)) values.set(node, evaluate(resolver, node));
  return values.get(node);
}

/** The string an expression is, complete or with `{name}` parts; undefined for other values. */
export function knownString(scene: Scene, node: ts.Node | undefined): Value | undefined {
  const value = knownValue(scene, node);
  return value?.kind === "string" ? value : undefined;
}

/** Where a node stands. */
export function stretchOf({ source, text }: Pick<Scene, "source" | "text">, node: ts.Node): Stretch {
  return { start: node.getStart(source), end: node.getEnd(), source: text };
}
