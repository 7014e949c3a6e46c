/** Which files of a report folder a run adds, replaces and removes, and which it must not touch. */
import { posix } from "node:path";
import type { UserError } from "../errors.js";
import { sha256 } from "../io/hash.js";
import type { ReportFile, StagedFile } from "../shapes/exporter.js";
import type { Operation } from "./journal.js";
import { standingAt } from "./standing.js";
import { MANIFEST, readManifest, refusal } from "./target.js";

interface Plan {
  folder: string;
  /** What the last run wrote, with SHA-256. */
  listed: ReadonlyMap<string, string>;
  /** Paths that are not free, although nothing may stand there yet. */
  taken: Set<string>;
}

/**
 * Compares the folder with what the last run wrote there and with what this one writes. Whatever the last run did not
 * write is somebody's, and never touched.
 *
 * @param files with `run.json`
 * @returns the changes in their order: `run.json` comes behind all that it lists, what is no longer written goes last
 * @throws UserError "config" where something of somebody's stands in a place that the run writes to
 */
export async function planSwap(
  folder: string,
  files: readonly (ReportFile | StagedFile)[],
): Promise<Operation[]> {
  const listed = (await readManifest(folder)) ?? new Map<string, string>();
  const written = new Set(files.map(({ path }) => path));
  const plan: Plan = { folder, listed, taken: new Set(written) };
  const operations: Operation[] = [];
  for (const file of files) if (file.path !== MANIFEST) operations.push(...(await planFile(plan, file)));
  const removals: Operation[] = [];
  for (const [path, was] of listed) {
    if (written.has(path)) continue;
    const old = await planOld(plan, path, was);
    if (old?.do === "remove") removals.push(old);
    else if (old !== undefined) operations.push(old);
  }
  const manifest = files.filter(({ path }) => path === MANIFEST);
  return [
    ...operations,
    ...(await Promise.all(manifest.map((file) => planManifest(folder, file)))),
    ...removals,
  ];
}

async function planFile(plan: Plan, file: ReportFile | StagedFile): Promise<Operation[]> {
  const { folder, listed } = plan;
  const { path } = file;
  const hash = hashOf(file);
  const there = await standingAt(folder, path);
  const was = listed.get(path);
  if (there.kind === "none") return [{ do: "add", path, sha256: hash }];
  if (there.kind === "other") throw inTheWay(folder, there.what);
  if (was === undefined) throw inTheWay(folder, `a file ${path}`);
  if (there.sha256 === hash) return [];
  const replace: Operation = { do: "replace", path, was, sha256: hash };
  return there.sha256 === was ? [replace] : [await planKeep(plan, path, there.sha256), replace];
}

/** A file is told of in `run.json`, and then put in its place. */
const hashes = new WeakMap<ReportFile, string>();

/** SHA-256 of what a file holds. */
export function hashOf(file: ReportFile | StagedFile): string {
  if ("staged" in file) return file.sha256;
  const hash = hashes.get(file) ?? sha256(file.content);
  hashes.set(file, hash);
  return hash;
}

/** A page that is no longer written. */
async function planOld(plan: Plan, path: string, was: string): Promise<Operation | undefined> {
  const there = await standingAt(plan.folder, path);
  if (there.kind !== "file") return undefined;
  return there.sha256 === was ? { do: "remove", path, was } : planKeep(plan, path, there.sha256);
}

/** The list of a run can't hold its own hash. */
async function planManifest(folder: string, file: ReportFile | StagedFile): Promise<Operation> {
  const { path } = file;
  const there = await standingAt(folder, path);
  if (there.kind === "other") throw inTheWay(folder, there.what);
  const add = { path, sha256: hashOf(file) };
  return there.kind === "none" ? { do: "add", ...add } : { do: "replace", was: there.sha256, ...add };
}

async function planKeep({ folder, taken }: Plan, path: string, edited: string): Promise<Operation> {
  const as = await freeName(folder, path, taken);
  taken.add(as);
  return { do: "keep", path, as, sha256: edited };
}

/** A name for a page that was edited, where nothing stands: `a.edited.md`, `a.edited-2.md` and so on. */
export async function freeName(folder: string, path: string, taken: ReadonlySet<string>): Promise<string> {
  const { dir, name, ext } = posix.parse(path);
  for (let number = 1; ; number++) {
    const as = posix.join(dir, `${name}.edited${number === 1 ? "" : `-${number}`}${ext}`);
    if (!taken.has(as) && (await standingAt(folder, as)).kind === "none") return as;
  }
}

/** The refusal to write where something of somebody's stands. */
export function inTheWay(folder: string, what: string): UserError {
  return refusal(
    folder,
    `holds ${what} that no earlier report wrote and this one would replace`,
    "Move it elsewhere, or name another folder; it was not changed.",
  );
}
