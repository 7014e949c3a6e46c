import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Executor, Plain } from "../../src/shapes/executor.js";
import { double, keyOf, note, refuse, slow, spoil } from "../helpers/jobs.js";

const never = new AbortController().signal;

async function all<T>(results: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const each of results) list.push(each);
  return list;
}

/**
 * What every `Executor` must do.
 *
 * @param make opens one that can do the jobs of `tests/helpers/jobs.ts`
 */
export function describeExecutor(name: string, make: () => Executor | Promise<Executor>): void {
  describe(`executor ${name}`, () => {
    let executor: Executor;
    let folder: string;
    let log: string;
    const logged = async (): Promise<string[]> =>
      (await readFile(log, "utf8").catch(() => "")).split("\n").filter((line) => line !== "");

    beforeEach(async () => {
      executor = await make();
      folder = await mkdtemp(join(tmpdir(), "throughline-executor-"));
      log = join(folder, "log");
    });
    afterEach(async () => {
      await executor.close();
      await rm(folder, { recursive: true });
    });

    it("has a name", () => {
      expect(executor.name).toBe(name);
    });

    it("yields the results in the order of the inputs, whichever is had first", async () => {
      const inputs = Array.from({ length: 12 }, (_, n) => ({ n, wait: n % 3 === 0 ? 60 : 0 }));
      const results = await all(executor.map(double, inputs, { signal: never }));
      expect(results).toEqual(inputs.map(({ n }) => ({ twice: 2 * n })));
    });

    it("has nothing to do for no inputs", async () => {
      expect(await all(executor.map(double, [], { signal: never }))).toEqual([]);
    });

    it("does several maps at a time, and one after the other", async () => {
      const run = (n: number): Promise<unknown> =>
        all(executor.map(double, [{ n }, { n: n + 1 }], { signal: never }));
      const both = await Promise.all([run(1), run(5)]);
      expect([...both, await run(9)]).toEqual([1, 5, 9].map((n) => [{ twice: 2 * n }, { twice: 2 * n + 2 }]));
    });

    it("gives a job a key that only its input changes", async () => {
      const inputs: Plain[] = [1, "1", { a: 1 }, 1];
      const keys = await all(executor.map(keyOf, inputs, { signal: never }));
      expect(keys.every((key) => /^[0-9a-f]{64}$/.test(key))).toBe(true);
      expect(keys[3]).toBe(keys[0]);
      expect(new Set(keys).size).toBe(3);
      expect(await all(executor.map(keyOf, inputs, { signal: never }))).toEqual(keys);
    });

    it("shares no data with a job", async () => {
      const list = [1];
      const [got] = await all(executor.map(spoil, [{ list }], { signal: never }));
      expect(got).toEqual([1, 7]);
      expect(list).toEqual([1]);
    });

    it("throws what a job throws, with its kind, when its turn comes", async () => {
      const inputs = ["", "late", "soon"].map((fail, n) => ({ n, fail }));
      const results: number[] = [];
      const taking = async (): Promise<void> => {
        for await (const n of executor.map(refuse, inputs, { signal: never })) results.push(n);
      };
      await expect(taking()).rejects.toThrow("late 1");
      expect(results).toEqual([0]);
      await expect(
        all(executor.map(refuse, [{ n: 3, fail: "user" }], { signal: never })),
      ).rejects.toMatchObject({
        name: "UserError",
        kind: "model",
        message: "Expected a model, got 3. Give one.",
      });
      expect(await all(executor.map(refuse, [{ n: 4, fail: "" }], { signal: never }))).toEqual([4]);
    });

    it("puts something else in the place of what is lost, but never of what a person can mend", async () => {
      const inputs = ["", "late", ""].map((fail, n) => ({ n, fail }));
      const lost = ({ message }: Error): number => (message === "late 1" ? -1 : NaN);
      expect(await all(executor.map(refuse, inputs, { signal: never, lost }))).toEqual([0, -1, 2]);
      const mended = executor.map(refuse, [{ n: 5, fail: "user" }], { signal: never, lost });
      await expect(all(mended)).rejects.toMatchObject({ name: "UserError", kind: "model" });
    });

    it("ends soon when it is told to, and can be used again", async () => {
      const stop = new AbortController();
      const inputs = Array.from({ length: 40 }, (_, n) => ({ n, log }));
      const taking = all(executor.map(slow, inputs, { signal: stop.signal }));
      const ended = expect(taking).rejects.toThrow("enough");
      await expect.poll(logged).not.toEqual([]);
      stop.abort(new Error("enough"));
      await ended;
      expect((await logged()).length).toBeLessThan(inputs.length);
      expect(await all(executor.map(double, [{ n: 1 }], { signal: never }))).toEqual([{ twice: 2 }]);
    });

    it("begins nothing where it was told to end before", async () => {
      const signal = AbortSignal.abort(new Error("before"));
      await expect(all(executor.map(note, [{ n: 1, log }], { signal }))).rejects.toThrow("before");
      expect(await logged()).toEqual([]);
    });

    it("begins no more than a few for whoever is slow to take the results, and nothing once nobody takes them", async () => {
      const inputs = Array.from({ length: 60 }, (_, n) => ({ n, log }));
      for await (const n of executor.map(note, inputs, { signal: never })) {
        await new Promise((resolve) => setTimeout(resolve, 200));
        if (n === 1) break;
      }
      const begun = (await logged()).length;
      expect(begun).toBeLessThan(inputs.length);
      await all(executor.map(double, [{ n: 1, wait: 50 }], { signal: never }));
      expect((await logged()).length).toBe(begun);
    });
  });
}
