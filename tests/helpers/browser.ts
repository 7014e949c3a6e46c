import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The path of a Chromium on this computer; undefined where there is none. */
export function findChromium(): string | undefined {
  const named = process.env["CHROMIUM"];
  return named === undefined || named === "" ? PLACES.find((path) => existsSync(path)) : named;
}

/**
 * What to add to the name of tests that a missing Chromium leaves out, so that it is seen.
 *
 * @throws Error where THROUGHLINE_NEEDS_CHROMIUM is set: there its absence is a fault
 */
export function whyNoBrowser(): string {
  if (findChromium() !== undefined) return "";
  const remedy = "Install Chromium, or set CHROMIUM to its path.";
  if (process.env["THROUGHLINE_NEEDS_CHROMIUM"] !== undefined) {
    throw new Error(`Expected a Chromium for the tests in a browser, got none. ${remedy}`);
  }
  return ` (left out: no Chromium. ${remedy})`;
}

/** A Chromium without a window that makes no requests of its own. */
export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
