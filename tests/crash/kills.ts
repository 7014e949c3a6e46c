/** Pulls the plug at random moments, and looks at what is left and what the next run makes of it. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { sha256 } from "../../src/io/hash.js";
import type { Random } from "../../src/shapes/random.js";
import type { Workplace } from "../helpers/cli.js";
import { differences } from "../helpers/report-files.js";
import { runUntil, type Moment } from "./plug.js";
import { copyOf, expectMine, stateOf, type Scene } from "./scenes.js";

const HOWS = ["kill before", "kill after", "kill halfway"] as const;

/** Two of three at a step, where most can go wrong; one at a time of the clock, within what DuckDB does as well. */
export function anyMoment({ steps, milliseconds }: Scene, random: Random): Moment {
  if (random.next() < 1 / 3) return { milliseconds: Math.ceil(random.next() * milliseconds) };
  return { step: random.int(steps), how: HOWS[random.int(HOWS.length)]! };
}

/** Cuts a command off, then lets the next one run to its end. */
export async function cutOff(scene: Scene, moment: Moment, parent: string): Promise<void> {
  const place = await copyOf(scene.before, parent);
  const told = `${scene.name}, ${JSON.stringify(moment)}`;
  const killed = await runUntil(place, scene.act, moment, scene.visit && { visit: scene.visit });
  // A command that was faster than the clock has come to its end; one that serves is killed when it was visited.
  const isFaster = typeof moment === "object" && "milliseconds" in moment && killed.code === 0;
  expect({ told, code: killed.code, stderr: killed.stderr }).toMatchObject({ code: isFaster ? 0 : null });
  await expectGoesOn(place, scene, told);
}

/** Lets a change of the disk fail, then lets the next run go to its end. */
export async function letFail(scene: Scene, moment: Moment, parent: string): Promise<void> {
  const place = await copyOf(scene.before, parent);
  const told = `${scene.name}, ${JSON.stringify(moment)}`;
  const { code, stderr } = await runUntil(place, scene.act, moment);
  const said = stderr.split("\n").filter((line) => line.startsWith("throughline: "));
  expect({ told, code, stderr }).toMatchObject({ code: code === 0 ? 0 : 6 });
  // One line, that names what could not be written and says what to do.
  if (code === 6)
    expect({ told, said }).toEqual({ told, said: [expect.stringMatching(/Could not write \S+.*again/)] });
  await expectGoesOn(place, scene, told);
}

/** What was cut off left a whole report or a word that it isn't one, and the next run makes of it what an unbroken one makes. */
async function expectGoesOn(place: Workplace, scene: Scene, told: string): Promise<void> {
  await expectMine(place, scene);
  await expectNoHalf(place, told);
  const next = await runUntil(place, scene.next, "never");
  expect({ told, code: next.code, stderr: next.stderr }).toMatchObject({ code: 0 });
  const state = await stateOf(place);
  expect({ told, differ: differences(scene.unbroken.report, state.report) }).toEqual({ told, differ: [] });
  expect(state.beside).toEqual(scene.unbroken.beside);
  expect({ told, own: state.own }).toEqual({ told, own: scene.unbroken.own });
  await expectMine(place, scene);
}

/** Either the report is whole, or a journal says that it isn't: readers are told then. */
async function expectNoHalf({ work }: Workplace, told: string): Promise<void> {
  const folder = join(work, "output");
  if (existsSync(join(folder, ".throughline", "journal.json"))) return;
  if (!existsSync(join(folder, "run.json"))) {
    expect({ told, page: existsSync(join(folder, "report.html")) }).toEqual({ told, page: false });
    return;
  }
  const { outputs } = JSON.parse(await readFile(join(folder, "run.json"), "utf8")) as {
    outputs: Record<string, string>;
  };
  const own = Object.entries(outputs).filter(([path]) => path !== "tags.csv");
  for (const [path, hash] of own)
    expect([told, path, sha256(await readFile(join(folder, path)))]).toEqual([told, path, hash]);
}
