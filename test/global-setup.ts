import { bundle } from "../scripts/build.mjs";

/** Builds `dist/` once: workers and end-to-end tests run the bundle, as users do. */
export async function setup(): Promise<void> {
  await bundle();
}
