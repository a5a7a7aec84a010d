const slot = /\{(\w+)\}/g;
const optional = /\[([^\][]*)\]/g;

/** Names that a template such as `{first} > {second}[ > {third}]` refers to. */
export function templateNames(template: string): string[] {
  return [...template.matchAll(slot)].map((match) => match[1] ?? "");
}

/** Fills a template; parts in brackets are left out when a value is missing, elsewhere that makes it undefined. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string | undefined {
  const whole = template.replace(optional, (_part, inner: string) => fillSlots(inner, values) ?? "");
  return fillSlots(whole, values);
}

function fillSlots(template: string, values: Readonly<Record<string, string>>): string | undefined {
  if (templateNames(template).some((name) => values[name] === undefined)) return undefined;
  return template.replace(slot, (_whole, name: string) => values[name] ?? "");
}
