/** The editor's decisions as a run takes them up. */
import { readText } from "../decisions/decide.js";
import { readDecisions } from "../decisions/read.js";
import { UserError } from "../errors.js";
import type { Config } from "../run/config.js";
import type { Context } from "../shapes/context.js";
import type { DecisionsFile } from "../shapes/decisions.js";

/**
 * The file that the configuration names, or a text in its place; one without decisions where there is neither.
 *
 * @param given null for no decisions, whatever the configuration says
 * @throws UserError "config" where the file is not there or holds a mistake
 */
export async function openDecisions(
  { decisions: file, namedThemes }: Config,
  given: string | null | undefined,
  { log }: Pick<Context, "log">,
): Promise<DecisionsFile> {
  if (namedThemes.length > 0)
    log.info(
      "`named_themes` has moved: write these themes under `declare:` in themes.yaml, and none is found anew for it.",
    );
  const name = file ?? "themes.yaml";
  const text = given === undefined && file !== undefined ? await readText(file) : (given ?? "");
  if (text === undefined)
    throw new UserError("config", `Expected your decisions in ${name}, got no such file. Check the name.`);
  return readDecisions(text, name);
}

/** Which texts are kept in posts and taken out of them: by the configuration and by decisions. */
export function textsOf(
  config: Config,
  { decisions: { boilerplate } }: DecisionsFile,
): Pick<Config, "keep" | "remove"> {
  return {
    keep: [...config.keep, ...boilerplate.flatMap(({ keep }) => keep ?? [])],
    remove: [...config.remove, ...boilerplate.flatMap(({ remove }) => remove ?? [])],
  };
}
