import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.js";
import { evaluate, type Evaluation, type OpenVectors } from "../../src/evaluation/evaluate.js";
import { silentLog } from "../../src/io/silent-log.js";
import type { Context } from "../../src/shapes/context.js";
import { memoryFiles } from "../helpers/memory-files.js";
import { quality, storedRun } from "../helpers/stored-run.js";

const WITHOUT_VECTORS = "Labels were not measured as queries, for want of the run's vectors: no model here";

/** Measures the files of a folder, with or without a file of labels beside it. */
function measure(
  files: Record<string, string> = storedRun(),
  labels?: { name: string; text: string },
): Promise<Evaluation> {
  const tree = Object.fromEntries(Object.entries(files).map(([name, text]) => [`/out/${name}`, text]));
  const beside = labels === undefined ? {} : { [`/${labels.name}`]: labels.text };
  const options = labels === undefined ? {} : { labels: `/${labels.name}` };
  return evaluate("/out", options, contextOf({ ...tree, ...beside }), withoutVectors);
}

const contextOf = (tree: Record<string, string>): Omit<Context, "random"> => ({
  files: memoryFiles(tree),
  log: silentLog,
  signal: new AbortController().signal,
});

const withoutVectors: OpenVectors = () => Promise.reject(new UserError("model", "no model here"));

const WITH_PILLAR = [
  "theme_id,level,parent_id,theme,passages",
  ...["p1,pillar,,Outdoors,5", "t1,theme,p1,Gardens,3", "s1,sub-theme,t1,Roses,1", "t2,theme,p1,Boats,2", ""],
].join("\r\n");

const csv = (text: string): { name: string; text: string } => ({ name: "labels.csv", text });

describe("evaluate, without labels", () => {
  it("counts what is in the folder and passes on what the run measured", async () => {
    expect(await measure()).toMatchObject({
      folder: "/out",
      version: "1.2.3",
      embedder: "builtin",
      posts: 6,
      passages: 6,
      themes: 2,
      passagesPerTheme: { least: 2, median: 2.5, most: 3 },
      unplaced: 1 / 6,
      unplacedPosts: 1 / 6,
      quality,
      notes: [WITHOUT_VECTORS],
    });
    expect(await measure()).not.toHaveProperty("labels");
  });

  it("measures diversity: five different words of six", async () => {
    expect((await measure()).diversity).toBeCloseTo(5 / 6, 12);
  });

  it("measures coherence on each text once, with inflections merged, and no function words between", async () => {
    const { coherence } = await measure();
    // Content words of the five texts: {rose spade soil} {rose need soil} {sail hang mast} {mast sail} {}; the last is
    // none, and c1 is a repetition. Gardens: rose and soil are always together, in 2 of 4; spade is with each once.
    const always = 1;
    const once = Math.log(1 / 4 / ((1 / 2) * (1 / 4))) / -Math.log(1 / 4);
    const never = Math.log(1e-12 / (1 / 2) ** 2) / -Math.log(1e-12);
    const expected = [(always + 2 * once) / 3, (always + 2 * never) / 3];
    for (const measured of ["window", "passage"] as const) {
      coherence.themes.forEach((theme, i) => expect(theme[measured]).toBeCloseTo(expected[i] ?? NaN, 9));
      expect(coherence[measured]).toBeCloseTo(((expected[0] ?? 0) + (expected[1] ?? 0)) / 2, 9);
    }
    expect(coherence.themes.map(({ theme }) => theme)).toEqual(["Gardens", "Boats"]);
  });

  it("leaves open what a run without these figures, or without words, can't tell", async () => {
    const run = JSON.stringify({ generator: "throughline", version: "1" });
    const terms = "theme_id,theme,rank,term,weight\r\n";
    const found = await measure(storedRun({ "run.json": run, "terms.csv": terms }));
    expect(found.quality).toEqual({ silhouette: undefined, cohesion: undefined, stability: undefined });
    expect(found.diversity).toBeUndefined();
    expect(found.coherence.window).toBeUndefined();
  });

  it("says that files may be of two runs where one was cut off, and blames nobody", async () => {
    const journal = {
      ".throughline/journal.json": "{}",
      "themes.csv": "theme_id,theme,passages\r\nt1,G,5\r\n",
    };
    expect((await measure(storedRun(journal))).notes).toEqual([
      expect.stringMatching(/^The report may be of two runs\..* run again\.$/),
      WITHOUT_VECTORS,
    ]);
  });

  it("names a table that was edited, and measures it as it is", async () => {
    const themes = "theme_id,theme,passages\r\nt1,Gardening,3\r\nt2,Boats,2\r\n";
    const found = await measure(storedRun({ "themes.csv": themes }));
    expect(found.notes).toEqual([
      "themes.csv was edited since the run; it was measured as it is now.",
      WITHOUT_VECTORS,
    ]);
    expect(found.coherence.themes[0]?.theme).toBe("Gardening");
  });

  it("counts themes, not their sub-themes", async () => {
    const themes = "theme_id,parent_id,theme,passages\r\nt1,,Gardens,3\r\ns1,t1,Roses,2\r\nt2,,Boats,2\r\n";
    const found = await measure(storedRun({ "themes.csv": themes }));
    expect(found.themes).toBe(2);
    expect(found.passagesPerTheme).toEqual({ least: 2, median: 2.5, most: 3 });
  });

  it("counts themes, not the pillars that hold them", async () => {
    const found = await measure(storedRun({ "themes.csv": WITH_PILLAR }));
    expect(found.themes).toBe(2);
    expect(found.coherence.themes.map(({ theme }) => theme)).toEqual(["Gardens", "Boats"]);
  });

  it.each<[what: string, changed: Record<string, string>, message: RegExp]>([
    ["another program's run.json", { "run.json": '{"generator":"other"}' }, /report of throughline in \/out/],
    ["a run.json that is none", { "run.json": "{" }, /report of throughline/],
    ["a table with other columns", { "posts.csv": "a,b\r\n1,2\r\n" }, /posts\.csv.*no column post_id, path/],
    [
      "a table cut off",
      { "themes.csv": 'theme_id,theme,passages\r\nt1,"Gar' },
      /themes\.csv.*quotation mark/,
    ],
  ])("refuses %s", async (_, changed, message) => {
    const found = measure(storedRun(changed));
    await expect(found).rejects.toMatchObject({ name: "UserError", exitCode: 2 });
    await expect(found).rejects.toThrow(message);
  });

  it.each(["run.json", "terms.csv", "themes.csv", "passages.csv", "posts.csv"])(
    "refuses a folder without %s",
    async (missing) => {
      const files = Object.fromEntries(Object.entries(storedRun()).filter(([name]) => name !== missing));
      const found = measure(files);
      await expect(found).rejects.toMatchObject({ name: "UserError", exitCode: 2 });
      await expect(found).rejects.toThrow(`ENOENT for ${missing}`);
    },
  );
});

describe("evaluate, with labels", () => {
  it("measures posts by their primary theme, unplaced ones as one more group", async () => {
    const { labels } = await measure(storedRun(), csv("post_id,label\na,x\nb,x\nc,y\nd,z\ne,z\nf,z\n"));
    expect(labels).toMatchObject({
      file: "/labels.csv",
      ...{ rows: 6, matchedRows: 6, matchedShare: 1, unusableRows: 0 },
      ...{ posts: 6, labels: 3, themes: 2, unplacedPosts: 1 },
    });
    expect(labels?.purity).toBeCloseTo(5 / 6, 12);
    // scikit-learn 1.2.1 on labels [0 0 1 2 2 2] and themes [0 0 0 1 1 2].
    expect(labels?.ami).toBeCloseTo(0.4118276310331738, 9);
    expect(labels?.vMeasure).toBeCloseTo(0.6853314789615866, 9);
    expect(labels?.ari).toBeCloseTo(0.3181818181818182, 9);
  });

  it.each([
    ["path", "blog/2020/roses.md"],
    ["path", "2020/roses.md"],
    ["File Name", "roses.md"],
    ["id", "roses"],
    ["id", "a"],
    ["url", "https://example.org/roses"],
    ["title", " roses "],
    ["title", "'=Masts, and more"],
    ["path", "blog/data.jsonl line 1"],
    ["record", "line 1"],
  ])("finds a post by %s %j", async (column, name) => {
    const { labels } = await measure(storedRun(), csv(`${column},label\n"${name.replace("'=", "=")}",x\n`));
    expect(labels).toMatchObject({ rows: 1, matchedRows: 1, posts: 1 });
  });

  it("reports rows that fit no post, or several, and rows without a label", async () => {
    const { labels } = await measure(
      storedRun(),
      csv("title;label\nRoses;x\nOn soil;x\nNowhere;x\nSails;\nNothing;y\n"),
    );
    expect(labels).toMatchObject({ rows: 4, matchedRows: 2, matchedShare: 0.5, unusableRows: 1, posts: 2 });
  });

  it("measures them at every level that the report has", async () => {
    const labels = csv("post_id,label\na,x\nb,y\nc,y\nd,z\ne,z\nf,z\n");
    const passages = (storedRun()["passages.csv"] ?? "").replace("a,9,t1,", "a,9,t1,s1");
    const flat = await measure(storedRun({ "passages.csv": passages }), labels);
    expect(flat.labels?.levels.map(({ level, groups }) => [level, groups])).toEqual([
      ["themes", 2],
      ["sub-themes", 3],
    ]);
    expect(flat.labels?.levels[0]?.ami).toBe(flat.labels?.ami);
    // Sub-themes {a} {b c} {d e} and the unplaced f, labels {a} {b c} {d e f}: two of two pairs are right, of four that are to be.
    expect(flat.labels?.levels[1]?.fowlkesMallows).toBeCloseTo(Math.sqrt((2 / 2) * (2 / 4)), 12);
    const files = { "passages.csv": passages, "themes.csv": WITH_PILLAR };
    const three = await measure(storedRun(files), labels);
    expect(three.labels?.levels.map(({ level, groups }) => [level, groups])).toEqual([
      ["pillars", 1],
      ["themes", 2],
      ["sub-themes", 3],
    ]);
  });

  it("takes the first of several rows for one post", async () => {
    const { labels } = await measure(storedRun(), csv("id,label\na,x\na,y\nb,x\n"));
    expect(labels).toMatchObject({ rows: 3, matchedRows: 3, posts: 2, labels: 1, ami: 1 });
  });

  it("matches by line where the labels stand in the file that was read", async () => {
    const text = ['{"id":"n1","label":1}', '{"id":"n2","label":2}', "", '{"id":"n4","label":2}', "[oh"].join(
      "\n",
    );
    const { labels } = await measure(storedRun(), { name: "data.jsonl", text });
    expect(labels).toMatchObject({ rows: 3, matchedRows: 3, posts: 3, labels: 2, unusableRows: 1 });
    // Lines 1 and 2 are in one theme, line 4 in none.
    expect(labels?.purity).toBeCloseTo(2 / 3, 12);
  });

  it("goes by the post's id all the same where there is one", async () => {
    const text = '{"post_id":"a","label":"x"}\n{"post_id":"b","label":"y"}\n';
    const { labels } = await measure(storedRun(), { name: "data.jsonl", text });
    expect(labels).toMatchObject({ posts: 2, labels: 2, themes: 1 });
  });

  it("takes the first of a list of tags", async () => {
    const rows = 'post_id,tags\na,"x; y"\nb,"x,z"\nc,\nd,q\n';
    const { labels } = await measure(storedRun(), csv(rows));
    expect(labels).toMatchObject({ rows: 3, labels: 2, unusableRows: 1 });
    const text = '{"post_id":"a","tags":["x","y"]}\n{"post_id":"b","tags":[]}\n';
    const lists = await measure(storedRun(), { name: "tags.jsonl", text });
    expect(lists.labels).toMatchObject({ rows: 1, unusableRows: 1 });
  });

  it.each([
    ["has no labels", "post_id,colour\na,x\n", /column of categories \(label, .*got: post_id, colour/],
    ["is empty", "", /column of categories .*got: none/],
    ["names none of the posts", "id,label\nzz,x\n", /"a", "blog\/2020\/roses\.md" or "Roses"\), got "zz"\./],
    ["names no posts at all", "colour,label\nred,x\n", /no column such as id, path or title/],
    ["is no text", "post_id,label\0", /NUL byte/],
  ])("refuses a file that %s", async (_, text, message) => {
    const found = measure(storedRun(), csv(text));
    await expect(found).rejects.toMatchObject({ name: "UserError", exitCode: 2 });
    await expect(found).rejects.toThrow(message);
  });

  it("refuses a file that is not there", async () => {
    const tree = Object.fromEntries(
      Object.entries(storedRun()).map(([name, text]) => [`/out/${name}`, text]),
    );
    const found = evaluate("/out", { labels: "/gone.csv" }, contextOf(tree), withoutVectors);
    await expect(found).rejects.toThrow(/\/gone\.csv, got ENOENT\. Correct --labels\./);
  });
});
