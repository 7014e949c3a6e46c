import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explore, type Exploration } from "../../src/explore/explore.js";
import { openMeaning } from "../../src/search/meaning.js";
import { nodeFiles } from "../../src/io/files.js";
import { findChromium, launchChromium, whyNoBrowser } from "../helpers/browser.js";
import { noUpdater } from "../helpers/edited-sample.js";
import { copySample, quietLog } from "../helpers/explored-sample.js";

const chromium = findChromium();

describe.skipIf(chromium === undefined)(`throughline explore in a browser${whyNoBrowser()}`, () => {
  let browser: Browser;
  let parent: string;
  let folder: string;
  let served: Exploration;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    browser = await launchChromium(chromium ?? "");
    parent = await mkdtemp(join(tmpdir(), "explore-page-"));
    folder = await copySample(parent);
    served = await explore(
      folder,
      {},
      {
        files: nodeFiles(),
        log: quietLog,
        updater: noUpdater,
        open: (options, effects) => openMeaning(options, { ...effects, files: nodeFiles() }),
      },
    );
    await served.ready;
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.on("request", (request) => {
      if (!request.url().startsWith(new URL(served.url).origin)) faults.push(request.url());
    });
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) faults.push(message.text());
    });
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(`${served.url}#screen=map`);
    await page.locator("html.app-on:not(.app-starts) .themes-head").waitFor();
  });

  afterAll(async () => {
    await browser.close();
    await served.close();
    await rm(parent, { recursive: true });
  });

  it("searches by meaning, and finds what is similar to a passage", async () => {
    await page.getByRole("switch", { name: "By meaning" }).check();
    await page.getByRole("searchbox").fill("people push back against something new");
    const found = page.locator(".reader .quotation").locator("visible=true");
    await found.first().waitFor();
    expect(await page.locator(".reader").innerText()).toContain("Change management");
    await found.first().getByRole("button", { name: "Similar passages" }).click();
    await expect.poll(() => page.url()).toContain("near=");
    await found.first().waitFor();
    expect(faults).toEqual([]);
  });

  it("says when a new run has landed, and changes nothing by itself", async () => {
    const path = join(folder, "run.json");
    const record = JSON.parse(await readFile(path, "utf8")) as Record<string, unknown>;
    const before = page.url();
    await writeFile(path, `${JSON.stringify({ ...record, note: "another run" }, null, 2)}\n`);
    await page.getByText("A new run has landed.").waitFor();
    expect(page.url()).toBe(before);
    expect(faults).toEqual([]);
  });
});
