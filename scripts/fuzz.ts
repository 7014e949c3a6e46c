/**
 * Reads files that chance made of right ones, for as long as asked for: `npm run fuzz -- [--rounds 1000] [--seed 1] [--only csv]`. What breaks a
 * reader is written into a folder, and the command fails.
 */
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { faultsOf, fuzzedFiles, readThrough } from "../tests/helpers/fuzz.js";
import { FUZZED, type Tree } from "../tests/helpers/right-files.js";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "1000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    only: { type: "string" },
  },
});
const [rounds, seed] = [Number(values.rounds), Number(values.seed)];
const names = FUZZED.filter((name) => values.only === undefined || values.only === name);
if (names.length === 0 || !(rounds > 0) || !Number.isInteger(seed))
  throw new Error(`Expected --rounds and --seed to be numbers and --only one of ${FUZZED.join(", ")}.`);

async function faultsIn(tree: Tree): Promise<string[]> {
  try {
    const borne = await readThrough(tree);
    return borne === undefined ? [] : faultsOf(tree, borne);
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}

async function keep(tree: Tree): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "fuzz-"));
  for (const [path, bytes] of Object.entries(tree)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  return folder;
}

console.log(`Seed ${seed}, ${rounds} rounds of ${names.join(", ")}.`);
let broken = 0;
for (const name of names) {
  let slowest = 0;
  for (let round = 0; round < rounds; round++) {
    const tree = fuzzedFiles(name, seed, round);
    const began = process.cpuUsage();
    const faults = await faultsIn(tree);
    const { user, system } = process.cpuUsage(began);
    slowest = Math.max(slowest, (user + system) / 1000);
    if (faults.length === 0) continue;
    broken++;
    console.log(`\n${name}, round ${round}: ${await keep(tree)}\n  ${faults.slice(0, 3).join("\n  ")}`);
  }
  console.log(`${name}: ${rounds} rounds, the slowest took ${Math.round(slowest)} ms of the processor`);
}
if (broken > 0) process.exitCode = 1;
