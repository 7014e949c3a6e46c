import type { PlanOptions } from "../plan/plan.js";
import type { Config } from "../run/config.js";
import type { DecisionsFile } from "../shapes/decisions.js";

/** What a plan is made with, from the configuration and the editor's decisions. */
export function planOptions(
  { slots, cadence }: Pick<Config, "slots" | "cadence">,
  { decisions }: { decisions: Pick<DecisionsFile["decisions"], "dismiss"> },
): PlanOptions {
  return { dismissals: decisions.dismiss, calendar: { slots, ...(cadence !== "auto" && { cadence }) } };
}
