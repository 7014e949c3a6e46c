import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "throughline-examples-"));
});

afterAll(async () => rm(folder, { recursive: true, force: true }));

/** Runs an example as its README says. */
async function output(name: string, ...args: string[]): Promise<string> {
  const tsx = join(root, "node_modules", "tsx", "dist", "cli.mjs");
  const program = [tsx, join(root, "examples", `${name}.ts`), ...args];
  return (await promisify(execFile)(process.execPath, program, { cwd: root })).stdout;
}

it("prints themes with a quotation each", async () => {
  const printed = await output("themes-of-a-folder", "seeds");
  expect(printed).toMatch(/^MVPs \(\d+ posts\)\n {2}“.+”$/m);
});

it("reads a report folder", async () => {
  expect(await output("posts-without-a-theme", "output")).toMatch(/^\d+ of the posts are in no theme\./);
});

it("adds an exporter", async () => {
  const out = join(folder, "report");
  await output("reading-list", out, "seeds");
  expect(await readFile(join(out, "reading-list.txt"), "utf8")).toMatch(/^Roadmaps: .+$/m);
});

it("adds an embedder", async () => {
  const printed = await output("embedder-of-your-own", "seeds");
  expect(printed).toMatch(/^\d+ themes by triples-v1 \+ throughline-static-en-v1 \+ corpus:$/m);
  expect(printed).toMatch(/^.+ \(\d+ posts\)$/m);
});
