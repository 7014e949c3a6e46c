/** The last run of a report folder, so that one over the same posts need not be made again. */
import * as nodeFs from "node:fs/promises";
import { join, resolve } from "node:path";
import { realDisk, writeWhole } from "../io/disk.js";
import { fileSha256 } from "../io/hash.js";
import { isRecord, parseJson } from "../io/json.js";
import { checkStateFolder } from "./recover.js";
import { kindOf } from "./path-kind.js";
import { standingAt } from "./standing.js";
import { journalFile, lastRunFile, stateFolder } from "./state-folder.js";
import { MANIFEST, readManifest } from "./target.js";

/** What a run said when it was done. */
export interface Said {
  /** For people, as `printable` left it. */
  text: string;
  /** For programs: JSON. */
  json: string;
  exitCode: number;
}

interface LastRun extends Said {
  version: 1;
  /** What the run was made of. */
  inputs: string;
  /** The day from which its plan counts, where posts still come: on another it would say something else. */
  day?: string;
  /** SHA-256 of its `run.json`. */
  run: string;
}

/**
 * What the last run said, where it was made of the same and its report stands as it was written; undefined where anything is
 * another. Whatever is wrong with what was kept, a new run mends it.
 */
export async function saidBefore(out: string, inputs: string, today: string): Promise<Said | undefined> {
  const folder = resolve(out);
  const last = await readLastRun(folder);
  if (last?.inputs !== inputs || (last.day ?? today) !== today) return undefined;
  // What an interrupted run left is to be finished first.
  if ((await kindOf(journalFile(folder))) !== "none") return undefined;
  const run = await standingAt(folder, MANIFEST);
  if (run.kind !== "file" || run.sha256 !== last.run) return undefined;
  for (const [path, sha256] of (await readManifest(folder)) ?? []) {
    const there = await standingAt(folder, path);
    if (there.kind !== "file" || there.sha256 !== sha256) return undefined;
  }
  return last;
}

/**
 * Keeps what a run was made of and what it said; to be called when its report stands.
 *
 * @param made with the day for which it is good, `YYYY-MM-DD`, where it is not for every day
 */
export async function keepSaid(
  out: string,
  made: Pick<LastRun, "inputs" | "day">,
  said: Said,
): Promise<void> {
  const folder = resolve(out);
  await checkStateFolder(folder);
  await realDisk.makeFolder(stateFolder(folder));
  const last: LastRun = { version: 1, ...made, run: await fileSha256(join(folder, MANIFEST)), ...said };
  await writeWhole(lastRunFile(folder), JSON.stringify(last), realDisk);
}

async function readLastRun(folder: string): Promise<LastRun | undefined> {
  const file = lastRunFile(folder);
  if ((await kindOf(stateFolder(folder)).catch(() => "none")) !== "folder") return undefined;
  if ((await kindOf(file).catch(() => "none")) !== "file") return undefined;
  const last = parseJson(await nodeFs.readFile(file, "utf8").catch(() => ""));
  return isLastRun(last) ? last : undefined;
}

function isLastRun(value: unknown): value is LastRun {
  if (!isRecord(value) || value["version"] !== 1) return false;
  const texts = ["inputs", "run", "text", "json"].every((key) => typeof value[key] === "string");
  const isDay = ["string", "undefined"].includes(typeof value["day"]);
  return texts && isDay && typeof value["exitCode"] === "number";
}
