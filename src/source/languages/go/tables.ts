import type { PrefixTest } from "../general/prefixes.ts";
import type { CallPattern, IndexPattern } from "../syntax/patterns.ts";

/** Calls that read, set or return something, over the libraries that Go servers and clients use. */
export const calls: readonly CallPattern[] = [
  {
    callee: [
      "*.Header.Get",
      "*.Header.Values",
      "*.Header().Get",
      "*.GetHeader",
      "*eader.Get",
      "*eaders.Get",
      "*.Headers.Get",
      // fasthttp
      "*.Header.Peek*",
    ],
    role: "header-read",
    value: 0,
  },
  {
    callee: [
      "*.Header.Set",
      "*.Header.Add",
      "*.Header().Set",
      "*.Header().Add",
      "*eader.Set",
      "*eaders.Set",
      "*.Header.SetBytes*",
      "*.Header.SetCanonical",
      "*.SetHeader",
      "*.AddHeader",
      "c.Header",
      "ctx.Header",
    ],
    role: "header-sent",
    value: 0,
  },
  { callee: ["*.SetBasicAuth"], role: "scheme-sent", value: 0, constant: "Basic", scope: { header: "Authorization" } },
  { callee: ["*.BasicAuth"], role: "scheme-accepted", value: 0, constant: "Basic", scope: { header: "Authorization" } },
  { callee: ["*.SetAuthToken"], role: "scheme-sent", value: 0, constant: "Bearer", scope: { header: "Authorization" } },
  { callee: ["http.Error"], role: "status-returned", value: 2 },
  {
    callee: [
      "*.WriteHeader",
      "c.JSON",
      "ctx.JSON",
      "c.String",
      "c.Status",
      "c.SendStatus",
      "c.NoContent",
      "*.AbortWithStatus",
      "*.AbortWithStatusJSON",
      "*.AbortWithError",
      "echo.NewHTTPError",
      "fiber.NewError",
    ],
    role: "status-returned",
    value: 0,
  },
  { callee: ["render.Status"], role: "status-returned", value: 1 },
  { callee: ["os.Exit", "cli.Exit", "syscall.Exit"], role: "exit-code", value: ["code", 0] },
  {
    callee: ["viper.Get*", "*.viper.Get*", "v.GetString", "v.GetInt", "v.GetBool", "v.GetDuration"],
    role: "key-read",
    value: 0,
  },
];

/** Objects whose keys are headers or settings. */
export const indexes: readonly IndexPattern[] = [
  { object: ["*.Header", "*eaders"], reads: "header-read", writes: "header-sent" },
  {
    object: [
      "*.*onfig",
      "*.*ettings",
      "*.*ptions",
      "*.*arams",
      "*.*arameters",
      "*.*etadata",
      "*.*nnotations",
      "*.*ttributes",
    ],
    reads: "key-read",
  },
];

/** Calls that look at the beginning of a text. */
export const prefixTests: readonly PrefixTest[] = [
  { callee: ["strings.HasPrefix", "strings.TrimPrefix", "strings.CutPrefix"], value: 1, subject: 0 },
  { callee: ["regexp.MustCompile", "regexp.Compile"], value: 0, subject: 1, regex: true },
];

/** Calls whose texts are written for people. */
export const speaks: readonly string[] = [
  "errors.New",
  "errors.Wrap*",
  "*.Errorf",
  "panic",
  "log.*",
  "*.log.*",
  "*log*.Debug*",
  "*log*.Info*",
  "*log*.Warn*",
  "*log*.Error*",
  "*log*.Fatal*",
  "slog.*",
  "fmt.Print*",
  "fmt.Fprint*",
  "*.Fatal*",
  "*.Msg",
  "*.Msgf",
  "http.Error",
];
