#!/usr/bin/env node
import { keepMemoryLow } from "./memory.ts";

keepMemoryLow();
const { runCli } = await import("./cli/program.ts");
process.exitCode = await runCli(process.argv.slice(2));
