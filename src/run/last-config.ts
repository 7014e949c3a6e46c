/** The configuration of the run that wrote a report folder, to run again. */
import { UserError } from "../errors.js";
import { property } from "../io/json.js";
import type { Context } from "../shapes/context.js";
import { normalizeConfig, type Config } from "./config.js";
import { openRunFolder } from "./folder.js";

/**
 * @param folder what a run wrote; paths in its configuration count from the folder that the run was started in
 * @throws UserError "config" where it holds no report, or one of another version's configuration
 */
export async function lastConfig(folder: string, context: Pick<Context, "files">): Promise<Config> {
  const { record } = await openRunFolder(folder, context);
  const written = property(record, "config");
  try {
    const embedder = property(written, "embedder");
    const config = normalizeConfig(written, typeof embedder === "string" ? [embedder] : []);
    // What a run is asked for once, and not by its repetition.
    delete config.refit;
    delete config.fresh;
    return { ...config, out: folder };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const message = `Expected the run.json in ${folder} to hold a configuration of this version, got: ${error.message}`;
    throw new UserError("config", message, { cause: error });
  }
}
