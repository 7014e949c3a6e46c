/** Redis, workers and coordinators as processes of their own, and what they cost. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createServer } from "node:net";

/** Ticks of the clock in a second, as Linux counts processor time. */
const TICKS = 100;
const CLI = new URL("../../dist/cli/main.js", import.meta.url).pathname;
const ONE = new URL("one.js", import.meta.url).pathname;

export interface Told {
  wall: number;
  cpu: number;
  memory: number;
  passages: number;
  skipped: number;
  timings: Record<string, number>;
  error?: string;
  code: number | null;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("Expected a port, got none.");
  return address.port;
}

export class Redis {
  #child: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    readonly folder: string,
  ) {}

  static async open(folder: string): Promise<Redis> {
    await mkdir(folder, { recursive: true });
    const redis = new Redis(await freePort(), folder);
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  async start(): Promise<void> {
    const place = ["--port", String(this.port), "--bind", "127.0.0.1", "--dir", this.folder];
    const kept = ["--save", "", "--appendonly", "yes", "--appendfsync", "everysec"];
    const child = spawn("redis-server", [...place, ...kept], { stdio: ["ignore", "pipe", "inherit"] });
    this.#child = child;
    for await (const part of child.stdout as AsyncIterable<Buffer>) {
      if (part.toString().includes("Ready to accept")) break;
    }
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
}

/** A worker with one process for its work. */
export function startWorker(posts: string, redis: string, shards: string): ChildProcess {
  const flags = ["--redis", redis, "--shards", shards, "--processes", "1", "--quiet"];
  return spawn(process.execPath, [CLI, "worker", posts, ...flags], {
    stdio: ["ignore", "inherit", "inherit"],
  });
}

export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

/** A run in a process of its own; its last line tells what it cost. */
export async function run(args: readonly string[]): Promise<Told> {
  const child = spawn(process.execPath, [ONE, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (part: Buffer) => (said += part.toString()));
  const [code] = (await once(child, "exit")) as [number | null];
  return { ...(JSON.parse(said.trim().split("\n").at(-1) ?? "{}") as Told), code };
}

/** Seconds of the processor that a process, those below it, and those that it saw end have had. */
export function processorSeconds(pid: number): number {
  let sum = 0;
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const fields = readFileSync(`/proc/${name}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ")
        .map(Number);
      // After the name: state, parent, …; the 12th to 15th are the times of the process and of its ended children.
      const [, parent] = fields;
      if (Number(name) === pid) sum += fields.slice(11, 15).reduce((all, each) => all + each, 0) / TICKS;
      else if (parent === pid) sum += processorSeconds(Number(name));
    } catch {
      // It ended meanwhile.
    }
  }
  return sum;
}
