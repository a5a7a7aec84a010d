/** Words of an identifier joined by hyphens: `org_url_slug` and `orgUrlSlug` are `org-url-slug`. */
export function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1-$2")
    .replaceAll("_", "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase();
}

/** A name in another case: `camelCase`, `snake_case`, `kebab-case` and their capital forms; unchanged for unknown cases. */
export function recase(name: string, style: string): string {
  const words = kebab(name).split("-");
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  switch (style) {
    case "camelCase":
      return words.map((word, index) => (index === 0 ? word : capital(word))).join("");
    case "PascalCase":
      return words.map(capital).join("");
    case "snake_case":
      return words.join("_");
    case "SCREAMING_SNAKE_CASE":
      return words.join("_").toUpperCase();
    case "kebab-case":
      return words.join("-");
    case "SCREAMING-KEBAB-CASE":
      return words.join("-").toUpperCase();
    case "lowercase":
    case "lower":
      return words.join("");
    case "UPPERCASE":
      return words.join("").toUpperCase();
    default:
      return name;
  }
}
