import { resolve } from "node:path";
import { UserError } from "../../../errors.js";
import type { Digest } from "../../../io/digest.js";
import { checkModelId, checkRevision, knownModel, type KnownModel } from "./pins.js";

/** The part of the configuration that names a model. */
export interface ModelOptions {
  /** `owner/name`, as on the hub. */
  model: string;
  /** A commit, 40 hexadecimal digits; needed for a model without a pin that is not in a folder of the user's own. */
  revision?: string;
  /** The model's folder in the hub's layout, or one that holds `<owner>/<name>/`. */
  modelDir?: string;
  /** False where a model that is not on this computer is not to be asked for elsewhere. @default true */
  mayFetch?: boolean;
}

/** A checked choice of model, and where it may be found on this computer. */
export interface ModelSource {
  model: string;
  known?: KnownModel;
  revision?: string;
  /** What the files must be; absent where there is no pin for this revision. */
  pinned?: Digests;
  modelDir?: string;
  mayFetch: boolean;
  cacheDir: string;
}

/** A model whose files are whole and are the right ones. */
export interface ModelFolder {
  folder: string;
  /** The commit; for files that nobody vouches for, a name made from their content. */
  revision: string;
  files: Digests;
}

export type Digests = Readonly<Record<string, Digest>>;
/** What is known of files that are not here yet. */
export type Expectations = Readonly<Record<string, Partial<Digest>>>;

/** Checks a choice of model. Throws a `UserError` of kind `config`. */
export function chooseSource(
  { model, revision, modelDir, mayFetch = true }: ModelOptions,
  cacheDir: string,
): ModelSource {
  checkModelId(model);
  if (revision !== undefined) checkRevision(revision);
  const known = knownModel(model);
  const commit = revision ?? known?.pin?.revision;
  if (commit === undefined && modelDir === undefined) {
    throw new UserError(
      "config",
      `Expected \`revision\` along with the model ${model}, which has no pinned one; got none. ` +
        "Give the commit to use (40 hexadecimal digits, shown with the model's files on the hub), or a folder with --model-dir.",
    );
  }
  return {
    model,
    mayFetch,
    cacheDir: resolve(cacheDir),
    ...(known && { known }),
    ...(commit !== undefined && { revision: commit }),
    ...(known?.pin !== undefined && known.pin.revision === commit && { pinned: known.pin.files }),
    ...(modelDir !== undefined && { modelDir: resolve(modelDir) }),
  };
}

/** The commit of a source that has one. */
export function commitOf(source: ModelSource): string {
  if (source.revision === undefined) throw new Error(`Expected a revision of ${source.model}.`);
  return source.revision;
}
