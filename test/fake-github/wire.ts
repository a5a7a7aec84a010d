import type { ServerResponse } from "node:http";

/** What goes over the wire, or what happens to the connection instead. */
export type Outcome =
  | { readonly kind: "reset" }
  | { readonly kind: "hang" }
  | { readonly kind: "endless" }
  | { readonly kind: "drip" }
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
  if (outcome.kind === "endless") {
    pour(response);
    return;
  }
  if (outcome.kind === "drip") {
    drip(response);
    return;
  }
  const write = (): void => {
    response.writeHead(outcome.status, outcome.headers);
    response.end(outcome.status === 204 || outcome.status === 304 ? undefined : outcome.bytes);
  };
  if (outcome.delayMs === 0) write();
  else setTimeout(write, outcome.delayMs).unref();
}

const json = { "content-type": "application/json; charset=utf-8" };

/** Writes an answer that goes on until the reader leaves. */
function pour(response: ServerResponse): void {
  const chunk = Buffer.alloc(1 << 20, 0x20);
  const more = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.writeHead(200, json).on("drain", more);
  more();
}

/** Writes a byte now and then, and never ends. */
function drip(response: ServerResponse): void {
  response.writeHead(200, json).write("[");
  const timer = setInterval(() => response.write(" "), 20).unref();
  response.on("close", () => clearInterval(timer));
}
