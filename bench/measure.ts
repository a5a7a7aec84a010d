import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { median } from "./result.ts";

/** A command to measure; `before` runs unmeasured each time. */
export type Command = {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly before?: () => void;
};

/** What one run took. */
export type Run = { readonly ms: number; readonly stdout: string };

/** Runs a command once. A command that was killed throws: its time says nothing. */
export function runOnce({ program, args, cwd, env, input, before }: Command): Run {
  before?.();
  const start = performance.now();
  const { stdout, error, signal } = spawnSync(program, [...args], {
    encoding: "utf8",
    maxBuffer: 1 << 30,
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
    ...(input === undefined ? {} : { input }),
  });
  const ms = performance.now() - start;
  if (error !== undefined || signal !== null) throw error ?? new Error(`${program} was stopped by ${signal}`);
  return { ms, stdout };
}

/** Median times in ms of some commands, run in turns: what else the machine does meets all of them. */
export function interleaved<Name extends string>(
  commands: Readonly<Partial<Record<Name, Command>>>,
  rounds: number,
): (name: Name) => number {
  const times = new Map<string, number[]>();
  const entries = Object.entries<Command | undefined>(commands);
  for (let round = 0; round <= rounds; round += 1)
    for (const [name, command] of entries) {
      const ms = command === undefined ? 0 : runOnce(command).ms;
      // The first round warms the page cache.
      if (round > 0) times.set(name, [...(times.get(name) ?? []), ms]);
    }
  return (name) => median(times.get(name) ?? []);
}

/** Highest resident memory of a Node command in MB, told by itself when it ends. */
export function peakMemory(command: Command, folder: string): number {
  const [hook, file] = [join(folder, "peak.cjs"), join(folder, "peak.txt")];
  const path = JSON.stringify(file);
  writeFileSync(
    hook,
    `if (require("node:worker_threads").isMainThread) process.on("exit", () => require("node:fs").writeFileSync(${path}, String(process.resourceUsage().maxRSS)));`,
  );
  runOnce({ ...command, args: ["--require", hook, ...command.args] });
  const peak = Number(readFileSync(file, "utf8")) / 1024;
  rmSync(file);
  return peak;
}
