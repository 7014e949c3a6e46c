import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { cycleIn, edgesOf, importsOf, type Edge } from "./helpers/import-graph.js";

/** Imports run from the right to the left only: a file may import from its own level and from the ones before. */
const levels: readonly (readonly string[])[] = [
  ["shapes", "errors", "math"],
  ["text"],
  ["io"],
  ["store"],
  ["plan", "changes"],
  ["stages"],
  ["render"],
  ["exporters", "app"],
  ["run", "jobs", "version"],
  ["decisions"],
  ["kinds"],
  ["pipeline"],
  ["search"],
  ["explore", "evaluation", "mcp"],
  ["index"],
  ["cli"],
];

/** Units of one level that may import from one another; all others of a level know nothing of their neighbours. */
const together: readonly (readonly [from: string, to: string])[] = [["math", "shapes"]];

/** The folders and files of the page to explore, imported as the `levels` are. */
const appLevels: readonly (readonly string[])[] = [
  ["state"],
  ["dom"],
  ["explore"],
  ["edit"],
  ["quotations"],
  ["themes", "posts", "map", "time", "changes", "plan", "search"],
  ["overview"],
  ["header", "reader"],
  ["main"],
];

/** Files of one part of the page that every other of its level may import: a theme is named in all of them. */
const knownToNeighbours: ReadonlySet<string> = new Set(["src/app/themes/mark.ts"]);

/** Packages that are no one adapter's own; every other one is imported from a single room. */
const shared: Readonly<Record<string, string>> = {
  yaml: "front matter of posts, the configuration file, and the editor's decisions",
  valibot: "the schemas of the configuration file, of the editor's decisions, and of what comes from a queue",
  "fastest-levenshtein": "the name that was meant, in the configuration file and in the editor's decisions",
  picomatch: "globs of paths, read and written",
  undici: "HTTP, for the download of a model and for the hub that serves it",
  unified: "the frame of every Markdown and HTML parser",
  "rehype-parse": "HTML, for its metadata (readers) and its prose (markup)",
  minisearch: "search by word, in the page and in the server behind it",
  hast: "types of syntax trees",
  mdast: "types of syntax trees",
};

/** Never loaded unless they are used: they are optional dependencies. */
const optional: ReadonlySet<string> = new Set([
  ...["@xenova/transformers", "@duckdb/node-api"],
  ...["@modelcontextprotocol/sdk", "zod"],
  ...["bullmq", "ioredis"],
]);

/** The stage that a file belongs to; undefined outside of the stages. */
function stageOf(path: string): string | undefined {
  return /^src\/stages\/([^/]+)\//.exec(path)?.[1];
}

/** The folder of `src` in which a file lies; its own name where it lies in `src` itself. */
function unitOf(path: string): string {
  return (path.split("/")[1] ?? "").replace(/\.ts$/, "");
}

/** As `unitOf`, with each stage a room of its own. */
function roomOf(path: string): string {
  return stageOf(path) ?? unitOf(path);
}

function levelOf(path: string): number {
  return levels.findIndex((units) => units.includes(unitOf(path)));
}

/** The folder of `src/app` in which a file lies, or its own name; undefined outside of `src/app`. */
function partOf(path: string): string | undefined {
  return /^src\/app\/([^/]+?)(?:\/|\.ts$)/.exec(path)?.[1];
}

function appLevelOf(path: string): number {
  const part = partOf(path);
  return appLevels.findIndex((parts) => part !== undefined && parts.includes(part));
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

  "keeps the shapes and errors free of everything else": (edges) =>
    edges
      .filter(({ from }) => unitOf(from) === "shapes" || unitOf(from) === "errors")
      .filter(({ to, kind }) => !(to !== undefined && unitOf(to) === "shapes" && kind === "type"))
      .map(show),

  "keeps neighbours apart": (edges) =>
    edges
      .filter(
        ({ from, to }) => to !== undefined && unitOf(from) !== unitOf(to) && levelOf(from) === levelOf(to),
      )
      .filter(({ from, to }) => !together.some(([a, b]) => a === unitOf(from) && b === unitOf(to ?? "")))
      .map(show),

  "has no stage that imports another": (edges) =>
    edges
      .filter(
        ({ from, to }) =>
          to !== undefined &&
          stageOf(from) !== undefined &&
          stageOf(to) !== undefined &&
          stageOf(from) !== stageOf(to),
      )
      .map(show),

  "has every stage in a folder of its own": (_, files) =>
    [...files]
      .filter((path) => unitOf(path) === "stages" && stageOf(path) === undefined)
      .map((path) => `${path} lies in no stage`),

  "gives every part of the page to explore a level": (_, files) =>
    [...files]
      .filter((path) => partOf(path) !== undefined && appLevelOf(path) < 0)
      .map((path) => `${path} has no level`),

  "imports downwards only within the page to explore": (edges) =>
    edges
      .filter(({ from, to }) => partOf(from) !== undefined && partOf(to ?? "") !== undefined)
      .filter(({ from, to }) => appLevelOf(to ?? "") > appLevelOf(from))
      .map(show),

  "keeps the parts of the page to explore apart": (edges) =>
    edges
      .filter(({ from, to }) => partOf(from) !== undefined && partOf(to ?? "") !== undefined)
      .filter(
        ({ from, to }) => partOf(from) !== partOf(to ?? "") && appLevelOf(from) === appLevelOf(to ?? ""),
      )
      .filter(({ to }) => !knownToNeighbours.has(to ?? ""))
      .map(show),

  "keeps src/math to numbers": (edges) =>
    edges.filter(({ from, to }) => unitOf(from) === "math" && to === undefined).map(show),

  "takes nothing but types from shapes into src/math": (edges) =>
    edges
      .filter(({ from, to, kind }) => unitOf(from) === "math" && to !== undefined && kind !== "type")
      .filter(({ to }) => unitOf(to ?? "") === "shapes")
      .map(show),

  "never loads an optional package unasked": (edges) =>
    edges.filter((edge) => optional.has(edge.package ?? "") && edge.kind === "static").map(show),

  "keeps each package in one room": (edges) => {
    const folders = new Map<string, Set<string>>();
    for (const edge of edges) {
      if (edge.package === undefined || Object.hasOwn(shared, edge.package)) continue;
      folders.set(edge.package, (folders.get(edge.package) ?? new Set()).add(roomOf(edge.from)));
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
      expect.arrayContaining(["src/pipeline.ts", "src/math/kmeans.ts", "src/cli/main.ts"]),
    );
    expect(edges.length).toBeGreaterThan(200);
  });

  it.each(Object.keys(rules))("%s", (name) => {
    expect(check(name, edges, sources.keys())).toEqual([]);
  });

  it("shares no package that a single folder could keep", () => {
    const users = (name: string): string[] => [
      ...new Set(edges.filter((edge) => edge.package === name).map(({ from }) => roomOf(from))),
    ];
    expect(Object.keys(shared).filter((name) => users(name).length < 2)).toEqual([]);
  });
});

describe("the checker itself", () => {
  /** A small sound project, for a violation to be planted in. */
  const sound: Readonly<Record<string, string>> = {
    "src/shapes/random.ts": "export interface Random { next(): number }",
    "src/shapes/context.ts":
      'import type { Random } from "./random.js";\nexport interface Context { random: Random }',
    "src/errors.ts": "export class UserError extends Error {}",
    "src/math/svd.ts": 'import type { Random } from "../shapes/random.js";',
    "src/io/files.ts":
      'import { readFile } from "node:fs/promises";\nimport { UserError } from "../errors.js";',
    "src/stages/ingest/zip.ts": 'import { open } from "yauzl";\nimport { parse } from "yaml";',
    "src/stages/embed/transformers.ts":
      'type Library = typeof import("@xenova/transformers");\nawait import("@xenova/transformers");',
    "src/stages/ingest/ingest.ts": 'import "./zip.js";',
    "src/stages/embed/embed.ts": 'export { a } from "../../math/svd.js";',
    "src/run/config.ts": 'import { parse } from "yaml";',
    "src/pipeline.ts": 'import "./stages/ingest/ingest.js";\nimport "./stages/embed/embed.js";',
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
    ["imports downwards only", { "src/math/a.ts": 'import { x } from "../io/files.js";' }, /math\/a\.ts/],
    [
      "imports downwards only",
      { "src/render/a.ts": 'import type { x } from "../run/config.js";' },
      /render\/a\.ts/,
    ],
    [
      "imports downwards only",
      { "src/exporters/a.ts": 'const x = await import("../pipeline.js");' },
      /exporters\/a\.ts/,
    ],
    ["imports downwards only", { "src/pipeline.ts": 'export { x } from "./index.js";' }, /pipeline\.ts/],
    [
      "keeps the shapes and errors free of everything else",
      { "src/shapes/a.ts": 'import { Random } from "./random.js";' },
      /shapes\/a/,
    ],
    [
      "keeps the shapes and errors free of everything else",
      { "src/shapes/a.ts": 'import type { Svd } from "../math/svd.js";' },
      /svd/,
    ],
    [
      "keeps the shapes and errors free of everything else",
      { "src/errors.ts": 'import "node:fs";' },
      /node:fs/,
    ],
    [
      "keeps neighbours apart",
      { "src/app/a.ts": 'import "../exporters/b.js";', "src/exporters/b.ts": "" },
      /app\/a\.ts/,
    ],
    [
      "has no stage that imports another",
      { "src/stages/map/map.ts": 'import type { x } from "../embed/embed.js";' },
      /map\.ts/,
    ],
    ["has every stage in a folder of its own", { "src/stages/map.ts": "" }, /stages\/map\.ts/],
    [
      "gives every part of the page to explore a level",
      { "src/app/help/a.ts": "", "src/app/map/a.ts": "", "src/app/main.ts": "" },
      /help\/a\.ts/,
    ],
    [
      "imports downwards only within the page to explore",
      { "src/app/dom/a.ts": 'import "../themes/mark.js";', "src/app/themes/mark.ts": "" },
      /dom\/a\.ts/,
    ],
    [
      "imports downwards only within the page to explore",
      { "src/app/map/a.ts": 'import type { x } from "../header.js";', "src/app/header.ts": "" },
      /map\/a\.ts/,
    ],
    [
      "keeps the parts of the page to explore apart",
      {
        "src/app/map/a.ts": 'import "../themes/mark.js";\nimport "../themes/list.js";',
        "src/app/themes/mark.ts": "",
        "src/app/themes/list.ts": "",
      },
      /map\/a\.ts imports \.\.\/themes\/list\.js/,
    ],
    [
      "keeps src/math to numbers",
      { "src/math/a.ts": 'import { createHash } from "node:crypto";' },
      /node:crypto/,
    ],
    ["keeps src/math to numbers", { "src/math/a.ts": 'import type { X } from "yaml";' }, /yaml/],
    [
      "takes nothing but types from shapes into src/math",
      { "src/math/a.ts": 'import { X } from "../shapes/context.js";' },
      /a\.ts/,
    ],
    [
      "never loads an optional package unasked",
      { "src/stages/embed/a.ts": 'import { pipeline } from "@xenova/transformers";' },
      /a\.ts/,
    ],
    [
      "never loads an optional package unasked",
      { "src/io/a.ts": 'export * from "@xenova/transformers/x";' },
      /a\.ts/,
    ],
    [
      "never loads an optional package unasked",
      { "src/store/a.ts": 'import { DuckDBInstance } from "@duckdb/node-api";' },
      /a\.ts/,
    ],
    [
      "keeps each package in one room",
      { "src/io/a.ts": 'import yauzl from "yauzl";' },
      /yauzl is imported from ingest and io/,
    ],
    [
      "keeps each package in one room",
      { "src/stages/map/a.ts": 'import("@xenova/transformers");' },
      /embed and map/,
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
