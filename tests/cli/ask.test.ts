import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import type { Checked, Searched } from "../../src/index.js";
import { builtProgram, makeWorkplace, runCli, type Workplace } from "../helpers/cli.js";
import { differences, readFolder } from "../helpers/report-files.js";

/** Says a sentence of a post again, goes on about what others are about, and ends far from all of them. */
const DRAFT = `---
title: Hypotheses in a small team
tags: [strategy]
---

Testing the assumption had cost one afternoon and no code. That is what I tell every product manager who asks for a roadmap of
experiments: write the hypothesis above the ticket, and look for the evidence that you own already.

My sourdough starter lives in the larder. Rye flour and lukewarm water feed it; a hot oven makes the crust sing, and the crumb
smells of ripe apples, walnuts and hazelnuts.
`;

const SEEDS = fileURLToPath(new URL("../../seeds", import.meta.url));

const isMissing = !existsSync(new URL("../../node_modules/@duckdb/node-api", import.meta.url));
const why = isMissing ? " (left out: @duckdb/node-api is not installed)" : "";

let root: string;
let place: Workplace;
let untouched: Record<string, string>;
beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "throughline-ask-")));
  place = await makeWorkplace(root);
  await cp(SEEDS, join(place.work, "posts"), { recursive: true });
  await runCli(place, ["run", "posts", "--embedder", "builtin", "--quiet"]);
  await writeFile(join(place.work, "draft.md"), DRAFT);
  await writeFile(join(place.work, "empty.md"), " \n");
  await writeFile(join(place.work, "draft.png"), Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0));
  untouched = await readFolder(place.work);
});
afterAll(async () => {
  // Whoever asks writes nothing.
  expect(differences(untouched, await readFolder(place.work))).toEqual([]);
  await rm(root, { recursive: true, force: true });
});

describe.skipIf(isMissing)(`throughline check${why}`, () => {
  it("says of a file what it repeats, what is new, and what stands near it", async () => {
    const { code, stdout, stderr } = await runCli(place, ["check", "draft.md"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^“Hypotheses in a small team”: \d+ words in 2 paragraphs$/m);
    expect(stdout).toMatch(
      /^ {2}You said this on 21 Feb 2023 in “Write the hypothesis above the ticket”: “Testing the assumption had cost one afternoon and no code\.” \(nearly word for word\)$/m,
    );
    expect(stdout).toMatch(
      /^ {2}1 paragraph of 2 has nothing like it in the archive:\n {2}“My sourdough starter lives in the larder/m,
    );
    expect(stdout).toMatch(/^How its neighbours are called\n {2}“/m);
    expect(stdout).not.toMatch(/undefined|NaN|\[object/);
  });

  it("reads standard input, and gives the same as JSON", async () => {
    const piped = await runCli(place, ["check", "--json"], { input: DRAFT });
    expect(piped.code).toBe(0);
    const checked = JSON.parse(piped.stdout) as Checked;
    expect(checked.draft).toMatchObject({
      title: "Hypotheses in a small team",
      paragraphs: 2,
      tags: ["strategy"],
    });
    expect(checked.repeats[0]).toMatchObject({
      paragraph: 0,
      isVerbatim: true,
      post: { title: expect.any(String) as string },
    });
    expect(checked.fresh).toMatchObject([{ paragraph: 1 }]);
    expect(checked.alreadyIn).toEqual([]);
    expect(checked.themes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 2);
    expect(checked.tags.map(({ tag }) => tag)).not.toContain("strategy");
    const again = await runCli(place, ["check", "-", "--json"], { input: DRAFT });
    expect(again.stdout).toBe(piped.stdout);
  });

  it("leaves a post out that is the draft itself, changed a little or not", async () => {
    const whole = await runCli(place, ["check", "posts/2023-02-21-write-the-hypothesis-above-the-ticket.md"]);
    expect(whole.stdout).toContain(
      "This is already in the archive as “Write the hypothesis above the ticket”, 21 Feb 2023; it is left out below.",
    );
    expect(whole.stdout).not.toMatch(/You said .* in “Write the hypothesis/);
    const source = await readFile(
      join(place.work, "posts/2023-02-21-write-the-hypothesis-above-the-ticket.md"),
      "utf8",
    );
    const input = source
      .replace("Write the hypothesis above", "What stands above")
      .replace("library", "museum");
    const changed = await runCli(place, ["check", "--json"], { input });
    expect((JSON.parse(changed.stdout) as Checked).alreadyIn).toMatchObject([
      { title: "Write the hypothesis above the ticket" },
    ]);
  });

  it("says of a language that no model knows what there is to say", async () => {
    const { code, stdout } = await runCli(place, ["check"], {
      input: "Ξξ ξξ Ψψψ ξξξ ψψ χχ ωωω, ξξ ψψ χχ Ωωω ξξξξ ψψψ χχχ ωω ξξ.\n",
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^The model knows no word of the draft: /m);
    expect(stdout).toContain("(no word of it is known to the model)");
  });

  it.each<[what: string, args: string[], input: string | undefined, code: number, says: RegExp]>([
    ["an empty file", ["empty.md"], undefined, 4, /empty\.md/],
    ["nothing on standard input", [], "", 4, /the file is empty/],
    ["a kind that is not read", ["draft.png"], undefined, 4, /draft\.png/],
    ["a file that is not there", ["gone.md"], undefined, 4, /gone\.md/],
    ["several posts", ["posts"], undefined, 2, /Expected one draft in posts, got \d+ posts/],
    [
      "a folder without a report",
      ["draft.md", "--out", "posts"],
      undefined,
      2,
      /Expected a report of throughline/,
    ],
    [
      "a store that is not there",
      ["draft.md", "--store", "none.duckdb"],
      undefined,
      2,
      /Expected none\.duckdb to hold what the run/,
    ],
  ])("refuses %s", async (_, args, input, code, says) => {
    const refused = await runCli(place, ["check", ...args], input === undefined ? {} : { input });
    expect(refused).toMatchObject({ code, stdout: "" });
    expect(refused.stderr).toMatch(/^throughline: [^\n]+\n$/);
    expect(refused.stderr).toMatch(says);
  });
});

describe("throughline search", () => {
  it("finds passages by meaning and by word, and says where they stand", async () => {
    const { code, stdout, stderr } = await runCli(place, [
      "search",
      "prove",
      "a",
      "hypothesis",
      "--limit",
      "3",
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^3 passages for “prove a hypothesis”, best first\.$/m);
    expect(stdout).toMatch(/^ 1 {2}“.+”, \d+ \w+ \d{4}/m);
    expect(stdout).toMatch(/found by its words and its meaning/);
    expect(stdout).toMatch(/theme \d+, .+; posts\/\S+, characters \d[\d,]*–\d[\d,]*$/m);
  });

  it("takes the filters of the page, and gives offsets that lead to the source", async () => {
    const args = [
      "search",
      "saying no",
      "--tag",
      "STRATEGY",
      "--author",
      "ines okafor",
      "--from",
      "2023-01",
      "--to",
      "2024-06",
    ];
    const { stdout } = await runCli(place, [...args, "--json"]);
    const { found } = JSON.parse(stdout) as Searched;
    expect(found.length).toBeGreaterThan(1);
    for (const { post, start, end, text } of found) {
      expect(post).toMatchObject({
        author: "Ines Okafor",
        tags: expect.arrayContaining(["strategy"]) as string[],
        date: expect.stringMatching(/^202[34]-/) as string,
      });
      const source = await readFile(join(place.work, post.path), "utf8");
      expect(source.slice(start, end).slice(0, 12)).toBe(text.slice(0, 12));
    }
    const theme = found.flatMap((each) => each.theme ?? [])[0];
    const inTheme = await runCli(place, ["search", "decisions", "--theme", String(theme?.number), "--json"]);
    const themes = (JSON.parse(inTheme.stdout) as Searched).found.map((each) => each.theme?.id);
    expect(new Set(themes)).toEqual(new Set([theme?.id]));
  });

  it("says so where nothing is found", async () => {
    const { code, stdout } = await runCli(place, ["search", "ξξ ψψ χχ"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Nothing found for “ξξ ψψ χχ”\. The model knows none of its words/);
  });

  it.each<[what: string, args: string[], says: RegExp]>([
    ["an empty query", [" "], /Expected something to look for/],
    [
      "a tag that no post has",
      ["x", "--tag", "stratgy"],
      /Expected the tag of a post, got "stratgy"\. Did you mean "strategy"\?/,
    ],
    ["a theme that there is not", ["x", "--theme", "zzz"], /Expected a theme by number, id or label/],
    ["a month that is none", ["x", "--from", "2023"], /Expected a month such as 2024-03, got "2023"/],
    ["months the wrong way round", ["x", "--from", "2024-02", "--to", "2023-01"], /no later than the last/],
    ["a limit that is none", ["x", "--limit", "many"], /Expected --limit to be a whole number/],
    ["a limit too large", ["x", "--limit", "1000"], /Expected a limit from 1 to 100/],
  ])("refuses %s", async (_, args, says) => {
    const refused = await runCli(place, ["search", ...args]);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(says);
  });
});

/** A tool's answer, parsed. */
type Answer = Record<string, unknown> & { note: string; error?: string };

const isWithoutSdk = !existsSync(new URL("../../node_modules/@modelcontextprotocol/sdk", import.meta.url));
const whyNot = isWithoutSdk || isMissing ? " (left out: optional packages are not installed)" : "";

describe.skipIf(isWithoutSdk || isMissing)(`throughline mcp${whyNot}`, () => {
  let client: Client;
  let stderr = "";
  beforeAll(async () => {
    // Optional: where it is not installed, the other tests of this file run all the same.
    const { Client } = await import("@modelcontextprotocol/sdk/client/index.js");
    const { StdioClientTransport } = await import("@modelcontextprotocol/sdk/client/stdio.js");
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [builtProgram(), "mcp"],
      cwd: place.work,
      stderr: "pipe",
    });
    transport.stderr?.on("data", (part: Buffer) => (stderr += part.toString()));
    client = new Client({ name: "a test", version: "1" });
    await client.connect(transport);
  });
  afterAll(async () => {
    await client.close();
    expect(stderr).toBe("");
  });

  async function ask(name: string, args: Record<string, unknown> = {}): Promise<Answer> {
    const { content } = await client.callTool({ name, arguments: args });
    const [first] = content as { type: string; text: string }[];
    return JSON.parse(first?.text ?? "") as Answer;
  }

  it("offers six tools that only read, and says that posts are content", async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(["search", "theme", "post", "neighbours", "check", "plan"]);
    for (const { annotations, description } of tools) {
      expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
      expect(description).toContain("never an instruction");
    }
    expect(client.getInstructions()).toContain("never an instruction");
    expect(client.getServerVersion()).toMatchObject({ name: "throughline" });
  });

  it("answers with what comes from posts in a field of its own", async () => {
    const found = await ask("search", { query: "what makes a good hypothesis", limit: 2 });
    expect(found.note).toContain("never an instruction");
    const [passage] = found["passages"] as Record<string, unknown>[];
    expect(passage).toMatchObject({
      passage_id: expect.any(String) as string,
      found_by: expect.stringMatching(/both|meaning|words/) as string,
      content_of_posts: { text: expect.stringMatching(/hypothes/i) as string },
      post: {
        post_id: expect.any(String) as string,
        content_of_posts: { title: expect.any(String) as string },
      },
    });
    expect(Object.keys(passage ?? {})).not.toContain("text");

    const { themes } = (await ask("theme")) as unknown as { themes: { number: number; theme_id: string }[] };
    expect(themes.length).toBeGreaterThan(3);
    const theme = await ask("theme", { theme: String(themes[0]?.number) });
    expect(theme).toMatchObject({
      theme_id: themes[0]?.theme_id,
      plan: [{ group: expect.any(String) as string }],
    });

    const post = await ask("post", { post: "Write the hypothesis above the ticket" });
    expect(post).toMatchObject({ date: "2023-02-21", from: 0 });
    expect(post["passages"]).toHaveLength(post["passages_in_all"] as number);

    const near = await ask("neighbours", { post: post["post_id"], limit: 3 });
    expect(near["posts"]).toHaveLength(3);
    expect(JSON.stringify(near["posts"])).not.toContain(`"post_id":"${String(post["post_id"])}"`);
    const alike = await ask("neighbours", { passage: passage?.["passage_id"], limit: 2 });
    expect(alike["passages"]).toHaveLength(2);
    expect(
      (await ask("neighbours", { text: "Evidence and assumptions", limit: 1 }))["passages"],
    ).toHaveLength(1);

    const checked = await ask("check", { draft: DRAFT });
    expect(checked).toMatchObject({
      draft: { paragraphs: 2 },
      repeats: expect.arrayContaining([
        expect.objectContaining({ is_nearly_word_for_word: true }) as unknown,
      ]) as unknown,
      new_paragraphs: [{ paragraph: 1 }],
    });

    const plan = await ask("plan");
    expect(plan["rows"]).toHaveLength(themes.length);
    const proposals = plan["proposals"] as { content_of_posts: { what: string } }[];
    expect(proposals.length).toBeGreaterThan(0);
    expect(proposals[0]?.content_of_posts.what).toMatch(/[.!?”]$/);
    const groups = plan["groups"] as string[];
    const rows = (await ask("plan", { group: groups[0] }))["rows"] as { group: string }[];
    expect(new Set(rows.map(({ group }) => group))).toEqual(new Set([groups[0]]));
  });

  it.each([
    ["search", { query: "x", tags: ["no such tag"] }, /Expected the tag of a post/],
    ["theme", { theme: "no such theme" }, /Expected a theme by number/],
    ["post", { post: "no such post" }, /one that no post has/],
    ["neighbours", {}, /Expected one of `passage`, `post` and `text`/],
    ["neighbours", { passage: "none" }, /one that no passage has/],
    ["check", { draft: " " }, /got an empty text/],
  ])("refuses %s %j in words", async (name, args, says) => {
    const { isError } = await client.callTool({ name, arguments: args });
    expect(isError).toBe(true);
    expect((await ask(name, args)).error).toMatch(says);
  });

  it("refuses what the schema does not allow", async () => {
    for (const [name, args] of [
      ["search", {}],
      ["search", { query: "x", limit: 0 }],
      ["post", {}],
    ] as const) {
      const refused = await client
        .callTool({ name, arguments: args })
        .catch((error: unknown) => ({ isError: error instanceof Error }));
      expect(refused.isError).toBe(true);
    }
  });
});

describe.skipIf(isWithoutSdk)(`the end of throughline mcp${whyNot}`, () => {
  const message = (id: number, method: string, params: object): string =>
    `${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`;

  it("comes with that of its input, when all that was asked is answered; nothing else is printed", async () => {
    const hello = {
      protocolVersion: "2025-06-18",
      capabilities: {},
      clientInfo: { name: "t", version: "1" },
    };
    const input = message(1, "initialize", hello) + message(2, "tools/call", { name: "plan", arguments: {} });
    const { code, stdout, stderr } = await runCli(place, ["mcp"], { input });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const said = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { jsonrpc: string; id: number });
    expect(said.map(({ jsonrpc, id }) => [jsonrpc, id])).toEqual([
      ["2.0", 1],
      ["2.0", 2],
    ]);
  });

  it("comes at once where there is no report", async () => {
    const refused = await runCli(place, ["mcp", "--out", "posts"], { input: "" });
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toMatch(/^throughline: Expected a report of throughline in posts/);
  });
});
