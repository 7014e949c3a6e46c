import type { ChatConfig } from "../index.js";
import { printable } from "../io/console.js";
import type { PipelineResult } from "../pipeline.js";

/** The prompts as they would be sent, one after the other, and how much they are. */
export function textPrompts(prompts: PipelineResult["prompts"], { url, model }: ChatConfig): string {
  const characters = prompts.reduce((sum, { system, user }) => sum + system.length + user.length, 0);
  const each = prompts.map(
    ({ system, user }, i) =>
      `\n[${i + 1} of ${prompts.length}] system:\n${printable(system)}\nuser:\n${printable(user)}\n`,
  );
  const total = `${prompts.length} requests with ${characters} characters would go to ${printable(url)} (${printable(model)}). Nothing was sent.`;
  return `${each.join("")}\n${total}\n`;
}
