/** A stretch of one document; lines and columns are 1-based, offsets are UTF-16 units from 0, ends are exclusive. */
export type Place = {
  readonly path: string;
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly startOffset: number;
  readonly endOffset: number;
};

/** Where in a page a fragment stands; rules name these contexts. */
export type FragmentContext =
  | "prose"
  | "heading"
  | "inline-code"
  | "table-cell"
  | "link"
  | "code"
  | "jsx-attribute"
  | "frontmatter"
  /** The text of a `verify:` comment or of an item of `claims` in the frontmatter. */
  | "pin";

/** What a fragment belongs to: the words around it that give it its meaning. */
export type FragmentOwner = {
  /** Heading texts from the page title down to the nearest heading above. */
  readonly headings: readonly string[];
  /** Text of the column header, for a fragment inside a table. */
  readonly tableHeader?: string;
  /** Texts of all cells of the row, for a fragment inside a table. */
  readonly tableRow?: readonly string[];
  /** Texts of all column headers, in the order of `tableRow`. */
  readonly tableHeaders?: readonly string[];
  /** Names of the enclosing JSX components, outermost first. */
  readonly components: readonly string[];
  /** Title or file name in the info string of a fenced code block. */
  readonly codeTitle?: string;
};

/**
 * Where a stretch of a fragment's text stands in the document: offset in the text, offset in the document. Text and
 * document advance together until the next run; with a third number, one character of the text (a decoded entity)
 * stands for that many units of the document.
 */
export type Run = readonly [text: number, document: number, length?: number];

/** One piece of text with its context: the unit that claims are read from. */
export type Fragment = {
  readonly context: FragmentContext;
  /** Plain text: markup removed, entities decoded; for `code` the block's content. */
  readonly text: string;
  /**
   * Plain text of the sentence, table row (cells joined by ` | `), list item or heading around the fragment, or of the
   * paragraph before a code block; equals `text` where nothing is around it.
   */
  readonly around: string;
  /** Where `text` begins in `around`; absent when `around` does not hold it. */
  readonly at?: number;
  /** First and last line of the paragraph, heading or table row around; absent where the fragment stands alone. */
  readonly lines?: readonly [first: number, last: number];
  /** Language of a fenced code block in lower case, without attributes. */
  readonly language?: string;
  /**
   * The component and attribute of a `jsx-attribute`, with the name that another attribute gives to what the component
   * describes, or the key path of a `frontmatter` value.
   */
  readonly name?: { readonly component: string; readonly attribute: string; readonly described?: string };
  /** Destination of a `link`. */
  readonly url?: string;
  readonly owner: FragmentOwner;
  /** Place of the text itself, without quotes, backticks or fences. */
  readonly place: Place;
  /** In ascending order; absent when the text stands in the document as it is. */
  readonly runs?: readonly Run[];
};

/** A mistake in a document that a person can mend: located, never thrown. */
export type Problem = {
  readonly code: "syntax" | "too-large" | "timeout" | "unsupported" | "frontmatter" | "incomplete" | "pin";
  readonly message: string;
  readonly place: Place;
};

/** Frontmatter of a changelog entry, as the page states it. */
export type Entry = {
  readonly title?: string;
  readonly description?: string;
  /** Calendar date as written, `YYYY-MM-DD`. */
  readonly date?: string;
  readonly category?: string;
  readonly type?: string;
  /** Every scalar of the frontmatter by key path, as written. */
  readonly fields: Readonly<Record<string, string>>;
  readonly place: Place;
};

/** The text of one page and which of its lines the pull request changed. */
export type DocumentSource = {
  readonly path: string;
  readonly text: string;
  /** 1-based lines added or changed; absent means that the whole page counts as changed. */
  readonly changedLines?: readonly number[];
};

/** One page, parsed: never executed, always returned, with problems where parsing fell short. */
export type Document = DocumentSource & {
  /** Name of the docs framework, `unknown` when none was detected. */
  readonly framework: string;
  /** True for a changelog entry: such a page needs an engineering reference to become `live`. */
  readonly isEntry: boolean;
  /** Absent when the page has no frontmatter. */
  readonly entry?: Entry;
  readonly fragments: readonly Fragment[];
  /** Claims pinned by the author in comments or frontmatter. */
  readonly pins: readonly Pin[];
  readonly problems: readonly Problem[];
};

/** A claim the author stated in a `verify:` comment, with where to look. */
export type Pin = {
  /** The text after `verify:`, trimmed. */
  readonly text: string;
  readonly place: Place;
};
