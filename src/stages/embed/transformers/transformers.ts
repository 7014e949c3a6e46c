import { codeVersion } from "../../../io/code-version.js";
import { cacheDir as usualCacheDir } from "../../../io/cache-dir.js";
import { takeTurn } from "../../../io/turn.js";
import type { Context } from "../../../shapes/context.js";
import type { Embedder } from "../../../shapes/embedder.js";
import { hubSettings, type HubSettings } from "./hub.js";
import { importLibrary, loadOrExplain, type Library, type LoadLibrary } from "./library.js";
import { forgetModel, obtainModel } from "./model-files.js";
import { chooseSource, type ModelFolder, type ModelOptions, type ModelSource } from "./model-source.js";
import { readModelSettings } from "./model-settings.js";
import { encodeTogether, workersFor } from "./pool.js";
import { openSession, type Session, type SessionOptions } from "./session.js";

export { importLibrary, loadOrExplain, type LoadLibrary } from "./library.js";

export interface TransformersOptions extends ModelOptions {
  /** Where downloaded models are kept. @default the user's cache folder, or `THROUGHLINE_CACHE` */
  cacheDir?: string;
  /** @default the public hub, or what the environment says */
  hub?: HubSettings;
  /** Threads that encode side by side, where there is enough to do. @default as many as there are cores, 8 at the most */
  workers?: number;
}

/**
 * Opens a sentence-transformer in the hub's layout, from the user's folder, the cache or the hub.
 *
 * Throws a `UserError` of kind `config` for a choice that can't be meant, `model` where the model or the package that
 * runs it can't be had, `disk` where the cache can't be written.
 */
export async function openTransformers(
  options: TransformersOptions,
  context: Context,
  loadLibrary: LoadLibrary = importLibrary,
): Promise<Embedder> {
  const source = chooseSource(options, options.cacheDir ?? usualCacheDir());
  // Before a download: a model is of no use without the package that runs it.
  const needLibrary = (): Promise<Library> => loadOrExplain(loadLibrary);
  const folder = await obtainModel(source, options.hub ?? hubSettings(), context, needLibrary);
  const library = await needLibrary();
  try {
    const settings = await readModelSettings(source, folder, context);
    const parts = { model: source.model, folder: folder.folder, settings };
    const session = await openSession(library, parts);
    return await withName(createEmbedder(source, folder, session, parts, options.workers));
  } catch (error) {
    await forgetModel(source);
    throw error;
  }
}

function createEmbedder(
  source: ModelSource,
  { revision }: ModelFolder,
  session: Session,
  parts: SessionOptions,
  workers?: number,
): Embedder {
  const { pooling, dims } = parts.settings;
  let open = true;
  const needOpen = (): void => {
    if (!open) throw new Error("Expected an open embedder, got one that was closed.");
  };
  return {
    identity: {
      embedder: "transformers",
      kind: "the sentence-transformer",
      model: source.model,
      revision,
      dtype: "q8",
      pooling,
      dims,
    },
    limit: session.limit,
    async encode(text) {
      needOpen();
      return session.encode(text);
    },
    async encodeAll(texts, signal, take) {
      needOpen();
      const count = workersFor(texts.length, workers);
      if (count > 1) return encodeTogether(parts, texts, count, signal, take);
      for (const [at, text] of texts.entries()) {
        await takeTurn(signal);
        await take(at, await session.encode(text));
      }
    },
    async close() {
      if (!open) return;
      open = false;
      await session.close();
    },
  };
}

/** What the vectors depend on besides the model: this code, the library that runs it, and the arithmetic of the processor's kind. */
const RUNNING = { rooms: ["stages/embed/transformers"], packages: ["@xenova/transformers"] };

/** Gives an embedder the name under which its vectors are kept, unless its library can't be told from others. */
async function withName(embedder: Embedder): Promise<Embedder> {
  const version = await codeVersion(RUNNING);
  if (version === undefined) return embedder;
  const { platform, arch } = process;
  return { ...embedder, keepAs: JSON.stringify({ ...embedder.identity, platform, arch, version }) };
}
