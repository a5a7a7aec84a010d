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
    return isParameter(segment) ? isParameter(own) || /\d/.test(own) : segment.toLowerCase() === own.toLowerCase();
  });
}

function segmentsOf(path: string): readonly string[] {
  return path.split("/").filter((segment) => segment !== "");
}

function isParameter(segment: string): boolean {
  return /^(?:\{.*\}|<.*>|\[.*\]|\$.*|:\w.*)$/.test(segment);
}
