import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** The version that runs on Node 20; newer ones need 22. */
export const unleashVersion = "7.5.1";
/** Token that the server is started with; it opens everything on 127.0.0.1 and nothing else. */
export const adminToken = "*:*.read-and-write-on-loopback-only";

/** What is missing on this machine: the test did not run, which is no success. */
export class CannotRun extends Error {}

/** A server of one's own with an empty database. */
export type Unleash = { readonly url: string; readonly stop: () => Promise<void> };

/**
 * Starts PostgreSQL and Unleash in a folder of their own on 127.0.0.1.
 * @throws CannotRun when PostgreSQL is not installed or Unleash cannot be installed.
 */
export async function startUnleash(installed: string | undefined): Promise<Unleash> {
  const bin = postgresFolder();
  const folder = mkdtempSync(join(tmpdir(), "docs-verdict-unleash-"));
  chmodSync(folder, 0o755);
  const stops: (() => void)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const end of stops.reverse()) end();
  };
  try {
    const server = installed ?? install(folder);
    const databasePort = await freePort();
    stops.push(startPostgres({ bin, folder, port: databasePort }));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    stops.push(startServer({ server, folder, port, databasePort }));
    await healthy(url);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Debian keeps the programs of PostgreSQL outside of the path, in a folder for each version. */
function postgresFolder(): string {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const debian = versions.map((version) => join(root, version, "bin")).find((bin) => existsSync(join(bin, "initdb")));
  const found = debian ?? (spawnSync("initdb", ["--version"]).status === 0 ? "" : undefined);
  if (found === undefined) throw new CannotRun("PostgreSQL is not installed (apt-get install postgresql)");
  return found;
}

function install(folder: string): string {
  const server = join(folder, "server");
  mkdirSync(server);
  writeFileSync(join(server, "package.json"), '{ "private": true }\n');
  const args = ["install", `unleash-server@${unleashVersion}`, "--no-audit", "--no-fund", "--loglevel=error"];
  const run = spawnSync("npm", args, { cwd: server, stdio: ["ignore", "inherit", "inherit"], timeout: 600_000 });
  if (run.status !== 0) throw new CannotRun(`unleash-server@${unleashVersion} could not be installed from npm`);
  return server;
}

type Database = { readonly bin: string; readonly folder: string; readonly port: number };

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
function startPostgres({ bin, folder, port }: Database): () => void {
  const isRoot = process.getuid?.() === 0;
  const data = join(folder, "data");
  mkdirSync(data);
  if (isRoot) execFileSync("chown", ["postgres", data]);
  const run = (program: string, args: readonly string[]): void => {
    const command = [join(bin, program), ...args];
    const [file = "", ...rest] = isRoot ? ["runuser", "-u", "postgres", "--", ...command] : command;
    execFileSync(file, rest, { cwd: data, stdio: ["ignore", "ignore", "inherit"], timeout: 60_000 });
  };
  run("initdb", ["-D", data, "-A", "trust", "-U", "postgres", "--no-sync"]);
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${data} -c fsync=off`;
  run("pg_ctl", ["-D", data, "-w", "-l", join(data, "log"), "-o", options, "start"]);
  return () => run("pg_ctl", ["-D", data, "-m", "immediate", "stop"]);
}

type Server = {
  readonly server: string;
  readonly folder: string;
  readonly port: number;
  readonly databasePort: number;
};

function startServer({ server, folder, port, databasePort }: Server): () => void {
  const options = {
    db: { host: "127.0.0.1", port: databasePort, user: "postgres", password: "", database: "postgres", ssl: false },
    server: { host: "127.0.0.1", port },
    versionCheck: { enable: false },
    telemetry: false,
    logLevel: "error",
    authentication: {
      type: "open-source",
      initApiTokens: [{ environment: "*", project: "*", secret: adminToken, type: "admin", tokenName: "admin" }],
    },
  };
  const main = join(server, "start.mjs");
  writeFileSync(main, `import { start } from "unleash-server";\nawait start(${JSON.stringify(options)});\n`);
  const child = spawn(process.execPath, [main], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  return () => child.kill("SIGKILL");
}

async function healthy(url: string): Promise<void> {
  for (let second = 0; second < 120; second += 1) {
    const ok = await fetch(`${url}/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await setTimeout(1000);
  }
  throw new Error("Unleash did not start within two minutes.");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
