import { afterAll, describe, expect, it } from "vitest";
import { localPool } from "../../../src/jobs/local/pool.js";
import { describeExecutor } from "../../conformance/executor.js";
import { changed, double, JOBS, refuse } from "../../helpers/jobs.js";

const script = new URL("../../helpers/from-sources.js", import.meta.url);

for (const threads of [1, 3]) describeExecutor("local", () => localPool({ jobs: JOBS, threads, script }));

describe("a pool of threads", () => {
  const signal = new AbortController().signal;
  const pool = localPool({ jobs: JOBS, threads: 2, script });
  afterAll(() => pool.close());

  it("does nothing by other code than that of whoever asks", async () => {
    const asking = pool.map(changed, [1], { signal })[Symbol.asyncIterator]().next();
    await expect(asking).rejects.toThrow("of the version that was asked for");
  });

  it("says which jobs there are where one is unknown", async () => {
    const asking = pool.map({ ...double, name: "treble" }, [{ n: 1 }], { signal });
    await expect(asking[Symbol.asyncIterator]().next()).rejects.toThrow(/double.*got "treble"/);
  });

  it("tells of a module that can't be loaded", async () => {
    const none = localPool({ jobs: new URL("file:///no/such/module.js"), threads: 1, script });
    const asking = none
      .map(refuse, [{ n: 1, fail: "" }], { signal })
      [Symbol.asyncIterator]()
      .next();
    await expect(asking).rejects.toThrow("no/such/module.js");
    await none.close();
  });
});
