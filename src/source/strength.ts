import { remember } from "../remember.ts";
import type { Strength } from "../types/index.ts";

/** What a file's path makes of its content. */
export type Standing = {
  /** What a name in it proves, unless it stands in a comment; undefined for files that are not the project's own source. */
  readonly strength: Strength | undefined;
  /** Why it is left out, for files without a strength. */
  readonly reason?: string;
  /** True for files that a program wrote: read last. */
  readonly generated: boolean;
};

/** Paths that are not the project's own source, with the reason; the first match decides. */
const leftOut: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\/)(?:node_modules|bower_components|vendor|third[_-]?party|site-packages|\.yarn|\.pnpm)\//, "vendored"],
  [
    /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|poetry\.lock|uv\.lock|Pipfile\.lock|Cargo\.lock|go\.sum|Gemfile\.lock|composer\.lock|packages\.lock\.json)$/i,
    "lock file",
  ],
  // What a page writes wrongly may stand in the list of words that its spelling is checked with.
  [
    /(?:^|\/)(?:\.?cspell[^/]*|\.codespell[^/]*|[._]?typos\.toml|\.vale(?:\.ini)?|\.?(?:spelling|wordlist|dictionary)(?:\.(?:txt|dic|ya?ml|json))?|[^/]+\.dic)(?:\/|$)/i,
    "words of a spelling checker",
  ],
  // An action is committed in one file with everything that it needs of others.
  [/(?:^|\/)\.github\/(?:.*\/)?(?:dist|build|lib)\/.*\.[cm]?js$/, "bundled"],
  [/\.(?:min|bundle)\.(?:js|mjs|cjs|css)$|\.(?:[cm]?[jt]sx?|css)\.map$/i, "minified"],
  [/\.(?:snap|snapshot|ambr)$|(?:^|\/)__snapshots__\//i, "snapshot"],
  [/\.(?:svg|csv|tsv|po|pot|ipynb|patch|diff|log|excalidraw|drawio)$/i, "no source"],
  [
    /\.(?:png|jpe?g|gif|webp|avif|ico|icns|bmp|tiff|psd|pdf|zip|gz|tgz|bz2|xz|zst|7z|jar|war|class|wasm|so|dylib|dll|exe|o|a|pyc|woff2?|[ot]tf|eot|mp[34]|mov|webm|ogg|wav|sqlite|db|parquet|onnx)$/i,
    "no text",
  ],
];

/** Paths of text for people; `history.ts` is code of that name. */
const prose =
  /\.(?:md|mdx|markdown|rst|adoc|asciidoc|rdoc|org|txt|html?)$|(?:^|\/)man\/.*\.\d$|(?:^|\/)(?:CHANGELOG|CHANGES|HISTORY|RELEASES?|README|LICENSE|NOTICE|AUTHORS|CONTRIBUTORS)(?:-[A-Z\d-]+)?$|(?:^|\/)\.changeset\//i;

/** Paths of tests, examples and what they need. */
const test =
  /(?:^|\/)[A-Z][\w.]*\.(?:\w*Tests?|Benchmarks?|Examples?|Samples?|Specs?)(?:\.\w+)*\/|(?:^|\/)(?:tests?|__tests__|__mocks__|spec|specs|e2e|testdata|(?:api|unit|integration|e2e|rest|system|functional|acceptance|smoke|regression|load|conformance)(?:[-_]\w+)?[-_]tests?|test[-_](?:data|resources?|fixtures?|cases)|(?:[\w-]+-)?test-?(?:utils?|helpers?|tools?|kit|support)|fixtures?|__(?:test)?fixtures__|mocks?|stubs|examples?|samples?|demos?|playgrounds?|sandbox|bench(?:marks?)?|stories|templates?\/examples?|cypress)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|[^/]*[.-](?:test|tests|spec|e2e|stories|fixture|bench|mock|tst|test-d|spec-d)|[^/]*(?:Test|Tests|Spec|IT)|conftest|[^/]*_spec|play(?:ground)?|scratch)\.[a-z]+$|^integration\/|(?:^|\/)integration[-_]?tests?\/|(?:^|\/)scripts?\/(?:.*[/._-])?(?:tests?|smoke|e2e)(?:[._-][^/]*)?\.[a-z]+$/;

/** Paths of what stands beside documents and is none: it shows or builds them, but for the descriptions of an API. */
const besideDocuments =
  /^(?:docs?|documentation|website)\/(?!.*(?:openapi|swagger|asyncapi|schema|spec)).*\.(?:[cm]?[jt]sx?|vue|svelte|astro|ya?ml|toml|json|env)$/i;

/** Paths of what the repository's own workflows run: what an action of it is given, its description says. */
const ofWorkflows = /^\.github\/(?!(?:.*\/)?action\.ya?ml$).*\.(?:[cm]?[jt]s|py|rb|sh|pl)$/i;

/** Paths of what rewrites the reader's code from one release to the next: the names in it are those that went, and theirs. */
const rewriting = /(?:^|\/)(?:[\w-]+-)?codemods?\/(?:.*\/)?(?:transforms?|codemods?|v\d[\w.-]*)\/.*\.[cm]?[jt]sx?$/i;

/** Paths of examples of configuration: they show names, they do not use them. */
const exampleConfig = /\.env\.(?:example|sample|template|dist|defaults?)$|\.(?:example|sample)\.[a-z]+$|\.example$/i;

/** Paths of what a tutorial is run with: settings of one example. */
const ofTutorial = /(?:^|\/)(?:tutorials|quick-?starts?)\/.*\.(?:json|ya?ml|toml|ini|conf|properties|env)$/i;

/** Paths of configuration: it decides what runs, it does not run itself. */
const config =
  /\.(?:json|jsonc|json5|ya?ml|toml|ini|cfg|conf|properties|env|xml|tf|hcl|sql|prisma|plist|gradle|csproj|props|lock|editorconfig)$|(?:^|\/)(?:\.env(?:\.[\w.-]+)?|Dockerfile(?:\.[\w-]+)?|Containerfile|docker-compose[^/]*|Makefile|Procfile|Gemfile|Rakefile|go\.mod|Pipfile|\.[a-z]+rc|\.npmrc)$/i;

/** Paths of files that a program wrote. */
const generated =
  /(?:^|\/)(?:dist|build|out|lib-cov|coverage|\.next|generated|__generated__|gen)\/|\.(?:generated|gen|pb|g)\.[a-z]+$|_pb2?(?:_grpc)?\.[a-z]+$|\.d\.ts$/i;

/** What a name proves that stands in the file at this path; decided by the path alone. */
export const standingOf = remember((path): Standing => {
  const isGenerated = generated.test(path);
  const out = leftOut.find(([pattern]) => pattern.test(path));
  if (out !== undefined) return { strength: undefined, reason: out[1], generated: isGenerated };
  return { strength: strengthOf(path), generated: isGenerated };
});

function strengthOf(path: string): Strength {
  if (prose.test(path)) return "prose";
  if ([test, rewriting, exampleConfig, ofTutorial, ofWorkflows, besideDocuments].some((one) => one.test(path)))
    return "test";
  return config.test(path) ? "config" : "code";
}

/** Endings of file names among these paths that make any file no source of the project: `png`, `min.js`; in order. */
export function endingsLeftOut(paths: Iterable<string>): readonly string[] {
  const endings = new Set<string>();
  for (const path of paths) {
    const [, longer, last] = /\.((?:\w+\.)?(\w+))$/.exec(path) ?? [];
    if (longer !== undefined && last !== undefined) endings.add(longer).add(last);
  }
  const left = [...endings].filter((ending) => standingOf(`file.${ending}`).strength === undefined);
  return left.filter((ending) => !left.some((shorter) => ending.endsWith(`.${shorter}`))).sort();
}
