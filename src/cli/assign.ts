import { ExitCode } from "../errors.js";
import { consoleLog, printable } from "../io/console.js";
import { nodeFiles, withFile } from "../io/files.js";
import { silentLog } from "../io/silent-log.js";
import { titleOf } from "../render/text.js";
import { count, percent } from "../render/words.js";
import { assign, type Assigned, type AssignedPost } from "../search/assign.js";
import { STANDARD_INPUT, standardInput } from "./standard-input.js";
import { printableJson, rounded } from "./summary.js";

/** The options of `throughline assign` as the command line gives them. */
export interface AssignFlags {
  out: string;
  store?: string;
  modelDir?: string;
  json?: boolean;
  debug?: boolean;
}

/** `throughline assign`: which themes of a report posts belong to, on standard output. */
export async function printAssigned(paths: string[], flags: AssignFlags): Promise<void> {
  const { out, store, modelDir, json, debug } = flags;
  const reads = paths.length === 0 || paths.includes("-");
  const others = paths.filter((path) => path !== "-");
  const piped = reads ? await standardInput("posts", "throughline assign < draft.md") : undefined;
  const log = consoleLog({ quiet: true, debug: debug ?? false, stream: process.stderr });
  const assigned = await assign(
    {
      paths: [...others, ...(piped === undefined ? [] : [STANDARD_INPUT])],
      folder: out,
      ...(store !== undefined && { store }),
      ...(modelDir !== undefined && { modelDir }),
    },
    {
      files: piped === undefined ? nodeFiles() : withFile(STANDARD_INPUT, piped, nodeFiles()),
      log: { ...silentLog, warn: (message) => log.warn(message) },
      signal: new AbortController().signal,
    },
  );
  process.stdout.write(
    json === true
      ? `${printableJson(rounded(assigned))}\n`
      : `${assignedLines(assigned).map(printable).join("\n")}\n`,
  );
  if (assigned.skipped.some(({ post, rule }) => post && rule === undefined))
    process.exitCode = ExitCode.skips;
}

/** A post with its themes below it, and how much of everything fits nowhere. */
function assignedLines({ posts, passages, drift, driftOfReport, skipped }: Assigned): string[] {
  const labels = posts.flatMap(({ themes }) => themes.map(({ label }) => label.length));
  const width = Math.max(5, ...labels);
  const lost = skipped.filter(({ post }) => post);
  return [
    ...posts.flatMap((post) => ["", ...postLines(post, width)]),
    "",
    `${count(posts.length, "post")}, ${count(passages, "passage")}: ${percent(drift)} of the passages fit nowhere; of the report it is ${percent(driftOfReport)}.`,
    ...lost.map(
      ({ path, place, reason }) =>
        `Left out: ${[path, place].filter((part) => part !== "").join(", ")}: ${reason}`,
    ),
  ];
}

function postLines(
  { themes, nearest, unplaced, passages, known, ...post }: AssignedPost,
  width: number,
): string[] {
  const already = known === passages ? ", all of it in the report" : "";
  return [
    `${titleOf(post)} (${count(passages, "passage")}${already})`,
    ...themes.map(
      ({ number, label, share, confidence, passages: own }) =>
        `${String(number).padStart(5)}  ${label.padEnd(width)}  ${percent(share).padStart(8)}  ${count(own, "passage").padStart(12)}  confidence ${percent(confidence)}`,
    ),
    ...(unplaced === 0
      ? []
      : [`       ${"nowhere".padEnd(width)}  ${"".padStart(8)}  ${count(unplaced, "passage").padStart(12)}`]),
    ...(themes.length > 0 || nearest === undefined
      ? []
      : [`       nearest is ${nearest.number}, ${nearest.label}`]),
  ];
}
