import { setFlagsFromString } from "node:v8";

/**
 * Tells V8 to collect when the heap has grown by a tenth, not when it has doubled, and never to enlarge the space for
 * young objects: runners are small, and trees of files are let go of as soon as their facts are taken. A worker says it
 * again, because when its thread starts, the whole process has the settings that it started with (seen with Node 20).
 */
export function keepMemoryLow(): void {
  setFlagsFromString("--heap-growing-percent=10");
  setFlagsFromString("--semi-space-growth-factor=1");
}

/** A heap that is larger than this has outgrown small runners anyway; in bytes. */
const largeHeap = 160 * 1024 * 1024;

let isEased = false;

/** Lets the space for young objects grow when the heap is large: emptying a small one costs a third of a long run then. */
export function easeWhenLarge(): void {
  if (isEased || process.memoryUsage().heapUsed < largeHeap) return;
  isEased = true;
  setFlagsFromString("--semi-space-growth-factor=2");
}
