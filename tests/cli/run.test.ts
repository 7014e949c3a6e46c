import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runPipeline } from "../../src/index.js";
import { sha256 } from "../../src/io/hash.js";
import {
  builtProgram,
  makeWorkplace,
  runCli,
  startCli,
  type CliResult,
  type Workplace,
} from "../helpers/cli.js";
import { startHub, type HubRequest } from "../helpers/hub.js";
import { asOnDisk, differences, readFolder } from "../helpers/report-files.js";
import { manyPosts, smallCollection, writeFiles } from "../helpers/small-collection.js";
import { makePipe } from "../helpers/written-folder.js";

const collection = smallCollection();
/** Bytes that are no text in any encoding. */
const broken = Uint8Array.of(0x23, 0x00, 0xc3, 0x28, 0xff);
let root: string;

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "throughline-cli-")));
});

afterAll(() => rm(root, { recursive: true, force: true }));

/** A working folder with files in it; with the small collection in `posts` unless others are given. */
async function placeWith(
  files: Readonly<Record<string, string | Uint8Array>> = {},
  posts: Readonly<Record<string, string>> = collection.files,
): Promise<Workplace> {
  const place = await makeWorkplace(root);
  await writeFiles(join(place.work, "posts"), posts);
  await writeFiles(place.work, files);
  return place;
}

/** One line that says what was expected, what was got and what to do; nothing on standard output. */
function expectOneLine({ stdout, stderr }: CliResult, ...parts: (string | RegExp)[]): void {
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^throughline: [^\n]+[.?]\n$/);
  for (const part of parts) expect(stderr).toMatch(part);
}

/** No escape sequence, no carriage return, no direction override: nothing but text and ends of lines. */
function expectHarmless(text: string): void {
  expect(text).not.toMatch(/[^\P{Cc}\n]|[\u200e\u200f\u2028-\u202e\u2066-\u2069]/u);
}

describe.concurrent("throughline", () => {
  it.each([["--help"], ["help"], ["-h"]])("%s shows the commands", async (flag) => {
    const { code, stdout, stderr } = await runCli(await makeWorkplace(root), [flag]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^Usage: throughline /);
    expect(stdout).toMatch(/^ {2}run .*find the themes/m);
  });

  it.each([[["run", "--help"]], [["help", "run"]]])("%j shows every option", async (args) => {
    const { code, stdout, stderr } = await runCli(await makeWorkplace(root), args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^Usage: throughline run /);
    const options = Array.from(stdout.matchAll(/^ +(?:-\w, )?(--[a-z-]+)/gm), ([, option]) => option);
    expect(options).toEqual([
      "--out",
      "--title",
      "--themes",
      "--granularity",
      "--since",
      "--until",
      "--today",
      "--metrics",
      "--slots",
      "--cadence",
      "--drafts",
      "--embedder",
      "--model",
      "--revision",
      "--model-dir",
      "--adapt",
      "--seed",
      "--store",
      "--no-store",
      "--refit",
      "--fresh",
      "--parquet",
      "--export",
      "--decisions",
      "--redis",
      "--shards",
      "--config",
      "--show-chat",
      "--json",
      "--quiet",
      "--debug",
      "--help",
    ]);
  });

  it("--version is the package's", async () => {
    const { version } = JSON.parse(
      await readFile(new URL("../../package.json", import.meta.url), "utf8"),
    ) as {
      version: string;
    };
    const result = await runCli(await makeWorkplace(root), ["--version"]);
    expect(result).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("alone shows the help, as a fault", async () => {
    const { code, stdout, stderr } = await runCli(await makeWorkplace(root), []);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^Usage: throughline /);
  });

  it.each<[string, string[], RegExp[]]>([
    ["an unknown flag", ["run", "posts", "--theme", "3"], [/unknown option '--theme'/, /--themes/, /--help/]],
    ["an unknown command", ["rum", "posts"], [/unknown command 'rum'/, /\brun\b/]],
    [
      "an unknown embedder",
      ["run", "posts", "--embedder", "minilm"],
      [/minilm/, /"auto", "builtin", "transformers"/],
    ],
    ["a flag without its value", ["run", "posts", "--out"], [/--out <folder>/, /missing/]],
    ["no path", ["run"], [/Expected at least one path/, /got none/]],
    ["a number that is none", ["run", "posts", "--themes", "many"], [/`themes`/, /got "many"/]],
    [
      "a configuration file that is not there",
      ["run", "posts", "--config", "no.yaml"],
      [/no\.yaml/, /ENOENT/],
    ],
    ["a report inside the posts", ["run", "posts", "--out", "posts/report"], [/lies inside posts/, /Name a/]],
  ])("refuses %s with exit code 2 in one line", async (_, args, parts) => {
    const place = await placeWith();
    const before = await readFolder(place.work);
    const result = await runCli(place, [args[0] ?? "", "--quiet", ...args.slice(1)]);
    expect(result.code).toBe(2);
    expectOneLine(result, ...parts);
    expect(differences(before, await readFolder(place.work))).toEqual([]);
  });
});

describe.concurrent("throughline run", () => {
  let place: Workplace;
  let result: CliResult;
  /** The report of the small collection, byte for byte. */
  let report: Record<string, string>;

  beforeAll(async () => {
    place = await placeWith();
    const env = { TERM: "xterm-256color", COLUMNS: "80", TZ: "America/Los_Angeles" };
    result = await runCli(place, ["run", "posts", "--out", "report", "--embedder", "builtin"], { env });
    report = await readFolder(join(place.work, "report"));
  });

  it("writes the very report that the library makes, and nothing else anywhere", async () => {
    expect((await readdir(place.work)).sort()).toEqual(["posts", "report"]);
    expect([...(await readdir(place.home)), ...(await readdir(place.tmp))]).toEqual([]);
    const paths = [join(place.work, "posts")];
    const options = { paths, out: join(place.work, "report"), embedder: "builtin" } as const;
    const { files } = await runPipeline(options, { write: false });
    expect(differences(report, asOnDisk(files), { config: ["paths", "out"] })).toEqual([]);
  });

  it("says what it does and where the report is, without bars and colours where there is no terminal", () => {
    const { code, stdout, stderr } = result;
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\n\d themes in \d\d passages of 17 posts:\n/);
    expect(stdout).toContain(`Open ${join("report", "report.html")}`);
    expect(stderr).toMatch(/^Embedding passages …$/m);
    expect(stderr).not.toMatch(/%|█|■/);
    expectHarmless(stdout);
    expectHarmless(stderr);
  });

  it("writes the same bytes in another folder, time zone and language, from files copied in another order", async () => {
    const other = await placeWith({}, Object.fromEntries(Object.entries(collection.files).reverse()));
    const env = { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" };
    const args = ["--out", "report", "--embedder", "builtin", "--quiet"];
    expect(await runCli(other, ["run", "posts", ...args], { env })).toMatchObject({ code: 0, stdout: "" });
    expect(Object.keys(report)).toEqual(expect.arrayContaining(["passages.csv", "report.html"]));
    expect(differences(report, await readFolder(join(other.work, "report")))).toEqual([]);
  });

  it("writes the same tables from another working folder to a report elsewhere", async () => {
    const other = await placeWith();
    const deep = { ...other, work: join(other.work, "elsewhere", "deep") };
    await mkdir(deep.work, { recursive: true });
    const args = ["--out", "report", "--embedder", "builtin", "--quiet"];
    expect(await runCli(deep, ["run", "../../posts/", ...args])).toMatchObject({ code: 0, stdout: "" });
    const differing = differences(report, await readFolder(join(deep.work, "report")));
    expect(differing.filter((path) => /\.(?:csv|svg)$/.test(path))).toEqual([]);
  });

  it("replaces an earlier report and keeps what is not of its making", async () => {
    const old = Object.fromEntries(
      Object.entries(report).map(([path, bytes]) => [`report/${path}`, Buffer.from(bytes, "latin1")]),
    );
    const other = await placeWith({ ...old, "report/mine.txt": "mine" });
    const args = ["--out", "report", "--embedder", "builtin", "--quiet", "--themes", "2"];
    const { code, stdout, stderr } = await runCli(other, ["run", "posts", ...args]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toMatch(/^(?:warning: [^\n]+\n)*$/);
    expect(await readFile(join(other.work, "report", "mine.txt"), "utf8")).toBe("mine");
    const pages = await readdir(join(other.work, "report", "themes"));
    expect(pages.filter((name) => name.endsWith(".md"))).toHaveLength(2);
    expect((await readdir(other.work)).sort()).toEqual(["posts", "report"]);
  });

  it("--json prints a summary that can be parsed, and nothing else on standard output", async () => {
    const place = await placeWith();
    const result = await runCli(place, ["run", "posts", "--out", "report", "--json", "--themes", "3"]);
    expect(result.code).toBe(0);
    const summary = JSON.parse(result.stdout) as Record<string, unknown>;
    expect(summary).toMatchObject({
      out: "report",
      embedder: "builtin",
      counts: { postsIn: 17, postsClustered: 17, postsSkipped: 0, themes: 3 },
      skipped: [],
    });
    expect(summary["themes"]).toHaveLength(3);
    for (const { page } of summary["themes"] as { page: string }[]) {
      expect(await readFile(join(place.work, "report", page), "utf8")).toMatch(/^# /m);
    }
    expectHarmless(result.stdout);
    expectHarmless(result.stderr);
  });

  it("--quiet prints nothing at all where there is nothing to warn of", async () => {
    const many = await makeWorkplace(root);
    await writeFiles(join(many.work, "posts"), manyPosts(110));
    const args = ["run", "posts", "--embedder", "builtin", "--quiet"];
    expect(await runCli(many, args)).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("ends with 3 where something was skipped, and says what", async () => {
    const place = await placeWith({ "posts/broken.md": broken });
    const result = await runCli(place, ["run", "posts"]);
    expect(result.code).toBe(3);
    expect(result.stdout).toContain("1 post could not be used: see skipped.csv.");
    const skipped = await readFile(join(place.work, "output", "skipped.csv"), "utf8");
    expect(skipped).toMatch(/^posts\/broken\.md,.+,true,\r\n$/m);
  });

  it.each<[string, string[], Record<string, string | Uint8Array>]>([
    ["a path that leads nowhere", ["nowhere"], {}],
    ["an empty folder", ["empty"], {}],
    ["nothing but broken posts", ["other"], { "other/a.md": broken }],
    ["no post of those days", ["posts", "--since", "2030-01-01"], {}],
  ])("refuses %s with exit code 4 in one line", async (_, args, files) => {
    const place = await placeWith(files);
    await mkdir(join(place.work, "empty"));
    const result = await runCli(place, ["run", ...args, "--quiet"]);
    expect(result.code).toBe(4);
    expectOneLine(result, /^throughline: Expected posts /, `"${args[0] ?? ""}"`, /got /, /(?:Check|Widen) /);
    expect(await readdir(place.work)).not.toContain("output");
  });

  it("--debug adds the stack and the cause to the line", async () => {
    const place = await placeWith({ taken: "a file" });
    const missing = await runCli(place, ["run", "nowhere", "--debug"]);
    expect(missing.code).toBe(4);
    expect(missing.stderr).toMatch(/^throughline: Expected posts at "nowhere", got nothing there\. .*\n/);
    expect(missing.stderr).toMatch(/^ {4}at .*ingest/m);
    const full = await runCli(place, ["run", "posts", "--out", "taken/report", "--debug"]);
    expect(full.code).toBe(6);
    expect(full.stderr).toMatch(/^throughline: Could not write the report [^\n]* --out[^\n]*\.$/m);
    expect(full.stderr).toMatch(/\[cause\]: Error: E[A-Z]+: /);
    expect(full.stderr).toMatch(/^debug: /m);
    expect((await readdir(place.work)).sort()).toEqual(["posts", "taken"]);
  });

  it("prints no file name that could steer a terminal", async () => {
    const name = "\u001b[31mred\u001b]0;title\u0007\u009b1m\u202egnp\r.md";
    const place = await placeWith({ [`posts/${name}`]: broken });
    const json = await runCli(place, ["run", "posts", "--json", "--debug"]);
    expect(json.code).toBe(3);
    expect(JSON.parse(json.stdout)).toMatchObject({ skipped: [{ path: `posts/${name}` }] });
    const only = await runCli(place, ["run", `posts/${name}`, "--debug"]);
    expect(only.code).toBe(4);
    const missing = await runCli(place, ["run", `${name}.txt`, "--debug"]);
    expect(missing.code).toBe(4);
    const option = await runCli(place, ["run", `--${name}`]);
    expect(option.code).toBe(2);
    for (const { stdout, stderr } of [json, only, missing, option]) {
      expectHarmless(stdout);
      expectHarmless(stderr);
      expect(stderr).not.toBe("");
    }
  });
});

describe.concurrent("the configuration file", () => {
  it("is throughline.yaml of the working folder, and gives way to the command line", async () => {
    const yaml = "paths: posts\nout: themes\nthemes: 2\ntitle: Ours\nembedder: builtin\nstop_words: [team]\n";
    const place = await placeWith({ "throughline.yaml": yaml });
    const { stdout } = await runCli(place, ["run", "--themes", "3", "--title", "Mine", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ out: "themes", counts: { themes: 3 } });
    expect(await readFile(join(place.work, "themes", "report.md"), "utf8")).toMatch(/^# Mine$/m);
    const record = JSON.parse(await readFile(join(place.work, "themes", "run.json"), "utf8")) as unknown;
    expect(record).toMatchObject({
      config: { paths: ["posts"], themes: 3, title: "Mine", stop_words: ["team"] },
    });
  });

  it("given with --config is read instead, with its paths counted from its own folder", async () => {
    const place = await placeWith({
      "throughline.yaml": "paths: nowhere\n",
      "sub/ours.yaml": "paths: [../posts/*.md]\nout: report\n",
    });
    const { code, stdout } = await runCli(place, ["run", "--config", "sub/ours.yaml", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ out: join("sub", "report"), counts: { postsIn: 6 } });
    expect(await readdir(join(place.work, "sub", "report"))).toContain("report.html");
  });

  it.each([
    ["an unknown key", "thems: 3\n", /Unknown option "thems"\. Did you mean "themes"\?/],
    ["broken YAML", "themes: [1\n", /Expected YAML in throughline\.yaml, got: /],
  ])("with %s is refused with exit code 2 in one line", async (_, yaml, message) => {
    const result = await runCli(await placeWith({ "throughline.yaml": yaml }), ["run", "posts", "--quiet"]);
    expect(result.code).toBe(2);
    expectOneLine(result, message);
  });
});

describe.concurrent("a reader that closes the pipe early", () => {
  it.each([["stdout"], ["stderr"]] as const)(
    "on %s neither stops the run nor makes a sound",
    async (stream) => {
      const place = await placeWith({ "posts/broken.md": broken });
      const { child, done } = startCli(place, ["run", "posts", "--json"]);
      child[stream]?.destroy();
      const result = await done;
      expect(result.code).toBe(3);
      expect(result.stderr).not.toMatch(/EPIPE|Error|^ {4}at /m);
      if (stream === "stderr") expect(JSON.parse(result.stdout)).toMatchObject({ counts: { postsIn: 18 } });
      expect(await readdir(join(place.work, "output"))).toContain("report.html");
    },
  );
});

describe.concurrent("standard output on a full disk", () => {
  /** Runs the program in a shell, so that its streams can lead elsewhere. */
  async function shell(line: string): Promise<CliResult & { place: Workplace }> {
    const place = await placeWith();
    const words = ["-c", `"${process.execPath}" "${builtProgram()}" ${line}`];
    const { status, stdout, stderr } = await new Promise<{
      status: number;
      stdout: string;
      stderr: string;
    }>((resolve) => {
      execFile("sh", words, { cwd: place.work }, (error, stdout, stderr) =>
        resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
      );
    });
    return { place, code: status, stdout, stderr };
  }

  it.each(["--help", "run posts --embedder builtin --quiet --json"])(
    "ends %s with exit code 6 and a line that says so",
    async (command) => {
      const { code, stdout, stderr, place } = await shell(`${command} > /dev/full`);
      expect({ code, stdout }).toEqual({ code: 6, stdout: "" });
      expect(stderr).toMatch(
        /^throughline: Could not write to standard output: the disk is full\.[^\n]+\n$/m,
      );
      expect(stderr).not.toMatch(/^ {4}at /m);
      if (command !== "--help") expect(await readdir(join(place.work, "output"))).toContain("report.html");
    },
  );

  it("shows in the exit code where it is the log that was lost, and only then", async () => {
    expect((await shell("run posts --embedder builtin --json 2> /dev/full")).code).toBe(6);
    expect((await shell("--version 2> /dev/full")).code).toBe(0);
  });
});

describe.concurrent("a configuration file that is none", () => {
  it.each(["pipe", "posts", "/dev/zero"])("is refused and not waited for: %s", async (name) => {
    const place = await placeWith();
    await makePipe(join(place.work, "pipe"));
    const result = await runCli(place, ["run", "posts", "--config", name, "--quiet"]);
    expect(result.code).toBe(2);
    expectOneLine(result, /readable configuration file/, name === "posts" ? /a folder/ : /a device, pipe/);
  });
});

describe.concurrent("two runs into one folder at once", () => {
  const runAll = (place: Workplace, ...more: string[]): Promise<CliResult[]> => {
    const run = (themes: string): Promise<CliResult> =>
      runCli(place, ["run", "posts", "--embedder", "builtin", "--themes", themes, "--json", ...more]);
    return Promise.all(["2", "3", "2"].map(run));
  };
  const expectWhole = async (place: Workplace): Promise<void> => {
    const found = await readFolder(join(place.work, "output"));
    const { outputs } = JSON.parse(found["run.json"] ?? "") as { outputs: Record<string, string> };
    expect(Object.keys(found).sort()).toEqual([...Object.keys(outputs), "run.json"].sort());
    for (const [path, hash] of Object.entries(outputs))
      expect(sha256(Buffer.from(found[path] ?? "", "latin1"))).toBe(hash);
  };

  it("leave the report of one of them, and nothing of the other", async () => {
    const place = await placeWith();
    const results = await runAll(place, "--no-store");
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0]);
    await expectWhole(place);
  });

  it("are one too many where the first has the store", async () => {
    const place = await placeWith();
    const results = await runAll(place);
    const refused = results.filter(({ code }) => code === 7);
    expect(results.filter(({ code }) => code === 0).length + refused.length).toBe(3);
    for (const { stderr } of refused) expect(stderr).toMatch(/alone in using the store .* at work there/);
    await expectWhole(place);
  });
});

describe.concurrent("a page that was edited", () => {
  it("is kept beside the new one, and the command line says so", async () => {
    const place = await placeWith();
    const run = (...more: string[]): Promise<CliResult> =>
      runCli(place, ["run", "posts", "--embedder", "builtin", "--quiet", ...more]);
    await run();
    await writeFile(join(place.work, "output", "report.md"), "mine");
    const { stderr, stdout } = await run("--json", "--title", "Another");
    expect(stderr).toMatch(/^warning: .*kept beside.*report\.md as report\.edited\.md\.$/m);
    expect(JSON.parse(stdout)).toMatchObject({ keptPages: [{ path: "report.md", as: "report.edited.md" }] });
    expect(await readFile(join(place.work, "output", "report.edited.md"), "utf8")).toBe("mine");
  });
});

describe.concurrent("a signal", () => {
  it("while themes are sought ends the run with its exit code, and leaves everything as it was", async () => {
    // Enough passages that the search is still under way when the signal comes.
    const old = { "output/run.json": `{"generator": "throughline", "outputs": {}}` };
    const place = await placeWith(old, manyPosts(400));
    const before = await readFolder(place.work);
    const run = startCli(place, ["run", "posts", "--embedder", "builtin"]);
    await run.printed("Looking for the number of themes");
    run.child.kill("SIGINT");
    const result = await run.done;
    expect({ code: result.code, stdout: result.stdout }).toEqual({ code: 130, stdout: "" });
    expect(result.stderr).not.toMatch(/Error|^throughline: /m);
    expect(differences(before, await readFolder(place.work))).toEqual([]);
    expect(await readdir(place.work)).toEqual(["output", "posts"]);
    expect([...(await readdir(place.home)), ...(await readdir(place.tmp))]).toEqual([]);
  });

  it("in the middle of a download ends the run with its exit code, and leaves no part of a file", async () => {
    const models = await mkdtemp(join(root, "models-"));
    await writeFiles(join(models, "example", "stalling"), {
      "config.json": `{"hidden_size": 8}`,
      "tokenizer.json": "{}",
      "tokenizer_config.json": "{}",
      "onnx/model_quantized.onnx": "never comes to its end",
    });
    const isLarge = ({ method, file }: HubRequest): boolean => method === "GET" && file.endsWith(".onnx");
    const hub = await startHub(models, (request) => (isLarge(request) ? "stall" : undefined));
    try {
      const place = await placeWith();
      const model = ["--model", "example/stalling", "--revision", "0123456789abcdef0123456789abcdef01234567"];
      const env = { HF_ENDPOINT: hub.settings.endpoint, HF_HUB_OFFLINE: "" };
      const run = startCli(place, ["run", "posts", "--embedder", "transformers", ...model], { env });
      await vi.waitFor(() => expect(hub.requests.some(isLarge)).toBe(true), 30_000);
      run.child.kill("SIGTERM");
      const result = await run.done;
      expect({ code: result.code, stdout: result.stdout }).toEqual({ code: 143, stdout: "" });
      expect(await readdir(place.work)).toEqual(["posts"]);
      const cached = Object.keys(await readFolder(place.home));
      expect(cached.filter((path) => !path.endsWith(".json"))).toEqual([]);
      expect(await readdir(place.tmp)).toEqual([]);
    } finally {
      await hub.close();
    }
  });
});
