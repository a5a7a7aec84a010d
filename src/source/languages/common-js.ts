/**
 * The exports of a CommonJS package that was imported on demand: Node offers them by name, a bundle only as `default`.
 */
export function exportsOf<Module extends object>(imported: Module): Module {
  return hasDefault(imported) ? imported.default : imported;
}

function hasDefault<Module extends object>(imported: Module): imported is Module & { readonly default: Module } {
  return "default" in imported && typeof imported.default === "object" && imported.default !== null;
}
