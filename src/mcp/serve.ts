/** A server of the Model Context Protocol that answers from a report and changes nothing. */
import type { Readable, Writable } from "node:stream";
import { openRunFolder } from "../run/folder.js";
import type { ArchivePlace } from "../search/archive.js";
import type { Context } from "../shapes/context.js";
import { version } from "../version.js";
import { importLibrary, loadOrExplain, type LoadLibrary } from "./library.js";
import { openRun } from "./open-run.js";
import { addTools, INSTRUCTIONS } from "./tools.js";

export interface Streams {
  input: Readable;
  /** Nothing but the protocol is written there. */
  output: Writable;
}

/**
 * Serves until the input ends.
 *
 * @throws UserError "config" where the folder holds no report, or the package is not installed
 */
export async function serve(
  place: ArchivePlace,
  { input, output }: Streams,
  effects: Omit<Context, "random">,
  load: LoadLibrary = importLibrary,
): Promise<void> {
  const { McpServer, StdioServerTransport, z } = await loadOrExplain(load);
  await openRunFolder(place.folder, effects);
  const run = openRun(place, effects);
  const server = new McpServer({ name: "throughline", version }, { instructions: INSTRUCTIONS });
  addTools(server, run, { z, log: effects.log });
  const ended = new Promise<void>((resolve) => {
    for (const event of ["end", "close", "error"]) input.once(event, () => resolve());
    output.once("error", () => resolve());
  });
  await server.connect(new StdioServerTransport(input, output));
  await ended;
  // What was asked before the end is answered: it reaches the run, and its answer the output, some turns later.
  await turn();
  await run.close();
  await turn();
  await server.close();
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
