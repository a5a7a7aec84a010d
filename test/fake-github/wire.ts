import type { ServerResponse } from "node:http";

/** What goes over the wire, or what happens to the connection instead. */
export type Outcome =
  | { readonly kind: "reset" }
  | { readonly kind: "hang" }
  | {
      readonly kind: "sent";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly bytes: Uint8Array | string;
      /** How long the answer waits, in ms. */
      readonly delayMs: number;
    };

/** Writes an outcome. */
export function send(response: ServerResponse, outcome: Outcome): void {
  if (outcome.kind === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  if (outcome.kind === "hang") return;
  const write = (): void => {
    response.writeHead(outcome.status, outcome.headers);
    response.end(outcome.status === 204 || outcome.status === 304 ? undefined : outcome.bytes);
  };
  if (outcome.delayMs === 0) write();
  else setTimeout(write, outcome.delayMs).unref();
}
