import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { builtProgram } from "../helpers/cli.js";
import { edgesOf } from "../helpers/import-graph.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

interface Manifest {
  name: string;
  version: string;
  bin: Record<string, string>;
  exports: Record<string, Record<string, string>>;
  types: string;
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
}

let manifest: Manifest;
/** The paths that the package would hold. */
let packed: string[];

beforeAll(async () => {
  builtProgram();
  manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as Manifest;
  const { stdout } = await run("npm", ["pack", "--dry-run", "--json", "--ignore-scripts", "--offline"], {
    cwd: root,
  });
  const [pack] = JSON.parse(stdout) as { files: { path: string }[] }[];
  packed = (pack?.files ?? []).map(({ path }) => path);
});

describe("the package", () => {
  it("holds the program, the built-in model and what describes them, and nothing else", () => {
    const beside = [
      "package.json",
      "README.md",
      "LICENSE",
      "docs/throughline.schema.json",
      "docs/themes.schema.json",
    ];
    const strangers = packed.filter(
      (path) => !/^(?:dist|models|data)\//.test(path) && !beside.includes(path),
    );
    expect(strangers).toEqual([]);
    expect(packed).toEqual(
      expect.arrayContaining([
        "package.json",
        "models/throughline-static-en-v1.bin",
        "models/SHA256SUMS",
        "data/subjects.txt",
      ]),
    );
    const odd = packed.filter((path) => path.startsWith("dist/") && !/\.(?:js|js\.map|d\.ts)$/.test(path));
    expect(packed).toContain("dist/app/app.js");
    expect(odd).toEqual(["dist/app/style.css"]);
  });

  it("holds every file of the build", () => {
    const built = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
      .map((path) => path.replaceAll("\\", "/"))
      // The script of the page is bundled; of its sources only the shapes of the data are compiled.
      .filter((path) => path.endsWith(".ts") && !path.startsWith("app/"))
      .map((path) => `dist/${path.replaceAll("\\", "/").replace(/\.ts$/, "")}`);
    const missing = built
      .flatMap((path) => [`${path}.js`, `${path}.d.ts`])
      .filter((path) => !packed.includes(path));
    expect(missing, "Run `npm run build`.").toEqual([]);
  });

  it("holds every file that its own entries name", () => {
    const named = [
      ...Object.values(manifest.bin),
      ...Object.values(manifest.exports).flatMap((conditions) => Object.values(conditions)),
      manifest.types,
    ];
    expect(named.length).toBeGreaterThan(3);
    for (const path of named) expect(packed).toContain(path.replace(/^\.\//, ""));
  });

  it("begins its program with the line by which a system knows how to run it", async () => {
    for (const path of Object.values(manifest.bin)) {
      const text = await readFile(join(root, path), "utf8");
      expect(text.split("\n", 1)).toEqual(["#!/usr/bin/env node"]);
    }
  });

  it("names every package that it loads as a dependency", () => {
    const code = packed.filter((path) => /\.js$/.test(path));
    const edges = edgesOf(new Map(code.map((path) => [path, readFileSync(join(root, path), "utf8")])));
    const loaded = [...new Set(edges.flatMap((edge) => edge.package ?? []))].sort();
    const declared = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.optionalDependencies)];
    expect(loaded).toEqual(declared.sort());
  });

  it("can be imported by its name, with all that it promises", async () => {
    const script = `const it = await import("${manifest.name}"); console.log(JSON.stringify(Object.keys(it)), it.version);`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script], { cwd: root });
    const names = [
      "ExitCode",
      "UserError",
      "checkDraft",
      "consoleLog",
      "decide",
      "decisionsLog",
      "evaluateFolder",
      "exploreFolder",
      "keptModels",
      "normalizeConfig",
      "pullModel",
      "redo",
      "removeModel",
      "runPipeline",
      "runWorker",
      "searchFolder",
      "undo",
      "verifyModels",
      "version",
    ];
    expect(stdout).toBe(`${JSON.stringify(names)} ${manifest.version}\n`);
  });

  it("has types that a strict project can use", () => {
    const file = join(root, "a-strict-project.ts");
    const text = `
      import { runPipeline, UserError, type PipelineResult, type Theme } from "throughline";
      const result: PipelineResult = await runPipeline({ paths: ["posts"], themes: 3 }, { write: false });
      const themes: Theme[] = result.report.themes;
      export const labels: string[] = themes.map((theme) => theme.label);
      export const kind = (error: UserError): "config" | "noInput" | "model" | "disk" | "locked" => error.kind;
      // @ts-expect-error an option that does not exist
      await runPipeline({ paths: ["posts"], thems: 3 });
      // @ts-expect-error a value of the wrong kind
      await runPipeline({ paths: ["posts"], themes: true });
    `;
    const options: ts.CompilerOptions = {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      types: ["node"],
    };
    const disk = ts.createCompilerHost(options);
    const host: ts.CompilerHost = {
      ...disk,
      fileExists: (path) => path === file || disk.fileExists(path),
      getSourceFile: (path, target) =>
        path === file ? ts.createSourceFile(path, text, target) : disk.getSourceFile(path, target),
    };
    const found = ts.getPreEmitDiagnostics(ts.createProgram([file], options, host));
    expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
  });
});
