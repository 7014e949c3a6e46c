import { expect, it } from "vitest";
import { ODD_REPORTS } from "../helpers/odd-reports.js";
import { describeInBrowser, flat } from "./in-browser.js";
import { overlappingWords, PHONE, DESKTOP, scrollsSideways, seriousFindings } from "./report-page.js";

const second = ODD_REPORTS["a second run"];
if (second === undefined || second.changes.kind !== "compared") throw new Error("Expected a second run.");
const report = second;
const changes = second.changes;

describeInBrowser("the page of what changed", ({ withPage, written }) => {
  it.each([
    ["a laptop", DESKTOP],
    ["a phone", PHONE],
  ])("tells of every theme and post, and leads to those that are there, on %s", async (_, options) => {
    const file = await written("second", report);
    await withPage(
      { ...options, hash: "#screen=changes" },
      async (page) => {
        const screen = page.locator(".screen-changes");
        const words = flat(await screen.innerText());
        expect(words).toContain("What changed Since the run before: ");
        const lists = screen.locator(".change-list");
        expect(await lists.nth(0).locator("li").count()).toBe(changes.themes.length);
        expect(await lists.nth(1).locator("li").count()).toBe(changes.posts.length);
        expect(words).toContain(`Posts ${changes.before.posts} ${changes.after.posts}`);
        expect(await scrollsSideways(page)).toBe(false);
        expect(await overlappingWords(page)).toEqual([]);
        expect(await seriousFindings(page)).toEqual([]);
        await lists.nth(0).locator(".theme-button").first().click();
        await page.locator(".page-theme .page-title").waitFor();
        await page.goBack();
        await lists.nth(1).locator(".post-name").first().click();
        await page.locator(".page-post .page-title").waitFor();
      },
      file,
    );
  });

  it("is reached from the overview", async () => {
    const file = await written("second", report);
    await withPage(
      DESKTOP,
      async (page) => {
        await page.getByRole("button", { name: "See everything that changed" }).click();
        await page.locator(".screen-changes h2").waitFor();
        expect(page.url()).toContain("screen=changes");
        expect(await page.locator(".tabs .tab[aria-current]").innerText()).toBe("Changes");
      },
      file,
    );
  });

  it("is no page of its own in a first run, which says so", async () => {
    await withPage(DESKTOP, async (page) => {
      expect(await page.locator(".what-changed").innerText()).toContain("There was no earlier run");
      expect(await page.locator(".tab-changes").count()).toBe(0);
    });
  });
});
