import { isSlip, wordsOf, wordsShared } from "./names.ts";

/** The host of an address, in lower case; undefined for what is none. */
export function hostOf(address: string): string | undefined {
  return /^(?:https?|wss?):\/\/([^/?#\s]+)/i.exec(address)?.[1]?.toLowerCase();
}

/** Fewest segments of a path that tell it from those of other services. */
const leastSegments = 2;

/**
 * True when an address ends with a whole declared path: `https://api.oven.example/v1/lids/lid_7` and `/v1/lids/{id}`. A
 * parameter of the path is filled by one of the address, or by what looks like an identifier.
 */
export function answersAt(address: string, route: string): boolean {
  const path = /^(?:https?|wss?):\/\/[^/?#\s]+(\/[^?#]*)/i.exec(address)?.[1];
  if (path === undefined) return false;
  const [stated, declared] = [segmentsOf(path), segmentsOf(route)];
  if (stated.length !== declared.length || stated.length < leastSegments) return false;
  return declared.every((segment, at) => {
    const own = stated[at] ?? "";
    return isParameter(segment) ? isParameter(own) || /\d/.test(own) : isSameSegment(segment, own);
  });
}

/** What a sample gives for a parameter: a number, a name with a number, a name or word in capitals for the reader to replace. */
const given = /\d|^[A-Z]/;

/**
 * Whether the path of a sample request is one of those that a route takes: `/shelves/upper/cones` of
 * `/shelves/{shelf}/cones`. All fixed segments are the same, at least one; what stands at the end must look like a value,
 * because any misspelt name would fit there.
 */
export function isRequestTo(request: string, route: string): boolean {
  const [asked, declared] = [segmentsOf(request), segmentsOf(route)];
  const filled = declared.map(isParameter);
  if (asked.length !== declared.length || !filled.includes(true) || !filled.includes(false)) return false;
  return asked.every((segment, at) => {
    if (filled[at] !== true) return isSameSegment(declared[at] ?? "", segment);
    return given.test(segment) || (at < asked.length - 1 && filled[at + 1] !== true);
  });
}

/**
 * The claimed path with its one wrong segment as the declared path has it; undefined when the end of the declared path
 * differs in anything else. A segment is wrong when it is misspelt, or when the rest shares two words with it. A segment
 * that is left out in the middle gives the whole declared path: a version, or any other before an end of several words.
 */
export function pathMeant(claimed: string, declared: string): string | undefined {
  const wanted = segmentsOf(claimed);
  if (isWithoutSegment(wanted, segmentsOf(declared))) return declared;
  const found = segmentsOf(declared).slice(-wanted.length);
  if (wanted.length === 0 || found.length !== wanted.length) return undefined;
  const wrong = wanted.flatMap((segment, index) => (isSameSegment(segment, found[index] ?? "") ? [] : [index]));
  const [only = -1, ...more] = wrong;
  const [left = "", right = ""] = [wanted[only], found[only]];
  if (only < 0 || more.length > 0 || isParameter(left) || isParameter(right)) return undefined;
  const fixed = (path: readonly string[]): string => path.filter((segment) => !isParameter(segment)).join("/");
  if (!isSlip(left, right) && wordsShared(fixed(wanted), fixed(found)) < 2) return undefined;
  return `/${wanted.map((segment, index) => (index === only ? right : segment)).join("/")}`;
}

/** `/api/shelves` for `/api/v1/shelves`, `/api/glaze_all` for `/api/shelves/glaze_all`: one segment is left out, and nothing else. */
function isWithoutSegment(wanted: readonly string[], found: readonly string[]): boolean {
  if (wanted.length < leastSegments || wanted.length !== found.length - 1) return false;
  const at = found.findIndex((segment, index) => !isSameSegment(segment, wanted[index] ?? ""));
  const left = found[at] ?? "";
  if (at < 1 || at === found.length - 1 || isParameter(left)) return false;
  const isTelling = /^v\d+$/.test(left) || wordsOf(wanted.at(-1) ?? "").length > 1;
  return isTelling && wanted.slice(at).every((segment, index) => isSameSegment(segment, found[at + 1 + index] ?? ""));
}

function segmentsOf(path: string): readonly string[] {
  return path.split("/").filter((segment) => segment !== "");
}

/** What stands for a parameter, as frameworks, documents and templates write it. */
function isParameter(segment: string): boolean {
  return /^[:*[$]|[{}<>]/.test(segment);
}

function isSameSegment(one: string, other: string): boolean {
  return isParameter(one) ? isParameter(other) : one.toLowerCase() === other.toLowerCase();
}
