import { existsSync } from "node:fs";
import { mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { makeTestModel } from "../../scripts/make-test-model.js";
import { makeWorkplace, runCli, startCli, type CliRun, type Workplace } from "../helpers/cli.js";
import { copySample } from "../helpers/explored-sample.js";
import { smallCollection, writeFiles } from "../helpers/small-collection.js";

const READY = "Ready to be searched by meaning.";
let root: string;

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "throughline-explore-cli-")));
});

afterAll(() => rm(root, { recursive: true, force: true }));

async function placeWithSample(): Promise<Workplace> {
  const place = await makeWorkplace(root);
  await copySample(place.work, "output");
  return place;
}

/** Starts `throughline explore`; it is ended with the test where it hasn't ended by itself. */
function explore(place: Workplace, ...args: string[]): CliRun {
  const run = startCli(place, ["explore", ...args]);
  onTestFinished(() => void run.child.kill("SIGKILL"));
  return run;
}

function ask(url: string, run: string, query: string): Promise<Response> {
  const { origin, searchParams } = new URL(url);
  const token = searchParams.get("token") ?? "";
  return fetch(`${origin}/api/search`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Throughline-Token": token },
    body: JSON.stringify({ run, query, limit: 3 }),
  });
}

/** Resolves with the address when it is printed. */
function addressOf({ child }: CliRun): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout?.on("data", (part: string) => {
      text += part;
      const url = /http:\S+/.exec(text)?.[0];
      if (url !== undefined) resolve(url);
    });
    child.on("close", () => reject(new Error(`Expected an address, got: ${text}`)));
  });
}

async function runKeyOf(url: string): Promise<string> {
  const page = await (await fetch(url)).text();
  return /name="throughline-explore" content="([^"]*)"/.exec(page)?.[1] ?? "";
}

describe("throughline explore", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "serves the folder of the default, answers, and ends cleanly on %s",
    async (signal) => {
      const run = explore(await placeWithSample());
      const url = await addressOf(run);
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{32}$/);
      await run.printed(READY);
      const response = await ask(url, await runKeyOf(url), "plans that nobody reads as a promise");
      expect(response.status).toBe(200);
      expect(await response.json()).toMatchObject({ understood: true, matches: [{}, {}, {}] });
      run.child.kill(signal);
      const { code, stdout, stderr } = await run.done;
      expect(code).toBe(0);
      expect(stdout).toBe(`output is open at ${url}\nCtrl+C ends it.\n`);
      expect(stderr).toBe(`Embedding passages …\nLearning which words go together …\n${READY}\n`);
      await expect(fetch(url)).rejects.toThrow();
    },
  );

  it("ends at once where the end comes while it reads", async () => {
    const run = explore(await placeWithSample());
    await addressOf(run);
    run.child.kill("SIGINT");
    const { code, stderr } = await run.done;
    expect(code).toBe(0);
    expect(stderr).not.toMatch(/fault|Error/);
  });

  it("takes the port it is given, and says so where it is taken", async () => {
    const place = await placeWithSample();
    const first = explore(place, "output");
    const { port } = new URL(await addressOf(first));
    const { code, stderr } = await explore(place, "output", "--port", port).done;
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`^throughline: Expected a free port, got ${port}: .* in use\\.`));
    first.child.kill("SIGINT");
    await first.done;
    const again = explore(place, "output", "--port", port);
    expect(new URL(await addressOf(again)).port).toBe(port);
    again.child.kill("SIGINT");
    expect((await again.done).code).toBe(0);
  });

  it.each<[string, string[], RegExp]>([
    ["a folder that is not there", ["gone"], /Expected a report of throughline in gone, got ENOENT/],
    ["a port that is none", ["output", "--port", "http"], /Expected --port to be .* got "http"/],
    ["a port that is too high", ["output", "--port", "70000"], /from 1 to 65535/],
    ["an unknown flag", ["output", "--host", "0.0.0.0"], /unknown option '--host'/],
  ])("refuses %s with exit code 2 in one line", async (_, args, message) => {
    const place = await placeWithSample();
    const { code, stdout, stderr } = await runCli(place, ["explore", ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("takes decisions, makes the report again in a process of its own, and ends when that is done", async () => {
    const place = await makeWorkplace(root);
    await writeFiles(join(place.work, "posts"), smallCollection().files);
    await runCli(place, ["run", "posts", "--embedder", "builtin", "--quiet"]);
    const run = explore(place);
    const url = await addressOf(run);
    const { origin, searchParams } = new URL(url);
    const headers = {
      "Content-Type": "application/json",
      "X-Throughline-Token": searchParams.get("token") ?? "",
    };
    const ask = async (path: string, body?: object): Promise<Record<string, unknown>> => {
      const sent = body && { method: "POST", body: JSON.stringify(body) };
      return (await (await fetch(origin + path, { headers, ...sent })).json()) as Record<string, unknown>;
    };
    const desk = await ask("/api/desk");
    expect(desk).toMatchObject({ isPossible: true, file: "themes.yaml" });
    const [{ id, label } = { id: "", label: "" }] = desk["themes"] as { id: string; label: string }[];
    const rename = { do: "rename", theme: { id, label }, name: "Another name" };
    const done = await ask("/api/decide", { run: desk["run"], window: "one", decisions: [rename] });
    expect(done).toMatchObject({ words: `Decided: rename “${label}” to “Another name”.` });
    expect(await readFile(join(place.work, "themes.yaml"), "utf8")).toContain("rename: Another name");
    expect(await readFile(join(place.work, "output", "themes.csv"), "utf8")).toContain("Another name");
    // The end comes while the report is made again.
    const undone = ask("/api/undo", { run: done["run"], window: "one" }).catch(() => undefined);
    await expect.poll(() => existsSync(join(place.work, "themes.yaml"))).toBe(false);
    run.child.kill("SIGINT");
    const { code, stderr } = await run.done;
    await undone;
    expect(code).toBe(0);
    expect(stderr).toContain("Decided: rename");
    expect(await readFile(join(place.work, "output", "themes.csv"), "utf8")).not.toContain("Another name");
  });

  it("opens the sentence model of the run again, and is an error of the model where it is gone", async () => {
    const place = await makeWorkplace(root);
    await writeFiles(join(place.work, "posts"), smallCollection().files);
    await makeTestModel(join(place.work, "models", "example", "tiny"), 7);
    const model = ["--embedder", "transformers", "--model", "example/tiny", "--model-dir", "models"];
    const made = await runCli(place, ["run", "posts", "--out", "themes", "--quiet", ...model]);
    expect(made.code).toBe(0);
    const run = explore(place, "themes");
    const url = await addressOf(run);
    await run.printed(READY);
    expect((await ask(url, await runKeyOf(url), "meetings")).status).toBe(200);
    run.child.kill("SIGINT");
    expect((await run.done).code).toBe(0);
    const gone = await explore(place, "themes", "--model-dir", "nowhere").done;
    expect(gone.code).toBe(5);
    expect(gone.stderr).toMatch(/^throughline: Expected /m);
  });
});
