import type { DeploymentSettings } from "../../config.ts";
import { readEndpoint } from "./endpoint.ts";
import { readEnvironments } from "./environment.ts";
import { readNpm } from "./npm.ts";
import { readReleasePlaces, readTagPlaces } from "./published.ts";
import type { ReadPlaces } from "./reader.ts";

/** Reader of each way to deploy. */
export const placeReaders: Readonly<Record<DeploymentSettings["by"], ReadPlaces>> = {
  environment: readEnvironments,
  release: readReleasePlaces,
  tag: readTagPlaces,
  npm: readNpm,
  endpoint: readEndpoint,
};
