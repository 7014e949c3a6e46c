/**
 * Takes the pictures of the README from the sample report: `npm run screenshots`, after `npm start`. Needs a Chromium.
 */
import { mkdir } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { findChromium, launchChromium } from "../tests/helpers/browser.js";

const root = new URL("../", import.meta.url);
const report = pathToFileURL(fileURLToPath(new URL("output/report.html", root))).href;
const PICTURES = [
  { name: "report-map", hash: "#screen=map&theme=03-change-management", colorScheme: "light" },
  { name: "report-time", hash: "#screen=time&theme=08-mvps", colorScheme: "dark" },
] as const;

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
    await page.screenshot({ path: fileURLToPath(new URL(`docs/images/${name}.png`, root)) });
    await page.close();
  }
} finally {
  await browser.close();
}
