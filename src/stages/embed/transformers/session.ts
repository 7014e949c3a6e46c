import { UserError } from "../../../errors.js";
import type { TokenLimit } from "../../../shapes/embeddings.js";
import { firstLine } from "../../../io/fault.js";
import type { Library } from "./library.js";
import type { ModelSettings } from "./model-settings.js";

/** A model that is loaded, and what it is loaded by. */
export interface Session {
  limit: TokenLimit;
  /** A pure function of the text. */
  encode(text: string): Promise<Float32Array>;
  close(): Promise<void>;
}

/** What a session is made of; the same on every thread. */
export interface SessionOptions {
  /** For what is said of it. */
  model: string;
  folder: string;
  settings: ModelSettings;
}

/**
 * Loads a model and tries it out, to find out here and not in the middle of a run whether it does what its files say.
 *
 * Throws a `UserError` of kind `model` where it doesn't.
 */
export async function openSession(
  library: Library,
  { model, folder, settings }: SessionOptions,
): Promise<Session> {
  try {
    const loaded = await loadModel(library, folder);
    const session = sessionOf(loaded, settings);
    try {
      const vector = await session.encode("a");
      if (!vector.every(Number.isFinite)) throw new Error("its numbers are not finite");
    } catch (error) {
      await loaded.dispose();
      throw error;
    }
    return session;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      "model",
      `Expected ${model} to load from ${folder}, got: ${firstLine(error)}. ` +
        "Choose another model with --model, or use --embedder builtin.",
      { cause: error },
    );
  }
}

function sessionOf(loaded: Loaded, settings: ModelSettings): Session {
  const { prefix, maxTokens } = settings;
  const limit: TokenLimit = {
    maxTokens: maxTokens - loaded.countTokens("", true) - loaded.countTokens(prefix, false),
    countTokens: (text) => loaded.countTokens(text, false),
  };
  return {
    limit,
    async encode(text) {
      const { input, tokens } = loaded.encode(prefix + text);
      if (tokens > maxTokens) {
        throw new Error(
          `Expected a text of at most ${limit.maxTokens} tokens, got ${limit.countTokens(text)}. Split it into shorter passages.`,
        );
      }
      // One text per inference: in a batch, its vector would depend on its neighbours.
      return pool(await loaded.run(input), settings);
    },
    close: () => loaded.dispose(),
  };
}

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
