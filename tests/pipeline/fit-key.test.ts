import { describe, expect, it } from "vitest";
import { fitKey, FITTING } from "../../src/pipeline/fit-key.js";
import { normalizeConfig } from "../../src/run/config.js";
import type { ModelIdentity } from "../../src/shapes/embeddings.js";
import { notCoveredBy } from "../helpers/code-behind.js";

const identity = { embedder: "builtin", model: "m", revision: "r", dims: 2 } as ModelIdentity;
const keyOf = (options: Record<string, unknown>, model = identity): Promise<string> =>
  fitKey(normalizeConfig({ paths: ["posts"], ...options }), model);

describe("the key of a fit", () => {
  it("knows all the code behind it", () => {
    const files = ["cluster/cluster", "cluster/pillars", "describe/describe", "embed/adapt/adapt", "map/map"];
    expect(
      notCoveredBy(
        FITTING,
        files.map((file) => `src/stages/${file}.ts`),
      ),
    ).toEqual([]);
  });

  it("is another one for other themes, words or models", async () => {
    const keys = [
      keyOf({}),
      keyOf({ granularity: "fine" }),
      keyOf({ seed: 7 }),
      keyOf({ stopWords: ["team"] }),
      keyOf({}, { ...identity, revision: "other" }),
    ];
    expect(new Set(await Promise.all(keys)).size).toBe(keys.length);
  });

  it("is the same wherever posts and report lie, and whatever else is written", async () => {
    const others = [
      { paths: ["elsewhere"] },
      { out: "there" },
      { title: "Ours" },
      { since: "2024-01-01" },
      { store: false },
      { refit: true },
      { parquet: true },
      { export: ["agent"] },
    ];
    const key = await keyOf({});
    for (const options of others) expect(await keyOf(options), JSON.stringify(options)).toBe(key);
  });
});
