/** One labelled claim and how it came out. */
export type Row = {
  readonly id: string;
  readonly kind: string;
  readonly truth: string;
  readonly outcome: string;
};

/** Figures of one kind against the labels. */
export type Tally = {
  readonly kind: string;
  readonly rows: number;
  /** Rows for which the tool read a claim at all. */
  readonly extracted: number;
  readonly confirmed: number;
  readonly contradicted: number;
  readonly ambiguous: number;
  readonly unverifiable: number;
  /** Rightly contradicted of all contradicted. */
  readonly precision: Share;
  /** Contradicted of all that are false. */
  readonly recall: Share;
  /** Confirmed of all that are true. */
  readonly confirmedOfTrue: Share;
  /** Confirmed or contradicted of all rows. */
  readonly decided: Share;
};

/** A part and its whole. */
export type Share = readonly [part: number, whole: number];

/** 2 is right, 1 is undecided, 0 is wrong: a row may only rise. */
export function grade({ truth, outcome }: Pick<Row, "truth" | "outcome">): 0 | 1 | 2 {
  const decided = outcome === "confirmed" || outcome === "contradicted";
  if (truth === "unverifiable") return decided ? 0 : 2;
  if (!decided) return 1;
  return outcome === truth ? 2 : 0;
}

/** The figures of every kind, by name, and of all rows together under `all`. */
export function tallies(rows: readonly Row[]): readonly Tally[] {
  const kinds = [...new Set(rows.map(({ kind }) => kind))].sort();
  return [
    ...kinds.map((kind) =>
      tallyOf(
        kind,
        rows.filter((row) => row.kind === kind),
      ),
    ),
    tallyOf("all", rows),
  ];
}

function tallyOf(kind: string, rows: readonly Row[]): Tally {
  const count = (outcome: string, among = rows): number => among.filter((row) => row.outcome === outcome).length;
  const [wrong, right] = ["contradicted", "confirmed"].map((truth) => rows.filter((row) => row.truth === truth));
  const [confirmed, contradicted] = [count("confirmed"), count("contradicted")];
  return {
    kind,
    rows: rows.length,
    extracted: rows.filter(({ outcome }) => outcome !== "silent" && outcome !== "error").length,
    confirmed,
    contradicted,
    ambiguous: count("ambiguous"),
    unverifiable: count("unverifiable"),
    precision: [count("contradicted", wrong), contradicted],
    recall: [count("contradicted", wrong), wrong?.length ?? 0],
    confirmedOfTrue: [count("confirmed", right), right?.length ?? 0],
    decided: [confirmed + contradicted, rows.length],
  };
}

/** The rows that are not right, worst first, at most `most`. */
export function worst(rows: readonly Row[], most: number): readonly Row[] {
  return rows
    .filter((row) => grade(row) < 2)
    .sort((a, b) => grade(a) - grade(b) || (a.id < b.id ? -1 : 1))
    .slice(0, most);
}

/** What a comparison with earlier outcomes found; `missing` are ids of the baseline that were not run. */
export type Comparison = {
  readonly worse: readonly (Row & { readonly before: string })[];
  readonly better: readonly string[];
  readonly missing: readonly string[];
};

/** Compares row by row with the outcomes of the baseline by id; rows that it does not know are new and count as neither. */
export function compare(rows: readonly Row[], baseline: Readonly<Record<string, string>>): Comparison {
  const known = rows.flatMap((row) => {
    const before = baseline[row.id];
    return before === undefined ? [] : [{ ...row, before }];
  });
  const rise = (row: Row & { readonly before: string }): number =>
    grade(row) - grade({ truth: row.truth, outcome: row.before });
  const ran = new Set(rows.map(({ id }) => id));
  return {
    worse: known.filter((row) => rise(row) < 0),
    better: known.filter((row) => rise(row) > 0).map(({ id }) => id),
    missing: Object.keys(baseline).filter((id) => !ran.has(id)),
  };
}
