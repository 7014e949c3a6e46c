/** What a thread that encodes and the one that asks say to each other. */
import type { Fault } from "../../../io/fault.js";

export type Asked = { kind: "text"; text: string } | { kind: "close" };

export type Answer = { vector: Float32Array } | { vector?: undefined; fault: Fault };
