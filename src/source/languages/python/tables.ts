import type { PrefixTest } from "../general/prefixes.ts";
import type { CallPattern, IndexPattern } from "../syntax/patterns.ts";

/** What a request is asked with. */
const asked = ["*.query_params", "request.GET", "*.request.GET", "request.args", "*.request.args"];

/** Calls that read, set or return something, over the libraries that Python servers and clients use. */
export const calls: readonly CallPattern[] = [
  {
    callee: ["os.getenv", "os.environ.get", "*.environ.get", "*.environ.setdefault", "os.environb.get"],
    role: "env-read",
    value: 0,
    default: ["default", 1],
  },
  {
    callee: ["env", "*.env", "env.*", "*.env.*", "decouple.config", "*.getenv", "environs.Env().*"],
    role: "env-read",
    value: ["var", 0],
    default: ["default", 1],
  },
  {
    callee: [
      "*headers*.get",
      "*.headers*.get",
      "*.headers().get",
      "*.META.get",
      "*.headers.getlist",
      "*.headers.get_all",
    ],
    role: "header-read",
    value: 0,
    default: ["default", 1],
  },
  {
    callee: ["query_params.get", ...asked.flatMap((object) => [`${object}.get`, `${object}.getlist`])],
    role: "key-read",
    value: 0,
    default: ["default", 1],
  },
  { callee: ["*.APIKeyHeader", "APIKeyHeader"], role: "header-read", value: ["name", 1] },
  {
    callee: ["*.HTTPBearer", "*.OAuth2PasswordBearer", "*.OAuth2AuthorizationCodeBearer"],
    role: "scheme-accepted",
    value: 0,
    constant: "Bearer",
    scope: { header: "Authorization" },
  },
  { callee: ["*.HTTPBasic"], role: "scheme-accepted", value: 0, constant: "Basic", scope: { header: "Authorization" } },
  {
    callee: ["*.HTTPDigest"],
    role: "scheme-accepted",
    value: 0,
    constant: "Digest",
    scope: { header: "Authorization" },
  },
  {
    callee: [
      "*.headers.setdefault",
      "*.headers.append",
      "*.headers.add",
      "*.set_header",
      "*.add_header",
      "*.putheader",
    ],
    role: "header-sent",
    value: 0,
  },
  {
    callee: [
      "*.HTTPException",
      "*.abort",
      "*.HTTPError",
      "*.WebSocketException",
      "*.send_error",
      "*.send_response",
      "*.set_status",
    ],
    role: "status-returned",
    value: ["status_code", "code", 0],
  },
  {
    callee: ["*.get", "*.post", "*.put", "*.patch", "*.delete", "*.api_route"],
    role: "status-returned",
    value: "status_code",
  },
  {
    callee: ["*Response", "*.*Response", "*.make_response", "*.Response"],
    role: "status-returned",
    value: ["status_code", "status"],
  },
  {
    callee: ["setup", "setuptools.setup", "distutils.core.setup"],
    role: "package-declared",
    value: "python_requires",
    scope: { subject: "python", type: "engine" },
  },
  {
    callee: [
      "prometheus_client.Counter",
      "prometheus_client.Gauge",
      "prometheus_client.Histogram",
      "prometheus_client.Summary",
    ],
    role: "key-declared",
    value: ["name", 0],
  },
  {
    callee: ["sys.exit", "exit", "quit", "os._exit", "*.SystemExit", "*.Exit", "*.ctx.exit"],
    role: "exit-code",
    value: ["code", 0],
  },
];

/** Objects whose keys are variables or headers. */
export const indexes: readonly IndexPattern[] = [
  { object: ["os.environ", "*.environ", "os.environb"], reads: "env-read" },
  { object: ["*headers", "*.headers", "*.headers()"], reads: "header-read", writes: "header-sent" },
  { object: ["query_params", ...asked], reads: "key-read" },
];

/** Calls that look at the beginning of a text. */
export const prefixTests: readonly PrefixTest[] = [
  { callee: ["*.startswith", "*.removeprefix"], value: 0, subject: "receiver" },
  { callee: ["re.match", "re.fullmatch", "re.search", "re.compile"], value: 0, subject: 1, regex: true },
];

/** Calls whose texts are written for people. */
export const speaks: readonly string[] = [
  "print",
  "*.log*.debug",
  "*.log*.info",
  "*.log*.warning",
  "*.log*.warn",
  "*.log*.error",
  "*.log*.exception",
  "*.log*.critical",
  "warnings.warn",
  "*.echo",
  "*.secho",
];
