import { mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { setTimeout } from "node:timers/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { decide as decideInTerminal, decisionsLog } from "../../src/decisions/decide.js";
import { UserError } from "../../src/errors.js";
import { deskPlace } from "../../src/explore/desk-place.js";
import { explore, type Exploration } from "../../src/explore/explore.js";
import type { Updater } from "../../src/explore/updater.js";
import { nodeFiles } from "../../src/io/files.js";
import type { Decision } from "../../src/shapes/decisions.js";
import type { Desk, DeskNews, DeskTheme, Done } from "../../src/shapes/editing.js";
import { makeSample, updaterHere, type EditedSample } from "../helpers/edited-sample.js";
import { quietLog } from "../helpers/explored-sample.js";

type OpenDesk = Extract<Desk, { isPossible: true }>;

let root: string;
let sample: EditedSample;
let served: Exploration;
/** Set to have the next reports fail. */
let fault: Error | undefined;

/** How long it takes a report to be told of after it was written, in milliseconds. */
let delay = 0;
/** What the server has said. */
const said: string[] = [];
let read = 0;

const updater: Updater = {
  ...updaterHere,
  async update(config, effects) {
    if (fault !== undefined) throw fault;
    const updated = await updaterHere.update(config, effects);
    await setTimeout(delay);
    return updated;
  },
};

function call(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const { origin, searchParams } = new URL(served.url);
  return fetch(`${origin}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      "Content-Type": "application/json",
      "X-Throughline-Token": searchParams.get("token") ?? "",
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function desk(): Promise<OpenDesk> {
  const got = (await (await call("/api/desk")).json()) as Desk;
  if (!got.isPossible) throw new Error(got.why);
  return got;
}

async function themeCalled(label: string): Promise<DeskTheme> {
  const found = (await desk()).themes.find((theme) => theme.label === label);
  if (found === undefined) throw new Error(`Expected a theme “${label}”.`);
  return found;
}

async function refOf(label: string): Promise<{ id: string; label: string }> {
  const { id } = await themeCalled(label);
  return { id, label };
}

async function decide(...decisions: Decision[]): Promise<Response> {
  return call("/api/decide", { run: (await desk()).run, window: "one", decisions });
}

async function turn(way: "undo" | "redo"): Promise<Response> {
  return call(`/api/${way}`, { run: (await desk()).run, window: "one" });
}

async function errorOf(response: Response): Promise<string> {
  return ((await response.json()) as { error: string }).error;
}

/** All bytes of the report but the timings. */
async function reportText(): Promise<string> {
  return readFile(join(sample.folder, "themes.csv"), "utf8");
}

const textOf = (): Promise<string> => readFile(sample.decisions, "utf8");

/** The news that come from now on. */
async function listen(): Promise<{ next: () => Promise<DeskNews>; end: () => void }> {
  const controller = new AbortController();
  const { origin, searchParams } = new URL(served.url);
  const response = await fetch(`${origin}/api/events`, {
    headers: { "X-Throughline-Token": searchParams.get("token") ?? "" },
    signal: controller.signal,
  });
  const news = (async function* () {
    let waiting = "";
    const decoder = new TextDecoder();
    for await (const part of response.body ?? []) {
      waiting += decoder.decode(part as Uint8Array, { stream: true });
      const events = waiting.split("\n\n");
      waiting = events.pop() ?? "";
      for (const event of events)
        if (event.startsWith("event: news\ndata: ")) yield JSON.parse(event.slice(18)) as DeskNews;
    }
  })();
  return {
    async next() {
      const { value, done } = await news.next();
      if (done === true) throw new Error("The events ended.");
      return value;
    },
    end: () => controller.abort(),
  };
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "throughline-edit-"));
  sample = await makeSample(root);
  served = await explore(
    sample.folder,
    { decisions: sample.decisions },
    {
      ...{ files: nodeFiles(), log: { ...quietLog, info: (words) => void said.push(words) }, updater },
      async open() {
        read++;
        return { nearest: async () => undefined, close: async () => undefined };
      },
    },
  );
}, 60_000);

beforeEach(() => (fault = undefined));

/** Back to where it began. */
afterEach(async () => {
  fault = undefined;
  await rm(sample.decisions, { force: true });
  // A run puts its record behind the other files.
  await expect
    .poll(async () => JSON.parse(await readFile(join(sample.folder, "run.json"), "utf8")) as unknown)
    .not.toHaveProperty("decisions");
});

afterAll(async () => {
  await served.close();
  await rm(root, { recursive: true, force: true });
});

describe("a decision", () => {
  it("is written down, shown by the report, taken back to the byte and made again", async () => {
    await writeFile(sample.decisions, "# mine\nthemes: []\n");
    const [before, reportBefore] = [await textOf(), await reportText()];
    const first = await desk();
    const response = await decide({ do: "rename", theme: await refOf("Kanban"), name: "Flow" });
    expect(response.status).toBe(200);
    const done = (await response.json()) as Done;
    expect(done.words).toBe("Decided: rename “Kanban” to “Flow”.");
    expect(done.milliseconds).toBeGreaterThan(0);
    const now = await desk();
    expect(now).toMatchObject({ run: done.run, undo: "rename “Kanban” to “Flow”" });
    expect(now.run).not.toBe(first.run);
    expect(await themeCalled("Flow")).toMatchObject({ isRenamed: true, slug: "04-flow" });
    const decided = await textOf();
    expect(decided).toContain("# mine");
    expect((await turn("undo")).status).toBe(200);
    expect(await textOf()).toBe(before);
    expect(await reportText()).toBe(reportBefore);
    expect(await desk()).toMatchObject({ redo: "rename “Kanban” to “Flow”" });
    expect((await turn("redo")).status).toBe(200);
    expect(await textOf()).toBe(decided);
    await turn("undo");
  });

  it("is no new run of somebody else's where its report is seen before it is told of, and one read of passages", async () => {
    expect((await decide({ do: "rename", theme: await refOf("Kanban"), name: "Flow" })).status).toBe(200);
    const before = read;
    delay = 3000;
    expect((await decide({ do: "rename", theme: await refOf("Flow"), name: "Flows" })).status).toBe(200);
    delay = 0;
    expect((await turn("undo")).status).toBe(200);
    expect(said).not.toContain("A new run has landed.");
    expect(read).toBe(before);
    await turn("undo");
  });

  it("of each kind that a page makes is shown by the desk", async () => {
    const theme = await refOf("Kanban");
    const response = await decide(
      { do: "hide", theme, on: true },
      { do: "finish", theme, on: true },
      { do: "colour", theme, colour: 7 },
      { do: "pillar", theme, pillar: "Practice" },
      { do: "note", on: theme, note: "Why." },
    );
    expect(response.status).toBe(200);
    expect(await themeCalled("Kanban")).toMatchObject({
      ...{ hidden: true, finished: true, evergreen: false },
      ...{ colour: 7, pillar: "Practice", note: "Why." },
    });
    const { log } = await desk();
    expect(log[0]).toMatchObject({ undone: false });
    expect(log[0]?.decision).toContain("hide “Kanban”; mark “Kanban” as finished");
    await turn("undo");
  });

  it("that is not plain or not known is refused, and nothing is written", async () => {
    const theme = await refOf("Kanban");
    for (const decisions of [
      [],
      "rename",
      [{ do: "burn", theme }],
      [{ do: "rename", theme }],
      [{ do: "rename", theme, name: " " }],
      [{ do: "rename", theme: "Kanban", name: "Flow" }],
      [{ do: "colour", theme, colour: 21 }],
      [{ do: "hide", theme, on: "yes" }],
      [{ do: "rename", theme, name: "Flow", file: "/etc/passwd" }],
      [{ do: "merge", into: theme, themes: [theme] }],
    ]) {
      const response = await call("/api/decide", { run: (await desk()).run, window: "one", decisions });
      expect(response.status).toBe(422);
      expect(await errorOf(response)).toMatch(/^Expected /);
    }
    expect((await call("/api/decide", { window: "one", decisions: [] })).status).toBe(400);
    expect((await call("/api/decide", { run: "a", window: "b", decisions: [], file: "c" })).status).toBe(400);
    expect(existsSync(sample.decisions)).toBe(false);
  });

  it("passes the gate or is not made", async () => {
    const body = { run: (await desk()).run, window: "one", decisions: [] };
    expect((await call("/api/decide", body, { "X-Throughline-Token": "no" })).status).toBe(403);
    expect((await call("/api/decide", body, { Origin: "https://evil.example" })).status).toBe(403);
    expect((await call("/api/undo", body, { "Sec-Fetch-Site": "cross-site" })).status).toBe(403);
    expect((await call("/api/decide", body, { "Content-Type": "text/plain" })).status).toBe(415);
    expect((await call("/api/desk", undefined, { "X-Throughline-Token": "no" })).status).toBe(403);
    expect((await call("/api/decide")).status).toBe(405);
  });

  it("from a page of another run is not made, and told by what it was overtaken", async () => {
    const { run } = await desk();
    await decide({ do: "rename", theme: await refOf("Kanban"), name: "Flow" });
    const theme = await refOf("Writing");
    const late = await call("/api/decide", {
      ...{ run, window: "two" },
      decisions: [{ do: "rename", theme, name: "Late" }],
    });
    expect(late.status).toBe(409);
    expect(await errorOf(late)).toContain("Decided: rename “Kanban” to “Flow”.");
    expect(await textOf()).not.toContain("Late");
    await turn("undo");
  });

  it("waits in line behind another that came before", async () => {
    const { run } = await desk();
    const [writing, kanban] = [await refOf("Writing"), await refOf("Kanban")];
    const ask = (theme: { id: string; label: string }, name: string): Promise<Response> =>
      call("/api/decide", { run, window: "one", decisions: [{ do: "rename", theme, name }] });
    const both = await Promise.all([ask(writing, "Prose"), ask(kanban, "Flow")]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const labels = (await desk()).themes.map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(["Prose", "Flow"]));
    await turn("undo");
    await turn("undo");
  });

  it("that contradicts another is refused with both lines", async () => {
    await decide({ do: "merge", into: await refOf("Kanban"), themes: [await refOf("Job adverts")] });
    const text = await textOf();
    const response = await decide({
      do: "merge",
      into: await refOf("Writing"),
      themes: [{ label: "Job adverts" }],
    });
    expect(response.status).toBe(422);
    expect(await errorOf(response)).toMatch(/line \d+/);
    expect(await textOf()).toBe(text);
    await turn("undo");
  });

  it.each<[string, Error, number]>([
    ["a fault that a person can mend", new UserError("locked", "Expected to be alone."), 423],
    ["posts that are gone", new UserError("noInput", "Expected posts."), 422],
    ["a fault of the program", new Error("a detail for nobody"), 500],
  ])("of which no report can be made is taken back: %s", async (_, error, status) => {
    const theme = await refOf("Kanban");
    const { run } = await desk();
    fault = error;
    const response = await call("/api/decide", {
      ...{ run, window: "one" },
      decisions: [{ do: "rename", theme, name: "Flow" }],
    });
    expect(response.status).toBe(status);
    const told = await errorOf(response);
    expect(told).toBe(status === 500 ? "Something went wrong; the terminal tells what." : error.message);
    expect(existsSync(sample.decisions)).toBe(false);
    expect((await desk()).run).toBe(run);
  });

  it("is told to all windows", async () => {
    const events = await listen();
    await decide({ do: "rename", theme: await refOf("Kanban"), name: "Flow" });
    expect(await events.next()).toEqual({
      window: "one",
      words: "Decided: rename “Kanban” to “Flow”.",
      isFault: false,
    });
    events.end();
    await turn("undo");
  });
});

describe("a file that is edited by hand", () => {
  it("goes into the report, is told, and stands against undo", async () => {
    await decide({ do: "rename", theme: await refOf("Kanban"), name: "Flow" });
    const events = await listen();
    const text = (await textOf()).replace("rename: Flow", "rename: Stream # by hand");
    await writeFile(sample.decisions, text);
    const told = await events.next();
    events.end();
    expect(told).toMatchObject({ isFault: false, words: expect.stringMatching(/by hand/) as string });
    expect(told.window).toBeUndefined();
    await themeCalled("Stream");
    const undone = await turn("undo");
    expect(undone.status).toBe(422);
    expect(await errorOf(undone)).toMatch(/edited by hand since/);
    expect(await textOf()).toBe(text);
    // What is decided after it goes into the file as it stands.
    expect((await decide({ do: "hide", theme: await refOf("Stream"), on: true })).status).toBe(200);
    expect(await textOf()).toContain("rename: Stream # by hand");
    expect((await decisionsLog({ file: sample.decisions, out: sample.folder })).at(-2)?.decision).toBe(
      "edited by hand",
    );
  });

  it("is taken in where it is removed as soon as a decision has made it", async () => {
    const theme = await refOf("Kanban");
    // What the test before left may still be landing.
    await expect.poll(async () => (await decide({ do: "rename", theme, name: "Flow" })).status).toBe(200);
    await rm(sample.decisions);
    await expect.poll(async () => (await desk()).themes.map(({ label }) => label)).toContain("Kanban");
  });

  it("and holds a mistake is told with its line, leaves the report, and takes no decision", async () => {
    const { run } = await desk();
    const theme = await refOf("Kanban");
    const events = await listen();
    await writeFile(sample.decisions, "themes:\n  - label: Kanban\n    renam: Flow\n");
    let told = await events.next();
    // That the file was removed at the end of the test before may be told only now.
    while (!told.isFault) told = await events.next();
    events.end();
    expect(told.words).toMatch(/line 3.*Did you mean "rename"/);
    expect(await desk()).toMatchObject({ run, fault: expect.stringMatching(/line 3/) as string });
    const response = await decide({ do: "hide", theme, on: true });
    expect(response.status).toBe(422);
    expect(await errorOf(response)).toMatch(/line 3/);
    const more = await listen();
    await rm(sample.decisions);
    expect(await more.next()).toMatchObject({
      words: expect.stringMatching(/again as the report/) as string,
    });
    more.end();
  });
});

describe("a decision that is made in a terminal", () => {
  it("goes into the report where the terminal makes none, and is told as what it is", async () => {
    const theme = await refOf("Kanban");
    const events = await listen();
    const place = { file: sample.decisions, out: sample.folder };
    await decideInTerminal(place, [{ do: "rename", theme, name: "Flow" }]);
    let told = await events.next();
    while (told.words.includes("by hand")) told = await events.next();
    events.end();
    expect(told).toEqual({
      words: `${sample.decisions} has a decision that was not made here: rename “Kanban” to “Flow”.`,
      isFault: false,
    });
    await themeCalled("Flow");
    expect((await turn("undo")).status).toBe(200);
  });

  it("that can't be met is told with its reason", async () => {
    const response = await decide({
      do: "pin",
      what: [{ passage: { text: "Words that stand in no post" } }],
      to: await refOf("Kanban"),
    });
    const { words } = (await response.json()) as Done;
    expect(words).toMatch(/^Decided: put the passage.*This can’t be met: /);
    expect((await desk()).unmet).toHaveLength(1);
    await turn("undo");
  });
});

describe("a report can be decided about from its page", () => {
  const place = (folder: string, named?: string) => deskPlace(folder, named, nodeFiles());
  const why = async (folder: string, named?: string): Promise<string> => {
    const found = await place(folder, named);
    return "why" in found ? found.why : "";
  };

  async function withConfig(change: Record<string, unknown>, test: () => Promise<void>): Promise<void> {
    const file = join(sample.folder, "run.json");
    const text = await readFile(file, "utf8");
    const record = JSON.parse(text) as { config: Record<string, unknown> };
    await writeFile(file, JSON.stringify({ ...record, config: { ...record.config, ...change } }));
    try {
      await test();
    } finally {
      await writeFile(file, text);
    }
  }

  it("where its posts are there, and the file is named or lies in the working folder", async () => {
    expect(await place(sample.folder, sample.decisions)).toEqual({ file: sample.decisions });
    expect(await place(sample.folder)).toEqual({ file: "themes.yaml" });
    await withConfig({ decisions: "blog/themes.yaml" }, async () => {
      expect(await place(sample.folder)).toEqual({ file: "blog/themes.yaml" });
    });
  });

  it("and not where a stranger's report names what is to be written", async () => {
    const outside = [join(root, "themes.yaml"), "../themes.yaml", "src/../../x.yml", "package.json", "."];
    for (const decisions of outside) {
      await withConfig({ decisions }, async () => {
        expect(await why(sample.folder)).toMatch(/Expected a file in the folder you are in.*--decisions/);
        expect(await place(sample.folder, sample.decisions)).toEqual({ file: sample.decisions });
      });
    }
    await withConfig({ store: join(root, "store.duckdb") }, async () => {
      expect(await why(sample.folder, sample.decisions)).toMatch(/what is kept between runs/);
    });
  });

  it("and not through a link that leads out of the working folder", async () => {
    const link = `linked-${process.pid}.yaml`;
    await symlink(join(root, "elsewhere.yaml"), link);
    await writeFile(join(root, "elsewhere.yaml"), "themes: []\n");
    try {
      await withConfig({ decisions: link }, async () => {
        expect(await why(sample.folder)).toMatch(/Expected a file in the folder you are in/);
      });
    } finally {
      await rm(link);
    }
  });

  it("and not where its posts are gone or others", async () => {
    await rename(sample.posts, `${sample.posts}-gone`);
    expect(await why(sample.folder, sample.decisions)).toMatch(/posts/);
    await rename(`${sample.posts}-gone`, sample.posts);
    await withConfig({ paths: ["docs"] }, async () => {
      expect(await why(sample.folder, sample.decisions)).toMatch(/got 0 of 51/);
    });
  });
});
