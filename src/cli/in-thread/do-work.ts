import { ExitCode, UserError } from "../../errors.js";
import { runPipeline, type Config, type Effects, type PipelineResult } from "../../index.js";
import { textPrompts } from "../show-chat.js";
import { jsonSummary, printableJson, textSummary } from "../summary.js";
import type { Said } from "../../run/last-run.js";
import type { Order, Outcome } from "./messages.js";

type WorkEffects = Required<Pick<Effects, "log" | "signal">>;

/** Does what was ordered and puts what came of it into words. */
export async function doWork(
  { config, machines, today, promptsOnly }: Order,
  effects: WorkEffects,
): Promise<Outcome> {
  if (promptsOnly) return promptsOf(config, effects);
  const result = await runPipeline(config, { ...effects, machines, today });
  const { clock } = result.report;
  return {
    said: saidOf(result, config),
    again: saidOf({ ...result, isUnchanged: true }, config),
    ...(clock?.from === "today" && { day: today }),
  };
}

function saidOf(result: PipelineResult, config: Config): Said {
  const incomplete = result.report.skipped.some(({ rule }) => rule === undefined) || result.labelsKept > 0;
  return {
    text: textSummary(result, config.out),
    json: printableJson(jsonSummary(result, config.out)),
    exitCode: incomplete ? ExitCode.skips : ExitCode.ok,
  };
}

/** What a run would send to the chat endpoint; neither sends nor writes anything. */
async function promptsOf(config: Config, effects: WorkEffects): Promise<Outcome> {
  const { chat } = config;
  if (chat === undefined) {
    const todo = "Write `chat:` with `url` and `model` into throughline.yaml.";
    throw new UserError("config", `Expected a chat endpoint in the configuration, got none. ${todo}`);
  }
  const { prompts } = await runPipeline(config, { ...effects, write: false, sendChat: false });
  const said = { text: textPrompts(prompts, chat), json: "", exitCode: ExitCode.ok };
  return { said, again: said };
}
