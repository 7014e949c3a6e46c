/** What a run is made of, in one hash: two runs of one hash are one. */
import { resolve } from "node:path";
import { codeVersion, type CodeParts } from "../io/code-version.js";
import { sha256 } from "../io/hash.js";
import type { Config } from "../run/config.js";
import type { Context, Files } from "../shapes/context.js";
import { sourcesIn } from "../stages/ingest/ingest.js";
import { packages, version } from "../version.js";

/** Everything that the bytes of a report depend on but what is read: this program, and the packages behind it. */
const PROGRAM: CodeParts = { rooms: ["."], packages: packages.needed, optional: packages.optional };

/** To read so many bytes twice would take longer than people want to wait; such a run is made anew. */
const MOST_BYTES = 2 ** 30;

/** Files that are read at once: more would wait for one another. */
const AT_ONCE = 16;

/** Options that say what a run goes on from, and not what it makes. */
const HOW_TO_BEGIN = new Set(["refit", "fresh"]);

let program: Promise<unknown> | undefined;

/**
 * A hash of all that a run is made of: it changes with the program, the options, the files that are found and the bytes in them.
 * Undefined where there is too much to be read for that.
 *
 * @throws UserError "noInput" where a path leads nowhere
 */
export async function hashOfInputs(
  config: Config,
  { files, signal }: Pick<Context, "files" | "signal">,
): Promise<string | undefined> {
  const { decisions, metrics, out, paths } = config;
  const found = await sourcesIn(paths, {}, files);
  if (found.files.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES) return undefined;
  const read: [string, string][] = [];
  for (let from = 0; from < found.files.length; from += AT_ONCE) {
    signal.throwIfAborted();
    const some = found.files.slice(from, from + AT_ONCE);
    read.push(
      ...(await Promise.all(
        some.map(async ({ path, file }): Promise<[string, string]> => [path, await hashOfFile(file, files)]),
      )),
    );
  }
  program ??= codeVersion(PROGRAM);
  const options = Object.entries(config).filter(([name]) => !HOW_TO_BEGIN.has(name));
  const parts = [
    ...[await program, version, process.version, process.cwd(), resolve(out)],
    ...[options.sort(byName), read, found.skipped],
    decisions === undefined ? "" : await hashOfNamed(decisions, files),
    await Promise.all(metrics.map((table) => hashOfNamed(table, files))),
  ];
  return sha256(JSON.stringify(parts));
}

/** Of a file that can't be read that of nothing: whoever reads it in earnest says so. */
async function hashOfFile(path: string, files: Files): Promise<string> {
  return sha256(await files.read(path).catch(() => new Uint8Array()));
}

/** As `hashOfFile`, of a path that a person named: to open a pipe would be to wait for somebody to write to it. */
async function hashOfNamed(path: string, files: Files): Promise<string> {
  const real = await files.realpath(path).catch(() => path);
  const kind = await files.lstat(real).then(
    (info) => info.kind,
    () => "none",
  );
  return kind === "file" ? hashOfFile(real, files) : kind;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
