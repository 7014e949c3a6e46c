import { resolve } from "node:path";
import type { PlanOptions } from "../plan/plan.js";
import type { Config } from "../run/config.js";
import type { DecisionsFile } from "../shapes/decisions.js";
import type { ReportOptions } from "../stages/report/report.js";
import { version } from "../version.js";

/** What a plan is made with, from the configuration and the editor's decisions. */
export function planOptions(
  { slots, cadence }: Pick<Config, "slots" | "cadence">,
  { decisions }: { decisions: Pick<DecisionsFile["decisions"], "dismiss"> },
): PlanOptions {
  return { dismissals: decisions.dismiss, calendar: { slots, ...(cadence !== "auto" && { cadence }) } };
}

/** What a report is built with, from the configuration. */
export function reportOptions({ title, out, today }: Pick<Config, "title" | "out" | "today">): ReportOptions {
  return { title, out: resolve(out), version, ...(today !== undefined && { planDay: today }) };
}
