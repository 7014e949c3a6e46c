import { evaluateFolder, type Evaluation } from "../index.js";
import { consoleLog, printable } from "../io/console.js";
import { printableJson } from "./summary.js";

/** The options of `throughline evaluate` as the command line gives them. */
export interface EvaluateFlags {
  labels?: string;
  json?: boolean;
  debug?: boolean;
}

/** `throughline evaluate`: measures a report folder and prints the figures on standard output. */
export async function evaluateReport(out: string, { labels, json, debug }: EvaluateFlags): Promise<void> {
  const log = consoleLog({ quiet: false, debug: debug ?? false, stream: process.stderr });
  const evaluation = await evaluateFolder(out, labels === undefined ? {} : { labels }, { log });
  process.stdout.write(json === true ? asJson(evaluation) : asText(evaluation));
  for (const note of evaluation.notes) process.stderr.write(`warning: ${printable(note)}\n`);
}

/** Stable keys, for scripts; a measure that can't be taken is null. */
export function asJson(evaluation: Evaluation): string {
  const rounded = (_: string, value: unknown): unknown =>
    typeof value === "number" ? Math.round(value * 10_000) / 10_000 : (value ?? null);
  return `${printableJson(JSON.parse(JSON.stringify(evaluation, rounded)))}\n`;
}

type Line = readonly [name: string, value: string, meaning: string];

/** Two tables that a person can read: the run by itself, and against the labels. */
export function asText(evaluation: Evaluation): string {
  const { folder, version, embedder, labels } = evaluation;
  const lines = [
    "",
    `${folder}: written by throughline ${version}, embedder ${embedder}`,
    "",
    ...table(intrinsic(evaluation)),
    ...(labels ? ["", `Against the labels in ${labels.file}:`, "", ...table(against(labels))] : []),
    "",
  ];
  return `${lines.map(printable).join("\n")}\n`;
}

function intrinsic({ quality, coherence, names, ...run }: Evaluation): Line[] {
  const { least, median, most } = run.passagesPerTheme;
  return [
    ["themes", String(run.themes), `in ${run.passages} passages of ${run.posts} posts`],
    ["passages per theme", String(median), `median; from ${least} to ${most}`],
    [
      "unplaced",
      percent(run.unplaced),
      `of the passages are in no theme, ${percent(run.unplacedPosts)} of the posts`,
    ],
    [
      "label as query",
      figure(names.asQuery),
      `average precision, mean over the themes; ${figure(names.chance)} says nothing`,
    ],
    ["two-part labels", percent(names.twoPart), "of the labels are of the kind “X and Y”"],
    [
      "fit of names",
      figure(names.fit?.median),
      `of the best name, median; least ${figure(names.fit?.least)}`,
    ],
    ["coherence C_NPMI", figure(coherence.window), "top 10 words, windows of 10 words, -1 to 1"],
    ["coherence NPMI", figure(coherence.passage), "top 10 words, whole passages, -1 to 1"],
    ["diversity", figure(run.diversity), "different words among the top 25 of all themes, 0 to 1"],
    ["silhouette", figure(quality.silhouette), "cosine, in the run's own embeddings, -1 to 1"],
    ["cohesion", figure(quality.cohesion), "mean cosine of passages to the centre of their theme"],
    [
      "stability",
      figure(quality.stability),
      "how much of a theme is found again without a fifth of the passages",
    ],
  ];
}

function against(labels: NonNullable<Evaluation["labels"]>): Line[] {
  const unused = labels.unusableRows > 0 ? `; ${labels.unusableRows} more rows hold no label` : "";
  return [
    [
      "matched",
      percent(labels.matchedShare),
      `${labels.matchedRows} of ${labels.rows} rows name a post${unused}`,
    ],
    [
      "posts measured",
      String(labels.posts),
      `${labels.unplacedPosts} of them unplaced, counted as one more group`,
    ],
    ["labels", String(labels.labels), `against ${labels.themes} primary themes`],
    ["AMI", figure(labels.ami), "adjusted mutual information: 0 chance, 1 equal"],
    ["Fowlkes–Mallows", figure(labels.fowlkesMallows), "pairs of posts that are rightly together, 0 to 1"],
    ["V-measure", figure(labels.vMeasure), "homogeneity and completeness, 0 to 1"],
    ["ARI", figure(labels.ari), "adjusted Rand index: 0 chance, 1 equal"],
    ["purity", figure(labels.purity), "posts with the commonest label of their theme, 0 to 1"],
    ...labels.levels.map(({ level, groups, ami, fowlkesMallows }): Line => {
      const beside = `AMI; Fowlkes–Mallows ${figure(fowlkesMallows)}; ${groups} hold most of a post`;
      return [`by ${level}`, figure(ami), beside];
    }),
  ];
}

function table(lines: readonly Line[]): string[] {
  const width = (column: 0 | 1): number => Math.max(...lines.map((line) => line[column].length));
  const [names, values] = [width(0), width(1)];
  return lines.map(
    ([name, value, meaning]) => `  ${name.padEnd(names)}  ${value.padStart(values)}   ${meaning}`,
  );
}

function figure(value: number | undefined): string {
  return value === undefined ? "-" : value.toFixed(3);
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
