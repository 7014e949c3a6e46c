import { UserError } from "../../errors.js";
import { cacheDir as usualCacheDir } from "../../io/cache-dir.js";
import { withHttp, type Http } from "../../io/http.js";
import type { Context } from "../../shapes/context.js";
import { hubName, hubSettings, type HubSettings } from "./transformers/hub.js";
import { askHub, fetchModel, findModel } from "./transformers/model-files.js";
import { chooseSource, type ModelSource } from "./transformers/model-source.js";
import {
  importLibrary,
  loadOrExplain,
  type LoadLibrary,
  type TransformersOptions,
} from "./transformers/transformers.js";

export interface EmbedderChoice {
  name: "builtin" | "transformers";
  /** One sentence for the editor. Says nothing about this computer, so that a report stays the same on another. */
  reason: string;
}

/**
 * Chooses between the embedders: the sentence model where it is on this computer or can be downloaded (which happens
 * here, so that a broken download still leaves a choice), else the built-in one. Without a connection it takes no
 * longer than the hub's `answerSeconds`.
 *
 * Throws a `UserError` of kind `config` or `model` where what the user asked for by name can't be meant: a malformed
 * model id, a model without a revision, a `modelDir` that lacks a file or holds another model.
 */
export async function chooseEmbedder(
  options: TransformersOptions,
  context: Context,
  loadLibrary: LoadLibrary = importLibrary,
): Promise<EmbedderChoice> {
  const source = chooseSource(options, options.cacheDir ?? usualCacheDir());
  const settings = options.hub ?? hubSettings();
  const canRun = (): Promise<boolean> => succeeds(context, () => loadOrExplain(loadLibrary));
  if (!(await findModel(source, context))) {
    if (!source.mayFetch) return builtin(`the sentence model ${source.model} is not on this computer`);
    return withHttp(settings.proxy, (http) => chooseByHub(source, http, settings, context, canRun));
  }
  return (await canRun()) ? transformers(source) : builtin(packageMissing);
}

async function chooseByHub(
  source: ModelSource,
  http: Http,
  settings: HubSettings,
  context: Context,
  canRun: () => Promise<boolean>,
): Promise<EmbedderChoice> {
  const hub = hubName(settings);
  if ((await askHub(source, http, settings, context.signal)) !== "ready") {
    return builtin(
      `the sentence model ${source.model} is not on this computer and ${hub} could not be reached`,
    );
  }
  if (!(await canRun())) return builtin(packageMissing);
  if (!(await succeeds(context, () => fetchModel(source, http, settings, context)))) {
    return builtin(`the sentence model ${source.model} could not be downloaded from ${hub}`);
  }
  return transformers(source);
}

const packageMissing = "the package that runs sentence models, @xenova/transformers, could not be loaded";

/** The same sentence after a download as ever after, so that a second run writes the same report. */
function transformers({ model }: ModelSource): EmbedderChoice {
  return { name: "transformers", reason: `The sentence model ${model} is on this computer.` };
}

function builtin(why: string): EmbedderChoice {
  return { name: "builtin", reason: `The built-in model was used because ${why}.` };
}

/** False, with the details in the log, where a model or the disk is at fault; other errors go through. */
async function succeeds(context: Context, attempt: () => Promise<unknown>): Promise<boolean> {
  try {
    await attempt();
    return true;
  } catch (error) {
    if (!(error instanceof UserError) || (error.kind !== "model" && error.kind !== "disk")) throw error;
    context.log.warn(error.message);
    return false;
  }
}
