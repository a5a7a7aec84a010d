/** SHA-256 of every file below a folder by relative path with `/`; empty for an empty folder. */
export function digests(folder: string): Promise<Map<string, string>>;
/** Paths whose bytes differ, or that only one side has, sorted; empty when the folders are the same. */
export function differences(left: string, right: string): Promise<string[]>;
/** Builds twice and compares; returns the paths that differ. Copies the build to `outdir` when they agree. */
export function reproduce(outdir?: string, build?: (outdir: string) => Promise<void>): Promise<string[]>;
