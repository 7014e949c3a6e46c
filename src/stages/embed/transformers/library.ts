import { forbidTelemetry } from "../../../io/no-telemetry.js";
import { loadOptional } from "../../../io/optional-package.js";

/** What we use of transformers.js. */
export type Library = typeof import("@xenova/transformers");
export type LoadLibrary = () => Promise<Library>;

/** The heavy package is optional, and loaded only by those who use it. */
export const importLibrary: LoadLibrary = () => import("@xenova/transformers");

/** Loads transformers.js with its native part. Throws a `UserError` of kind `model` that says how to install it. */
export async function loadOrExplain(loadLibrary: LoadLibrary): Promise<Library> {
  forbidTelemetry();
  const todo =
    'Run `npm i "@xenova/transformers@npm:@huggingface/transformers@^4"`, or use --embedder builtin.';
  const names = "the package @xenova/transformers and its native part";
  return loadOptional(loadLibrary, { kind: "model", names, todo });
}
