import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  agreementOf,
  alignedOrder,
  flowsOf,
  joinSeen,
  strayed,
  type Both,
} from "../../notebooks/lib/comparison.js";
import { compareEmbedders } from "../../scripts/compare-embedders.js";
import { NOTEBOOKS } from "../helpers/notebooks.js";

function both(first: string, second: string, id = "x"): Both {
  return { id, title: "", text: "", first, second, overlap: 1 };
}

/** "A" becomes "a" but for one, "B" and "C" become "b". */
const passages = [
  ...["1", "2", "3"].map((id) => both("A", "a", id)),
  both("A", "b", "4"),
  both("B", "b", "5"),
  both("B", "b", "6"),
  both("C", "b", "7"),
  both("", "a", "8"),
];

describe("two divisions", () => {
  it("are joined by passage; what one lacks is left out", () => {
    const excerpts = ["1", "2"].map((id) => ({ id, title: "T", text: "x" }));
    const first = [
      { id: "1", theme: "A", neighbors: ["2", "3", "4", "5"] },
      { id: "2", theme: "A", neighbors: [] },
    ];
    const second = [{ id: "1", theme: "a", neighbors: ["3", "9", "2", "8"] }];
    expect(joinSeen(excerpts, first, second)).toEqual([
      { id: "1", title: "T", text: "x", first: "A", second: "a", overlap: 0.5 },
    ]);
  });

  it("agree wholly where only the names differ, and by what both placed", () => {
    const same = [both("A", "x"), both("A", "x"), both("B", "y"), both("B", ""), both("", "y")];
    expect(agreementOf(same)).toMatchObject({ placed: 3 });
    expect(agreementOf(same).ami).toBeCloseTo(1, 9);
    expect(agreementOf(passages).ami).toBeLessThan(0.8);
  });

  it("show where the passages go, and which go astray", () => {
    const flows = flowsOf(passages);
    expect(flows).toContainEqual({ first: "A", second: "a", passages: 3, share: 0.75 });
    expect(flows.reduce((sum, flow) => sum + flow.passages, 0)).toBe(passages.length);
    expect(strayed(passages).map(({ id }) => id)).toEqual(["4"]);
    expect(alignedOrder(flows, ["B", "A", "C", ""])).toEqual(["b", "a"]);
  });
});

describe("the comparison of the sample posts", () => {
  it("is, byte for byte, what the script makes of them", async () => {
    const made = await compareEmbedders([join(NOTEBOOKS, "..", "seeds")], ["adapted", "plain"]);
    expect(made.map(({ path }) => path)).toEqual(["runs.json", "passages.csv", "first.csv", "second.csv"]);
    for (const { path, content } of made) {
      const committed = readFileSync(join(NOTEBOOKS, "data", path), "utf8");
      expect(
        content === committed,
        `notebooks/data/${path}: run \`npm run notebooks:data\` and commit it`,
      ).toBe(true);
    }
  });

  it("refuses an embedder that it doesn't know, and one alone", async () => {
    await expect(compareEmbedders(["seeds"], ["adapted", "magic"])).rejects.toThrow(/got "magic"/);
    await expect(compareEmbedders(["seeds"], ["adapted"])).rejects.toThrow(/two embedders, got 1/);
  });
});
