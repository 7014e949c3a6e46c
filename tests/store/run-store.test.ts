import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runStore, type RunStoreOptions } from "../../src/store/run-store.js";
import type { Fit } from "../../src/shapes/fit.js";
import { unpackFit } from "../../src/store/packed-fit.js";
import { recordContext, temporaryFolder } from "../helpers/model-context.js";
import { change, storeIn } from "./stores.js";

async function storeOfRun(file?: string, options: Partial<RunStoreOptions> = {}) {
  const path = file ?? join(await temporaryFolder(), "state", "store.duckdb");
  const { log, messages } = recordContext();
  const prepare = async (): Promise<void> => {
    await mkdir(dirname(path), { recursive: true });
  };
  const store = runStore(path, { log, prepare, isOurPlace: true, isAskedFor: false, ...options });
  onTestFinished(() => store.close());
  return { store, file: path, messages };
}

const aFit = {
  key: "key",
  passageIds: ["a", "b"],
  textIds: ["a", "b"],
  embeddings: { data: Float32Array.of(1, 2, 3, 4), rows: 2, dims: 2, unknown: [], modelKey: "m" },
  clustering: { k: 1, assignment: Int32Array.of(0, 0) },
  themes: [{ id: "t-1", label: "Ferries" }],
} as unknown as Fit;

const aRun = {
  id: "run",
  created: "2026-01-01T00:00:00.000Z",
  record: {},
  themes: new Map(),
  snapshot: { id: "s", value: 1 },
};
const missing = (): Promise<never> => Promise.reject(new Error("Cannot find package"));

describe("the store of a run", () => {
  it("makes no file before it is asked", async () => {
    const { store, file } = await storeOfRun();
    await store.close();
    await expect(readdir(dirname(file))).rejects.toThrow(/ENOENT/);
    const { store: asked, file: made } = await storeOfRun();
    await asked.documentsOf("m", ["a"]);
    expect(await readdir(dirname(made))).toContain("store.duckdb");
  });

  it("serves the next run", async () => {
    const { store, file } = await storeOfRun();
    await store.putDocuments("m", new Map([["a", "1"]]));
    await store.finish(aRun);
    await store.close();
    const next = await storeOfRun(file);
    expect(await next.store.documentsOf("m", ["a"])).toEqual(new Map([["a", "1"]]));
    expect(next.messages).toEqual([]);
  });

  it("says nothing where it is closed while it is asked, and afterwards", async () => {
    const { store, messages } = await storeOfRun();
    await store.putDocuments("m", new Map([["a", "1"]]));
    const asked = Array.from({ length: 50 }, (_, i) => store.putDocuments("m", new Map([[`k${i}`, "1"]])));
    const closed = store.close();
    await Promise.all([...asked, closed]);
    expect(await store.documentsOf("m", ["a"])).toEqual(new Map());
    expect(messages).toEqual([]);
  });

  it("says what it had to make anew", async () => {
    const { store, file } = await storeOfRun();
    await store.putDocuments("m", new Map([["a", "1"], ["b", "1"]])); // prettier-ignore
    await store.close();
    await change(file, "UPDATE documents SET value = '2'");
    const next = await storeOfRun(file);
    expect(await next.store.documentsOf("m", ["a", "b"])).toEqual(new Map());
    await next.store.finish(aRun);
    expect(next.messages).toEqual([
      expect.stringMatching(/had 2 entries that were damaged; they were made anew/),
    ]);
  });

  it("begins a new one where the file turns out to be damaged in the middle", async () => {
    const { store, file } = await storeOfRun();
    const many = Array.from({ length: 4000 }, (_, i) => [`k${i}`, JSON.stringify({ text: `${Math.sin(i)}`.repeat(20) })] as const); // prettier-ignore
    await store.putDocuments("m", new Map(many));
    await store.close();
    const bytes = await readFile(file);
    await writeFile(file, bytes.fill(7, bytes.length / 4, (bytes.length * 3) / 4));

    const next = await storeOfRun(file);
    expect(await next.store.documentsOf("m", many.map(([key]) => key))).toEqual(new Map()); // prettier-ignore
    expect(next.messages).toEqual([expect.stringMatching(/is damaged .* a new one is begun/)]);
    await next.store.putDocuments("m", new Map([["a", "1"]]));
    expect(await next.store.documentsOf("m", ["a"])).toEqual(new Map([["a", "1"]]));
    expect(await readdir(dirname(file))).toContain("store.duckdb.damaged");
  });

  it("goes on without the package, unless the store was asked for", async () => {
    const { store, messages } = await storeOfRun(undefined, { load: missing });
    await store.putDocuments("m", new Map([["a", "1"]]));
    expect(await store.documentsOf("m", ["a"])).toEqual(new Map());
    await store.finish(aRun);
    expect(messages).toEqual([
      expect.stringMatching(/^Nothing is kept for the next run\. .*Run `npm i @duckdb\/node-api`\.$/),
    ]);
    const asked = await storeOfRun(undefined, { load: missing, isAskedFor: true });
    await expect(asked.store.documentsOf("m", ["a"])).rejects.toMatchObject({ kind: "config" });
  });

  it("goes on where its place can't be written, unless it was asked for", async () => {
    const file = join(await temporaryFolder(), "a file");
    await writeFile(file, "");
    const place = join(file, "store.duckdb");
    const { store, messages } = await storeOfRun(place);
    expect(await store.vectorsOf("m", ["a"])).toEqual(new Map());
    expect(messages).toEqual([expect.stringMatching(/^The run goes on without its store\. Could not write/)]);
    const asked = await storeOfRun(place, { isAskedFor: true });
    await expect(asked.store.vectorsOf("m", ["a"])).rejects.toMatchObject({ kind: "disk" });
  });

  it("gives back the last fit as it was put in, and none where there is none", async () => {
    const { store, file } = await storeOfRun();
    expect(await store.lastFit()).toBeUndefined();
    await store.putFit(aFit, new Date(0));
    await store.putFit({ ...aFit, key: "other" }, new Date(0));
    await store.close();
    expect(await (await storeOfRun(file)).store.lastFit()).toEqual({ ...aFit, key: "other" });
  });

  it("takes a fit that is not whole, or no clone of V8's, for none", async () => {
    const { store } = await storeOfRun();
    await store.putFit({ ...aFit, textIds: ["a"] }, new Date(0));
    expect(await store.lastFit()).toBeUndefined();
    await store.close();
    expect(
      unpackFit({ id: "x", created: "", value: {}, parts: new Map([["fit", Uint8Array.of(1, 2)]]) }),
    ).toBe(undefined);
    expect(unpackFit({ id: "x", created: "", value: {}, parts: new Map() })).toBeUndefined();
  });

  it("waits for whoever only looks into it", async () => {
    const { store: other, file } = await storeIn();
    const { store } = await storeOfRun(file);
    const asked = store.phrasesOf("m", ["a"]);
    await other.close();
    expect(await asked).toEqual(new Map());
  });

  it("is refused while somebody else has it", async () => {
    const { file } = await storeIn();
    const { store } = await storeOfRun(file);
    await expect(store.phrasesOf("m", ["a"])).rejects.toMatchObject({ kind: "locked", exitCode: 7 });
  });
});
