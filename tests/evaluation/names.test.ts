import { describe, expect, it } from "vitest";
import { evaluate, type Evaluation, type OpenVectors } from "../../src/evaluation/evaluate.js";
import { silentLog } from "../../src/io/silent-log.js";
import { memoryFiles } from "../helpers/memory-files.js";
import { storedRun } from "../helpers/stored-run.js";

/** a1, b1, c1 (which repeats b1), d1, e1, f1; gardens to the right, boats upwards. */
const rows = [
  [1, 0],
  [0.8, 0.6],
  [0.8, 0.6],
  [0, 1],
  [0.6, 0.8],
  [0.96, 0.28],
];

function openTo(vectors: Readonly<Record<string, readonly number[]>>, closed: () => void): OpenVectors {
  return () =>
    Promise.resolve({
      embeddings: { data: Float32Array.from(rows.flat()), rows: rows.length, dims: 2 },
      vectorOf: (text) => Promise.resolve(Float32Array.from(vectors[text] ?? [0, 0])),
      close: () => {
        closed();
        return Promise.resolve();
      },
    });
}

function measure(
  vectors: Readonly<Record<string, readonly number[]>>,
  changed = {},
  closed = (): void => undefined,
): Promise<Evaluation> {
  const tree = Object.entries(storedRun(changed)).map(([name, text]) => [`/out/${name}`, text] as const);
  const context = {
    files: memoryFiles(Object.fromEntries(tree)),
    log: silentLog,
    signal: new AbortController().signal,
  };
  return evaluate("/out", {}, context, openTo(vectors, closed));
}

describe("the names of a run", () => {
  it("finds passages by the label, each text once, those in no theme too", async () => {
    let closings = 0;
    const { names, notes } = await measure({ Gardens: [1, 0], Boats: [0, 1] }, {}, () => closings++);
    // From the right: a1 f1 b1 e1 d1. Gardens are a1 and b1: (1/1 + 2/3) / 2. From above: d1 e1 are the boats.
    expect(names.themes.map(({ asQuery }) => asQuery)).toEqual([(1 + 2 / 3) / 2, 1]);
    expect(names.asQuery).toBeCloseTo(((1 + 2 / 3) / 2 + 1) / 2, 12);
    expect(names.chance).toBeCloseTo(2 / 5, 12);
    expect(notes).toEqual([]);
    expect(closings).toBe(1);
  });

  it("thinks less of labels that point elsewhere", async () => {
    const { names } = await measure({ Gardens: [0, 1], Boats: [1, 0] });
    expect(names.asQuery).toBeLessThan(0.5);
  });

  it("tells how well the best names fit, where the run says so", async () => {
    expect((await measure({})).names.fit).toEqual({ least: 0.3, median: 0.6 });
    const without = { "themes.csv": "theme_id,theme,passages\r\nt1,Gardens,3\r\nt2,Boats,2\r\n" };
    expect((await measure({}, without)).names.fit).toBeUndefined();
  });

  it("counts labels of two parts, in the language of the posts", async () => {
    const labels = (one: string, two: string) => ({
      "themes.csv": `theme_id,theme,passages\r\nt1,${one},3\r\nt2,${two},2\r\n`,
    });
    expect((await measure({}, labels("Roses and soil", "Sandy boats"))).names.twoPart).toBe(0.5);
    const spanish =
      "Los jardines de la ciudad son para todas las personas que viven en ella y en sus barrios";
    const posts = ["a", "b", "c"].map((id) => `${id}1,${id},17,t1,,,${spanish}`).join("\r\n");
    const head = "passage_id,post_id,words,theme_id,subtheme_id,duplicate_of,text";
    const run = { ...labels("Agua e hielo", "Agua y sol"), "passages.csv": `${head}\r\n${posts}\r\n` };
    expect((await measure({}, run)).names.twoPart).toBe(1);
  });
});
