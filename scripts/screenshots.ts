/**
 * Takes the pictures of the README and of docs/ from the sample report: `npm run screenshots`, after `npm start`. Needs a Chromium.
 */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { explore } from "../src/explore/explore.js";
import { nodeFiles } from "../src/io/files.js";
import { findChromium, launchChromium } from "../tests/helpers/browser.js";
import { makeSample, noUpdater } from "../tests/helpers/edited-sample.js";
import { quietLog } from "../tests/helpers/explored-sample.js";

const root = new URL("../", import.meta.url);
const report = pathToFileURL(fileURLToPath(new URL("output/report.html", root))).href;
const PICTURES = [
  { name: "report-plan", hash: "#screen=plan&theme=04-kanban", colorScheme: "light" },
  { name: "report-map", hash: "#screen=map&theme=03-change-management", colorScheme: "light" },
  { name: "report-time", hash: "#screen=time&theme=08-mvps", colorScheme: "dark" },
] as const;

const pathOf = (name: string): string => fileURLToPath(new URL(`docs/images/${name}.png`, root));

/** Edit mode with the menu of a theme, and two passages that are chosen. */
async function takeEditMode(browser: Browser): Promise<void> {
  const parent = await mkdtemp(join(tmpdir(), "throughline-picture-"));
  const { folder, decisions } = await makeSample(parent);
  const served = await explore(
    folder,
    { decisions },
    {
      ...{ files: nodeFiles(), log: quietLog, updater: noUpdater },
      open: async () => ({ nearest: async () => undefined, close: async () => undefined }),
    },
  );
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: "light" });
    await page.goto(`${served.url}#screen=map&theme=04-kanban`);
    await page.locator("html.app-on:not(.app-starts) .page-theme .page-title").waitFor();
    await page.waitForTimeout(1000);
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    const boxes = page.locator(".page-theme .choose input");
    for (const i of [0, 1]) await boxes.nth(i).check();
    await page.locator(".page-theme .page-title").scrollIntoViewIfNeeded();
    await page.locator(".theme-row[data-number='4'] .edit-menu-button").click();
    await page.waitForTimeout(500);
    await page.screenshot({ path: pathOf("edit-mode") });
  } finally {
    await served.close();
    await rm(parent, { recursive: true });
  }
}

const chromium = findChromium();
if (chromium === undefined)
  throw new Error("Expected a Chromium, got none. Install one, or set CHROMIUM to its path.");
await mkdir(new URL("docs/images/", root), { recursive: true });
const browser = await launchChromium(chromium);
try {
  for (const { name, hash, colorScheme } of PICTURES) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme });
    await page.goto(report + hash);
    await page.locator("html.app-on:not(.app-starts) .page-theme .page-title").waitFor();
    // The drawing comes with the next frames.
    await page.waitForTimeout(500);
    await page.screenshot({ path: pathOf(name) });
    await page.close();
  }
  await takeEditMode(browser);
} finally {
  await browser.close();
}
