import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decide, decisionsLog, redo, undo, type DecisionsPlace } from "../../src/decisions/decide.js";
import { UserError } from "../../src/errors.js";
import { realDisk } from "../../src/io/disk.js";
import { anyDecision, THEMES } from "./arbitrary.js";

const [go = {}, sites = {}] = THEMES;
const now = (): Date => new Date("2025-01-02T03:04:05Z");

let place: DecisionsPlace;

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), "throughline-decisions-"));
  place = { file: join(folder, "themes.yaml"), out: join(folder, "out") };
});

afterEach(() => rm(join(place.out, ".."), { recursive: true, force: true }));

const text = async (): Promise<string | undefined> => readFile(place.file, "utf8").catch(() => undefined);

describe("the history of decisions", () => {
  it("takes back and makes again, to the byte", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyDecision, { maxLength: 8 }), async (decisions) => {
        await rm(place.file, { force: true });
        await rm(place.out, { recursive: true, force: true });
        const states = [await text()];
        for (const decision of decisions) {
          await decide(place, [decision], { now }).catch((error: unknown) => {
            if (!(error instanceof UserError)) throw error;
          });
          const state = await text();
          if (state !== states.at(-1)) states.push(state);
        }
        for (const state of states.slice(0, -1).toReversed()) {
          await undo(place);
          expect(await text()).toBe(state);
        }
        await expect(undo(place)).rejects.toThrow(/got none/);
        for (const state of states.slice(1)) {
          await redo(place);
          expect(await text()).toBe(state);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("says what was decided, and what was taken back", async () => {
    await decide(place, [{ do: "rename", theme: go, name: "Golang" }], { now });
    await decide(place, [{ do: "hide", theme: sites, on: true }], { now });
    await undo(place);
    expect(await decisionsLog(place)).toMatchObject([
      { decision: "rename “Go” to “Golang”", at: "2025-01-02T03:04:05.000Z", undone: false },
      { decision: "hide “Static sites”", undone: true },
    ]);
  });

  it("never takes back what was written by hand, and loses nothing of it", async () => {
    await decide(place, [{ do: "rename", theme: go, name: "Golang" }], { now });
    const byHand = `${(await text()) ?? ""}\npillars:\n  - pillar: Old\n    rename: New\n`;
    await writeFile(place.file, byHand);
    await expect(undo(place)).rejects.toThrow(/edited by hand/);
    expect(await text()).toBe(byHand);
    await decide(place, [{ do: "hide", theme: sites, on: true }], { now });
    expect(await text()).toContain("pillar: Old");
    await undo(place);
    expect(await text()).toBe(byHand);
    expect((await decisionsLog(place)).map(({ decision }) => decision)).toContain("edited by hand");
  });

  it("lets two decide at the same time", async () => {
    await Promise.all(THEMES.map((theme) => decide(place, [{ do: "hide", theme, on: true }], { now })));
    expect((await text())?.match(/hidden: true/g)).toHaveLength(THEMES.length);
  });

  it("goes on where a process died between the history and the file", async () => {
    await decide(place, [{ do: "rename", theme: go, name: "Golang" }], { now });
    const before = await text();
    const dying = {
      ...realDisk,
      rename: (from: string, to: string) =>
        to === place.file ? Promise.reject(new Error("died")) : realDisk.rename(from, to),
    };
    await expect(decide(place, [{ do: "hide", theme: go, on: true }], { now, disk: dying })).rejects.toThrow(
      "died",
    );
    expect(await text()).toBe(before);
    await undo(place);
    expect(await text()).toBeUndefined();
    await redo(place);
    expect(await text()).toBe(before);
  });

  it("keeps a link a link", async () => {
    const real = join(place.out, "..", "real.yaml");
    await writeFile(real, "# mine\n");
    await symlink(real, place.file);
    await decide(place, [{ do: "rename", theme: go, name: "Golang" }], { now });
    expect(await readFile(real, "utf8")).toContain("rename: Golang");
    await undo(place);
    expect(await readFile(real, "utf8")).toBe("# mine\n");
  });
});
