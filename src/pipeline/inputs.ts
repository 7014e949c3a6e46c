/** What a run is made of, in one hash: two runs of one hash are one. */
import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { codeVersion } from "../io/code-version.js";
import { sha256 } from "../io/hash.js";
import type { Config } from "../run/config.js";
import type { Context, Files } from "../shapes/context.js";
import { sourcesIn } from "../stages/ingest/ingest.js";
import { version } from "../version.js";
import { FITTING } from "./fit-key.js";

/** Everything that the bytes of a report depend on but what is read: this program, and the packages behind it. */
const ALL_ROOMS = {
  rooms: [
    ...["errors", "kinds", "pipeline", "version", "math", "text", "io", "store", "plan", "stages", "shapes"],
    ...["render", "exporters", "run", "app"],
  ],
  packages: FITTING.packages,
};

/** To read so many bytes twice would take longer than people want to wait; such a run is made anew. */
const MOST_BYTES = 2 ** 30;

/** Options that say what a run goes on from, and not what it makes. */
const HOW_TO_BEGIN = new Set(["refit", "fresh"]);

export interface Inputs {
  /** Changes with the program, the options, the files that are found and the bytes in them. */
  hash: string;
  /** As the file system given, and tells whether a file was read that had other bytes by then. */
  files: Files;
  haveChanged: () => boolean;
}

/**
 * Reads what a run would read, and takes no more than its hash; undefined where that is too much.
 *
 * @throws UserError "noInput" where a path leads nowhere
 */
export async function inputsOf(
  config: Config,
  { files, signal }: Pick<Context, "files" | "signal">,
): Promise<Inputs | undefined> {
  const found = await sourcesIn(config.paths, {}, files);
  const { decisions } = config;
  const decided = decisions === undefined ? "" : await hashOfNamed(decisions, files);
  if (found.files.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES) return undefined;
  const hashes = new Map<string, string>();
  for (const { file } of found.files) {
    signal.throwIfAborted();
    hashes.set(file, await hashOfFile(file, files));
  }
  const program = [(await codeVersion(ALL_ROOMS)) ?? version, version, process.version];
  const place = [resolve(config.out), process.cwd()];
  const options = Object.entries(config).filter(([name]) => !HOW_TO_BEGIN.has(name));
  const read = [found.files.map(({ path, file }) => [path, hashes.get(file)]), found.skipped];
  let changed = false;
  return {
    hash: sha256(JSON.stringify([program, place, decided, options.sort(byName), read])),
    files: {
      ...files,
      async read(path) {
        const bytes = await files.read(path);
        const before = hashes.get(path);
        if (before !== undefined && before !== bytesHash(bytes)) changed = true;
        return bytes;
      },
    },
    haveChanged: () => changed,
  };
}

/** Of a file that can't be read that of nothing: whoever reads it in earnest says so. */
async function hashOfFile(path: string, files: Files): Promise<string> {
  return bytesHash(await files.read(path).catch(() => new Uint8Array()));
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

function bytesHash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
