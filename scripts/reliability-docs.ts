/**
 * Writes docs/reliability.md: the faults of tests/faults.json, with what the tests that prove each say now.
 *
 *     npm run docs:reliability [-- report.json ...]
 *
 * Without reports (of vitest's JSON reporter) the tests are run; the program must be built then.
 */
import { spawnSync } from "node:child_process";
import { readFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import * as v from "valibot";

const root = fileURLToPath(new URL("../", import.meta.url));
const PAGE = join(root, "docs", "reliability.md");

const rowSchema = v.object({
  stage: v.string(),
  fault: v.string(),
  happens: v.string(),
  /** `name` is a regular expression over the titles of tests and of the groups around them. */
  tests: v.array(v.object({ file: v.string(), name: v.string() })),
});

/** A fault, what happens, and the tests that prove it. */
export type FaultRow = v.InferOutput<typeof rowSchema>;

const reportSchema = v.object({
  testResults: v.array(
    v.object({
      name: v.string(),
      assertionResults: v.array(
        v.object({ ancestorTitles: v.array(v.string()), title: v.string(), status: v.string() }),
      ),
    }),
  ),
});

type Report = v.InferOutput<typeof reportSchema>;

/** The rows as they are registered. */
export async function faultRows(): Promise<FaultRow[]> {
  return v.parse(v.array(rowSchema), JSON.parse(await readFile(join(root, "tests", "faults.json"), "utf8")));
}

const HEAD = `# What was tried to break it

Made by \`npm run docs:reliability\` from the results of the tests; the rows are those of \`tests/faults.json\`. *Cases* counts tests; many of them
go through every change of the disk that a run makes. The exit codes: 0 clean, 2 configuration, 3 done with something left out, 4 nothing to read,
5 model or network, 6 disk, 7 in use by another process.

\`npm run test:crash\` pulls the plug 200 times, at moments that are the same every time; \`npm test\` does so 25 times.

`;

/** The page for some results. */
export async function reliabilityPage(rows: readonly FaultRow[], report: Report): Promise<string> {
  const lines = rows.map((row) => {
    const statuses = row.tests.flatMap((test) => statusesOf(test, report));
    const failed = statuses.filter((status) => status !== "passed").length;
    const result = statuses.length === 0 ? "not run" : failed === 0 ? "passed" : `${failed} not passed`;
    return `| ${[row.stage, row.fault, row.happens, proofOf(row), statuses.length, result].join(" | ")} |`;
  });
  const table = [
    "| stage | fault | what happens | proved by | cases | result |",
    "| --- | --- | --- | --- | --- | --- |",
  ];
  return format(`${HEAD}${[...table, ...lines].join("\n")}\n`, { parser: "markdown", printWidth: 110 });
}

/** Where a row is proved, as the page has it. */
export function proofOf({ tests }: FaultRow): string {
  return tests
    .map(
      ({ file, name }) =>
        `[${file.slice("tests/".length)}](../${file}): \`${name.replaceAll("|", " or ").replaceAll("\\", "")}\``,
    )
    .join(", ");
}

function statusesOf({ file, name }: FaultRow["tests"][number], { testResults }: Report): string[] {
  const pattern = new RegExp(name);
  return testResults
    .filter((result) => relative(root, result.name) === file)
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ ancestorTitles, title }) => [...ancestorTitles, title].some((text) => pattern.test(text)))
    .map(({ status }) => status);
}

async function run(files: readonly string[]): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), "reliability-"));
  try {
    const out = join(folder, "report.json");
    const args = ["vitest", "run", "--reporter=json", `--outputFile=${out}`, ...files];
    spawnSync("npx", args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
    return await readReport(out);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readReport(file: string): Promise<Report> {
  return v.parse(reportSchema, JSON.parse(await readFile(file, "utf8")));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const rows = await faultRows();
  const given = process.argv.slice(2);
  const files = [...new Set(rows.flatMap(({ tests }) => tests.map(({ file }) => file)))];
  const reports = given.length === 0 ? [await run(files)] : await Promise.all(given.map(readReport));
  const report = { testResults: reports.flatMap(({ testResults }) => testResults) };
  await writeFile(PAGE, await reliabilityPage(rows, report));
}
