/** What a thread that encodes and the one that asks say to each other. */
import type { ErrorKind } from "../../../errors.js";

export type Asked = { kind: "text"; text: string } | { kind: "close" };

export type Answer =
  | { vector: Float32Array }
  /** An error in a form that crosses from one thread to another; a fault of the program has no kind. */
  | { vector?: undefined; kind?: ErrorKind; message: string };
