/** Languages of samples that hold a script among markup. */
export const components = ["vue", "svelte", "astro", "html"];

/** The scripts of a component file, and what stands between the fences at its head (Astro). */
const script = /^\s*---[ \t]*\n(?<head>[\s\S]*?)\n---|<script\b[^>]{0,200}>(?<body>[\s\S]*?)(?:<\/script>|$)/dg;

/** What of a component's text (Vue, Svelte, Astro, HTML) is script, each character in its place; everything else is blank. */
export function scriptsOf(text: string): string {
  let scripts = "";
  for (const { indices } of text.matchAll(script)) {
    const [start, end] = indices?.groups?.head ?? indices?.groups?.body ?? [0, 0];
    scripts += blank(text.slice(scripts.length, start)) + text.slice(start, end);
  }
  return scripts + blank(text.slice(scripts.length));
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}
