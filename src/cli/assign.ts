import { resolve } from "node:path";
import { ExitCode, UserError } from "../errors.js";
import { consoleLog, printable } from "../io/console.js";
import { nodeFiles } from "../io/files.js";
import { silentLog } from "../io/silent-log.js";
import { titleOf } from "../render/text.js";
import { count, percent } from "../render/words.js";
import { assign, type Assigned, type AssignedPost } from "../search/assign.js";
import type { Files } from "../shapes/context.js";
import { printableJson } from "./summary.js";

/** The options of `throughline assign` as the command line gives them. */
export interface AssignFlags {
  out: string;
  store?: string;
  modelDir?: string;
  json?: boolean;
  debug?: boolean;
}

/** Under this name a post that comes on standard input is read, as Markdown. */
const STANDARD_INPUT = "standard-input.md";

/** `throughline assign`: which themes of a report posts belong to, on standard output. */
export async function printAssigned(paths: string[], flags: AssignFlags): Promise<void> {
  const { out, store, modelDir, json, debug } = flags;
  const reads = paths.length === 0 || paths.includes("-");
  const others = paths.filter((path) => path !== "-");
  const piped = reads ? await standardInput() : undefined;
  const log = consoleLog({ quiet: true, debug: debug ?? false, stream: process.stderr });
  const assigned = await assign(
    {
      paths: [...others, ...(piped === undefined ? [] : [resolve(STANDARD_INPUT)])],
      folder: out,
      ...(store !== undefined && { store }),
      ...(modelDir !== undefined && { modelDir }),
    },
    {
      files: piped === undefined ? nodeFiles() : withStandardInput(piped, nodeFiles()),
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

async function standardInput(): Promise<Uint8Array> {
  if (process.stdin.isTTY) {
    const todo = "Name files or folders of posts, or send one: `throughline assign < draft.md`.";
    throw new UserError("config", `Expected posts, got none. ${todo}`);
  }
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts);
}

/** The files of the disk, and beside them what came on standard input. */
function withStandardInput(content: Uint8Array, files: Files): Files {
  const place = resolve(STANDARD_INPUT);
  return {
    ...files,
    read: async (path) => (path === place ? content : files.read(path)),
    lstat: async (path) => (path === place ? { kind: "file", size: content.length } : files.lstat(path)),
    realpath: async (path) => (path === place ? place : files.realpath(path)),
  };
}

/** Four decimals. */
function rounded(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, own: unknown) =>
      typeof own === "number" ? Math.round(own * 10_000) / 10_000 : own,
    ),
  );
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
