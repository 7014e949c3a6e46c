/** The script of a thread that reads the sources as they are, in TypeScript. */
import { register } from "tsx/esm/api";

register();
await import("../../src/jobs/local/worker.ts");
