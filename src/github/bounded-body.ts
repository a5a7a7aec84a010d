/** An answer that went on beyond what is read of one. */
export class TooLargeAnswer extends Error {
  constructor() {
    super("the answer is too large");
    this.name = "TooLargeAnswer";
  }
}

/**
 * Reads the body of an answer to its end, and no further than a number of bytes: a server must not fill the memory.
 * The answer comes back as it was, its body already read. What interrupts the reading is thrown as it is.
 * @throws TooLargeAnswer when there is more.
 */
export async function bounded(response: Response, maxBytes: number): Promise<Response> {
  if (response.body === null) return response;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = response.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    bytes += next.value.byteLength;
    if (bytes > maxBytes) {
      // Whatever becomes of the rest, it is not read.
      await reader.cancel().catch(() => undefined);
      throw new TooLargeAnswer();
    }
    chunks.push(next.value);
  }
  const { status, statusText, headers } = response;
  return new Response(Buffer.concat(chunks), { status, statusText, headers });
}
