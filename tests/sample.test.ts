import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfigFile } from "../src/run/config-file.js";
import { runPipeline, type PipelineResult } from "../src/index.js";
import { sha256 } from "../src/io/hash.js";
import { asOnDisk, differences, readFolder, steadyRecord } from "./helpers/report-files.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const remedy = "run `npm start` and commit output/";
const before = process.cwd();
let committed: Record<string, string>;
let rebuilt: PipelineResult;

beforeAll(async () => {
  process.chdir(root);
  committed = existsSync("output") ? await readFolder("output") : {};
  const config = { ...(await readConfigFile("seeds/throughline.yaml")), fresh: true };
  rebuilt = await runPipeline(config, { write: false });
});

afterAll(() => process.chdir(before));

describe("the committed sample report", () => {
  it("is there", () => {
    expect(committed, `Expected the sample report in output/: ${remedy}.`).toHaveProperty(["run.json"]);
  });

  it("is, byte for byte, what the sample posts give", () => {
    const expected = asOnDisk(rebuilt.files);
    const differing = differences(committed, expected).map((path) => {
      if (!(path in expected)) return `${path} (not of the report)`;
      return path in committed ? path : `${path} (missing)`;
    });
    if (differing.length > 0) {
      expect.fail(`output/ differs from what seeds/ gives in ${differing.join(", ")}: ${remedy}.`);
    }
  });

  it("has a run.json that differs in its timings alone, and the hashes of the files beside it", () => {
    const text = committed["run.json"] ?? "";
    expect(steadyRecord(text)).toBe(steadyRecord(asOnDisk(rebuilt.files)["run.json"] ?? ""));
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
    const { outputs } = JSON.parse(text) as { outputs: Record<string, string> };
    const others = Object.entries(committed).filter(([path]) => path !== "run.json");
    const hashes = others.map(([path, content]) => [path, sha256(Buffer.from(content, "latin1"))]);
    expect(outputs).toEqual(Object.fromEntries(hashes));
  });

  it("holds no path of a computer", () => {
    const own = [root, root.replace(/\/$/, ""), process.env["HOME"]].filter((path) => path !== undefined);
    for (const [path, content] of Object.entries(committed)) {
      for (const home of own.filter((place) => place.length > 1)) expect(content, path).not.toContain(home);
      expect(content, path).not.toMatch(/(?:file:\/\/|\/home\/|\/Users\/|\/root\/|\/tmp\/|[A-Z]:\\)/);
    }
  });
});
