import type { FactRole } from "../../../types/index.ts";

/** A call whose argument has a role: what frameworks look like, as data. */
export type CallPattern = {
  readonly role: FactRole;
  /** Names of the function or method. */
  readonly names: readonly string[];
  /** What the owner's text must match; absent means that a plain function is called. */
  readonly on?: RegExp;
  /** What the owner's text must not match. */
  readonly notOn?: RegExp;
  /** Index of the argument that holds the value. */
  readonly argument: number;
  /** Fewest arguments of the call. */
  readonly atLeast?: number;
  /** Most arguments of the call. */
  readonly atMost?: number;
};

const headersOwner = /(?:^|\.|\()\w*headers?(?:list)?(?:\(\))?\)*$/i;
const requestOwner = /(?:^|\.)(?:req|request|httpreq|httprequest)\w*$/i;
const responseOwner = /(?:^|\.)(?:res|resp|response|reply)\w*(?:\.headers)?$/i;
const contextOwner = /^(?:c|ctx|context)$/;

/** Calls that read a header, in express, koa, hono, fastify, h3, Next.js, Fetch and NestJS. */
export const headerReads: readonly CallPattern[] = [
  { role: "header-read", names: ["get", "has"], on: headersOwner, notOn: responseOwner, argument: 0, atMost: 1 },
  { role: "header-read", names: ["header", "get", "getHeader"], on: requestOwner, argument: 0, atMost: 2 },
  { role: "header-read", names: ["header"], on: /^(?:c|ctx|context)\.req$/, argument: 0, atMost: 1 },
  { role: "header-read", names: ["get"], on: contextOwner, argument: 0, atMost: 1 },
  { role: "header-read", names: ["getHeader", "getRequestHeader", "getHeaderValue"], argument: 1 },
  { role: "header-read", names: ["Headers"], argument: 0, atMost: 1 },
];

/** Calls that set a header on a request or a response. */
export const headerWrites: readonly CallPattern[] = [
  { role: "header-sent", names: ["setHeader", "setRequestHeader"], on: /./, argument: 0, atLeast: 2 },
  { role: "header-sent", names: ["set", "append"], on: headersOwner, argument: 0, atLeast: 2 },
  { role: "header-sent", names: ["set", "header", "append"], on: responseOwner, argument: 0, atLeast: 2 },
  { role: "header-sent", names: ["header"], on: contextOwner, argument: 0, atLeast: 2 },
  { role: "header-sent", names: ["set"], on: /^(?:request|req|agent|ctx|context)$|\)$/, argument: 0, atLeast: 2 },
  { role: "header-sent", names: ["setHeader", "setResponseHeader", "appendHeader"], argument: 1, atLeast: 3 },
];

/** Calls that answer with a status, by the index of the argument that holds it. */
export const statusCalls: readonly CallPattern[] = [
  { role: "status-returned", names: ["status", "sendStatus", "code", "writeHead"], on: /./, argument: 0 },
  { role: "status-returned", names: ["json", "text", "body", "html", "newResponse"], on: contextOwner, argument: 1 },
  { role: "status-returned", names: ["HTTPException", "createError", "createHttpError", "HttpError"], argument: 0 },
  { role: "status-returned", names: ["error"], argument: 0, atMost: 2 },
  { role: "status-returned", names: ["throw"], on: contextOwner, argument: 0 },
  { role: "status-returned", names: ["HttpException"], argument: 1 },
];

/** Names of exceptions and helpers that stand for a status by convention of NestJS, Fastify and Boom. */
export const namedStatuses: Readonly<Record<string, string>> = {
  badrequest: "400",
  unauthorized: "401",
  paymentrequired: "402",
  forbidden: "403",
  notfound: "404",
  methodnotallowed: "405",
  notacceptable: "406",
  requesttimeout: "408",
  conflict: "409",
  gone: "410",
  preconditionfailed: "412",
  payloadtoolarge: "413",
  unsupportedmediatype: "415",
  unprocessableentity: "422",
  toomanyrequests: "429",
  internalservererror: "500",
  notimplemented: "501",
  badgateway: "502",
  serviceunavailable: "503",
  gatewaytimeout: "504",
};

/** The pattern that a call matches; undefined when none does. */
export function matchCall(
  patterns: readonly CallPattern[],
  call: { readonly name: string; readonly on: string; readonly args: readonly unknown[] },
): CallPattern | undefined {
  return patterns.find(
    ({ names, on, notOn, argument, atLeast = 0, atMost = 9 }) =>
      names.includes(call.name) &&
      (on === undefined ? call.on === "" : call.on !== "" && on.test(call.on)) &&
      notOn?.test(call.on) !== true &&
      call.args.length > argument &&
      call.args.length >= atLeast &&
      call.args.length <= atMost,
  );
}
