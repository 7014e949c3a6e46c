import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { explore, type Exploration } from "../../src/explore/explore.js";
import { nodeFiles } from "../../src/io/files.js";
import { findChromium, launchChromium, whyNoBrowser } from "../helpers/browser.js";
import { makeSample, updaterHere, type EditedSample } from "../helpers/edited-sample.js";
import { quietLog } from "../helpers/explored-sample.js";
import { DESKTOP, overlappingWords, PHONE, scrollsSideways, seriousFindings } from "./report-page.js";

const chromium = findChromium();

describe.skipIf(chromium === undefined)(`edit mode in a browser${whyNoBrowser()}`, () => {
  let browser: Browser;
  let parent: string;
  let sample: EditedSample;
  let untouched: string;
  let served: Exploration;
  let faults: string[] = [];

  beforeAll(async () => {
    browser = await launchChromium(chromium ?? "");
    parent = await mkdtemp(join(tmpdir(), "edit-page-"));
    sample = await makeSample(parent);
    // Copied while nothing is at work in it: an update moves files in and out.
    untouched = join(parent, "untouched");
    await cp(sample.folder, untouched, { recursive: true });
    served = await explore(
      sample.folder,
      { decisions: sample.decisions },
      {
        ...{ files: nodeFiles(), log: quietLog, updater: updaterHere },
        open: async () => ({ nearest: async () => undefined, close: async () => undefined }),
      },
    );
  });

  afterAll(async () => {
    await browser.close();
    await served.close();
    await rm(parent, { recursive: true });
  });

  /** Back to where it began, and nothing went wrong meanwhile. */
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    const found = faults;
    faults = [];
    await rm(sample.decisions, { force: true });
    await expect
      .poll(async () => JSON.parse(await readFile(join(sample.folder, "run.json"), "utf8")) as unknown)
      .not.toHaveProperty("decisions");
    expect(found).toEqual([]);
  });

  async function open(options: BrowserContextOptions = DESKTOP, hash = "#screen=map"): Promise<Page> {
    const page = await openPage(options, served.url + hash);
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await page.locator(".is-editing").waitFor();
    return page;
  }

  async function openPage(options: BrowserContextOptions, url: string): Promise<Page> {
    const context = await browser.newContext(options);
    // What takes so long on a busy computer never comes.
    context.setDefaultTimeout(120_000);
    const page = await context.newPage();
    page.on("console", (message) => {
      // The browser itself says so of every answer that is a refusal.
      if (["error", "warning"].includes(message.type()) && !/status of 4\d\d/.test(message.text()))
        faults.push(message.text());
    });
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(url);
    await page.locator("html.app-on:not(.app-starts) .themes-head").waitFor({ state: "attached" });
    // Until then nobody knows whether it can be edited.
    await page.locator("[data-edit-control=toggle]:not([aria-busy])").waitFor();
    return page;
  }

  const textOf = (): Promise<string> => readFile(sample.decisions, "utf8");
  const row = (page: Page, label: string): Locator =>
    page.locator(".theme-row").filter({ has: page.locator(".theme-name", { hasText: label }) });
  const said = (page: Page, words: string | RegExp): Promise<void> =>
    page.locator(".edit-said, .edit-fault").filter({ hasText: words }).first().waitFor();
  const labels = (page: Page): Promise<string[]> => page.locator(".theme-name bdi").allTextContents();

  async function fromMenu(page: Page, label: string, item: string): Promise<void> {
    await row(page, label)
      .getByRole("button", { name: `Edit “${label}”` })
      .click();
    const name = new RegExp(`^${item}`);
    await page
      .getByRole("menu")
      .getByRole(/^(Hidden|Finished|Evergreen)/.test(item) ? "menuitemcheckbox" : "menuitem", { name })
      .click();
  }

  it("renames a theme in its place, and takes that back to the byte", async () => {
    await writeFile(sample.decisions, "# mine\n");
    const page = await open(DESKTOP, "#screen=map&theme=04-kanban");
    const name = row(page, "Kanban").locator(".theme-name");
    await name.focus();
    await page.keyboard.press("F2");
    const field = page.getByRole("textbox", { name: "New name of “Kanban”" });
    await expect.poll(() => field.inputValue()).toBe("Kanban");
    await page.keyboard.press("Escape");
    await expect.poll(() => name.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press("F2");
    await field.fill("Flow");
    await page.keyboard.press("Enter");
    await said(page, /Decided: rename “Kanban” to “Flow”\. That took [\d.]+ s\./);
    expect(await textOf()).toContain("rename: Flow");
    // The place in the report and the focus are kept over it.
    expect(page.url()).toContain("theme=04-flow");
    await page.locator(".page-theme .page-title", { hasText: "Flow" }).waitFor();
    const flow = row(page, "Flow").locator(".theme-name");
    await expect.poll(() => flow.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByRole("button", { name: "Undo: rename “Kanban” to “Flow”" }).waitFor();
    await page.keyboard.press("Control+z");
    await said(page, "Taken back: rename “Kanban” to “Flow”.");
    expect(await textOf()).toBe("# mine\n");
    expect(await labels(page)).toContain("Kanban");
    await page.keyboard.press("Control+Shift+Z");
    await said(page, "Decided again");
    expect(await labels(page)).toContain("Flow");
    await page.getByRole("button", { name: "Decisions" }).click();
    await page.getByRole("dialog").getByText("rename “Kanban” to “Flow”").waitFor();
    await page.keyboard.press("Escape");
  });

  it("merges a theme that is dragged onto another, after a question with the counts", async () => {
    const page = await open();
    const before = await labels(page);
    await row(page, "Metrics").dragTo(row(page, "Kanban"));
    const question = page.getByRole("dialog", { name: "Merge “Metrics” into “Kanban”?" });
    expect(await question.textContent()).toMatch(/has 20 passages, “Kanban” has 21 passages.*41 passages/);
    await question.getByRole("button", { name: "Cancel" }).click();
    expect(existsSync(sample.decisions)).toBe(false);
    await row(page, "Metrics").dragTo(row(page, "Kanban"));
    await question.getByRole("button", { name: "Merge" }).click();
    await said(page, "Decided: merge “Metrics” into “Kanban”");
    expect(await labels(page)).toEqual(before.filter((label) => label !== "Metrics"));
  });

  it("makes a theme of chosen passages: a part of their theme, or a declared one where they are of several", async () => {
    const page = await open(DESKTOP, "#screen=map&theme=04-kanban");
    const boxes = page.locator(".page-theme .passages").getByRole("checkbox");
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.getByRole("button", { name: "Make a theme of them…" }).click();
    await page.getByRole("dialog", { name: "A theme of 2 passages" }).waitFor();
    await page.keyboard.type("Visible work");
    await page.keyboard.press("Enter");
    await said(page, "Decided: split “Kanban” into “Visible work”");
    expect(await labels(page)).toContain("Visible work");
    expect(await page.locator(".edit-chosen").isVisible()).toBe(false);
    for (const theme of ["Metrics", "Writing"]) {
      await row(page, theme).locator(".theme-name").click();
      await page.locator(".page-theme .page-title", { hasText: theme }).waitFor();
      await page.locator(".page-theme .passages").getByRole("checkbox").first().check();
    }
    await page.getByRole("button", { name: "Make a theme of them…" }).click();
    await page.getByRole("textbox", { name: "Its name." }).fill("Odds and ends");
    await page.getByRole("button", { name: "Save" }).click();
    await said(page, "Decided: declare the theme “Odds and ends”");
    expect(await labels(page)).toContain("Odds and ends");
    const text = await textOf();
    expect(text).toMatch(/name: Visible work/);
    expect(text).toMatch(/declare:[^]*name: Odds and ends/);
    expect(text).toMatch(/pins:[^]*label: Odds and ends/);
    await page.getByRole("button", { name: /^Undo/ }).click();
    await said(page, "Taken back: declare");
    expect(await labels(page)).not.toContain("Odds and ends");
  });

  it("shows the same part of the map after a decision", async () => {
    const page = await open();
    const place = (): Promise<string> =>
      page.evaluate(() => {
        // Where d3-zoom keeps it.
        const surface = document.querySelector<Element & { __zoom: Record<"k" | "x" | "y", number> }>(
          ".map-surface",
        );
        if (surface === null) throw new Error("Expected a map.");
        const { k, x, y } = surface.__zoom;
        const { clientWidth, clientHeight } = surface;
        return [k, x / clientWidth, y / clientHeight].map((value) => value.toFixed(2)).join(" ");
      });
    await page.locator(".map-canvas").focus();
    for (const key of ["+", "+", "ArrowRight"]) await page.keyboard.press(key);
    const before = await place();
    expect(before).not.toBe("1.00 0.00 0.00");
    await fromMenu(page, "Kanban", "Evergreen");
    await said(page, "Decided: mark “Kanban” as evergreen.");
    await expect.poll(place).toBe(before);
    await page.reload();
    await page.locator("html.app-on:not(.app-starts) .themes-head").waitFor({ state: "attached" });
    await expect.poll(place).toBe("1.00 0.00 0.00");
  });

  it("puts a proposal of the plan off, which stays away until it is taken back", async () => {
    const page = await open(DESKTOP, "#screen=plan");
    const first = page.locator(".proposal").first();
    const title = (await first.locator("h3").textContent()) ?? "";
    await first.getByRole("button", { name: /^Never propose this/ }).click();
    await said(page, `Decided: put off the proposal “${title}” for good`);
    expect(await page.locator(".proposal h3").allTextContents()).not.toContain(title);
    expect(await readFile(sample.decisions, "utf8")).toContain("dismiss:");
    await page.getByRole("button", { name: /^Undo/ }).click();
    await said(page, "Taken back");
    expect(await page.locator(".proposal h3").first().textContent()).toBe(title);
  });

  it("merges, hides, finishes, splits and orders by the keyboard alone", async () => {
    const page = await open();
    const menu = async (label: string, downs: string): Promise<void> => {
      await row(page, label)
        .getByRole("button", { name: `Edit “${label}”` })
        .focus();
      await page.keyboard.press("Enter");
      for (let i = 0; i < 20; i++) {
        const words = await page.evaluate(() => document.activeElement?.textContent ?? "");
        if (words.startsWith(downs)) break;
        await page.keyboard.press("ArrowDown");
      }
      await page.keyboard.press("Enter");
    };
    await menu("Job adverts", "Merge into");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("kanb");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Merge “Job adverts” into “Kanban”?" }).waitFor();
    await page.keyboard.press("Enter");
    await said(page, "Decided: merge");
    const kanban = row(page, "Kanban").locator(".theme-name");
    await expect.poll(() => kanban.evaluate((element) => element === document.activeElement)).toBe(true);
    await menu("Kanban", "Split by its sub-themes");
    await page.getByRole("dialog", { name: "Split “Kanban”?" }).waitFor();
    await page.keyboard.press("Enter");
    await said(page, "Decided: split “Kanban”");
    await menu("Writing", "Hidden");
    await said(page, "Decided: hide “Writing”");
    expect((await labels(page)).at(-1)).toBe("Writing");
    expect(await row(page, "Writing").locator(".edit-marks").textContent()).toBe("hidden");
    await menu("Rituals", "Finished");
    await said(page, "Decided: mark “Rituals” as finished");
    const [first, second, third] = await labels(page);
    await menu(third ?? "", "Move up");
    await said(page, "first.");
    expect((await labels(page)).slice(0, 3)).toEqual([first, third, second]);
    await menu(first ?? "", "Move down");
    await said(page, `Decided: list “${third}”`);
    expect((await labels(page)).slice(0, 3)).toEqual([third, first, second]);
  });

  it("gives a theme a colour, a pillar and a note, which its page shows", async () => {
    const page = await open(DESKTOP, "#screen=map&theme=04-kanban");
    await fromMenu(page, "Kanban", "Colour");
    await page.getByRole("button", { name: "Colour 9" }).click();
    await said(page, "Decided: give “Kanban” the colour 9.");
    expect(await row(page, "Kanban").locator(".mark").getAttribute("class")).toMatch(/\bt-?9\b/);
    await fromMenu(page, "Kanban", "Pillar");
    await page.getByRole("button", { name: "A new pillar" }).click();
    await page.getByRole("textbox", { name: "Name of the pillar for “Kanban”" }).fill("Practice");
    await page.keyboard.press("Enter");
    await said(page, "Decided: put “Kanban” under “Practice”.");
    await fromMenu(page, "Metrics", "Pillar");
    await page.getByRole("dialog").getByRole("button", { name: "Practice" }).click();
    await said(page, "Decided: put “Metrics” under “Practice”.");
    await page.getByRole("button", { name: "Rename the pillar “Practice”" }).click();
    await page.getByRole("textbox", { name: "New name" }).fill("Work");
    await page.keyboard.press("Enter");
    await said(page, "Decided: rename the pillar “Practice” to “Work”.");
    await page.locator(".pillar-name", { hasText: "Work" }).waitFor();
    await fromMenu(page, "Kanban", "What it is about");
    await page.getByRole("textbox", { name: "In your words" }).fill("How work flows.");
    await page.getByRole("button", { name: "Save" }).click();
    await said(page, "Decided: describe “Kanban”.");
    await page.locator(".page-theme .about", { hasText: "How work flows." }).waitFor();
    await fromMenu(page, "Kanban", "Note");
    await page.getByRole("textbox", { name: "Why you decided so" }).fill("Nobody here says <kanban>.");
    await page.getByRole("button", { name: "Save" }).click();
    await said(page, "Decided: note on “Kanban”.");
    await page.locator(".edit-note", { hasText: "Note: Nobody here says <kanban>." }).waitFor();
    const text = await textOf();
    for (const line of ["colour: 9", "pillar: Practice", "note: Nobody here says <kanban>."])
      expect(text).toContain(line);
  });

  it("moves passages that were chosen in a list, and keeps others out of their theme", async () => {
    const page = await open(DESKTOP, "#screen=map&theme=04-kanban");
    const boxes = page.locator(".page-theme .passages").getByRole("checkbox", { name: /^Choose/ });
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.getByRole("button", { name: "Move 2 passages to…" }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Metrics/ })
      .click();
    await said(page, /Decided: put the passage “.*” and 1 more into “Metrics”/);
    expect((await textOf()).match(/ {2}- passage:/g)).toHaveLength(2);
    await boxes.nth(0).check();
    await page.getByRole("button", { name: "Not this theme" }).click();
    await said(page, /Decided: keep the passage “.*” out of “Kanban”/);
  });

  it("moves the passages of an area of the map", async () => {
    const page = await open(DESKTOP, "#screen=map");
    await page.getByText("Box", { exact: true }).click();
    const map = await page.locator(".map-canvas").boundingBox();
    if (map === null) throw new Error("Expected a map.");
    await page.mouse.move(map.x + map.width * 0.35, map.y + map.height * 0.35);
    await page.mouse.down();
    await page.mouse.move(map.x + map.width * 0.65, map.y + map.height * 0.65, { steps: 4 });
    await page.mouse.up();
    const all = page.getByRole("button", { name: /^Choose th(ese|is)/ });
    const count = Number(/\d+/.exec((await all.textContent()) ?? "")?.[0] ?? 1);
    await all.click();
    await page.getByRole("button", { name: `Move ${count} passage` }).click();
    await page.getByRole("searchbox", { name: "Look for" }).fill("metr");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await said(page, "into “Metrics”");
    expect((await textOf()).match(/ {2}- passage:/g)).toHaveLength(count);
    // The selection stands in the address, and its passages are of that theme now.
    const themes = page.locator(".page-selection .plain-list").first();
    expect(await themes.textContent()).toContain("Metrics");
  });

  it("tells a second window, which opens the new report and refuses what comes too late", async () => {
    const [one, two] = [await open(), await open()];
    await fromMenu(one, "Kanban", "Evergreen");
    await said(one, "Decided: mark “Kanban” as evergreen.");
    await said(two, "In another window: Decided: mark “Kanban” as evergreen.");
    await two.getByRole("button", { name: "Undo: mark “Kanban” as evergreen" }).waitFor();
    // A window that somebody writes in is not taken away, and what it sends is not done.
    await row(two, "Metrics").locator(".theme-name").dblclick();
    const field = two.getByRole("textbox", { name: "New name of “Metrics”" });
    await field.fill("Figures");
    await fromMenu(one, "Rituals", "Hidden");
    await said(one, "Decided: hide “Rituals”.");
    await said(two, "This page shows the report as it was before.");
    await field.press("Enter");
    await said(two, /Decided: hide “Rituals”.*was not done.*It was: rename “Metrics” to “Figures”/);
    expect(await textOf()).not.toContain("Figures");
    expect((await labels(two)).at(-1)).toBe("Rituals");
  });

  it("takes in what is edited by hand, says where it holds a mistake, and refuses to undo it", async () => {
    const page = await open();
    await fromMenu(page, "Kanban", "Hidden");
    await said(page, "Decided: hide “Kanban”.");
    const text = await textOf();
    await writeFile(sample.decisions, text.replace("hidden: true", "rename: Flow"));
    await said(page, /themes\.yaml was edited by hand/);
    expect(await labels(page)).toContain("Flow");
    await page.getByRole("button", { name: /^Undo: hide/ }).click();
    await said(page, /edited by hand since/);
    await writeFile(sample.decisions, text.replace("hidden: true", "hiden: true"));
    await said(page, /line \d+.*Did you mean "hidden"/);
    await writeFile(sample.decisions, `${text}# mended\n`);
    await said(page, /themes\.yaml was edited by hand/);
    expect((await labels(page)).at(-1)).toBe("Kanban");
  });

  it("says why a report can't be edited", async () => {
    const file = join(untouched, "run.json");
    const record = JSON.parse(await readFile(file, "utf8")) as { config: object };
    await writeFile(file, JSON.stringify({ ...record, config: { ...record.config, paths: ["docs"] } }));
    const other = await explore(
      untouched,
      { decisions: sample.decisions },
      {
        ...{ files: nodeFiles(), log: quietLog, updater: updaterHere },
        open: async () => ({ nearest: async () => undefined, close: async () => undefined }),
      },
    );
    const page = await openPage(DESKTOP, `${other.url}#screen=map`);
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    const told = page.getByRole("dialog", { name: "This report can’t be edited here" });
    expect(await told.textContent()).toContain("got 0 of 51");
    expect(await page.locator(".is-editing").count()).toBe(0);
    await page.close();
    await other.close();
  });

  it("has no serious finding of axe, on a desktop and on a phone", async () => {
    const page = await open(DESKTOP, "#screen=map&theme=04-kanban");
    await page.locator(".page-theme .passages").getByRole("checkbox").first().check();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overlappingWords(page)).toEqual([]);
    const edit = row(page, "Kanban").getByRole("button", { name: "Edit “Kanban”" });
    await edit.click();
    expect(await seriousFindings(page)).toEqual([]);
    await edit.click();
    expect(await page.getByRole("menu").count()).toBe(0);
    for (const item of ["Merge into", "Colour", "Pillar", "Note"]) {
      await fromMenu(page, "Kanban", item);
      await page.getByRole("dialog").waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.keyboard.press("Escape");
    }
    const phone = await open(PHONE, "#screen=themes");
    expect(await scrollsSideways(phone)).toBe(false);
    expect(await seriousFindings(phone)).toEqual([]);
    await fromMenu(phone, "Kanban", "Evergreen");
    await said(phone, "Decided: mark “Kanban” as evergreen.");
    expect(await scrollsSideways(phone)).toBe(false);
  });
});
