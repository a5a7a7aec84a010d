export async function runVerify(..._a: unknown[]): Promise<number> {
  return 2;
}
