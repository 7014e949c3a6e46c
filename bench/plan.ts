/**
 * The plan against what was then written. The latest months of an archive are hidden, a plan is made of the rest, and the hidden posts are
 * placed in the themes of that plan: how many of the themes that they are about stood among the proposals, against as many themes taken at
 * random, and against as many of the most frequent ones.
 *
 *     npm run bench:plan -- [--years 1] [--months 12] <folder of dated posts>...
 */
import { mkdtemp, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
import { nodeFiles } from "../src/io/files.js";
import { silentLog } from "../src/io/silent-log.js";
import { runPipeline } from "../src/index.js";
import { createRandom } from "../src/math/random.js";
import { isAbout } from "../src/plan/thresholds.js";
import { defaults } from "../src/run/config.js";
import { assign, type AssignedPost } from "../src/search/assign.js";
import { ingest } from "../src/stages/ingest/ingest.js";
import type { Report } from "../src/shapes/report.js";
import { monthIndex, monthOf } from "../src/text/months.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { years: { type: "string", default: "1" }, months: { type: "string", default: "12" } },
});
const months = Number(values.months);

/** Of so many themes proposed, how many were written about; and of the hidden posts, how many are about one of them. */
interface Score {
  themes: number;
  posts: number;
}

function scoreOf(proposed: ReadonlySet<string>, hidden: readonly (readonly string[])[]): Score {
  const written = new Set(hidden.flat());
  const themes = [...proposed].filter((id) => written.has(id)).length;
  return { themes, posts: hidden.filter((ids) => ids.some((id) => proposed.has(id))).length };
}

/** Their themes are where they come from, and not what to write on. */
const BESIDE: ReadonlySet<string> = new Set(["thread", "answer"]);

function themesProposed({ plan }: Report): string[] {
  const work = plan.proposals.filter(({ effort, kind }) => effort === "new" && !BESIDE.has(kind));
  return [...new Set(work.flatMap(({ themeIds }) => themeIds))];
}

const aboutOf = ({ themes }: AssignedPost): string[] =>
  themes.filter(({ share }, i) => isAbout({ share, rank: i + 1 })).map(({ id }) => id);

async function newestMonth(posts: string): Promise<string> {
  const context = {
    ...{ files: nodeFiles(), log: silentLog, random: createRandom(1) },
    signal: new AbortController().signal,
  };
  const { posts: read } = await ingest([posts], defaults(), context);
  return (
    read
      .flatMap(({ date }) => date?.slice(0, 7) ?? [])
      .sort()
      .at(-1) ?? ""
  );
}

async function backtest(posts: string, until: string, to: string): Promise<void> {
  const out = await mkdtemp(join(tmpdir(), "throughline-plan-"));
  try {
    const { report } = await runPipeline({
      paths: [posts],
      out,
      embedder: "builtin",
      until: until + lastDay(until),
    });
    const all = await assign(
      { paths: [posts], folder: out },
      { files: nodeFiles(), log: silentLog, signal: new AbortController().signal },
    );
    const hidden = all.posts
      .filter(({ date = "" }) => date.slice(0, 7) > until && date.slice(0, 7) <= to)
      .map(aboutOf)
      .filter((ids) => ids.length > 0);
    const proposed = themesProposed(report);
    const n = proposed.length;
    const written = new Set(hidden.flat()).size;
    const frequent = report.themes
      .toSorted((a, b) => b.plan.posts - a.plan.posts)
      .slice(0, n)
      .map(({ id }) => id);
    const [plan, most] = [proposed, frequent].map((ids) => scoreOf(new Set(ids), hidden));
    const byChance = (n * written) / report.themes.length;
    const chancePosts = hidden.reduce(
      (sum, ids) => sum + 1 - (1 - n / report.themes.length) ** ids.length,
      0,
    );
    const row = [
      basename(posts),
      until,
      ...[report.themes.length, hidden.length, written, n],
      ...[plan?.themes, byChance.toFixed(1), most?.themes],
      ...[plan?.posts, chancePosts.toFixed(1), most?.posts],
    ];
    console.log(`| ${row.join(" | ")} |`);
    const label = new Map(report.themes.map((theme) => [theme.id, theme.label]));
    for (const { kind, themeIds } of report.plan.proposals) {
      const hits = themeIds.map(
        (id) => `${label.get(id) ?? id}${new Set(hidden.flat()).has(id) ? " ✓" : ""}`,
      );
      console.error(`    ${kind}: ${hits.join(", ")}`);
    }
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/** `-28` to `-31`. */
function lastDay(month: string): string {
  const day = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate();
  return `-${String(day)}`;
}

console.log(
  "| blog | planned at the end of | themes | hidden posts | themes they are about | themes proposed | of these written about | by chance | the most frequent | posts about one proposed | by chance | the most frequent |",
);
console.log("|---|---|---|---|---|---|---|---|---|---|---|---|");
for (const posts of positionals) {
  const newest = monthIndex(await newestMonth(posts));
  for (let year = 1; year <= Number(values.years); year++) {
    await backtest(posts, monthOf(newest - months * year), monthOf(newest - months * (year - 1)));
  }
}
