/** Where the hosted server answers. */
export const PUBLIC_ENDPOINT = "https://mcp.acme.dev/mcp";
