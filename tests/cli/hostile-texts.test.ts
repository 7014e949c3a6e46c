import { mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { PassThrough } from "node:stream";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { stringify } from "yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeFiles } from "../../src/io/files.js";
import { serve } from "../../src/mcp/serve.js";
import { OF_POSTS } from "../../src/render/of-posts.js";
import { makeWorkplace, runCli, type Workplace } from "../helpers/cli.js";
import { quietLog } from "../helpers/explored-sample.js";
import { smallCollection, writeFiles } from "../helpers/small-collection.js";

/** Stands in every text of the posts that follow, so that none of them can be taken for words of the program. */
const MARK = "obeyme";

/** What makes a terminal change its title, its colours or what was printed before, or hides where a text goes. */
const ESCAPES = [
  "\u001b[2J\u001b[31m",
  "\u001b]0;title\u0007",
  "\u001b]8;;https://x.example\u001b\\link\u001b]8;;\u001b\\",
  "\u001bP1;1|17/ab\u001b\\",
  "\u009b31m\u009d0;x\u009c",
  "\b\b\b\u007f",
  "\r overwritten",
  "\u202eback\u2066wards",
  "\u001bc\u000e\u0085",
];
const escape = (i: number): string => `${MARK} ${ESCAPES[i % ESCAPES.length] ?? ""} ${i}`;

/** All that may reach a terminal besides what can be seen: the end of a line. */
const RAW = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

let root: string;
let place: Workplace;

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "throughline-terminal-")));
  place = await makeWorkplace(root);
  const collection = Object.entries(smallCollection().files);
  const posts = collection.map(([name, content], i): [string, string] => {
    if (!name.endsWith(".md")) return [name, content];
    const prose = content.replace(/^---\n[^]*?\n---\n/, "");
    const matter = {
      ...{ title: escape(i), author: escape(i + 1), date: `2023-0${(i % 9) + 1}-11` },
      ...{ tags: [escape(i + 2)], url: `https://example.org/${encodeURIComponent(escape(i + 3))}` },
    };
    const body = `# ${escape(i + 4)}\n\n${escape(i + 5)} ${prose}\n\nWhy does ${escape(i + 6)} matter so much here?`;
    return [`${escape(i + 7).replaceAll("/", "-")}.md`, `---\n${stringify(matter)}---\n\n${body}\n`];
  });
  const odd = {
    [`no date ${escape(1)}.md`.replaceAll("/", "-")]: `---\ndate: ${escape(2)}\n---\n\n${MARK}\n`,
  };
  await writeFiles(join(place.work, "posts"), { ...Object.fromEntries(posts), ...odd });
  const names = ["title", ...ESCAPES.map((_, i) => escape(i))];
  await writeFile(
    join(place.work, "figures.csv"),
    `${names.map((name) => JSON.stringify(name)).join(",")}\n`,
  );
  await writeFile(
    join(place.work, "draft.md"),
    `---\ntitle: ${JSON.stringify(escape(3))}\n---\n\n${escape(4)} ${posts[0]?.[1] ?? ""}\n`,
  );
  const first = await runCli(place, ["run", "posts", "--embedder", "builtin", "--quiet"]);
  expect(first.code, first.stderr).toBeLessThan(4);
  const table = await readFile(join(place.work, "output", "themes.csv"), "utf8");
  const themes = parse<{ theme_id: string; level: string }>(table, { bom: true, columns: true });
  const decided = themes.filter(({ level }) => level === "theme");
  const decisions = {
    themes: [
      ...decided.map(({ theme_id: id }, i) => ({
        ...{
          id,
          rename: `${escape(i)} r${i}`,
          about: escape(i + 1),
          note: escape(i + 2),
          pillar: escape(i + 3),
        },
      })),
      { label: `none ${escape(0)}`, rename: escape(1) },
    ],
    dismiss: [{ proposal: escape(2), label: escape(3) }],
  };
  await writeFile(join(place.work, "themes.yaml"), stringify(decisions));
});

afterAll(() => rm(root, { recursive: true, force: true }));

describe("what is printed", () => {
  const decided = ["--decisions", "themes.yaml"];
  it("of hostile posts, names and decisions holds no escape code", async () => {
    const run = ["run", "posts", "--embedder", "builtin", ...decided];
    const commands = [
      [...run, "--debug"],
      [...run, "--json", "--quiet", "--fresh"],
      [...run, "--metrics", "figures.csv"],
      ["run", escape(0)],
      ["run", "posts", "--out", "x", "--embedder", escape(1)],
      ["run", "posts", `--${escape(2)}`],
      ["evaluate", "output"],
      ["evaluate", "output", "--json"],
      ["evaluate", "output", "--labels", escape(3)],
      ["search", MARK, escape(4)],
      ["search", MARK, "--json"],
      ["search", MARK, "--theme", escape(5)],
      ["check", "draft.md"],
      ["check", "draft.md", "--json"],
      ["assign", "posts"],
      ["assign", "posts", "--json"],
      ["diff", "output", "output"],
      ["diff", "output", escape(6)],
      ["themes", "list"],
      ["themes", "list", "--json"],
      ["themes", "show", "1"],
      ["themes", "show", "1", "--json"],
      ["themes", "log"],
      ["themes", "show", escape(7)],
      ["themes", "rename", "1", escape(8)],
      ["themes", "undo"],
      ["store", "info"],
      ["store", "info", "--json"],
      [escape(0)],
    ];
    for (const command of commands) {
      const { stdout, stderr } = await runCli(place, command);
      expect(stdout + stderr, command.join(" ")).not.toBe("");
      for (const printed of [stdout, stderr])
        expect(RAW.exec(printed)?.input.slice(0, 200), command.join(" ")).toBeUndefined();
    }
  });
});

describe("what a program is answered", () => {
  /** Paths to texts of posts that stand outside of the field for them. */
  function unmarked(value: unknown, path = ""): string[] {
    if (typeof value === "string") return value.includes(MARK) ? [`${path}: ${value.slice(0, 120)}`] : [];
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, own]) =>
      key === OF_POSTS ? [] : unmarked(own, `${path}/${key}`),
    );
  }

  it("has every text of a post, and every name that came from one, in the field for them", async () => {
    const questions: [string, object][] = [
      ["search", { query: MARK }],
      ["search", { query: "change", themes: ["none"] }],
      ["theme", {}],
      ...[1, 2, 3].map((n): [string, object] => ["theme", { name: String(n) }]),
      ["theme", { name: "obeym" }],
      ["post", { post: "obeym" }],
      ["neighbours", { text: "A change that nobody asked for" }],
      ["check", { text: await readFile(join(place.work, "draft.md"), "utf8") }],
      ["plan", {}],
    ];
    const said = [
      {
        method: "initialize",
        params: { protocolVersion: "2025-03-26", capabilities: {}, clientInfo: { name: "t", version: "1" } },
      },
      ...questions.map(([name, args]) => ({ method: "tools/call", params: { name, arguments: args } })),
    ];
    const input = new PassThrough();
    const output = new PassThrough();
    const served = serve(
      { folder: join(place.work, "output") },
      { input, output },
      {
        ...{ files: nodeFiles(), log: quietLog, signal: new AbortController().signal },
      },
    );
    for (const [id, each] of said.entries())
      input.write(`${JSON.stringify({ jsonrpc: "2.0", id, ...each })}\n`);
    let text = "";
    output.setEncoding("utf8").on("data", (part: string) => (text += part));
    await expect.poll(() => text.split("\n").length, { timeout: 300_000 }).toBe(said.length + 1);
    input.end();
    await served;
    const answers = text
      .split("\n")
      .filter((line) => line !== "")
      .map(
        (line) =>
          JSON.parse(line) as { id: number; result: { content?: { text: string }[]; isError?: boolean } },
      )
      .filter(({ id }) => id > 0);
    let marked = 0;
    for (const { id, result } of answers) {
      const body = result.content?.[0]?.text ?? "";
      const question = JSON.stringify(questions[id - 1]);
      if (result.isError !== true) expect(unmarked(JSON.parse(body) as unknown), question).toEqual([]);
      else expect(body.replaceAll(/"[^"]*"/g, ""), question).not.toContain(`${MARK} `);
      if (body.includes(MARK)) marked++;
    }
    expect(marked).toBeGreaterThan(5);
  });
});
