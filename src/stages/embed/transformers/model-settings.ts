import { join } from "node:path";

import { isRecord } from "../../../io/json.js";
import { UserError } from "../../../errors.js";
import type { Context } from "../../../shapes/context.js";
import type { ModelFolder, ModelSource } from "./model-source.js";
import type { Pooling } from "./pins.js";

/** How to get a text's vector out of a model. */
export interface ModelSettings {
  pooling: Pooling;
  /** The most tokens of an input, special tokens included. */
  maxTokens: number;
  dims: number;
  /** Set before each text; empty for most models. */
  prefix: string;
}

/** Model types of which two positions are taken by padding (their files say 514 where 512 can be used). */
const paddedPositions = /roberta|camembert|mpnet/;

/**
 * What we know of the model, else what its own files say: `1_Pooling/config.json` and `sentence_bert_config.json` of
 * sentence-transformers where they are there, and the usual configuration. Throws a `UserError` of kind `model`.
 */
export async function readModelSettings(
  source: ModelSource,
  { folder, files }: ModelFolder,
  context: Context,
): Promise<ModelSettings> {
  const read = (file: string): Promise<Json> =>
    file in files ? readJson(folder, file, context) : Promise.resolve({});
  const config = await read("config.json");
  const dims = positiveInteger(config.hidden_size ?? config.n_embd ?? config.dim);
  if (dims === undefined || (source.known && source.known.dims !== dims)) {
    const expected = source.known ? `hidden_size ${source.known.dims}` : "a hidden_size";
    throw new UserError(
      "model",
      `Expected ${expected} in the config.json of ${source.model}, got ${dims ?? "none"}. Choose a sentence-transformer with --model.`,
    );
  }
  if (source.known) {
    const { pooling, maxTokens, prefix } = source.known;
    return { pooling, maxTokens, prefix, dims };
  }
  return {
    pooling: choosePooling(source.model, await read("1_Pooling/config.json")),
    maxTokens: chooseMaxTokens(
      config,
      await read("tokenizer_config.json"),
      await read("sentence_bert_config.json"),
    ),
    prefix: "",
    dims,
  };
}

type Json = Readonly<Record<string, unknown>>;

function choosePooling(model: string, config: Json): Pooling {
  if (config.pooling_mode_cls_token === true) return "cls";
  const modes = Object.keys(config).filter((key) => key.startsWith("pooling_mode_") && config[key] === true);
  if (modes.length === 0 || modes.includes("pooling_mode_mean_tokens")) return "mean";
  throw new UserError(
    "model",
    `Expected mean or CLS pooling in 1_Pooling/config.json of ${model}, got ${modes.join(", ")}. Choose another model with --model.`,
  );
}

/** The smallest of what the files say; a tokenizer without a limit of its own says 10³⁰. */
function chooseMaxTokens(config: Json, tokenizer: Json, sentences: Json): number {
  const positions = positiveInteger(config.max_position_embeddings ?? config.n_positions);
  const padding = typeof config.model_type === "string" && paddedPositions.test(config.model_type) ? 2 : 0;
  const limits = [
    positions === undefined ? undefined : positions - padding,
    positiveInteger(tokenizer.model_max_length),
    positiveInteger(sentences.max_seq_length),
  ];
  return Math.min(512, ...limits.filter((limit) => limit !== undefined));
}

function positiveInteger(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : undefined;
}

async function readJson(folder: string, file: string, context: Context): Promise<Json> {
  const path = join(folder, file);
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(await context.files.read(path)));
    if (isRecord(value)) return value;
  } catch (cause) {
    throw new UserError("model", `Expected JSON in ${path}, could not read it. Copy or download it again.`, {
      cause,
    });
  }
  throw new UserError(
    "model",
    `Expected a JSON object in ${path}, got another value. Copy or download it again.`,
  );
}
