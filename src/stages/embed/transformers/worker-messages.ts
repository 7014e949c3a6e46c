/** What a thread that encodes says to the one that asks; it is asked with the text alone. */
import type { ErrorKind } from "../../../errors.js";

export type Answer =
  | { vector: Float32Array }
  /** An error in a form that crosses from one thread to another; a fault of the program has no kind. */
  | { vector?: undefined; kind?: ErrorKind; message: string };
