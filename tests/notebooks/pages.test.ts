import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium, launchChromium } from "../helpers/browser.js";
import { buildNotebooks } from "../helpers/notebooks.js";
import { serveFolder } from "../helpers/static-server.js";

const chromium = findChromium();
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const PAGES: Readonly<Record<string, { charts: number; tables: number }>> = {
  "index.html": { charts: 0, tables: 0 },
  "tour-of-a-run.html": { charts: 3, tables: 2 },
  "number-of-themes.html": { charts: 4, tables: 2 },
  "comparing-embedders.html": { charts: 2, tables: 2 },
  "editorial-calendar.html": { charts: 2, tables: 3 },
};

const SCREENS: Readonly<Record<string, BrowserContextOptions>> = {
  "a desktop, light": { viewport: { width: 1440, height: 900 }, colorScheme: "light" },
  "a phone, dark": { viewport: { width: 390, height: 844 }, colorScheme: "dark" },
};

interface Opened {
  page: Page;
  /** What went wrong in the page, and requests to anywhere but its own server. */
  faults: string[];
}

describe.skipIf(chromium === undefined)("the built notebooks", () => {
  let folder: string;
  let server: Awaited<ReturnType<typeof serveFolder>>;
  let browser: Browser;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "notebooks-"));
    await buildNotebooks(folder);
    server = await serveFolder(folder);
    browser = await launchChromium(chromium ?? "");
  });

  afterAll(async () => {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true });
  });

  async function open(name: string, screen: BrowserContextOptions): Promise<Opened> {
    const context = await browser.newContext(screen);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(`${server.url}/`) && !request.url().startsWith("data:")) {
        faults.push(`request to ${request.url()}`);
      }
    });
    page.on("response", (response) => {
      if (response.status() >= 400) faults.push(`${response.status()} for ${response.url()}`);
    });
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) faults.push(message.text());
    });
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(`${server.url}/${name}`);
    const { charts, tables } = PAGES[name] ?? { charts: 0, tables: 0 };
    await page.locator("main h1").waitFor();
    if (charts > 0)
      await page
        .locator("main svg[aria-label]")
        .nth(charts - 1)
        .waitFor();
    if (tables > 0)
      await page
        .locator("main table")
        .nth(tables - 1)
        .waitFor();
    return { page, faults };
  }

  for (const [screenName, screen] of Object.entries(SCREENS)) {
    it.each(Object.entries(PAGES))(
      `%s on ${screenName}: charts and tables are there, nothing fails, nothing is loaded from elsewhere`,
      async (name, { charts, tables }) => {
        const { page, faults } = await open(name, screen);
        expect(await page.locator("main svg[aria-label]").count()).toBe(charts);
        expect(await page.locator("main table").count()).toBe(tables);
        expect(await page.locator(".observablehq--error").allInnerTexts()).toEqual([]);
        const text = await page.locator("body").innerText();
        expect(text).not.toMatch(/\b(?:NaN|undefined|null|Infinity)\b|\[object/);
        const labels = await page.locator("main svg text").allTextContents();
        expect(labels.join("\n")).not.toMatch(/\b(?:NaN|undefined|null|Infinity)\b|\[object/);
        const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
        expect(overflow).toBeLessThanOrEqual(0);
        expect(await seriousFindings(page)).toEqual([]);
        expect(faults).toEqual([]);
        await page.context().close();
      },
    );
  }

  it("count by what is chosen", async () => {
    const { page, faults } = await open("tour-of-a-run.html", {});
    await page.getByLabel("Count by").selectOption("words");
    await expect.poll(() => page.locator('svg[aria-label="Themes by words"]').count()).toBe(1);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("show one theme on the map, by its name alone", async () => {
    const { page, faults } = await open("tour-of-a-run.html", {});
    const choice = page.getByLabel("Show", { exact: true });
    const theme = (await choice.locator("option").nth(1).textContent()) ?? "";
    await choice.selectOption({ index: 1 });
    const names = page.locator('svg[aria-label="Map of the passages"] text');
    await expect.poll(() => names.allTextContents()).toEqual([theme]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("list as many groups as the slider says", async () => {
    const { page, faults } = await open("number-of-themes.html", {});
    const slider = page.getByLabel("Themes", { exact: true });
    for (const wanted of ["3", "1"]) {
      await slider.fill(wanted);
      await expect
        .poll(() => page.locator("main table").first().locator("tbody tr").count())
        .toBe(Number(wanted));
    }
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("draft a calendar of the wished length and save it as CSV", async () => {
    const { page, faults } = await open("editorial-calendar.html", {});
    await page.getByLabel("A post every").selectOption("week");
    await page.getByLabel("Weeks", { exact: true }).fill("8");
    const table = page.locator("main table").last();
    await expect.poll(() => table.locator("tbody tr").count()).toBe(8);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download as CSV" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("editorial-calendar.csv");
    const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
    // With a byte order mark, as every table has one.
    expect(lines[0]).toBe("\ufeffDate,Theme,Why,Bring in,Start from,Link back to");
    expect(lines).toHaveLength(9);
    expect(lines[1]).toMatch(/^\d{4}-\d{2}-\d{2},/);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it("hide the code until it is asked for", async () => {
    const { page } = await open("number-of-themes.html", {});
    const code = page.locator("main > pre").first();
    expect(await code.isVisible()).toBe(false);
    await page.getByLabel("Show code").check();
    expect(await code.isVisible()).toBe(true);
    await page.context().close();
  });
});

interface AxeResult {
  violations: { id: string; impact: string; nodes: { html: string }[] }[];
}

async function seriousFindings(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate<AxeResult>("axe.run()");
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
}
