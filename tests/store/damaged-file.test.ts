import { readFile, readdir, rename, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../helpers/model-context.js";
import { storeIn } from "./stores.js";

/** A store with some hundred kilobytes in it, closed. */
async function filledStore(): Promise<string> {
  const { store, file } = await storeIn();
  const rows = Array.from({ length: 2000 }, (_, i) => [`k${i}`, Float32Array.from({ length: 64 }, (_, j) => Math.sin(i * 64 + j))] as const); // prettier-ignore
  await store.putVectors("m", new Map(rows));
  await store.close();
  return file;
}

const namesBeside = async (file: string): Promise<string[]> => (await readdir(dirname(file))).sort();

describe("a damaged file of a store", () => {
  it.each([
    ["cut off", (file: string) => truncate(file, 300_000)],
    ["empty", (file: string) => truncate(file, 0)],
    [
      "overwritten at its beginning",
      async (file: string) => {
        const bytes = await readFile(file);
        await writeFile(file, bytes.fill(7, 100, 9_000));
      },
    ],
  ])("is set aside with a warning, and a new one is begun: %s", async (_, damage) => {
    // prettier-ignore
    const file = await filledStore();
    await damage(file);
    const damaged = await readFile(file);
    const { store, messages } = await storeIn(file);
    expect(await store.vectorsOf("m", ["k1"])).toEqual(new Map());
    expect(messages).toEqual([
      expect.stringMatching(/is damaged .* kept as .*store\.duckdb\.damaged, and a new one/),
    ]);
    await store.putVectors("m", new Map([["k1", Float32Array.of(1)]]));
    await store.close();
    expect(await namesBeside(file)).toEqual(["store.duckdb", "store.duckdb.damaged"]);
    expect(await readFile(`${file}.damaged`)).toEqual(damaged);
  });

  it("gets a name that is free", async () => {
    const file = await filledStore();
    for (let i = 0; i < 2; i++) {
      await truncate(file, 10);
      await (await storeIn(file, { isOurPlace: true })).store.close();
    }
    expect(await namesBeside(file)).toEqual([
      "store.duckdb",
      "store.duckdb.damaged",
      "store.duckdb.damaged-2",
    ]);
  });

  it("is set aside in our place only where DuckDB never made it", async () => {
    const file = join(await temporaryFolder(), "posts.csv");
    await writeFile(file, "title,text\nOn bread,Rye takes its time.\n");
    await expect(storeIn(file)).rejects.toThrow(/got a file of another kind/);
    expect(await namesBeside(file)).toEqual(["posts.csv"]);
    const ours = join(dirname(file), "store.duckdb");
    await rename(file, ours);
    const { messages } = await storeIn(ours, { isOurPlace: true });
    expect(messages).toHaveLength(1);
  });
});
