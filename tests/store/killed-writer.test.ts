import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../helpers/model-context.js";
import { storeIn } from "./stores.js";

/** Entries that the writer puts in at once. */
const BATCH = 50;

const running = new Set<ReturnType<typeof spawn>>();
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
  running.clear();
});

/** A process that puts batch after batch into a store, and tells of each that is done. */
function startWriter(file: string) {
  const script = fileURLToPath(new URL("writer.ts", import.meta.url));
  const tsx = import.meta.resolve("tsx");
  const child = spawn(process.execPath, ["--import", tsx, script, file, String(BATCH)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  let told = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (told += text));
  const batches = (): number => told.split("\n").length - 1;
  return { child, batches };
}

describe("a process that is killed while it writes", () => {
  it("loses no batch that it has put in, and leaves no half of one", async () => {
    const file = join(await temporaryFolder(), "store.duckdb");
    for (let round = 0; round < 3; round++) {
      const { child, batches } = startWriter(file);
      await expect.poll(batches, { interval: 5 }).toBeGreaterThanOrEqual(3 + round);
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
      const done = batches();

      const { store, messages } = await storeIn(file);
      expect(messages).toEqual([]);
      const keys = Array.from(
        { length: (done + 2) * BATCH },
        (_, i) => `${Math.floor(i / BATCH)} ${i % BATCH}`,
      );
      const vectors = await store.vectorsOf(`writer ${child.pid}`, keys);
      expect(vectors.size % BATCH).toBe(0);
      expect(vectors.size).toBeGreaterThanOrEqual(done * BATCH);
      for (const [key, vector] of vectors) expect(vector[0]).toBe(Number(key.split(" ")[1]));
      expect(store.damaged()).toBe(0);
      await store.close();
    }
  });

  it("keeps all others out for as long as it lives, who are told of it", async () => {
    const file = join(await temporaryFolder(), "store.duckdb");
    const { child, batches } = startWriter(file);
    await expect.poll(batches).toBeGreaterThanOrEqual(1);
    await expect(storeIn(file)).rejects.toMatchObject({
      kind: "locked",
      exitCode: 7,
      message: expect.stringContaining(`got process ${child.pid} at work there`) as string,
    });
  });
});

describe("a store that this very process has open", () => {
  it("is not opened a second time", async () => {
    const { store, file } = await storeIn();
    await expect(storeIn(file)).rejects.toMatchObject({ kind: "locked" });
    await store.close();
    await (await storeIn(file)).store.close();
  });
});
