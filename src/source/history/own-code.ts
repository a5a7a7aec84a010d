import type { FindOptions } from "../query.ts";
import { type Scope, scopeOf } from "../ranking.ts";
import { standingOf } from "../strength.ts";

/** What a program writes for its users to begin with: names in it are theirs. */
const scaffold = /(?:^|\/)(?:templates?|scaffolds?|skeletons?|boilerplates?)\//i;
/** Steps from one database to the next, which are thrown away when they have been taken: none goes on in another. */
const migration = /(?:^|\/)(?:[\w-]+-)?migrations?\//i;

/** Tells the files whose earlier versions say what a name became: the project's own code and configuration, as written by hand. */
export function ownCode(options: FindOptions): Scope {
  const inScope = scopeOf(options);
  return (path) => {
    const { generated, strength } = standingOf(path);
    const isCode = strength === "code" || strength === "config";
    return isCode && !generated && !scaffold.test(path) && !migration.test(path) && inScope(path);
  };
}
