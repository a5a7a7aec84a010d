export function bundle(outdir?: string, entryPoints?: Readonly<Record<string, string>>): Promise<void>;
