import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { cycleIn, edgesOf, importsOf, type Edge } from "./helpers/import-graph.js";

/** Folders that know nothing of one another. */
const adapters = [
  "markup",
  "readers",
  "embedders",
  "clusterers",
  "projectors",
  "labelers",
  "themes",
  "report",
];

/** Imports run from the right to the left only: a file may import from its own level and from the ones before. */
const levels: readonly (readonly string[])[] = [
  ["types", "errors", "core"],
  ["io"],
  ["language"],
  adapters,
  ["exporters"],
  ["stages"],
  ["config", "version", "run-record", "run-folder", "pipeline", "evaluation", "explore"],
  ["index"],
  ["cli"],
];

/** Packages that are no one adapter's own; every other one is imported from a single folder of `src`. */
const shared: Readonly<Record<string, string>> = {
  yaml: "front matter of posts, and the configuration file",
  picomatch: "globs of paths, read and written",
  undici: "HTTP, for the download of a model and for the hub that serves it",
  unified: "the frame of every Markdown and HTML parser",
  "remark-parse": "Markdown, for its title (readers) and its prose (markup)",
  "remark-gfm": "as remark-parse",
  "rehype-parse": "HTML, for its metadata (readers) and its prose (markup)",
  hast: "types of syntax trees",
  mdast: "types of syntax trees",
};

/** Never loaded unless it is used: it is an optional dependency. */
const optional = "@xenova/transformers";

/** The folder of `src` in which a file lies; its own name where it lies in `src` itself. */
function unitOf(path: string): string {
  return (path.split("/")[1] ?? "").replace(/\.ts$/, "");
}

function levelOf(path: string): number {
  return levels.findIndex((units) => units.includes(unitOf(path)));
}

type Rule = (edges: readonly Edge[], files: ReadonlySet<string>) => string[];

const show = ({ from, specifier }: Edge): string => `${from} imports ${specifier}`;

const rules: Readonly<Record<string, Rule>> = {
  "names files that exist": (edges, files) =>
    edges.filter(({ to }) => to !== undefined && !files.has(to)).map(show),

  "gives every file a level": (_, files) =>
    [...files].filter((path) => levelOf(path) < 0).map((path) => `${path} has no level`),

  "has no cycle": (edges) => {
    const cycle = cycleIn(edges.flatMap(({ from, to }) => (to === undefined ? [] : [{ from, to }])));
    return cycle.length > 0 ? [[...cycle, cycle[0]].join(" → ")] : [];
  },

  "imports downwards only": (edges) =>
    edges.filter(({ from, to }) => to !== undefined && levelOf(to) > levelOf(from)).map(show),

  "keeps the types free of everything but the type Random": (edges) =>
    edges
      .filter(({ from }) => unitOf(from) === "types" || unitOf(from) === "errors")
      .filter(
        ({ to, kind, names }) =>
          !(to === "src/core/random.ts" && kind === "type" && names.join() === "Random"),
      )
      .map(show),

  "keeps the adapters apart": (edges) =>
    edges
      .filter(
        ({ from, to }) => to !== undefined && unitOf(from) !== unitOf(to) && levelOf(from) === levelOf(to),
      )
      .filter(({ from }) => adapters.includes(unitOf(from)))
      .map(show),

  "has no stage that imports another": (edges) =>
    edges
      .filter(
        ({ from, to }) =>
          to !== undefined && from !== to && unitOf(from) === "stages" && unitOf(to) === "stages",
      )
      .map(show),

  "keeps src/core to numbers": (edges) =>
    edges.filter(({ from, to }) => unitOf(from) === "core" && to === undefined).map(show),

  "takes nothing but types from types into src/core": (edges) =>
    edges
      .filter(({ from, to, kind }) => unitOf(from) === "core" && to === "src/types.ts" && kind !== "type")
      .map(show),

  "never loads the optional package unasked": (edges) =>
    edges.filter((edge) => edge.package === optional && edge.kind === "static").map(show),

  "keeps each package in one folder": (edges) => {
    const folders = new Map<string, Set<string>>();
    for (const edge of edges) {
      if (edge.package === undefined || Object.hasOwn(shared, edge.package)) continue;
      folders.set(edge.package, (folders.get(edge.package) ?? new Set()).add(unitOf(edge.from)));
    }
    return [...folders]
      .filter(([, users]) => users.size > 1)
      .map(([name, users]) => `${name} is imported from ${[...users].sort().join(" and ")}`);
  },
};

function check(name: string, edges: readonly Edge[], files: Iterable<string>): string[] {
  return rules[name]?.(edges, new Set(files)) ?? [`There is no rule "${name}".`];
}

function readSources(): Map<string, string> {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const names = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
  const paths = names
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `src/${name.replaceAll("\\", "/")}`);
  return new Map(paths.sort().map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

describe("architecture", () => {
  const sources = readSources();
  const edges = edgesOf(sources);

  it("sees the sources", () => {
    expect([...sources.keys()]).toEqual(
      expect.arrayContaining(["src/pipeline.ts", "src/core/svd.ts", "src/cli/main.ts"]),
    );
    expect(edges.length).toBeGreaterThan(200);
  });

  it.each(Object.keys(rules))("%s", (name) => {
    expect(check(name, edges, sources.keys())).toEqual([]);
  });

  it("shares no package that a single folder could keep", () => {
    const users = (name: string): string[] => [
      ...new Set(edges.filter((edge) => edge.package === name).map(({ from }) => unitOf(from))),
    ];
    expect(Object.keys(shared).filter((name) => users(name).length < 2)).toEqual([]);
  });
});

describe("the checker itself", () => {
  /** A small sound project, for a violation to be planted in. */
  const sound: Readonly<Record<string, string>> = {
    "src/types.ts":
      'import type { Random } from "./core/random.js";\nexport interface Context { random: Random }',
    "src/errors.ts": "export class UserError extends Error {}",
    "src/core/random.ts": "export interface Random { next(): number }",
    "src/core/svd.ts":
      'import type { Random } from "./random.js";\nimport type { Context } from "../types.js";',
    "src/io/files.ts":
      'import { readFile } from "node:fs/promises";\nimport { UserError } from "../errors.js";',
    "src/readers/zip.ts": 'import { open } from "yauzl";\nimport { parse } from "yaml";',
    "src/embedders/transformers.ts":
      'type Library = typeof import("@xenova/transformers");\nawait import("@xenova/transformers");',
    "src/stages/chunk.ts": 'import "../readers/zip.js";',
    "src/stages/embed.ts": 'export { a } from "../core/svd.js";',
    "src/config.ts": 'import { parse } from "yaml";',
    "src/pipeline.ts": 'import "./stages/chunk.js";\nimport "./stages/embed.js";',
    "src/index.ts": 'export * from "./pipeline.js";',
    "src/cli/main.ts": 'import "../index.js";',
  };

  const checkPlanted = (rule: string, planted: Readonly<Record<string, string>>): string[] => {
    const files = new Map(Object.entries({ ...sound, ...planted }));
    return check(rule, edgesOf(files), files.keys());
  };

  it("finds nothing wrong with a sound project", () => {
    for (const name of Object.keys(rules)) expect(checkPlanted(name, {})).toEqual([]);
  });

  it.each<[rule: string, planted: Record<string, string>, names: RegExp]>([
    ["names files that exist", { "src/io/a.ts": 'import "./gone.js";' }, /a\.ts imports \.\/gone\.js/],
    ["gives every file a level", { "src/utils/a.ts": "" }, /src\/utils\/a\.ts/],
    [
      "has no cycle",
      {
        "src/io/a.ts": 'import "./b.js";',
        "src/io/b.ts": 'export * from "./c.js";',
        "src/io/c.ts": 'import type { A } from "./a.js";',
      },
      /a\.ts → src\/io\/b\.ts → src\/io\/c\.ts → src\/io\/a\.ts/,
    ],
    ["has no cycle", { "src/io/a.ts": 'import "./a.js";' }, /a\.ts → src\/io\/a\.ts/],
    ["imports downwards only", { "src/core/a.ts": 'import { x } from "../io/files.js";' }, /core\/a\.ts/],
    [
      "imports downwards only",
      { "src/report/a.ts": 'import type { x } from "../stages/chunk.js";' },
      /report\/a\.ts/,
    ],
    [
      "imports downwards only",
      { "src/exporters/a.ts": 'const x = await import("../pipeline.js");' },
      /exporters\/a\.ts/,
    ],
    ["imports downwards only", { "src/pipeline.ts": 'export { x } from "./index.js";' }, /pipeline\.ts/],
    [
      "keeps the types free of everything but the type Random",
      { "src/types.ts": 'import { Random } from "./core/random.js";' },
      /types/,
    ],
    [
      "keeps the types free of everything but the type Random",
      { "src/types.ts": 'import type { Svd } from "./core/svd.js";' },
      /svd/,
    ],
    [
      "keeps the types free of everything but the type Random",
      { "src/errors.ts": 'import "node:fs";' },
      /node:fs/,
    ],
    [
      "keeps the adapters apart",
      { "src/report/a.ts": 'import { x } from "../readers/zip.js";' },
      /report\/a\.ts/,
    ],
    [
      "has no stage that imports another",
      { "src/stages/map.ts": 'import type { x } from "./chunk.js";' },
      /map\.ts/,
    ],
    [
      "keeps src/core to numbers",
      { "src/core/a.ts": 'import { createHash } from "node:crypto";' },
      /node:crypto/,
    ],
    ["keeps src/core to numbers", { "src/core/a.ts": 'import type { X } from "yaml";' }, /yaml/],
    [
      "takes nothing but types from types into src/core",
      { "src/core/a.ts": 'import { X } from "../types.js";' },
      /a\.ts/,
    ],
    [
      "never loads the optional package unasked",
      { "src/embedders/a.ts": 'import { pipeline } from "@xenova/transformers";' },
      /a\.ts/,
    ],
    [
      "never loads the optional package unasked",
      { "src/io/a.ts": 'export * from "@xenova/transformers/x";' },
      /a\.ts/,
    ],
    [
      "keeps each package in one folder",
      { "src/io/a.ts": 'import yauzl from "yauzl";' },
      /yauzl is imported from io and readers/,
    ],
    [
      "keeps each package in one folder",
      { "src/stages/a.ts": 'import("@xenova/transformers");' },
      /embedders and stages/,
    ],
  ])("finds what breaks the rule that it %s: %j", (rule, planted, names) => {
    const found = checkPlanted(rule, planted);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(names);
  });

  it("reads every way of importing, and none in comments and texts", () => {
    const text = `
      import a, { type B, c as d } from "one";
      import * as e from "two";
      import type { F } from "three";
      import { type G, type H } from "four";
      export { i } from "five";
      export type { J } from "six";
      import k = require("seven");
      const l: import("eight").L = await import("nine");
      import "ten";
      // import x from "comment";
      const text = 'import x from "text"';
      const dynamic = import(text);
    `;
    expect(importsOf("a.ts", text)).toEqual([
      { specifier: "one", kind: "static", names: ["default", "B", "c"] },
      { specifier: "two", kind: "static", names: ["*"] },
      { specifier: "three", kind: "type", names: ["F"] },
      { specifier: "four", kind: "type", names: ["G", "H"] },
      { specifier: "five", kind: "static", names: [] },
      { specifier: "six", kind: "type", names: [] },
      { specifier: "seven", kind: "static", names: [] },
      { specifier: "eight", kind: "type", names: [] },
      { specifier: "nine", kind: "dynamic", names: [] },
      { specifier: "ten", kind: "static", names: [] },
    ]);
  });
});
