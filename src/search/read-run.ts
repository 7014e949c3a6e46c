import { normalizeConfig } from "../run/config.js";
import type { EmbedderOptions } from "../stages/embed/registry.js";
import { UserError } from "../errors.js";
import { sha256 } from "../io/hash.js";
import { isRecord, property } from "../io/json.js";
import { cell, openRunFolder, type Row, type RunFolder } from "../run/folder.js";
import type { EmbeddedPassage } from "../stages/embed/encode.js";
import type { Config } from "../run/config.js";
import type { Context } from "../shapes/context.js";

export interface ExploredPassage extends EmbeddedPassage {
  id: string;
}

/** What a run says of itself. */
export interface RunFacts {
  /** Another one for every run that differs in more than its timings and in what it went on from. */
  key: string;
  /** The files of the folder, `run.json` left out, with their SHA-256. */
  outputs: ReadonlyMap<string, string>;
}

/** What of a run is needed to make its vectors again. */
export interface ExploredRun {
  passages: ExploredPassage[];
  embedder: EmbedderOptions;
  /** Whether the vectors learned from the passages. */
  adapt: boolean;
  /** Name and revision of the model as the run used it. */
  model: { model: string; revision: string };
  seed: number;
  passageWords: number;
  /** How the run read and cleaned its posts. */
  reading: Pick<Config, "maxFileMegabytes" | "columns" | "keep" | "remove">;
  /** The version of this program that wrote it. */
  version: string;
  /** True where the passages differ from what the run wrote. */
  edited: boolean;
  /** True where the files may be of two runs. */
  interrupted: boolean;
}

/** What differs between two runs over the same posts. */
const PASSING = new Set(["timings", "continuation"]);

/**
 * @param record what `run.json` holds
 * @returns the run's key and its files
 */
export function factsOf(record: unknown): RunFacts {
  const lasting = Object.entries(isRecord(record) ? record : {}).filter(([name]) => !PASSING.has(name));
  const outputs = property(record, "outputs");
  const files = Object.entries(isRecord(outputs) ? outputs : {});
  return {
    key: sha256(JSON.stringify(lasting)).slice(0, 16),
    outputs: new Map(files.filter((entry): entry is [string, string] => typeof entry[1] === "string")),
  };
}

/**
 * Reads the passages of a report folder, and which embedder made their vectors.
 *
 * @param modelDir takes the place of the folder that the run found its model in
 * @throws UserError "config" where the folder holds no report that can be read back
 */
export async function readExploredRun(
  folder: string,
  context: Pick<Context, "files">,
  modelDir?: string,
): Promise<ExploredRun> {
  const run = await openRunFolder(folder, context);
  return exploredRunOf(run, await run.table("passages.csv", PASSAGE_COLUMNS), { folder, modelDir });
}

/** What of `passages.csv` is needed to search it. */
export const PASSAGE_COLUMNS = ["passage_id", "post_id", "words", "duplicate_of", "text"] as const;

/**
 * As `readExploredRun`, from a folder that is open.
 *
 * @param rows of its `passages.csv`
 */
export function exploredRunOf(
  run: RunFolder,
  rows: readonly Row[],
  { folder, modelDir }: { folder: string; modelDir?: string | undefined },
): ExploredRun {
  const config = configOf(run.record, folder);
  const model = property(run.record, "model");
  return {
    passages: rows.map((row) => {
      const duplicateOf = cell(row, "duplicate_of");
      return {
        id: cell(row, "passage_id"),
        postId: cell(row, "post_id"),
        words: Number(cell(row, "words")),
        text: cell(row, "text"),
        ...(duplicateOf !== "" && { duplicateOf }),
      };
    }),
    embedder: embedderOf(config, property(model, "embedder"), modelDir),
    model: { model: textOf(property(model, "model")), revision: textOf(property(model, "revision")) },
    adapt: config.adapt,
    seed: config.seed,
    passageWords: config.passageWords,
    reading: {
      ...{ maxFileMegabytes: config.maxFileMegabytes, columns: config.columns },
      ...{ keep: config.keep, remove: config.remove },
    },
    version: textOf(property(run.record, "version")),
    edited: run.edited.length > 0,
    interrupted: run.interrupted,
  };
}

function configOf(record: unknown, folder: string): Config {
  try {
    const written = property(record, "config");
    // A name that this program does not know is told of where the embedder is opened.
    return normalizeConfig(written, [textOf(property(written, "embedder"))]);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const message = `Expected the run.json in ${folder} to hold a configuration of this version, got: ${error.message}`;
    throw new UserError("config", message, { cause: error });
  }
}

/** What `auto` chose then is what is asked for by name now. */
function embedderOf(config: Config, used: unknown, modelDir: string | undefined): EmbedderOptions {
  const folder = modelDir ?? config.modelDir;
  return {
    embedder: typeof used === "string" ? used : config.embedder,
    model: config.model,
    // The report may be a stranger's, and so is its choice of a model.
    mayFetch: false,
    ...(config.revision !== undefined && { revision: config.revision }),
    ...(folder !== undefined && { modelDir: folder }),
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
