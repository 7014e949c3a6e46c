/** One browser for a file of tests, and pages in it that are checked for faults when they are done with. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "csv-parse/sync";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { readConfigFile } from "../../src/run/config-file.js";
import { htmlExporter } from "../../src/exporters/html/html.js";
import { runPipeline } from "../../src/index.js";
import type { Report, ReportPassage, ReportPost, ReportTheme } from "../../src/shapes/report.js";
import { findChromium, launchChromium, whyNoBrowser } from "../helpers/browser.js";
import { openReport, type PageOptions } from "./report-page.js";

export interface InBrowser {
  /** The report on the sample posts, as the sources make it now, to hold the page against. */
  sample: () => Report;
  /** Opens the sample, or another report, and closes it again; whatever went wrong in the page fails the test. */
  withPage: (options: PageOptions, use: (page: Page) => Promise<void>, file?: string) => Promise<void>;
  /** Writes the page of a report into a folder that goes with the tests. */
  written: (name: string, report: Report) => Promise<string>;
}

/** A group of tests that is left out, and says so, where there is no Chromium. */
export function describeInBrowser(name: string, tests: (tools: InBrowser) => void): void {
  const chromium = findChromium();
  describe.skipIf(chromium === undefined)(`${name}${whyNoBrowser()}`, () => {
    const made: { browser?: Browser; sample?: Report; folder: string } = { folder: "" };
    const there = <Value>(value: Value | undefined): Value => {
      if (value === undefined) throw new Error("Expected this to be used within a test.");
      return value;
    };
    const written = async (stem: string, report: Report): Promise<string> => {
      const file = join(made.folder, `${stem.replaceAll(" ", "-")}.html`);
      await writeFile(file, htmlExporter.render(report)[0]?.content ?? "");
      return file;
    };

    beforeAll(async () => {
      made.folder = await mkdtemp(join(tmpdir(), "report-page-"));
      made.browser = await launchChromium(there(chromium));
      made.sample = await readSample();
      await written("sample", made.sample);
    });

    afterAll(async () => {
      await made.browser?.close();
      await rm(made.folder, { recursive: true });
    });

    tests({
      sample: () => there(made.sample),
      async withPage(options, use, file = join(made.folder, "sample.html")) {
        const { page, faults, close } = await openReport(there(made.browser), file, options);
        try {
          await use(page);
          expect(faults).toEqual([]);
        } finally {
          await close();
        }
      },
      written,
    });
  });
}

async function readSample(): Promise<Report> {
  const config = fileURLToPath(new URL("../../seeds/throughline.yaml", import.meta.url));
  const { report } = await runPipeline(await readConfigFile(config), { write: false });
  return report;
}

/* ------------------------------------------------- what the report says */

export function themeOf(report: Report, { themeId }: ReportPassage): ReportTheme | undefined {
  return report.themes.find(({ id }) => id === themeId);
}

export function postOf(report: Report, { postId }: ReportPassage): ReportPost {
  const post = report.posts.find(({ id }) => id === postId);
  if (post === undefined) throw new Error("Expected a post for every passage.");
  return post;
}

/* -------------------------------------------------- what the page gives */

/** A text with each run of white space as one space: a page wraps lines where it likes. */
export function flat(text: string | null): string {
  return (text ?? "").replaceAll(/\s+/g, " ").trim();
}

/** The table that the page downloads when `press` is done, by the names of its columns. */
export async function downloadedTable(
  page: Page,
  press: () => Promise<void>,
): Promise<Readonly<Record<string, string>>[]> {
  const download = page.waitForEvent("download");
  await press();
  return parse(await readFile(await (await download).path(), "utf8"), { columns: true, bom: true });
}
