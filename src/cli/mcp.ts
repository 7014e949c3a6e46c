import { nodeFiles } from "../io/files.js";
import { serve } from "../mcp/serve.js";
import { askedOf, type AskFlags } from "./search.js";

/** `throughline mcp`: answers programs on standard input and output until the input ends. */
export async function serveProtocol(flags: AskFlags): Promise<void> {
  const { place, log, signal } = askedOf(flags);
  await serve(place, { input: process.stdin, output: process.stdout }, { files: nodeFiles(), log, signal });
}
