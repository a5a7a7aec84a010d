#!/usr/bin/env node
import { outliveReader } from "./cli/print.ts";
import { runCli } from "./cli/program.ts";
import { keepMemoryLow } from "./memory.ts";

keepMemoryLow();
outliveReader();
process.exitCode = await runCli(process.argv.slice(2));
