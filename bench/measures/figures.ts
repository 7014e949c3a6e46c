/** One table of ratios, on the console and in files. */
import { mkdirSync, writeFileSync } from "node:fs";
import type { Cost } from "./cost.js";
import { machineNow, type Machine } from "./machine.js";

const RESULTS = new URL("../results/", import.meta.url);

/** Two ways to do the same, measured in one run. */
export interface Figure {
  what: string;
  peer: string;
  own: Cost;
  other: Cost;
}

/** The figures of one part of the bench, or why there are none. */
export interface Part {
  name: string;
  figures: Figure[];
  /** What was left out, and why. */
  skipped: string[];
}

interface Ratios {
  clock: number;
  processor: number;
  memory?: number;
}

/** How many times as much the other costs. */
function ratiosOf({ own, other }: Figure): Ratios {
  const memory = own.megabytes && other.megabytes ? other.megabytes / own.megabytes : undefined;
  return {
    clock: other.seconds / own.seconds,
    processor: other.busy / own.busy,
    ...(memory !== undefined && { memory }),
  };
}

const HEAD = ["what", "against", "ours", "theirs", "clock", "processor", "memory"];

/** Prints the parts as a table of Markdown. */
export function print(parts: readonly Part[], { processor, cores, node, load }: Machine): void {
  console.log(
    `\n${processor}, ${cores} cores, Node.js ${node}; load average before: ${load}, after: ${machineNow().load}.`,
  );
  console.log("Seconds by the clock; ratios say how many times as much the other takes.\n");
  console.log(`| ${HEAD.join(" | ")} |\n|${HEAD.map(() => "---").join("|")}|`);
  for (const { figures } of parts) {
    for (const figure of figures) console.log(`| ${cells(figure).join(" | ")} |`);
  }
  for (const { skipped } of parts) for (const why of skipped) console.log(`\nLeft out: ${why}`);
}

function cells(figure: Figure): string[] {
  const { clock, processor, memory } = ratiosOf(figure);
  const { what, peer, own, other } = figure;
  const ratios = [clock, processor, memory].map((value) =>
    value === undefined ? "" : `${value.toFixed(1)} ×`,
  );
  return [what, peer, secondsOf(own), secondsOf(other), ...ratios];
}

function secondsOf({ seconds, megabytes }: Cost): string {
  const memory = megabytes === undefined ? "" : `, ${Math.round(megabytes)} MB`;
  return `${seconds < 1 ? seconds.toFixed(3) : seconds.toFixed(1)} s${memory}`;
}

/** Writes the figures of a part into a file of its own. */
export function keep({ name, figures, skipped }: Part, before: Machine): void {
  mkdirSync(RESULTS, { recursive: true });
  const { load: loadAfter } = machineNow();
  const measured = figures.map((figure) => ({ ...figure, ratios: ratiosOf(figure) }));
  const content = { machine: { ...before, loadAfter }, figures: measured, skipped };
  writeFileSync(new URL(`${name}.json`, RESULTS), `${JSON.stringify(content, roundedNumbers, 2)}\n`);
}

function roundedNumbers(_: string, value: unknown): unknown {
  return typeof value === "number" ? Number(value.toPrecision(4)) : value;
}
