#!/usr/bin/env node
import { keepMemoryLow } from "./cli/memory.ts";
import { runCli } from "./cli/program.ts";

keepMemoryLow();
process.exitCode = await runCli(process.argv.slice(2));
