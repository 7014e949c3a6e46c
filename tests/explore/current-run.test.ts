import { expect, it } from "vitest";
import { currentRun } from "../../src/explore/current-run.js";
import type { RunFacts } from "../../src/search/read-run.js";
import { quietLog } from "../helpers/explored-sample.js";

const facts = (key: string): RunFacts => ({ key, outputs: new Map() });

it("keeps what was read where the next run has the same vectors, also of the run that was there first", async () => {
  const given = ["old", "old", undefined];
  let opened = 0;
  const run = currentRun(
    facts("first"),
    { folder: "/out" },
    {
      log: quietLog,
      async open() {
        const vectors = given[opened++];
        return { nearest: async () => undefined, close: async () => undefined, ...(vectors && { vectors }) };
      },
    },
  );
  const took = [await run.take(facts("first"))];
  took.push(await run.take(facts("decided"), "old"));
  expect([took, opened, run.state]).toMatchObject([[true, false], 1, { run: "decided", status: "ready" }]);
  expect(await run.take(facts("landed"))).toBe(true);
  expect(await run.take(facts("other posts"), "new")).toBe(true);
  expect(await run.take(facts("again"), "new")).toBe(false);
  expect(opened).toBe(3);
});
