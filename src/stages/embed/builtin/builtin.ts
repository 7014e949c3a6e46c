import { readFile } from "node:fs/promises";
import { loadStaticModel, type StaticModel } from "./static-model.js";
import { UserError } from "../../../errors.js";
import { sha256 } from "../../../io/hash.js";
import type { Embedder, VectorOf } from "../../../shapes/embedder.js";

/** The model that ships with the program; docs and figures are in models/MODEL_CARD.md. */
const MODEL = "throughline-static-en-v1";
const folder = new URL("../../../../models/", import.meta.url);

/** The word vectors in the package, and the name by which they are had again. */
export interface WordVectors extends StaticModel {
  /** The first twelve digits of the file's SHA-256. */
  revision: string;
}

let loaded: Promise<WordVectors> | undefined;

/**
 * Once in a process: a run opens it more than once, and a program may make many runs.
 *
 * @throws UserError "model" where the file in the package is missing or damaged
 */
export function loadWordVectors(): Promise<WordVectors> {
  loaded ??= unpacked().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function unpacked(): Promise<WordVectors> {
  const { bytes, checksum } = await readModel();
  return { ...loadStaticModel(bytes), name: MODEL, revision: checksum.slice(0, 12) };
}

/** Embeds a text by what its words mean in general: the sum of their vectors, of length 1. */
export async function openWordVectors(): Promise<VectorOf> {
  const model = await loadWordVectors();
  return async (text) => model.encode(text).vector;
}

/**
 * The built-in embedder: a table of word vectors whose sum, scaled to length 1, is a text's embedding. No download, no
 * native code.
 *
 * @throws UserError "model" where the file in the package is missing or damaged
 */
export async function openBuiltin(): Promise<Embedder> {
  const model = await loadWordVectors();
  return {
    identity: {
      embedder: "builtin",
      kind: "the built-in model",
      languages: ["en"],
      model: model.name,
      revision: model.revision,
      dtype: "int4",
      pooling: "sum",
      dims: model.dims,
    },
    encode: async (text) => model.encode(text).vector,
    close: async () => undefined,
  };
}

async function readModel(): Promise<{ bytes: Uint8Array; checksum: string }> {
  try {
    const bytes = await readFile(new URL(`${MODEL}.bin`, folder));
    const expected = (await readFile(new URL("SHA256SUMS", folder), "utf8")).split(/\s/)[0];
    const checksum = sha256(bytes);
    if (checksum === expected) return { bytes, checksum };
  } catch (error) {
    const got = (error as NodeJS.ErrnoException).code ?? "an error";
    throw new UserError(
      "model",
      `Expected the built-in model in the package, got ${got}. Install the package again.`,
      {
        cause: error,
      },
    );
  }
  throw new UserError(
    "model",
    "Expected the built-in model to be whole, got a damaged file. Install the package again.",
  );
}
