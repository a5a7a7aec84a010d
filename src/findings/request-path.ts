/** What stands for a parameter in the path of a route, after its name was taken away. */
const parameter = /^(?:\{[^{}]*\}|:\w*|<[^<>]*>|\[[^[\]]*\]|\*)$/;
/** What a sample gives for a parameter: a number, a name with a number, capitals for the reader to replace. */
const given = /\d|^[A-Z][A-Z_]+$|^[A-Z]/;

/**
 * Whether the path of a sample request is one of those that a route takes: `/shelves/upper/cones` of
 * `/shelves/{shelf}/cones`. All fixed segments are the same, at least one; what stands at the end must look like a value,
 * because any misspelt name would fit there.
 */
export function isRequestTo(request: string, route: string): boolean {
  const [asked, declared] = [request, route].map((path) => path.split("/").filter((segment) => segment !== ""));
  if (asked === undefined || declared === undefined || asked.length !== declared.length) return false;
  const isParameter = declared.map((segment) => parameter.test(segment));
  const fixed = isParameter.filter((is) => !is).length;
  if (fixed === 0 || fixed === declared.length) return false;
  return asked.every((segment, at) => {
    if (isParameter[at] !== true) return segment.toLowerCase() === declared[at]?.toLowerCase();
    return at < asked.length - 1 ? isParameter[at + 1] !== true || given.test(segment) : given.test(segment);
  });
}
