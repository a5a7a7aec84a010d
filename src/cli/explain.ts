export async function runExplain(..._a: unknown[]): Promise<number> {
  return 2;
}
