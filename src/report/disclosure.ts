import type { Visibility } from "../types/index.ts";

/**
 * Who reads an output: `owner` is the person who runs the tool with their own tokens, the others are the readers of the
 * docs repository. `unknown` counts as public.
 */
export type Sink = "owner" | Visibility;

/** A value that was read with the source token: it says nothing by itself and is opened by {@link forAudience} alone. */
export class Restricted<T> {
  readonly #sealed: T;
  readonly #visibility: Visibility;

  constructor(value: T, visibility: Visibility) {
    this.#sealed = value;
    this.#visibility = visibility;
  }

  /** The value where every reader of the sink may read its source, else undefined. */
  static open<T>(sink: Sink, value: Restricted<T>): T | undefined {
    return value.#visibility === "public" || sink === "owner" || sink === "private" ? value.#sealed : undefined;
  }

  /** Keeps a forgotten value out of JSON. */
  toJSON(): string {
    return "[restricted]";
  }
}

/**
 * The policy of disclosure, in one place: a value of a public source goes everywhere; a value of a private or unknown
 * source goes to its owner and to private docs repositories, whose readers the owner of both has admitted; a public or
 * unknown docs repository gets undefined.
 */
export function forAudience<T>(sink: Sink, value: Restricted<T>): T | undefined {
  return Restricted.open(sink, value);
}
