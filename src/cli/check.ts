export async function runCheck(..._a: unknown[]): Promise<number> {
  return 2;
}
