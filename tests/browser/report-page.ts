/** A report in a browser: the page as a person opens it from the disk, with everything that goes wrong noted down. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

export const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
};

export type PageOptions = BrowserContextOptions & {
  /** @default the map */
  hash?: string;
  /** Where the page to explore is not waited for. */
  isStatic?: boolean;
};

export interface OpenReport {
  page: Page;
  /** Errors, warnings, refusals of the content policy, and requests for anything but the file itself. */
  faults: string[];
  close: () => Promise<void>;
}

/** What takes so long on a busy computer never comes, in milliseconds. */
const PATIENCE = 120_000;

/** Opens `report.html` from the disk and waits until the page to explore stands. */
export async function openReport(
  browser: Browser,
  file: string,
  { hash = "#screen=map", isStatic = false, ...options }: PageOptions = {},
): Promise<OpenReport> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const faults: string[] = [];
  const address = pathToFileURL(file).href;
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !url.startsWith("blob:")) faults.push(`request to ${url}`);
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(address + hash);
  if (!isStatic)
    await page.locator("html.app-on:not(.app-starts) .themes-head").waitFor({ state: "attached" });
  return { page, faults, close: () => context.close() };
}

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** The serious and critical findings of axe-core, each with the first element that it is about. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(axe, "utf8"));
  return page.evaluate(async () => {
    interface Finding {
      id: string;
      impact: string;
      nodes: { html: string; failureSummary: string }[];
    }
    const { axe: checker } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: Finding[] }> };
    };
    const { violations } = await checker.run();
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .map(({ html }) => html.slice(0, 160))
            .slice(0, 3)
            .join(" | ")}`,
      );
  });
}

/** True where the page can be scrolled sideways. */
export function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
}

/** Pairs of words that stand on one another where both can be seen. */
export function overlappingWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const seen: { words: string; box: DOMRect }[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement;
      const words = (node.textContent ?? "").trim();
      if (words === "" || element === null || !element.checkVisibility({ visibilityProperty: true }))
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        const top = document.elementFromPoint(x, y);
        // Left out what is scrolled away, cut off, or lies under something.
        if (top !== null && (top.contains(element) || element.contains(top))) seen.push({ words, box });
      }
    }
    const slack = 3;
    const touch = (a: DOMRect, b: DOMRect): boolean =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > slack &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > slack;
    return seen.flatMap((a, i) =>
      seen
        .slice(i + 1)
        .filter((b) => touch(a.box, b.box))
        .map((b) => `${a.words.slice(0, 40)} | ${b.words.slice(0, 40)}`),
    );
  });
}
