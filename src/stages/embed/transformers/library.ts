import { UserError } from "../../../errors.js";
import { forbidTelemetry } from "../../../io/no-telemetry.js";

/** What we use of transformers.js. */
export type Library = typeof import("@xenova/transformers");
export type LoadLibrary = () => Promise<Library>;

/** The heavy package is optional, and loaded only by those who use it. */
export const importLibrary: LoadLibrary = () => import("@xenova/transformers");

/** Loads transformers.js with its native part. Throws a `UserError` of kind `model` that says how to install it. */
export async function loadOrExplain(loadLibrary: LoadLibrary): Promise<Library> {
  forbidTelemetry();
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

export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split("\n", 1)[0] ?? "").replace(/\.$/, "");
}
