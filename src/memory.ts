import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

/**
 * Tells V8 to collect when the heap has grown by a tenth, not when it has doubled, and not to enlarge the space for young
 * objects by itself: runners are small, and trees of files are let go of as soon as their facts are taken. A worker says
 * it again, because when its thread starts, the whole process has the settings that it started with (seen with Node 20).
 */
export function keepMemoryLow(): void {
  setFlagsFromString("--heap-growing-percent=10");
  growYoung(false);
}

/** Room for young objects, in bytes: with the one megabyte that there is at first, emptying it takes a quarter of a run. */
const roomForYoung = 4 * 1024 * 1024;
/** A heap that is larger than this has outgrown small runners anyway; in bytes. */
const largeHeap = 160 * 1024 * 1024;

let young: "small" | "growing" | "enough" | "free" = "small";

/** Lets the space for young objects grow to its room while files are read, and beyond it when the heap is large. */
export function makeRoomForYoung(): void {
  if (young === "free") return;
  const spaces = getHeapSpaceStatistics();
  const ofYoung = spaces.find(({ space_name }) => space_name === "new_space")?.space_size ?? 0;
  const used = spaces.reduce((sum, { space_used_size }) => sum + space_used_size, 0);
  const next = used >= largeHeap ? "free" : ofYoung >= roomForYoung ? "enough" : "growing";
  if (next === young) return;
  young = next;
  growYoung(next !== "enough");
}

function growYoung(grow: boolean): void {
  setFlagsFromString(`--semi-space-growth-factor=${grow ? 2 : 1}`);
}
