import { mkdtemp, readdir, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import rehypeParse from "rehype-parse";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { SaxesParser } from "saxes";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { createRandom } from "../src/math/random.js";
import { runPipeline, type Effects, type PartialConfig, type PipelineResult } from "../src/index.js";
import { nodeFiles } from "../src/io/files.js";
import type { Log } from "../src/shapes/context.js";
import type { Report } from "../src/shapes/report.js";
import {
  asOnDisk,
  contentOf,
  differences,
  readFolder,
  readRows,
  withoutScripts,
} from "./helpers/report-files.js";
import { SAMPLE_THEMES } from "./helpers/sample-texts.js";
import { FOOTER, smallCollection, writeFiles } from "./helpers/small-collection.js";

const collection = smallCollection();
const names = Object.keys(collection.files);
const before = process.cwd();
/** Holds the collection and nothing else; runs are made from here. */
let folder: string;
/** Holds what tests make for themselves. */
let others: string;
/** The report on the whole collection, given as a folder. */
let base: PipelineResult;

beforeAll(async () => {
  const temporary = async (): Promise<string> =>
    realpath(await mkdtemp(join(tmpdir(), "throughline-pipeline-")));
  [folder, others] = [await temporary(), await temporary()];
  await writeFiles(join(folder, "posts"), collection.files);
  process.chdir(folder);
  base = await run({});
});

afterAll(async () => {
  process.chdir(before);
  for (const path of [folder, others]) await rm(path, { recursive: true, force: true });
});

/** Runs on the collection with the built-in model, and writes nothing unless asked. */
function run(options: PartialConfig, effects: Effects = {}): Promise<PipelineResult> {
  return runPipeline({ paths: ["posts"], embedder: "builtin", ...options }, { write: false, ...effects });
}

/** Runs on files that are there for one test only. */
async function runOn(
  files: Record<string, string | Uint8Array>,
  options: PartialConfig = {},
): Promise<PipelineResult> {
  const own = await mkdtemp(join(others, "posts-"));
  await writeFiles(join(own, "posts"), files);
  return run({ paths: [join(own, "posts")], ...options });
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = createRandom(seed);
  const keyed = items.map((item) => ({ item, key: random.next() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

/** Where two results differ, other than in timings and in how the paths were given. */
function differencesOf(one: PipelineResult, other: PipelineResult): string[] {
  return differences(asOnDisk(one.files), asOnDisk(other.files), { config: ["paths"] });
}

/** Adds up in whole posts and passages, whatever the input was. */
function expectSums({ report, files }: PipelineResult): void {
  const { counts, themes, passages, posts, skipped } = report;
  expect(counts.postsIn).toBe(counts.postsClustered + counts.postsSkipped);
  expect(readRows(files, "posts.csv")).toHaveLength(counts.postsClustered);
  expect(readRows(files, "skipped.csv").filter((row) => row["whole_post"] === "true")).toHaveLength(
    counts.postsSkipped,
  );
  expect(skipped.filter((row) => row.post)).toHaveLength(counts.postsSkipped);
  expect(posts).toHaveLength(counts.postsClustered);
  expect(passages).toHaveLength(counts.passages);
  expect(themes.reduce((sum, theme) => sum + theme.passages, counts.unplaced)).toBe(counts.passages);
  expect(themes).toHaveLength(counts.themes);
}

/** No theme is empty or nameless, and no number is anything but a number. */
function expectSensible({ report, files }: PipelineResult): void {
  expect(report.themes.length).toBeGreaterThan(0);
  for (const theme of report.themes) {
    expect(theme.label).toMatch(/\p{L}/u);
    expect(theme.about).not.toBe("");
    expect(theme.passages).toBeGreaterThan(0);
    expect(theme.quotations.length).toBeGreaterThan(0);
  }
  expect(new Set(report.themes.map(({ slug }) => slug)).size).toBe(report.themes.length);
  // JSON writes NaN and the infinities as null, of which a report holds none.
  expect(JSON.stringify(report)).not.toContain("null");
  for (const { path } of files)
    expect(withoutScripts(contentOf(files, path))).not.toMatch(/\b(?:NaN|Infinity|undefined|\[object)\b/);
}

// Tests run side by side where they can: a run on a few posts waits more than it works.
describe.concurrent("the same input", () => {
  it("gives the same bytes again, also where two runs share a process", async () => {
    const [one, two] = await Promise.all([run({}), run({})]);
    expect(differences(asOnDisk(base.files), asOnDisk(one.files))).toEqual([]);
    expect(differences(asOnDisk(base.files), asOnDisk(two.files))).toEqual([]);
  });

  it("gives the same bytes in whatever order the files are named", async () => {
    const paths = names.map((name) => `posts/${name}`);
    const first = await run({ paths });
    const orders = [1, 2].map((seed) => shuffled(paths, seed));
    for (const other of await Promise.all(orders.map((order) => run({ paths: order })))) {
      expect(differencesOf(first, other)).toEqual([]);
    }
  });

  it("gives the same bytes in whatever order a folder lists its files", async () => {
    const files = nodeFiles();
    const readdirShuffled = async (path: string): Promise<string[]> => shuffled(await files.readdir(path), 5);
    const other = await run({}, { files: { ...files, readdir: readdirShuffled } });
    expect(differences(asOnDisk(base.files), asOnDisk(other.files))).toEqual([]);
  });

  it.each([
    ["a glob", ["posts/*"]],
    ["two globs", ["posts/*.{csv,jsonl,xml}", "posts/*.{html,txt,md}"]],
    ["the folder and one of its files", ["posts/rituals.html", "posts"]],
    ["the folder twice", ["posts", "./posts/"]],
  ])("gives the same bytes by %s as by the folder", async (_, paths) => {
    expect(differencesOf(base, await run({ paths }))).toEqual([]);
  });

  it("gives the same report by a list as by the folder, but for the folder's name in the paths", async () => {
    const listed = await run({ paths: names.map((name) => `posts/${name}`) });
    const nameless = ({ report }: PipelineResult): unknown =>
      JSON.parse(JSON.stringify(report).replaceAll('"posts/', '"'));
    expect(nameless(listed)).toEqual(nameless(base));
    expect(listed.report.posts[0]?.path).toBe("change-one.md");
    expect(listed.run.outputs["themes.csv"]).toBe(base.run.outputs["themes.csv"]);
  });

  it("has the hashes of its own files in run.json", () => {
    const others = base.files.filter(({ path }) => path !== "run.json").map(({ path }) => path);
    expect(Object.keys(base.run.outputs)).toEqual(others);
    expect(JSON.parse(contentOf(base.files, "run.json"))).toEqual(base.run);
  });

  it("has another hash of the inputs when a character changes", async () => {
    const changed = { ...collection.files, "change-one.md": `${collection.files["change-one.md"] ?? ""}!` };
    const same = await runOn(collection.files);
    expect(same.run.inputs).toEqual(base.run.inputs);
    expect((await runOn(changed)).run.inputs.sha256).not.toBe(base.run.inputs.sha256);
  });
});

describe.concurrent("what was read", () => {
  it("is every post of every format, once", () => {
    expect(base.report.counts).toMatchObject({ postsIn: collection.posts, postsSkipped: 0 });
    const places = base.report.posts.map(({ path, record }) => [path, record].filter(Boolean).join(" "));
    expect(places.toSorted()).toEqual(
      Object.keys(collection.sources)
        .map((name) => `posts/${name}`)
        .sort(),
    );
    expectSums(base);
    expectSensible(base);
  });

  it("adds up where some of it is broken", async () => {
    const result = await runOn({
      ...collection.files,
      "broken.md": Uint8Array.of(0x23, 0x20, 0xc3, 0x28, 0x00, 0xff, 0xfe, 0x0a),
      "empty.md": "---\ntitle: Nothing\n---\n",
      "picture.md": "![a picture](picture.png)\n",
      "half.jsonl": `{"title": "Whole", "text": "Decisions that nobody wrote down are made again."}\n{"title": "Hal`,
    });
    expectSums(result);
    expect(result.report.counts.postsIn).toBe(collection.posts + 5);
    expect(result.report.counts.postsSkipped).toBe(4);
    const reasons = Object.fromEntries(
      readRows(result.files, "skipped.csv").map((row) => [`${row["path"]} ${row["place"]}`, row["reason"]]),
    );
    expect(Object.keys(reasons)).toEqual([
      "posts/broken.md byte 4",
      "posts/empty.md ",
      "posts/half.jsonl line 2",
      "posts/picture.md ",
    ]);
    for (const reason of Object.values(reasons)) expect(reason).toMatch(/\w/);
  });

  it("is the same themes with a broken file beside it as without", async () => {
    const result = await runOn({ ...collection.files, "broken.md": Uint8Array.of(0xff, 0x00, 0xc3, 0x28) });
    expect(differences(asOnDisk(result.files), asOnDisk(base.files))).not.toContain("themes.csv");
    expect(differences(asOnDisk(result.files), asOnDisk(base.files))).toContain("skipped.csv");
  });

  it("takes the days from `since` to `until`, both included, and no undated post", async () => {
    const undated = { "undated.md": "A day that nobody wrote down is a day that nobody can ask for.\n" };
    const all = await runOn({ ...collection.files, ...undated });
    expect(all.report.counts.postsIn).toBe(collection.posts + 1);
    const some = await runOn(
      { ...collection.files, ...undated },
      { since: "2024-02-13", until: "2024-06-11" },
    );
    expect(some.report.posts.map(({ title }) => title)).toEqual([
      "Rituals & meetings",
      "Fewer meetings",
      "One number",
      "Forty charts",
      "Averages",
    ]);
    expect(some.report.counts.postsSkipped).toBe(0);
    expectSums(some);
    await expect(run({ since: "2030-01-01" })).rejects.toMatchObject({ name: "UserError", kind: "noInput" });
  });
});

describe.concurrent("the number of themes", () => {
  it.each([1, 3, 6])("is %d where that is asked for", async (themes) => {
    const result = await run({ themes });
    expect(result.report.themes).toHaveLength(themes);
    expect(readRows(result.files, "themes.csv").filter(({ level }) => level === "theme")).toHaveLength(
      themes,
    );
    expectSums(result);
    expectSensible(result);
  });

  it("is lowered where there are fewer different passages, which is said first", async () => {
    const { report } = await run({ themes: 500 });
    expect(report.themes.length).toBeLessThan(500);
    expect(report.themes.length).toBeGreaterThan(1);
    expect(report.notes[0]).toMatch(/^500 themes were asked for and \d+ made: /);
  });

  it.each([1, 2, 5, 20])("is sensible for %d passages", async (count) => {
    const sentences = SAMPLE_THEMES.flatMap((theme) => theme.sentences);
    const posts = Array.from({ length: count }, (_, i) => sentences.slice(2 * i, 2 * i + 2).join(" "));
    const result = await runOn(Object.fromEntries(posts.map((post, i) => [`${i}.md`, post])));
    expect(result.report.counts).toMatchObject({ postsIn: count, passages: count, postsSkipped: 0 });
    if (count < 10) expect(result.report.themes).toHaveLength(1);
    expectSums(result);
    expectSensible(result);
  });

  it("is one where all posts are the same", async () => {
    const content = collection.files["change-two.md"] ?? "";
    const copies = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`copy-${i}.md`, content]));
    const result = await runOn(copies);
    expect(result.report.themes).toHaveLength(1);
    // Eleven are copies of the first, and left out as such.
    expect(result.report.counts).toMatchObject({
      postsIn: 12,
      postsClustered: 1,
      postsSkipped: 11,
      unplaced: 0,
    });
    expect(result.report.skipped.every(({ rule }) => rule === "copies of other posts")).toBe(true);
    expectSums(result);
    expectSensible(result);
  });
});

describe.concurrent("the configuration", () => {
  const passageTexts = ({ report }: PipelineResult): string =>
    report.passages.map(({ text }) => text).join("\n");
  const removedTexts = ({ files }: PipelineResult): string[] =>
    readRows(files, "removed.csv").map((row) => row["text"] ?? "");

  it("`keep` keeps what would be taken out as boilerplate", async () => {
    expect(removedTexts(base)).toContain(FOOTER);
    expect(passageTexts(base)).not.toContain(FOOTER);
    const kept = await run({ keep: [FOOTER.toUpperCase()] });
    expect(removedTexts(kept)).not.toContain(FOOTER);
    expect(passageTexts(kept)).toContain(FOOTER);
  });

  it("`remove` takes out what would be kept, and says so", async () => {
    const text = "The wiki had four thousand pages and one reader";
    expect(passageTexts(base)).toContain(text);
    const without = await run({ remove: [text] });
    expect(passageTexts(without)).not.toContain(text);
    expect(passageTexts(without)).toContain("who was looking for the lunch menu");
    expect(removedTexts(without).join("\n")).toContain(text);
  });

  it("`stopWords` name no theme", async () => {
    const words = ({ report }: PipelineResult): string[] =>
      report.themes
        .flatMap(({ label, terms }) => [label, ...terms.map(({ text }) => text)])
        .flatMap((text) => text.toLowerCase().split(/[^\p{L}]+/u));
    const stopWords = ["roadmap", "Meeting"];
    expect(words(base)).toEqual(expect.arrayContaining(["roadmap", "meetings"]));
    const result = await run({ stopWords });
    for (const word of ["roadmap", "roadmaps", "meeting", "meetings"]) {
      expect(words(result)).not.toContain(word);
    }
  });

  it("`passageWords` sets the length of passages", async () => {
    expect((await run({ passageWords: 20 })).report.counts.passages).toBeGreaterThan(
      base.report.counts.passages + 10,
    );
  });

  it("`adapt` says whether the model learns from the posts", async () => {
    const { run: record } = await run({ adapt: false });
    expect(base.run.model.model).toBe(`${record.model.model} + corpus`);
  });

  it("`title` heads the report", async () => {
    const { files } = await run({ title: "Ida's <threads>" });
    expect(contentOf(files, "report.html")).toContain("<title>Ida&#39;s &lt;threads&gt;</title>");
  });

  it("`columns` says where a table holds what", async () => {
    const rows = ["Nummer,Tag,Beitrag", "1,2024-01-02,Decisions that nobody wrote down are made again."].join(
      "\n",
    );
    const columns = { text: "Beitrag", title: "Nummer", date: "Tag" };
    const { report } = await runOn({ "tabelle.csv": rows }, { columns });
    expect(report.posts).toMatchObject([{ title: "1", date: "2024-01-02" }]);
  });

  it("`maxFileMegabytes` leaves larger files unread", async () => {
    const large = "Decisions that nobody wrote down are made again. ".repeat(25_000);
    const { report } = await runOn({ ...collection.files, "large.md": large }, { maxFileMegabytes: 1 });
    expect(report.skipped).toMatchObject([{ path: "posts/large.md", post: true }]);
  });

  it("stands in run.json as it was resolved", async () => {
    const { run: record } = await run({ themes: 2, since: "2023-01-01", stopWords: ["team"] });
    expect(record.config).toMatchObject({
      paths: ["posts"],
      out: "output",
      embedder: "builtin",
      themes: 2,
      seed: 42,
      since: "2023-01-01",
      stop_words: ["team"],
      passage_words: 120,
    });
  });
});

describe("as a library", () => {
  it("writes nothing and prints nothing unless asked", async () => {
    const print = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write"));
    onTestFinished(() => print.forEach((spy) => spy.mockRestore()));
    const there = await readdir(folder);
    const { report, files, run: record } = await run({});
    expect(await readdir(folder)).toEqual(there);
    for (const spy of print) expect(spy).not.toHaveBeenCalled();
    expect(report.themes.length).toBe(record.counts.themes);
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["report.html", "report.md", "map.svg", "plan.md", "passages.csv", "run.json"]),
    );
  });

  it("writes the very files that it returns", async () => {
    const out = await mkdtemp(join(others, "report-"));
    const { files } = await run({ out }, { write: true });
    expect(await readFolder(out)).toEqual(asOnDisk(files));
  });

  it.each<[string, PartialConfig]>([
    ["no path", { paths: [] }],
    ["a number of themes that is none", { themes: 0 }],
    ["a day that is none", { since: "2024-02-30" }],
  ])("rejects %s", async (_, options) => {
    await expect(run(options)).rejects.toMatchObject({ name: "UserError", kind: "config" });
  });

  it("refuses a report folder inside the posts before it reads any", async () => {
    const files = nodeFiles();
    const read = vi.fn((path: string) => files.read(path));
    const running = run({ out: "posts/report" }, { write: true, files: { ...files, read } });
    await expect(running).rejects.toMatchObject({ name: "UserError", kind: "config" });
    expect(read).not.toHaveBeenCalled();
  });
});

describe("an abort", () => {
  /** A log that aborts at its n-th message, and keeps count. */
  function abortingLog(controller: AbortController, at: number): { log: Log; messages: string[] } {
    const messages: string[] = [];
    const note = (message: string): void => {
      messages.push(message);
      if (messages.length === at) controller.abort();
    };
    const progress: Log["progress"] = (label) => {
      note(label);
      return { advance: () => undefined, done: () => undefined };
    };
    return { log: { info: note, warn: note, debug: note, progress }, messages };
  }

  it("in any stage leaves the old report as it was, and nothing beside it", async () => {
    const own = await mkdtemp(join(others, "aborted-"));
    const out = join(own, "report");
    const { log, messages } = abortingLog(new AbortController(), Infinity);
    await run({ out }, { write: true, log });
    await writeFile(join(out, "mine.txt"), "mine");
    const old = await readFolder(own);
    expect(messages.length).toBeGreaterThan(6);
    for (let at = 1; at <= messages.length; at++) {
      const controller = new AbortController();
      const effects = { write: true, signal: controller.signal, log: abortingLog(controller, at).log };
      const label = `aborted at "${messages[at - 1] ?? ""}"`;
      await expect(run({ out, title: "Another", fresh: true }, effects), label).rejects.toMatchObject({
        name: "AbortError",
      });
      expect(differences(old, await readFolder(own)), label).toEqual([]);
    }
  });

  it("before the start reads no post", async () => {
    const files = nodeFiles();
    const read = vi.fn((path: string) => files.read(path));
    const effects = { signal: AbortSignal.abort(), files: { ...files, read } };
    await expect(run({}, effects)).rejects.toMatchObject({ name: "AbortError" });
    expect(read).not.toHaveBeenCalled();
  });
});

describe("a quotation", () => {
  /** The characters of a text that are not white space. */
  const letters = (text: string): string[] => Array.from(text.replace(/\s+/g, ""));

  /** True where all of `inner` stands in `outer`, in order, with markup in between at most. */
  function standsIn(inner: string, outer: string): boolean {
    const rest = letters(outer)[Symbol.iterator]();
    return letters(inner).every((wanted) => {
      for (let next = rest.next(); next.done !== true; next = rest.next())
        if (next.value === wanted) return true;
      return false;
    });
  }

  function expectTraced(
    source: string,
    { start, end, text }: { start: number; end: number; text: string },
  ): void {
    const slice = source.slice(start, end);
    expect(letters(slice).at(0), slice).toBe(letters(text).at(0));
    expect(letters(slice).at(-1), slice).toBe(letters(text).at(-1));
    expect(slice.trim(), slice).toBe(slice);
    expect(standsIn(text, slice), `"${text}" in "${slice}"`).toBe(true);
  }

  /** The documents of a report's posts, by post. */
  function sourcesOf(report: Report, sources: Readonly<Record<string, string>>): Map<string, string> {
    return new Map(
      report.posts.map(({ id, path, record }) => {
        const place = [path.replace(/^posts\//, ""), record].filter(Boolean).join(" ");
        const source = sources[place];
        if (source === undefined) throw new Error(`Expected to know the source of ${place}.`);
        return [id, source];
      }),
    );
  }

  it("begins and ends in the source with its own characters, and so does every passage", () => {
    const sources = sourcesOf(base.report, collection.sources);
    const quotations = base.report.themes.flatMap((theme) => theme.quotations);
    expect(quotations.length).toBeGreaterThan(5);
    for (const quotation of quotations) expectTraced(sources.get(quotation.postId) ?? "", quotation);
    for (const row of readRows(base.files, "passages.csv")) {
      const [start, end] = [Number(row["start"]), Number(row["end"])];
      expectTraced(sources.get(row["post_id"] ?? "") ?? "", { start, end, text: row["text"] ?? "" });
    }
  });

  it("counts UTF-16 units in the file as read, behind its byte order mark", async () => {
    const content =
      "---\r\ntitle: Signs 🚀\r\n---\r\n\r\n# Signs 🚀\r\n\r\n🚀🚀 *Naïve* plans\r\ntook \\#off &amp; “landed”.\r\n\r\n" +
      "1. First, 日本語 😀\r\n2. Then <b>nothing</b> 🚀\r\n";
    const files = { "signs.md": `\ufeff${content}` };
    const { report } = await runOn(files);
    const [quotation] = report.themes[0]?.quotations ?? [];
    expect(quotation?.text).toBe("🚀🚀 Naïve plans took #off & “landed”.\nFirst, 日本語 😀\nThen nothing 🚀");
    expectTraced(content, quotation ?? { start: 0, end: 0, text: "" });
  });

  it("takes the entities at its ends whole", async () => {
    const body = "<p>&ldquo;Ask what people will have to stop doing &amp; when&hellip;</p>";
    const { report } = await runOn({ "entities.html": `<html><body>${body}</body></html>` });
    const [quotation] = report.themes[0]?.quotations ?? [];
    expect(quotation?.text).toBe("“Ask what people will have to stop doing & when…");
    expect(`<html><body>${body}</body></html>`.slice(quotation?.start, quotation?.end)).toBe(
      body.slice(3, -4),
    );
  });
});

describe("hostile posts", () => {
  const attack = `</title></script><script>alert(1)</script><img src=x onerror=alert(2)>`;
  const quoted = `"'><svg/onload=alert(3)>`;
  const escaped = (text: string): string => text.replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  let hostile: PipelineResult;

  beforeAll(async () => {
    const text = SAMPLE_THEMES[1]?.sentences.slice(0, 3).join(" ") ?? "";
    // Another text under the same title, so that it is no copy.
    const other = SAMPLE_THEMES[2]?.sentences.slice(0, 3).join(" ") ?? "";
    const body = `${text} ${attack} ${attack.replaceAll("<", "\\<")} [a link](javascript:alert(4)) ${quoted}`;
    const line = {
      title: escaped(attack + quoted),
      author: attack,
      tags: [attack, quoted],
      text: `${text} ${escaped(attack)}`,
      date: "2024-01-01",
    };
    const addresses = [
      "javascript:alert(5)",
      `https://example.org/${quoted}<script>alert(6)</script>`,
      "data:text/html,<script>alert(7)</script>",
      "//example.org/x",
    ];
    const own = join(others, "hostile");
    await writeFiles(join(own, "posts"), {
      "a.jsonl": addresses.map((url) => `${JSON.stringify({ ...line, url })}\n`).join(""),
      "<img src=x onerror=alert(8)>.md": `${body}\n`,
      "quoted.md": `---\ntitle: ${JSON.stringify(attack + quoted)}\nauthor: ${JSON.stringify(quoted)}\n---\n\n## ${quoted.replace("<", "\\<")}\n\n${other} ${attack.replaceAll("<", "\\<")}\n`,
      "page.html":
        `<html><head><title>${escaped(attack)}</title></head>` +
        `<body><h2>${escaped(attack)}</h2><p>${text} ${escaped(attack + quoted)}</p></body></html>`,
    });
    hostile = await run({ paths: [join(own, "posts")], title: attack + quoted });
  });

  it("arrive in the report with all that is hostile in them", () => {
    const { posts, passages } = hostile.report;
    expect(posts.map(({ title }) => title)).toContain(attack + quoted);
    expect(posts.map(({ author }) => author)).toEqual(expect.arrayContaining([attack, quoted]));
    expect(passages.map(({ text }) => text).join("\n")).toContain("<script>alert(1)</script>");
    expect(passages.flatMap(({ headingPath }) => headingPath)).toContain(quoted);
    const titles = readRows(hostile.files, "posts.csv").map((row) => row["title"]);
    expect(titles).toContain(attack + quoted);
  });

  it("reach no page as markup, script or link", () => {
    const page = withoutScripts(contentOf(hostile.files, "report.html"));
    // The texts are there (else nothing is proved), and only as texts.
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(page).toContain("&lt;svg/onload=alert(3)&gt;");
    const elements = new Set<string>();
    visit(unified().use(rehypeParse).parse(page), "element", ({ tagName, properties }) => {
      elements.add(tagName);
      expect(Object.keys(properties).filter((name) => /^on/i.test(name))).toEqual([]);
      for (const address of [properties["href"], properties["src"]]) {
        if (address !== undefined)
          expect(address).toMatch(/^(?:https:\/\/example\.org\/|#|\.\.\/|[\w-]+\.(?:csv|svg|md)$)/);
      }
    });
    for (const name of ["script", "img", "iframe", "object", "embed", "base", "form"]) {
      expect(elements).not.toContain(name);
    }
  });

  it("reach no Markdown page as markup, script or link", () => {
    const pages = hostile.files.filter(({ path }) => path.endsWith(".md"));
    expect(pages.length).toBeGreaterThan(2);
    for (const { path, content } of pages) {
      visit(unified().use(remarkParse).use(remarkGfm).parse(content), (node) => {
        if (node.type === "html") expect(node.value, path).not.toMatch(/alert|onerror|onload|<script|<img/i);
        if (node.type === "link" || node.type === "image" || node.type === "definition") {
          expect(node.url, path).not.toMatch(/^\s*(?:javascript|data|vbscript):/i);
          expect(node.url, path).not.toMatch(/[<>"]/);
        }
      });
    }
  });

  it("reach no drawing as markup or script", () => {
    const drawings = hostile.files.filter(({ path }) => path.endsWith(".svg"));
    expect(drawings.map(({ path }) => path)).toEqual([
      "map.svg",
      "timeline.svg",
      ...hostile.report.themes.map(({ slug }) => `themes/${slug}-timeline.svg`),
    ]);
    for (const { content } of drawings) {
      const parser = new SaxesParser();
      parser.on("opentag", ({ name, attributes }) => {
        expect(["script", "image", "foreignObject", "a"]).not.toContain(name);
        expect(Object.keys(attributes).filter((attribute) => /^on|href/i.test(attribute))).toEqual([]);
      });
      parser.write(content).close();
    }
  });
});
