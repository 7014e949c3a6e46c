import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { faultRows, proofOf, reliabilityPage } from "../scripts/reliability-docs.js";

const at = (path: string): URL => new URL(`../${path}`, import.meta.url);
const rows = await faultRows();
/** Of tests and groups, as they stand in the source. */
const TITLES = /\b(?:it|describe)(?:\.\w+)*(?:<[^>]*>)?\([^]*?(["`])([^]*?)\1/g;

/** The titles of a test file, and of a file that it takes its tests from. */
async function sourceOf(file: string): Promise<string> {
  const text = await readFile(at(file), "utf8");
  const [, from] = /from "\.\/(pull)\.js"/.exec(text) ?? [];
  return from === undefined ? text : text + (await readFile(new URL(`${from}.ts`, at(file)), "utf8"));
}

describe("the registry of faults", () => {
  it.each(rows.flatMap(({ fault, tests }) => tests.map((test) => ({ fault, ...test }))))(
    "names tests that are there: $fault, $file",
    async ({ file, name }) => {
      const source = await sourceOf(file);
      const quoted = Array.from(
        source.matchAll(/(["`])((?:(?!\1)[^\n\\]|\\.)*)\1/g),
        ([, , text = ""]) => text,
      );
      expect(source).toMatch(TITLES);
      for (const part of name.split("|"))
        expect(quoted.some((text) => new RegExp(part).test(text))).toBe(true);
    },
  );

  it("stands in the page, each row with its proof, and none with a test that failed (npm run docs:reliability)", async () => {
    const page = await readFile(at("docs/reliability.md"), "utf8");
    const told = page.split("\n").filter((line) => line.startsWith("| ")).slice(2).map((line) => line.split(/ +\| +|^\| +| +\|$/).slice(1, -1)); // prettier-ignore
    expect(told.map(([stage, fault, happens, proof]) => ({ stage, fault, happens, proof }))).toEqual(
      rows.map((row) => ({ stage: row.stage, fault: row.fault, happens: row.happens, proof: proofOf(row) })),
    );
    for (const [, fault, , , cases, result] of told)
      expect([fault, result]).toEqual([fault, Number(cases) > 0 ? "passed" : "not run"]);
  });

  it("counts what passed and says what did not", async () => {
    const [row] = rows;
    const [test] = row!.tests;
    const name = new URL(at(test!.file)).pathname;
    const one = (status: string) => ({ ancestorTitles: [test!.name], title: "x", status });
    const page = await reliabilityPage([row!], {
      testResults: [{ name, assertionResults: [one("passed"), one("failed")] }],
    });
    expect(page).toMatch(/\| 2 +\| 1 not passed \|/);
    expect(await reliabilityPage([row!], { testResults: [] })).toMatch(/\| 0 +\| not run/);
  });
});
