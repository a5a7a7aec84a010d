const json = { "content-type": "application/json; charset=utf-8" };
const text =
  (body: string, type = json["content-type"]) =>
  (): Response =>
    new Response(body, { headers: { "content-type": type } });
/** An answer with a status and a message, as GitHub refuses. */
export const status =
  (code: number, message: string, headers: Readonly<Record<string, string>> = {}) =>
  (): Response =>
    new Response(code === 204 ? null : JSON.stringify({ message }), { status: code, headers: { ...json, ...headers } });

/** What an endpoint may answer instead of the truth, each with the requirement that asks for it. */
export const kinds: readonly (readonly [string, () => Response])[] = [
  ["T104 null", text("null")],
  ["T104 {}", text("{}")],
  ["T104 []", text("[]")],
  ["T104 wrong types", text('{"number":"7","data":5,"items":"x","state":1,"message":{},"total_count":-1}')],
  ["T104 a list of wrong things", text('[null,5,"x",{}]')],
  ["T104 an HTML page with 200", text("<!doctype html><title>Sign in</title>", "text/html")],
  ["T104 truncated JSON", text('{"data":{"repository":{"id":')],
  ["T104 an empty body", text("")],
  ["T102 200 with errors", text('{"data":null,"errors":[{"message":"Something went wrong"}]}')],
  ["T104 204", status(204, "")],
  [
    "T104 a redirect to nowhere",
    () => {
      throw new TypeError("fetch failed");
    },
  ],
  ["T025 401", status(401, "Bad credentials")],
  ["T025 403", status(403, "Resource not accessible by integration")],
  [
    "T105 403 of the secondary limit",
    status(403, "You have exceeded a secondary rate limit.", { "retry-after": "60" }),
  ],
  ["T021 404", status(404, "Not Found")],
  ["T104 410", status(410, "This is gone")],
  ["T107 422", status(422, "Validation Failed")],
  ["T105 429", status(429, "Too Many Requests")],
  ["T104 451", status(451, "Repository access blocked")],
  ["T104 500", status(500, "Server Error")],
  ["T103 502", status(502, "Bad Gateway")],
];
