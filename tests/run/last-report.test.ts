import { mkdtemp, rm, writeFile, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { changesBetween, isNothing } from "../../src/changes/changes-between.js";
import { snapshotOf } from "../../src/changes/snapshot-of.js";
import { csvExporter } from "../../src/exporters/tables/tables.js";
import { sha256 } from "../../src/io/hash.js";
import { nodeFiles } from "../../src/io/files.js";
import { readLastReport } from "../../src/run/last-report.js";
import { accountIn } from "../../src/run/stored-account.js";
import { snapshotId } from "../../src/store/snapshots.js";
import type { Report } from "../../src/shapes/report.js";
import { ODD_REPORTS } from "../helpers/odd-reports.js";
import { sampleReport } from "../helpers/sample-report.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "throughline-last-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Writes the tables of a report and its record. */
async function write(report: Report): Promise<Record<string, unknown>> {
  const files = csvExporter.render(report);
  for (const { path, content } of files) await writeFile(join(folder, path), content);
  const outputs = Object.fromEntries(files.map(({ path, content }) => [path, sha256(content)]));
  const record = { generator: "throughline", outputs, changes: report.changes };
  await writeFile(join(folder, "run.json"), JSON.stringify(record));
  return record;
}

const read = (kept?: (id: string) => Promise<unknown>) =>
  readLastReport(folder, { files: nodeFiles(), ...(kept && { kept }) });

it("finds none where there is no report", async () => {
  expect(await read()).toBeUndefined();
});

it.each(Object.entries({ sample: sampleReport(), ...ODD_REPORTS }))(
  "reads the tables back as what they were made of: %s",
  async (_, report) => {
    await write(report);
    const last = await read();
    if (last === undefined || "reason" in last) throw new Error("Expected a snapshot.");
    expect(last.snapshot).toEqual(snapshotOf(report));
    expect(isNothing(changesBetween(last.snapshot, snapshotOf(report)))).toBe(true);
    expect(last.account).toEqual(report.changes);
  },
);

it("tells nothing of tables that were edited, unless the store has them as they were", async () => {
  const record = await write(sampleReport());
  const edited = (await readFile(join(folder, "passages.csv"), "utf8"))
    .split("\r\n")
    .slice(0, 9)
    .join("\r\n");
  await writeFile(join(folder, "passages.csv"), `${edited}\r\n`);
  expect(await read()).toEqual({
    reason: "Of the last report, passages.csv had been edited, so what changed since then can't be told.",
  });
  const snapshot = snapshotOf(sampleReport());
  const kept = async (id: string) => (id === snapshotId(record) ? snapshot : undefined);
  expect(await read(kept)).toEqual({ snapshot, account: { kind: "first" } });
  expect(await read(async () => ({ themes: "none" }))).toHaveProperty("reason");
});

it("tells nothing of a report that lacks a table or whose tables don't fit", async () => {
  await write(sampleReport());
  await writeFile(join(folder, "posts.csv"), "post_id,path,record,title,date\r\n");
  const reason = "The last report was not whole, so what changed since then can't be told.";
  expect(await read()).toEqual({ reason });
  await rm(join(folder, "posts.csv"));
  expect(await read()).toEqual({ reason });
});

it("takes an account from a record where it is one", () => {
  const { changes } = ODD_REPORTS["a second run"] ?? sampleReport();
  expect(changes.kind).toBe("compared");
  expect(accountIn(JSON.parse(JSON.stringify({ changes })))).toEqual(changes);
  for (const odd of [undefined, {}, { changes: 1 }, { changes: { kind: "compared", themes: [] } }])
    expect(accountIn(odd)).toBeUndefined();
});
