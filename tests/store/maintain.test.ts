import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { exportStore } from "../../src/store/export.js";
import { pruneStore, storeInfo, verifyStore } from "../../src/store/maintain.js";
import { openStanding } from "../../src/store/store.js";
import { temporaryFolder } from "../helpers/model-context.js";
import { snapshotId } from "../../src/store/snapshots.js";
import { change, storeIn } from "./stores.js";

const recordOf = (id: string) => ({ outputs: { "themes.csv": id } });

const run = (id: string, created: string) => ({
  ...{ id, created, record: recordOf(id) },
  snapshot: { id: snapshotId(recordOf(id)), value: { of: id } },
  themes: new Map([["theme", { label: "It's bread" }]]),
});

const noise = (row: number): Float32Array =>
  Float32Array.from({ length: 256 }, (_, i) => Math.sin(row * 256 + i));

/** A store that two runs have used, the second one less of it. */
async function usedStore(): Promise<string> {
  const first = await storeIn();
  await first.store.putDocuments("m", new Map([["a", '"one"'], ["b", '"two"']])); // prettier-ignore
  await first.store.putVectors("v", new Map(Array.from({ length: 3000 }, (_, i) => [`k${i}`, noise(i)])));
  await first.store.putRun(run("first", "2026-01-01T00:00:00.000Z"));
  await first.store.close();
  const second = await storeIn(first.file);
  await second.store.documentsOf("m", ["a", "c"]);
  await second.store.vectorsOf("v", ["k7"]);
  await second.store.putPhrases("p", new Map([["a", "[]"]]));
  const parts = new Map([["means", Uint8Array.of(1, 2)]]);
  await second.store.putFit({ id: "fit", created: "2026-01-02T00:00:00.000Z", value: {}, parts });
  await second.store.putRun(run("second", "2026-01-02T00:00:00.000Z"));
  await second.store.close();
  return first.file;
}

describe("looking after a store", () => {
  it("counts what is in it", async () => {
    const file = await usedStore();
    const standing = await openStanding(file);
    const info = await storeInfo(standing);
    await standing.database.close();
    expect(info).toMatchObject({ file, lastRun: "2026-01-02T00:00:00.000Z" });
    expect(info.runs.map(({ id }) => id)).toEqual(["first", "second"]);
    expect(info.bytes).toBeGreaterThan(1_000_000);
    expect(
      Object.fromEntries(info.tables.map(({ table, entries, bytes }) => [table, [entries, bytes]])),
    ).toEqual({
      documents: [2, 10],
      phrases: [1, 2],
      vectors: [3000, 3000 * 1024],
      fits: [1, 2],
      fit_parts: [1, 2],
      themes: [2, 44],
      snapshots: [2, 14 + 15],
      runs: [2, 34 + 35],
    });
  });

  it("finds every kind of row whole, or damaged", async () => {
    const file = await usedStore();
    const verified = async () => {
      const standing = await openStanding(file);
      const tables = await verifyStore(standing);
      await standing.database.close();
      return Object.fromEntries(
        tables.map(({ table, entries, damaged }) => [table, `${damaged} of ${entries}`]),
      );
    };
    expect(await verified()).toEqual({
      documents: "0 of 2",
      phrases: "0 of 1",
      vectors: "0 of 3000",
      fits: "0 of 1",
      themes: "0 of 2",
      snapshots: "0 of 2",
      runs: "0 of 2",
      fit_parts: "0 of 1",
    });
    await change(
      file,
      "UPDATE documents SET value = '1' WHERE key = 'a'",
      "UPDATE vectors SET value = NULL WHERE key = 'k1' OR key = 'k2'",
      "UPDATE fits SET id = 'other'",
      "UPDATE fit_parts SET bytes = '\\x01'::BLOB",
      "UPDATE themes SET checksum = NULL WHERE run = 'first'",
      "UPDATE snapshots SET value = '{}' WHERE value LIKE '%first%'",
      "UPDATE runs SET created = '2027' WHERE id = 'first'",
    );
    expect(await verified()).toMatchObject({
      documents: "1 of 2",
      phrases: "0 of 1",
      vectors: "2 of 3000",
      fits: "1 of 1",
      themes: "1 of 2",
      snapshots: "1 of 2",
      runs: "1 of 2",
      fit_parts: "1 of 1",
    });
  });

  it("drops what the last run did not use, and gives its room back", async () => {
    const file = await usedStore();
    const pruned = await pruneStore(await openStanding(file));
    expect(pruned.dropped).toEqual([
      { table: "documents", entries: 1 },
      { table: "phrases", entries: 0 },
      { table: "vectors", entries: 2999 },
      { table: "snapshots", entries: 1 },
      { table: "themes", entries: 1 },
      { table: "runs", entries: 1 },
    ]);
    expect(pruned.after).toBeLessThan(pruned.before / 2);
    expect((await stat(file)).size).toBe(pruned.after);
    expect(await readdir(dirname(file))).toEqual(["store.duckdb"]);

    const { store } = await storeIn(file);
    expect(await store.documentsOf("m", ["a", "b"])).toEqual(new Map([["a", '"one"']]));
    expect(await store.vectorsOf("v", ["k7", "k8"])).toEqual(new Map([["k7", noise(7)]]));
    expect((await store.runs()).map(({ id }) => id)).toEqual(["second"]);
    expect(await store.snapshot(snapshotId(recordOf("second")))).toEqual({ of: "second" });
    expect(await store.snapshot(snapshotId(recordOf("first")))).toBeUndefined();
    expect(await store.lastFit()).toMatchObject({ id: "fit" });
  });

  it("drops nothing where no run came to its end", async () => {
    const { store, file } = await storeIn();
    await store.putDocuments("m", new Map([["a", "1"]]));
    await store.close();
    expect(await pruneStore(await openStanding(file))).toMatchObject({ dropped: [] });
    const { store: again } = await storeIn(file);
    expect(await again.documentsOf("m", ["a"])).toEqual(new Map([["a", "1"]]));
  });

  it("writes every table for other programs, and replaces no file", async () => {
    const standing = await openStanding(await usedStore());
    const folder = join(await temporaryFolder(), "it's for others");
    await exportStore(standing, folder, "json");
    const [line = ""] = (await readFile(join(folder, "themes.json"), "utf8")).split("\n");
    expect(JSON.parse(line)).toMatchObject({ run: "first", id: "theme" });
    const parquet = await exportStore(standing, folder, "parquet");
    expect(parquet).toHaveLength(8);
    const rows = await standing.database.rows(
      `SELECT count(*), max(len(value)) FROM '${join(folder, "vectors.parquet").replaceAll("'", "''")}'`,
    );
    expect(rows).toEqual([[3000n, 256n]]);
    await expect(exportStore(standing, folder, "parquet")).rejects.toThrow(/documents\.parquet yet, got one/);
    await standing.database.close();
  });

  it("never makes, and never sets aside", async () => {
    const folder = await temporaryFolder();
    await expect(openStanding(join(folder, "store.duckdb"))).rejects.toThrow(/got nothing there/);
    expect(await readdir(folder)).toEqual([]);
    await writeFile(join(folder, "other"), "of another kind");
    await expect(openStanding(join(folder, "other"))).rejects.toThrow(/got a file of another kind/);
    await writeFile(join(folder, "damaged"), `12345678DUCK${"0".repeat(50_000)}`);
    await expect(openStanding(join(folder, "damaged"))).rejects.toThrow(/got a damaged file/);
    expect(await readdir(folder)).toEqual(["damaged", "other"]);
  });
});
