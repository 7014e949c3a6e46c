/** A Redis of a test's own, on a free port and in a folder of its own. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";

/** The program, Redis or Valkey; undefined where neither is installed. */
const program = ["redis-server", "valkey-server"].find((name) => spawnSync(name, ["--version"]).status === 0);

/** Whether tests that need one can run. In the gate they have to: a skip would say that all is well. */
export const hasRedis = program !== undefined;

if (!hasRedis) {
  const missing =
    "Neither redis-server nor valkey-server is installed: the tests of many machines can't run.";
  if (process.env["THROUGHLINE_NEEDS_REDIS"] === "1") throw new Error(missing);
  console.warn(`${missing} They are skipped.`);
}

export interface OwnRedis {
  url: string;
  port: number;
  /** Ends the process at once, as a machine that fails. */
  kill(): Promise<void>;
  /** Starts it again, with what its append-only file kept. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("Expected a port, got none.");
  return address.port;
}

export async function ownRedis({ password }: { password?: string } = {}): Promise<OwnRedis> {
  if (program === undefined) throw new Error("Expected redis-server or valkey-server, got none.");
  const command = program;
  const folder = await mkdtemp(join(tmpdir(), "throughline-redis-"));
  const port = await freePort();
  let running: ChildProcess | undefined;
  const flags = [
    ...["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", ""],
    ...["--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction"],
    ...(password === undefined ? [] : ["--requirepass", password]),
  ];
  async function start(): Promise<void> {
    const child = spawn(command, flags, { stdio: ["ignore", "pipe", "inherit"] });
    running = child;
    await new Promise<void>((resolve, reject) => {
      let said = "";
      child.once("exit", (code) =>
        reject(new Error(`Expected a Redis, it ended with ${String(code)}: ${said}`)),
      );
      child.stdout.on("data", (part: Buffer) => {
        said += part.toString();
        if (said.includes("Ready to accept connections")) resolve();
      });
    });
  }
  async function end(signal: NodeJS.Signals): Promise<void> {
    const child = running;
    running = undefined;
    if (child === undefined || child.exitCode !== null) return;
    child.kill(signal);
    await once(child, "exit");
  }
  await start();
  return {
    url: `redis://${password === undefined ? "" : `:${password}@`}127.0.0.1:${port}`,
    port,
    start,
    kill: () => end("SIGKILL"),
    async stop() {
      await end("SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
