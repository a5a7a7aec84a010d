/** Names of the output formats; the renderers are loaded by the command that needs one. */
export const formatNames = ["human", "json", "sarif", "rdjson", "markdown", "html", "github"] as const;
