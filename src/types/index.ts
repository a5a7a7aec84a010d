export * from "./claim.ts";
export * from "./document.ts";
export * from "./evidence.ts";
export * from "./fact.ts";
export * from "./publish.ts";
export * from "./report.ts";
export * from "./rule.ts";
export * from "./verdict.ts";
