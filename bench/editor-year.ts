/**
 * An editor's year: posts arrive month by month, and now and then something is decided. At the end every decision holds, or is reported
 * with what would mend it.
 *
 *     npm run bench:editor -- <folder of dated posts> [months]
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decide } from "../src/decisions/decide.js";
import { runPipeline, type PipelineResult } from "../src/index.js";
import type { Decision, ThemeRef } from "../src/shapes/decisions.js";
import type { ReportTheme } from "../src/shapes/report.js";

const [posts = "", count = "12"] = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), "throughline-editor-"));
const place = { file: join(folder, "themes.yaml"), out: join(folder, "out") };
let decided = 0;

const ref = ({ id, label }: ReportTheme): ThemeRef => ({ id, label });
const text = (value: string): string => value.split(/\s+/).slice(0, 9).join(" ");

/** What is decided in a month, by the report of that month. */
const habits: readonly ((result: PipelineResult) => Decision[])[] = [
  ({ report: { themes } }) => [{ do: "rename", theme: ref(themes[0]!), name: "Renamed first" }],
  ({ report: { themes } }) => [{ do: "merge", into: ref(themes[1]!), themes: [ref(themes.at(-1)!)] }],
  ({ report: { themes } }) => [{ do: "hide", theme: ref(themes.at(-2)!), on: true }],
  ({ report: { themes, passages } }) => {
    const moved = passages.filter(({ themeId }) => themeId === themes[2]!.id).slice(0, 2);
    return [
      {
        do: "pin",
        what: moved.map((one) => ({ passage: { id: one.id, text: text(one.text) } })),
        to: ref(themes[3]!),
      },
    ];
  },
  ({ report: { themes } }) => [{ do: "evergreen", theme: ref(themes[3]!), on: true }],
  ({ report: { themes, passages } }) => {
    const examples = passages.filter(({ themeId }) => themeId === themes[2]!.id).slice(0, 4);
    const shown = examples.map((one) => ({ id: one.id, text: text(one.text) }));
    return [{ do: "split", theme: ref(themes[2]!), into: [{ name: "Set apart", passages: shown }] }];
  },
  ({ report: { themes } }) => [{ do: "pillar", theme: ref(themes[4]!), pillar: "The editor's own" }],
  ({ report: { posts: all, themes } }) => {
    const post = all.find((one) => one.themes[0]?.themeId === themes[4]!.id)!;
    return [
      {
        do: "pin",
        what: [{ post: { id: post.id, path: post.path, title: post.title } }],
        not: ref(themes[4]!),
      },
    ];
  },
  ({ report: { themes } }) => [{ do: "finish", theme: ref(themes[5]!), on: true }],
  ({ report: { themes } }) => [{ do: "colour", theme: ref(themes[1]!), colour: 12 }],
  ({ report: { themes } }) => [
    { do: "about", theme: ref(themes[0]!), about: "What the editor says it is about." },
  ],
  ({ report: { themes } }) => [{ do: "order", themes: [ref(themes[1]!), ref(themes[0]!)] }],
];

const last = await runPipeline({ paths: [posts], out: place.out, embedder: "builtin" }, { write: false });
const months = last.report.months.slice(-Number(count));
console.log("| month | posts | themes | run | decided | applied | superseded | can't be met |");
console.log("|---|---|---|---|---|---|---|---|");
for (const [m, month] of months.entries()) {
  const result = await runPipeline({
    ...{ paths: [posts], out: place.out, embedder: "builtin", until: `${month}-28` },
    ...(decided > 0 && { decisions: place.file }),
  });
  const outcomes = result.run.decisions?.outcomes ?? [];
  const of = (status: string): number => outcomes.filter((one) => one.status === status).length;
  const made = m < months.length - 1 ? (habits[m % habits.length]?.(result) ?? []) : [];
  if (made.length > 0) await decide(place, made);
  decided += made.length;
  const { counts } = result.report;
  const row = [
    month,
    counts.postsClustered,
    counts.themes,
    result.run.continuation.kind,
    made.map((one) => one.do).join(", "),
  ];
  console.log(`| ${[...row, of("applied"), of("superseded"), of("unmet")].join(" | ")} |`);
  for (const one of outcomes)
    if (one.status === "unmet") console.log(`  ${one.decision}: ${one.reason ?? ""}`);
}
await rm(folder, { recursive: true, force: true });
