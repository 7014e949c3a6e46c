/** Whether the report that is served can be decided about from its page, and what that takes. */
import { realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { UserError } from "../errors.js";
import { decisionsBeside } from "../run/config-file.js";
import type { Config } from "../run/config.js";
import { cell, openRunFolder } from "../run/folder.js";
import { lastConfig } from "../run/last-config.js";
import { LIMITS } from "../pipeline/large/limits.js";
import { property } from "../io/json.js";
import type { Files } from "../shapes/context.js";
import { sourcesIn } from "../stages/ingest/ingest.js";

/** The file that is written, or why none may be. */
export type DeskPlace = { file: string } | { why: string };

/** So large a part of the report's posts must be found where its configuration says that they are. */
const KNOWN_SHARE = 0.5;

/**
 * A report may come from a stranger, and with it the configuration that says which posts are read and which files
 * written. So its posts must be here, and what it names to be written must lie in the working folder, unless the person
 * who serves it names another file.
 *
 * @param named the file of decisions that the person named
 */
export async function deskPlace(folder: string, named: string | undefined, files: Files): Promise<DeskPlace> {
  try {
    const config = await lastConfig(folder, { files });
    const file = named ?? config.decisions ?? decisionsBeside(undefined);
    await checkPosts(folder, config, files);
    if (named === undefined) await checkInside(file, "decisions");
    if (typeof config.store === "string") await checkInside(config.store, "what is kept between runs");
    return { file };
  } catch (error) {
    if (error instanceof UserError) return { why: error.message };
    throw error;
  }
}

/** The posts of the report, and not others that lie at the same place in another folder. */
async function checkPosts(folder: string, { paths }: Config, files: Files): Promise<void> {
  const found = new Set((await sourcesIn(paths, {}, files)).files.map(({ path }) => path));
  const run = await openRunFolder(folder, { files });
  const posts = await run.table("posts.csv", ["path"]);
  checkSize(property(property(run.record, "counts"), "passages"));
  const known = posts.filter((row) => found.has(cell(row, "path"))).length;
  if (known >= posts.length * KNOWN_SHARE && known > 0) return;
  throw new UserError(
    "config",
    `Expected the report's posts in ${paths.join(", ")}, got ${known} of ${posts.length}. ` +
      "Start `throughline explore` in the folder that the run was started in.",
  );
}

/** What was made in parts takes no decisions. */
function checkSize(passages: unknown): void {
  if (typeof passages === "number" && passages <= LIMITS.most) return;
  const got = typeof passages === "number" ? String(passages) : "none";
  const message = `Expected a report of at most ${LIMITS.most} passages, got ${got}. A larger collection takes no decisions.`;
  throw new UserError("config", message);
}

async function checkInside(file: string, what: string): Promise<void> {
  const way = relative(await realpath("."), await realOf(resolve(file)));
  const isInside = way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  const isYaml = what !== "decisions" || /\.ya?ml$/i.test(file);
  if (isInside && isYaml) return;
  const todo = what === "decisions" ? " Name the file with --decisions." : "";
  throw new UserError(
    "config",
    `Expected a file in the folder you are in for ${what}, got ${file}, which the report names.${todo}`,
  );
}

/** The path with links resolved as far as it is there. */
async function realOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await realOf(parent), basename(path));
  }
}
