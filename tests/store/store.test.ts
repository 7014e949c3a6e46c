import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.js";
import { openStore } from "../../src/store/store.js";
import { silentLog } from "../../src/io/silent-log.js";
import { temporaryFolder } from "../helpers/model-context.js";
import { change, storeIn } from "./stores.js";

const vector = (...numbers: number[]): Float32Array => Float32Array.from(numbers);

describe("the entries of a store", () => {
  it("gives back what was put in, also in the next process", async () => {
    const { store, file } = await storeIn();
    await store.putDocuments("reader 1", new Map([["a", '{"text":"é\\u0000 \\ud83d"}']]));
    await store.putPhrases("phrases 1", new Map([["a", "[1]"]]));
    await store.close();

    const { store: again } = await storeIn(file);
    expect(await again.documentsOf("reader 1", ["a", "b"])).toEqual(
      new Map([["a", '{"text":"é\\u0000 \\ud83d"}']]),
    );
    expect(await again.phrasesOf("phrases 1", ["a"])).toEqual(new Map([["a", "[1]"]]));
  });

  it("keeps what different makers made of one content apart", async () => {
    const { store } = await storeIn();
    await store.putDocuments("reader 1", new Map([["a", "1"]]));
    expect(await store.documentsOf("reader 2", ["a"])).toEqual(new Map());
  });

  it("replaces what was kept of the same content", async () => {
    const { store } = await storeIn();
    await store.putDocuments("m", new Map([["a", "1"], ["b", "2"]])); // prettier-ignore
    await store.putDocuments("m", new Map([["b", "3"]]));
    expect(await store.documentsOf("m", ["a", "b"])).toEqual(new Map([["a", "1"], ["b", "3"]])); // prettier-ignore
  });

  it("gives vectors back the same to the bit", async () => {
    const { store } = await storeIn();
    const odd = vector(0, -0, 1 / 3, 1e-45, -3.4028234663852886e38, NaN, Infinity);
    await store.putVectors("model", new Map([["odd", odd], ["none", vector()]])); // prettier-ignore
    const read = await store.vectorsOf("model", ["odd", "none"]);
    expect(Buffer.from(read.get("odd")!.buffer).equals(Buffer.from(odd.buffer))).toBe(true);
    expect(read.get("none")).toEqual(vector());
  });

  it("takes more entries at once than a chunk of rows holds", async () => {
    const { store } = await storeIn();
    const many = new Map(Array.from({ length: 5000 }, (_, i) => [`key ${i}`, vector(i, i / 7)]));
    await store.putVectors("model", many);
    expect(await store.vectorsOf("model", [...many.keys()])).toEqual(many);
  });

  it("does one thing after the other, whoever asks", async () => {
    const { store } = await storeIn();
    const puts = Array.from({ length: 20 }, (_, i) => store.putDocuments("m", new Map([["a", String(i)]])));
    await Promise.all([...puts, store.documentsOf("m", ["a"])]);
    expect(await store.documentsOf("m", ["a"])).toEqual(new Map([["a", "19"]]));
  });

  it("leaves out what is not as it was put in, and counts it", async () => {
    const { store, file } = await storeIn();
    await store.putDocuments("m", new Map([["a", "1"], ["b", "2"]])); // prettier-ignore
    await store.putVectors("m", new Map([["a", vector(1, 2)]]));
    await store.close();
    await change(
      file,
      "UPDATE documents SET value = 'changed' WHERE key = 'a'",
      "UPDATE vectors SET value = [1, 2.5]",
    );

    const { store: again } = await storeIn(file);
    expect(await again.documentsOf("m", ["a", "b"])).toEqual(new Map([["b", "2"]]));
    expect(await again.vectorsOf("m", ["a"])).toEqual(new Map());
    expect(again.damaged()).toBe(2);
    await again.putDocuments("m", new Map([["a", "1"]]));
    expect(await again.documentsOf("m", ["a"])).toEqual(new Map([["a", "1"]]));
  });

  it("never takes an entry for that of another key", async () => {
    const { store, file } = await storeIn();
    await store.putDocuments("m", new Map([["a", "1"]]));
    await store.close();
    await change(file, "UPDATE documents SET key = 'b'");
    const { store: again } = await storeIn(file);
    expect(await again.documentsOf("m", ["b"])).toEqual(new Map());
  });
});

describe("the fits and runs of a store", () => {
  const fit = (id: string) => ({
    id,
    created: "2026-01-02T03:04:05.000Z",
    value: { dims: 2 },
    parts: new Map([["means", Uint8Array.of(0, 255, 7)]]), // prettier-ignore
  });

  it("keeps the last fit", async () => {
    const { store, file } = await storeIn();
    expect(await store.lastFit()).toBeUndefined();
    await store.putFit(fit("one"));
    await store.putFit(fit("two"));
    await store.close();
    const { store: again } = await storeIn(file);
    expect(await again.lastFit()).toEqual(fit("two"));
  });

  it.each(["UPDATE fits SET value = '{}'", "UPDATE fit_parts SET bytes = '\\x01'::BLOB"])(
    "does without a fit that is damaged: %s",
    async (damage) => {
      const { store, file } = await storeIn();
      await store.putFit(fit("one"));
      await store.close();
      await change(file, damage);
      const { store: again } = await storeIn(file);
      expect(await again.lastFit()).toBeUndefined();
      expect(again.damaged()).toBe(1);
    },
  );

  it("keeps every run with its themes, the oldest first", async () => {
    const { store, file } = await storeIn();
    const run = (id: string, created: string, label: string) => ({
      ...{ id, created, record: { version: "1" } },
      themes: new Map([["t1", { label }]]),
      snapshot: { id: `snapshot of ${label}`, value: label },
    });
    const [late, early] = [run("a", "2026-02-01", "Bread"), run("b", "2026-01-01", "Rye")];
    await store.putRun(late);
    await store.putRun(early);
    const kept = [early, late].map(({ id, created, record, themes }) => ({ id, created, record, themes }));
    expect(await store.runs()).toEqual(kept);
    expect(await store.snapshot("snapshot of Rye")).toBe("Rye");
    expect(await store.snapshot("another")).toBeUndefined();
    await store.close();
    await change(
      file,
      "UPDATE themes SET value = '{}' WHERE run = 'a'",
      "UPDATE runs SET id = 'c' WHERE id = 'b'",
    );
    const { store: again } = await storeIn(file);
    expect(await again.runs()).toEqual([{ ...kept[1], themes: new Map() }]);
    expect(again.damaged()).toBe(2);
  });
});

describe("opening a store", () => {
  it("refuses tables of a later version, and leaves them alone", async () => {
    const { store, file } = await storeIn();
    await store.close();
    await change(file, "UPDATE meta SET value = '99' WHERE name = 'schema'");
    await expect(storeIn(file)).rejects.toThrow(/tables of version 2 in .*got ones of version 99/);
    await expect(storeIn(file)).rejects.toBeInstanceOf(UserError);
  });

  it("refuses another program's database, and leaves it alone", async () => {
    const { store, file } = await storeIn();
    await store.close();
    await change(file, "DROP TABLE meta", "CREATE TABLE mine (a INT)");
    await expect(storeIn(file)).rejects.toThrow(/to be a store of throughline, got another database/);
  });

  it("makes tables in a database that has none", async () => {
    const { store, file } = await storeIn();
    await store.close();
    const { rm } = await import("node:fs/promises");
    await rm(file);
    await change(file, "SELECT 1");
    const { store: again } = await storeIn(file);
    await again.putDocuments("m", new Map([["a", "1"]]));
    expect(await again.documentsOf("m", ["a"])).toEqual(new Map([["a", "1"]]));
  });

  it("says how to install the package where it is missing", async () => {
    const load = (): Promise<never> =>
      Promise.reject(new Error("Cannot find package '@duckdb/node-api'\nmore"));
    await expect(openStore("nowhere", { log: silentLog, load })).rejects.toThrow(
      /Expected the package @duckdb\/node-api.*Cannot find package '@duckdb\/node-api'\. Run `npm i @duckdb\/node-api`\./,
    );
  });

  it("takes a file of any name", async () => {
    const file = join(await temporaryFolder(), "store of posts.csv");
    const { store } = await storeIn(file);
    await store.putDocuments("m", new Map([["a", "1"]]));
    await store.close();
    const { store: again } = await storeIn(file);
    expect(await again.documentsOf("m", ["a"])).toEqual(new Map([["a", "1"]]));
  });

  it("tells of a place where nothing can be written", async () => {
    await expect(storeIn("/proc/store.duckdb")).rejects.toMatchObject({ kind: "disk" });
  });
});
