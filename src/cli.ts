#!/usr/bin/env node
import { runCli } from "./cli/program.ts";
import { keepMemoryLow } from "./memory.ts";

keepMemoryLow();
process.exitCode = await runCli(process.argv.slice(2));
