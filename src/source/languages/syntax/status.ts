/** Phrases of RFC 9110 and common extensions, as constants name them. */
const phrases: Readonly<Record<string, number>> = {
  continue: 100,
  switchingprotocols: 101,
  ok: 200,
  created: 201,
  accepted: 202,
  nonauthoritativeinfo: 203,
  nocontent: 204,
  resetcontent: 205,
  partialcontent: 206,
  multistatus: 207,
  multiplechoices: 300,
  movedpermanently: 301,
  found: 302,
  seeother: 303,
  notmodified: 304,
  temporaryredirect: 307,
  permanentredirect: 308,
  badrequest: 400,
  unauthorized: 401,
  unauthorised: 401,
  paymentrequired: 402,
  forbidden: 403,
  notfound: 404,
  methodnotallowed: 405,
  notacceptable: 406,
  proxyauthrequired: 407,
  requesttimeout: 408,
  conflict: 409,
  gone: 410,
  lengthrequired: 411,
  preconditionfailed: 412,
  requestentitytoolarge: 413,
  payloadtoolarge: 413,
  contenttoolarge: 413,
  requesturitoolong: 414,
  uritoolong: 414,
  unsupportedmediatype: 415,
  requestedrangenotsatisfiable: 416,
  rangenotsatisfiable: 416,
  expectationfailed: 417,
  teapot: 418,
  imateapot: 418,
  misdirectedrequest: 421,
  unprocessableentity: 422,
  unprocessablecontent: 422,
  locked: 423,
  faileddependency: 424,
  tooearly: 425,
  upgraderequired: 426,
  preconditionrequired: 428,
  toomanyrequests: 429,
  requestheaderfieldstoolarge: 431,
  unavailableforlegalreasons: 451,
  internalservererror: 500,
  notimplemented: 501,
  badgateway: 502,
  serviceunavailable: 503,
  gatewaytimeout: 504,
  httpversionnotsupported: 505,
  insufficientstorage: 507,
  loopdetected: 508,
  networkauthenticationrequired: 511,
};

/** Exit codes of sysexits.h, as the `exitcode` crate and Python's `os.EX_*` name them. */
const exitCodes: Readonly<Record<string, number>> = {
  OK: 0,
  USAGE: 64,
  DATAERR: 65,
  NOINPUT: 66,
  NOUSER: 67,
  NOHOST: 68,
  UNAVAILABLE: 69,
  SOFTWARE: 70,
  OSERR: 71,
  OSFILE: 72,
  CANTCREAT: 73,
  IOERR: 74,
  TEMPFAIL: 75,
  PROTOCOL: 76,
  NOPERM: 77,
  CONFIG: 78,
};

/** Number of a status phrase: `Not Found`, `not_found`, `NotFound`; undefined when there is no such phrase. */
export function statusOfPhrase(phrase: string): number | undefined {
  return phrases[phrase.replace(/[^A-Za-z]/g, "").toLowerCase()];
}

/**
 * Number behind a library's constant for a status or an exit code: `http.StatusNotFound`, `HTTP_401_UNAUTHORIZED`,
 * `exitcode.SOFTWARE`; undefined for other names.
 */
export function statusOfName(path: string): number | undefined {
  const last = path.slice(path.lastIndexOf(".") + 1);
  const numbered = /^(?:HTTP_|Status|WS_)([1-5]\d\d)(?:_?[A-Z]\w*)?$/.exec(last);
  if (numbered) return Number(numbered[1]);
  const exit = /(?:^|\.)exitcode\.([A-Z]+)$/.exec(path)?.[1] ?? /(?:^|\.)os\.EX_([A-Z]+)$/.exec(path)?.[1];
  if (exit !== undefined) return exitCodes[exit];
  const owner = path.slice(0, Math.max(0, path.lastIndexOf(".")));
  const phrase = /^(?:Status|HTTP_|SC_)([A-Za-z_]+)$/.exec(last)?.[1];
  if (phrase !== undefined) return statusOfPhrase(phrase);
  return /(?:^|\.)(?:HttpStatus|HTTPStatus|HttpStatusCode|StatusCode|Status)$/.test(owner)
    ? statusOfPhrase(last)
    : undefined;
}
