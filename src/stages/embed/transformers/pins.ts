import { UserError } from "../../../errors.js";
import type { Digest } from "../../../io/digest.js";

/** How the vectors of a text's tokens become one: their mean, or the vector of the first, `[CLS]`. */
export type Pooling = "mean" | "cls";

/** The commit of a model that this version was made for, and what its files must be. */
export interface Pin {
  /** 40 hexadecimal digits. */
  revision: string;
  files: Readonly<Record<string, Digest>>;
}

/** What a model's files don't say, or say wrongly. */
export interface KnownModel {
  pooling: Pooling;
  /** The most tokens of an input, special tokens included. */
  maxTokens: number;
  dims: number;
  /** The task that some models want to be told before each text. */
  prefix: string;
  /** Without one, a revision has to be given, and the files are pinned by their first download. */
  pin?: Pin;
}

/** The 8-bit model, as transformers.js names it in the hub's layout. */
const modelFile = "onnx/model_quantized.onnx";

/** The files without which no model loads. */
export const requiredFiles = ["config.json", "tokenizer.json", "tokenizer_config.json", modelFile] as const;

/** Files of sentence-transformers that say how it was trained; many models come without. */
export const optionalFiles = ["1_Pooling/config.json", "sentence_bert_config.json"] as const;

const knownModels: Readonly<Record<string, KnownModel>> = {
  "Xenova/all-MiniLM-L6-v2": {
    pooling: "mean",
    // Its tokenizer says 512, but it was trained on 128 and its authors cut at 256.
    maxTokens: 256,
    dims: 384,
    prefix: "",
    pin: {
      revision: "751bff37182d3f1213fa05d7196b954e230abad9",
      files: {
        "config.json": {
          bytes: 650,
          sha256: "7135149f7cffa1a573466c6e4d8423ed73b62fd2332c575bf738a0d033f70df7",
        },
        "tokenizer.json": {
          bytes: 711_661,
          sha256: "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0",
        },
        "tokenizer_config.json": {
          bytes: 366,
          sha256: "9261e7d79b44c8195c1cada2b453e55b00aeb81e907a6664974b4d7776172ab3",
        },
        "onnx/model_quantized.onnx": {
          bytes: 22_972_370,
          sha256: "afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1",
        },
      },
    },
  },
  "Xenova/bge-small-en-v1.5": { pooling: "cls", maxTokens: 512, dims: 384, prefix: "" },
  "Xenova/gte-small": { pooling: "mean", maxTokens: 512, dims: 384, prefix: "" },
  "Xenova/paraphrase-multilingual-MiniLM-L12-v2": { pooling: "mean", maxTokens: 128, dims: 384, prefix: "" },
  "nomic-ai/nomic-embed-text-v1.5": { pooling: "mean", maxTokens: 2048, dims: 768, prefix: "clustering: " },
};

/** The models that are pinned, each with its commit. */
export function pinnedModels(): { model: string; revision: string }[] {
  return Object.entries(knownModels).flatMap(([model, { pin }]) =>
    pin === undefined ? [] : [{ model, revision: pin.revision }],
  );
}

export function knownModel(model: string): KnownModel | undefined {
  return Object.hasOwn(knownModels, model) ? knownModels[model] : undefined;
}

/**
 * Checks a model's name. It becomes part of paths and addresses, so nothing but `owner/name` goes through.
 * Throws a `UserError` of kind `config`.
 */
export function checkModelId(model: string): void {
  const part = "[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?";
  const wellFormed =
    new RegExp(`^${part}/${part}$`).test(model) && !model.includes("..") && model.length <= 96;
  if (wellFormed) return;
  throw new UserError(
    "config",
    `Expected \`model\` to be owner/name as on the hub, such as "Xenova/all-MiniLM-L6-v2", got ${JSON.stringify(model)}.`,
  );
}

/** Checks that a revision is a commit, whose files never change. Throws a `UserError` of kind `config`. */
export function checkRevision(revision: string): void {
  if (/^[0-9a-f]{40}$/.test(revision)) return;
  throw new UserError(
    "config",
    "Expected `revision` to be a commit of the model, 40 hexadecimal digits (a branch such as main can change), " +
      `got ${JSON.stringify(revision)}.`,
  );
}
