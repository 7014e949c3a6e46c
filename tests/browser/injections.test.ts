import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explore } from "../../src/explore/explore.js";
import { obsidianExporter } from "../../src/exporters/obsidian/obsidian.js";
import { htmlExporter } from "../../src/exporters/html/html.js";
import { markdownExporter } from "../../src/exporters/markdown/markdown.js";
import { runPipeline } from "../../src/index.js";
import { nodeFiles } from "../../src/io/files.js";
import type { Report } from "../../src/shapes/report.js";
import { findChromium, launchChromium, whyNoBrowser } from "../helpers/browser.js";
import { noUpdater } from "../helpers/edited-sample.js";
import { quietLog } from "../helpers/explored-sample.js";
import { INJECTIONS } from "../helpers/injections.js";
import {
  injectedDecisions,
  injectedMetrics,
  injectedPosts,
  withInjections,
} from "../helpers/injected-posts.js";
import { writeFiles } from "../helpers/small-collection.js";
import { withoutScripts } from "../helpers/report-files.js";
import { liveInjections, watch, type Watched } from "./watched.js";

const chromium = findChromium();
/** Themes and posts that are opened in each report. */
const MOST_SHOWN = 12;

/** What a renderer makes of Markdown when it is told to trust it. */
const rendered = (markdown: string): string =>
  micromark(markdown, {
    ...{ allowDangerousHtml: true, allowDangerousProtocol: true },
    ...{ extensions: [gfm()], htmlExtensions: [gfmHtml()] },
  });

describe.skipIf(chromium === undefined)(`texts that run or fetch something${whyNoBrowser()}`, () => {
  let browser: Browser;
  let root: string;
  let report: Report;
  /** The same report with the texts moved on, until every text was in every field. */
  let reports: Report[];
  const folder = (): string => join(root, "output");

  beforeAll(async () => {
    browser = await launchChromium(chromium ?? "");
    root = await mkdtemp(join(tmpdir(), "injections-"));
    await writeFiles(join(root, "posts"), injectedPosts());
    await writeFile(join(root, "metrics.csv"), injectedMetrics());
    const options = {
      ...{ paths: [join(root, "posts")], out: folder(), embedder: "builtin", themes: 40 },
      ...{ metrics: [join(root, "metrics.csv")], title: INJECTIONS[5]?.text ?? "", export: ["obsidian"] },
    };
    const first = await runPipeline(options);
    const decisions = join(root, "themes.yaml");
    await writeFile(decisions, injectedDecisions(first.report.themes, first.report.plan.proposals));
    await rm(join(root, "posts", "change-one.md"));
    report = (await runPipeline({ ...options, decisions })).report;
    reports = [report];
    for (let from = 0; from < INJECTIONS.length; from += report.themes.length)
      reports.push(withInjections(report, from));
  });

  afterAll(async () => {
    await browser.close();
    await rm(root, { recursive: true, force: true });
  });

  it("do so in a page that takes them as they are", async () => {
    const live = await liveInjections(browser, (text) => `<!doctype html><body>${text}`);
    const rest = INJECTIONS.filter(({ n }) => !live.has(n));
    const inMarkdown = await liveInjections(
      browser,
      (text) => `<!doctype html><body>${rendered(text)}`,
      rest,
    );
    expect(live.size + inMarkdown.size).toBeGreaterThan(200);
  });

  it("do nothing in report.html", async () => {
    for (const [i, each] of reports.entries()) {
      const file = join(root, `report-${i}.html`);
      await writeFile(file, pageOf(each));
      const own = pathToFileURL(file).href;
      const watched = await watch(browser, (url) => url.startsWith(own) || url.startsWith("blob:"));
      await watched.page.goto(`${own}#screen=map`);
      await goThrough(watched, each);
      expect([...watched.hits]).toEqual([]);
      await watched.context.close();
    }
  });

  it("do nothing in the page that is seen without its script", async () => {
    for (const [i, each] of reports.entries()) {
      const page = pageOf(each);
      // The program's own, and the packed data.
      expect(page.match(/<script/gi)).toHaveLength(2);
      const file = join(root, `static-${i}.html`);
      await writeFile(file, withoutScripts(page));
      const own = pathToFileURL(file).href;
      const { page: opened, hits, inspect, context } = await watch(browser, (url) => url.startsWith(own));
      await opened.goto(own);
      await inspect();
      expect(await opened.locator("body").innerText()).toContain("ranText");
      expect([...hits]).toEqual([]);
      await context.close();
    }
  });

  it("do nothing in what is explored, edited and told of what was decided", async () => {
    const served = await explore(
      folder(),
      { decisions: join(root, "themes.yaml") },
      {
        ...{ files: nodeFiles(), log: quietLog, updater: noUpdater },
        open: async () => ({ nearest: async () => undefined, close: async () => undefined }),
      },
    );
    const { origin } = new URL(served.url);
    const watched = await watch(browser, (url) => url.startsWith(origin) || url.startsWith("blob:"));
    const { page, hits, inspect, context } = watched;
    await page.goto(`${served.url}#screen=map`);
    await page.locator("[data-edit-control=toggle]:not([aria-busy])").waitFor();
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await page.locator(".is-editing").waitFor();
    await goThrough(watched, report);
    await page.getByRole("button", { name: "Decisions" }).click();
    await page.getByRole("dialog").getByText("ranText").first().waitFor();
    await inspect();
    await page.keyboard.press("Escape");
    for (const row of (await page.locator(".theme-row").all()).slice(0, 8)) {
      await row.getByRole("button", { name: /^Edit / }).click();
      await page.getByRole("menu").waitFor();
      await inspect();
      await page.keyboard.press("Escape");
    }
    expect([...hits]).toEqual([]);
    await context.close();
    await served.close();
  });

  it("do nothing in the Markdown of reports and notes, where a renderer trusts it", async () => {
    for (const [i, each] of reports.entries()) {
      const files = [...markdownExporter.render(each), ...obsidianExporter.render(each)];
      // Posts are many, and have every text in every field in the first two.
      const isShown = (path: string): boolean => i < 2 || !path.startsWith("obsidian/posts/");
      const pages = files.filter(({ path }) => path.endsWith(".md") && isShown(path));
      const file = join(root, `markdown-${i}.html`);
      const body = pages.map(({ content }) => `<section>${rendered(withoutMatter(content))}</section>`);
      await writeFile(file, `<!doctype html><meta charset="utf-8"><body>${body.join("")}`);
      const own = pathToFileURL(file).href;
      // The maps and charts that a page shows lie beside it.
      const isOwn = (url: string): boolean => url.startsWith(own) || /^file:.*\.svg$/.test(url);
      const { page, hits, inspect, context } = await watch(browser, isOwn);
      await page.goto(own);
      expect(await page.locator("section").count()).toBe(pages.length);
      await inspect();
      expect([...hits]).toEqual([]);
      await context.close();
    }
  });
});

/** The page as the exporter writes it. */
function pageOf(report: Report): string {
  return String(htmlExporter.render(report)[0]?.content);
}

function withoutMatter(note: string): string {
  return note.replace(/^---\n[^]*?\n---\n/, "");
}

/** Shows every screen, and some of the themes and posts: all that can be shown of one of each kind. */
async function goThrough({ page, inspect }: Watched, { themes, posts }: Report): Promise<void> {
  await page.locator("html.app-on:not(.app-starts) .themes-head").waitFor({ state: "attached" });
  await inspect();
  const hashes = [
    ...["map", "time", "posts", "plan", "changes"].map((screen) => `#screen=${screen}`),
    "#screen=map&q=onerror",
    ...themes.slice(0, MOST_SHOWN).map(({ slug }) => `#screen=map&theme=${slug}`),
    ...posts.slice(0, MOST_SHOWN).map(({ id }) => `#screen=map&post=${id}`),
  ];
  for (const hash of hashes) {
    await page.evaluate(async (to) => {
      location.hash = to;
      await new Promise((shown) => requestAnimationFrame(shown));
    }, hash);
    await inspect("#app");
  }
}
