/** A reference key, read. GitHub names ignore case, so keys of GitHub things are lower case. */
export type ReferenceKey =
  | { readonly kind: "pull"; readonly repository: string; readonly number: number }
  | { readonly kind: "commit"; readonly repository: string; readonly sha: string }
  | { readonly kind: "flag"; readonly vendor: string; readonly flag: string }
  | { readonly kind: "ticket"; readonly tracker: string; readonly id: string }
  | { readonly kind: "other"; readonly text: string };

const pullPattern = /^([a-z0-9][a-z0-9-]{0,38}\/[\w.-]{1,100})#([1-9]\d{0,8})$/;
const commitPattern = /^([a-z0-9][a-z0-9-]{0,38}\/[\w.-]{1,100})@([0-9a-f]{7,40})$/;
const flagPattern = /^flag:([a-z-]{1,40})\/(\S{1,200})$/;
const ticketPattern = /^([a-z]{1,20}):([A-Z][A-Z0-9]{1,9}-\d{1,7})$/;

/** Key of a pull request or issue: GitHub numbers both in one row. */
export function pullKey(repository: string, number: number): string {
  return `${repository.toLowerCase()}#${number}`;
}

/** Key of a commit; short hashes stay short. */
export function commitKey(repository: string, sha: string): string {
  return `${repository.toLowerCase()}@${sha.toLowerCase()}`;
}

/** Key of a feature flag; `any` is the vendor when the text names none. */
export function flagKey(vendor: string, flag: string): string {
  return `flag:${vendor}/${flag}`;
}

/** Keys of the flags that gate, of places that ask for flags: what is only reported gates nothing. */
export function gateKeys(uses: readonly { readonly flag: string; readonly purpose: string }[]): readonly string[] {
  return [...new Set(uses.filter(({ purpose }) => purpose === "gate").map(({ flag }) => flagKey("any", flag)))];
}

/** Key of a ticket; `ticket` is the tracker when the text names none. */
export function ticketKey(tracker: string, id: string): string {
  return `${tracker}:${id}`;
}

/** Reads a key; `other` for a key of no known form, such as a hold without a reference. */
export function readKey(key: string): ReferenceKey {
  const pull = pullPattern.exec(key);
  if (pull?.[1] !== undefined) return { kind: "pull", repository: pull[1], number: Number(pull[2]) };
  const commit = commitPattern.exec(key);
  if (commit?.[1] !== undefined && commit[2] !== undefined)
    return { kind: "commit", repository: commit[1], sha: commit[2] };
  const flag = flagPattern.exec(key);
  if (flag?.[1] !== undefined && flag[2] !== undefined) return { kind: "flag", vendor: flag[1], flag: flag[2] };
  const ticket = ticketPattern.exec(key);
  if (ticket?.[1] !== undefined && ticket[2] !== undefined)
    return { kind: "ticket", tracker: ticket[1], id: ticket[2] };
  return { kind: "other", text: key };
}

/** Order of keys for people: by name, then by number, the same under every locale. */
export function compareKeys(left: string, right: string): number {
  if (left === right) return 0;
  const [, leftName = left, leftNumber = "0"] = /^(.*#)(\d{1,15})$/.exec(left) ?? [];
  const [, rightName = right, rightNumber = "0"] = /^(.*#)(\d{1,15})$/.exec(right) ?? [];
  return compareText(leftName, rightName) || Number(leftNumber) - Number(rightNumber) || compareText(left, right);
}

/** Order of texts by code unit, the same under every locale. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
