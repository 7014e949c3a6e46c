import { mkdir, mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decide, undo, type DecisionsPlace } from "../../src/decisions/decide.js";
import { UserError } from "../../src/errors.js";
import { recoverFolder } from "../../src/run/recover.js";
import { failingDisk, fault, meddledDisk, quickDisk } from "../helpers/written-folder.js";
import { THEMES } from "./arbitrary.js";

const [go = {}] = THEMES;
const MINE = "# mine\nthemes: []\n";
const RENAME = { do: "rename", theme: go, name: "Golang" } as const;

let root: string;
let place: DecisionsPlace;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "throughline-decisions-"));
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function placeWithMine(name: string): Promise<void> {
  const folder = join(root, name);
  await mkdir(folder);
  place = { file: join(folder, "themes.yaml"), out: join(folder, "out") };
  await writeFile(place.file, MINE);
}

const text = (): Promise<string> => readFile(place.file, "utf8");
const state = async (): Promise<string[]> =>
  (await readdir(join(place.out, ".throughline")).catch(() => [])).sort();

/** How many times a decision changes the disk; last of all it lets go of its lock. */
async function callsOfDecision(): Promise<number> {
  await placeWithMine("counted");
  const disk = failingDisk(Infinity, "before");
  await decide(place, [RENAME], { disk });
  expect(await text()).toContain("Golang");
  return disk.calls - 1;
}

async function caught(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
}

describe.each(["ENOSPC", "EIO", "EACCES", "EMFILE"])("a disk that fails with %s at any change", (code) => {
  it("leaves the file as it was or as decided, says so, and lets it be decided again", async () => {
    const calls = await callsOfDecision();
    expect(calls).toBeGreaterThan(8);
    for (let number = 0; number < calls; number++) {
      await placeWithMine(`${code}-${number}`);
      const error = await caught(decide(place, [RENAME], { disk: failingDisk(number, fault(code)) }));
      if (error !== undefined) {
        expect(error).toBeInstanceOf(UserError);
        expect(error).toMatchObject({ kind: "disk", exitCode: 6 });
        expect((error as UserError).message).toMatch(/themes\.yaml.*Nothing was decided; .*again\.$/);
        expect(await text()).toBe(MINE);
      }
      await decide(place, [RENAME], { disk: quickDisk });
      expect(await text()).toMatch(/^# mine\n/);
      expect(await text()).toContain("Golang");
      await undo(place, { disk: quickDisk });
      expect(await text()).toBe(MINE);
    }
  });
});

describe.each(["before", "after"] as const)("a process that is killed %s any change of a decision", (how) => {
  it("has decided or not; the next run clears up behind it, and it can be decided and taken back", async () => {
    const calls = await callsOfDecision();
    const whole = await state();
    const decided = await text();
    for (let number = 0; number < calls; number++) {
      await placeWithMine(`${how}-${number}`);
      await expect(decide(place, [RENAME], { disk: failingDisk(number, how) })).rejects.toThrow();
      expect([MINE, decided]).toContain(await text());
      // A lock that names nobody yet is given two seconds.
      const lock = join(place.out, ".throughline", "decisions.json.lock");
      await utimes(lock, 0, 0).catch(() => undefined);
      await recoverFolder(place.out, { disk: quickDisk });
      expect([...whole, ".gitignore"]).toEqual(expect.arrayContaining(await state()));
      expect(await readdir(join(place.file, ".."))).not.toContainEqual(expect.stringMatching(/\.tmp$/));
      await decide(place, [RENAME], { disk: quickDisk });
      expect(await text()).toBe(decided);
      await undo(place, { disk: quickDisk });
      expect(await text()).toBe(MINE);
    }
  });
});

describe("what a person saves into the file while it is decided", () => {
  it.each(["into the file", "in its place"])(
    "%s is kept, and the decision refused, at whatever moment",
    async (way) => {
      const calls = await callsOfDecision();
      let refusals = 0;
      for (let number = 0; number < calls; number++) {
        await placeWithMine(`saved-${number}`);
        const disk = meddledDisk(number, async () => {
          // The very last moment, between the look at the file and its change, is nobody's to guard.
          const other = join(place.out, "other.yaml");
          await mkdir(place.out, { recursive: true });
          if (way === "into the file") return writeFile(place.file, "# saved\nthemes: []\n");
          await writeFile(other, "# saved\nthemes: []\n");
          await rename(other, place.file);
        });
        const isLast = number === calls - 1;
        const error = await caught(decide(place, [RENAME], { disk }));
        if (isLast) continue;
        if (error !== undefined) refusals++;
        if (error !== undefined) expect(error).toMatchObject({ kind: "config" });
        expect(await text()).toMatch(/^# saved\n/);
      }
      expect(refusals).toBeGreaterThan(3);
    },
  );
});

describe("a run beside somebody who decides", () => {
  it("leaves alone what that one has begun to write", async () => {
    const calls = await callsOfDecision();
    for (let number = 0; number < calls; number++) {
      await placeWithMine(`beside-${number}`);
      const disk = meddledDisk(number, () =>
        recoverFolder(place.out, { disk: quickDisk }).then(() => undefined),
      );
      await decide(place, [RENAME], { disk });
      expect(await text()).toContain("Golang");
    }
  });
});
