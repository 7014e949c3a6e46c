import { UserError } from "../../../errors.js";
import { codeVersion } from "../../../io/code-version.js";
import { cacheDir as usualCacheDir } from "../../../io/cache-dir.js";
import type { Context } from "../../../shapes/context.js";
import type { Embedder } from "../../../shapes/embedder.js";
import type { TokenLimit } from "../../../shapes/embeddings.js";
import { hubSettings, type HubSettings } from "./hub.js";
import { forgetModel, obtainModel } from "./model-files.js";
import { chooseSource, type ModelFolder, type ModelOptions, type ModelSource } from "./model-source.js";
import { readModelSettings, type ModelSettings } from "./model-settings.js";

export interface TransformersOptions extends ModelOptions {
  /** Where downloaded models are kept. @default the user's cache folder, or `THROUGHLINE_CACHE` */
  cacheDir?: string;
  /** @default the public hub, or what the environment says */
  hub?: HubSettings;
}

/** What we use of transformers.js. */
type Library = typeof import("@xenova/transformers");
export type LoadLibrary = () => Promise<Library>;

/** The two halves of a loaded model. */
interface Loaded {
  /** The model's input for a text, nothing cut off. */
  encode(text: string): { input: Record<string, unknown>; tokens: number };
  countTokens(text: string, special: boolean): number;
  /** Vectors of the tokens, one after the other, for one text. */
  run(input: Record<string, unknown>): Promise<TokenVectors>;
  dispose(): Promise<void>;
}

interface TokenVectors {
  data: Float32Array;
  tokens: number;
  dims: number;
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
    const loaded = await loadModel(library, folder.folder);
    const embedder = await withName(createEmbedder(source, folder, settings, loaded));
    await tryOut(embedder, loaded);
    return embedder;
  } catch (error) {
    await forgetModel(source);
    if (error instanceof UserError) throw error;
    throw new UserError(
      "model",
      `Expected ${source.model} to load from ${folder.folder}, got: ${firstLine(error)}. ` +
        "Choose another model with --model, or use --embedder builtin.",
      { cause: error },
    );
  }
}

/** Loads transformers.js with its native part. Throws a `UserError` of kind `model` that says how to install it. */
export async function loadOrExplain(loadLibrary: LoadLibrary): Promise<Library> {
  try {
    return await loadLibrary();
  } catch (cause) {
    throw new UserError(
      "model",
      `Expected the package @xenova/transformers and its native part, could not load it: ${firstLine(cause)}. ` +
        'Run `npm i "@xenova/transformers@npm:@huggingface/transformers@^4"`, or use --embedder builtin.',
      { cause },
    );
  }
}

/** The heavy package is optional, and loaded only by those who use it. */
export const importLibrary: LoadLibrary = () => import("@xenova/transformers");

function createEmbedder(
  source: ModelSource,
  folder: ModelFolder,
  settings: ModelSettings,
  loaded: Loaded,
): Embedder {
  const { prefix, maxTokens, pooling, dims } = settings;
  const limit: TokenLimit = {
    maxTokens: maxTokens - loaded.countTokens("", true) - loaded.countTokens(prefix, false),
    countTokens: (text) => loaded.countTokens(text, false),
  };
  let open = true;
  return {
    identity: {
      embedder: "transformers",
      kind: "the sentence-transformer",
      model: source.model,
      revision: folder.revision,
      dtype: "q8",
      pooling,
      dims,
    },
    limit,
    async encode(text) {
      if (!open) throw new Error("Expected an open embedder, got one that was closed.");
      const { input, tokens } = loaded.encode(prefix + text);
      if (tokens > maxTokens) {
        throw new Error(
          `Expected a text of at most ${limit.maxTokens} tokens, got ${limit.countTokens(text)}. Split it into shorter passages.`,
        );
      }
      // One text per inference: in a batch, its vector would depend on its neighbours.
      return pool(await loaded.run(input), settings);
    },
    async close() {
      if (!open) return;
      open = false;
      await loaded.dispose();
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

/** One inference, to find out here and not in the middle of a run whether the model does what its files say. */
async function tryOut(embedder: Embedder, loaded: Loaded): Promise<void> {
  try {
    const vector = await embedder.encode("a");
    if (!vector.every(Number.isFinite)) throw new Error("its numbers are not finite");
  } catch (error) {
    await loaded.dispose();
    throw error;
  }
}

/** The mean of the tokens' vectors (no padding, so all count) or the first of them, scaled to length 1. */
function pool({ data, tokens, dims }: TokenVectors, settings: ModelSettings): Float32Array {
  if (dims !== settings.dims) throw new Error(`Expected vectors of ${settings.dims} numbers, got ${dims}.`);
  const rows = settings.pooling === "cls" ? 1 : tokens;
  const sum = new Float64Array(dims);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < dims; column++) {
      sum[column]! += data[row * dims + column]!;
    }
  }
  const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
  if (!Number.isFinite(length))
    throw new Error("Expected finite numbers from the model, got NaN or infinity.");
  // The scale of a mean is lost in the length anyway, so that the sum does as well.
  return length === 0 ? new Float32Array(dims) : Float32Array.from(sum, (value) => value / length);
}

async function loadModel(library: Library, folder: string): Promise<Loaded> {
  confine(library);
  const { AutoModel, AutoTokenizer, Tensor } = library;
  const tokenizer = await AutoTokenizer.from_pretrained(folder, { local_files_only: true });
  const model = await AutoModel.from_pretrained(folder, {
    local_files_only: true,
    dtype: "q8",
    device: "cpu",
    // One thread: the order of additions, and so the last bits, must not depend on the number of cores.
    session_options: { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: "sequential" },
  });
  return {
    encode(text) {
      const input = tokenizer(text, { truncation: false, padding: false });
      return { input: { ...input }, tokens: input.input_ids.size };
    },
    countTokens: (text, special) => tokenizer.encode(text, { add_special_tokens: special }).length,
    async run(input) {
      const output: unknown = await model(input);
      const vectors = readOutput(output);
      if (!(vectors instanceof Tensor) || !(vectors.data instanceof Float32Array)) {
        throw new Error("Expected `last_hidden_state` from the model, in 32-bit floating-point numbers.");
      }
      const [, tokens = 0, dims = 0] = vectors.dims;
      return { data: vectors.data, tokens, dims };
    },
    async dispose() {
      await model.dispose();
    },
  };
}

/** Keeps the library from the network, from a cache of its own and from the console. */
function confine({ env, LogLevel }: Library): void {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.useFSCache = false;
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.logLevel = LogLevel.NONE;
}

function readOutput(output: unknown): unknown {
  if (typeof output !== "object" || output === null) return undefined;
  if ("last_hidden_state" in output) return output.last_hidden_state;
  return "token_embeddings" in output ? output.token_embeddings : undefined;
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split("\n", 1)[0] ?? "").replace(/\.$/, "");
}
