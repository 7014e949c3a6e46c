import { expect, it } from "vitest";
import { planGroups } from "../../src/plan/coverage.js";
import { proposalWords } from "../../src/render/proposal-words.js";
import { viewOf } from "../../src/render/view.js";
import { describeInBrowser, flat } from "./in-browser.js";
import { overlappingWords, PHONE, DESKTOP, scrollsSideways, seriousFindings } from "./report-page.js";

describeInBrowser("the plan", ({ sample, withPage }) => {
  it.each([
    ["a laptop", DESKTOP],
    ["a phone", PHONE],
  ])("is what one sees first, with every proposal and every theme, on %s", async (_, options) => {
    const report = sample();
    const { proposals, calendar } = report.plan;
    await withPage({ ...options, hash: "" }, async (page) => {
      const screen = page.locator(".screen-plan");
      expect(await page.locator("[aria-current=page]:visible").first().innerText()).toBe("Plan");
      const items = screen.locator(".proposal");
      expect(await items.count()).toBe(proposals.length);
      for (const [i, proposal] of proposals.entries()) {
        const words = flat(await items.nth(i).innerText());
        const { title, effort } = proposalWords(proposal, viewOf(report));
        expect(words).toContain(flat(title));
        expect(words).toContain(effort);
      }
      const themes = planGroups(report).flatMap((group) => group.themes);
      expect(await screen.locator(".plan-table .theme-button").count()).toBe(themes.length);
      expect(flat(await screen.innerText())).toContain("Calendar Planned at the rhythm of the latest posts");
      expect(calendar?.slots.length).toBe(8);
      expect(await scrollsSideways(page)).toBe(false);
      expect(await overlappingWords(page)).toEqual([]);
      expect(await seriousFindings(page)).toEqual([]);
    });
  });

  it("leads from what speaks for a proposal to the post, and back", async () => {
    await withPage({ ...DESKTOP, hash: "" }, async (page) => {
      await page.locator(".proposal .post-name").first().click();
      await page.locator(".page-post .page-title").waitFor();
      expect(await page.locator(".screen-plan").isVisible()).toBe(true);
      await page.goBack();
      await page.locator(".proposal .theme-button").first().click();
      await page.locator(".page-theme .page-title").waitFor();
    });
  });
});

describeInBrowser("a search", ({ withPage }) => {
  it("is counted in the list and over time, and says what to try where it finds nothing", async () => {
    await withPage({ ...DESKTOP, hash: "#screen=time&time=shares" }, async (page) => {
      const rows = page.locator(".theme-row .size");
      const before = await rows.allInnerTexts();
      await page.getByRole("searchbox").fill("roadmap");
      await page.getByText(/^\d+ passages? found\.$/).waitFor();
      const after = await rows.allInnerTexts();
      expect(after).not.toEqual(before);
      expect(after.some((text) => /^\d+ of \d+ passages?$/.test(text))).toBe(true);
      await page.getByRole("searchbox").fill("zzzqqq xxyyzz");
      await page.getByText("Take a word away").waitFor();
      await page.getByRole("searchbox").fill("");
      await page.locator(".reader h2", { hasText: "themes" }).waitFor();
      expect(await rows.allInnerTexts()).toEqual(before);
    });
  });
});

describeInBrowser("the list of themes", ({ withPage }) => {
  it("shows ten themes on the screen of a small laptop", async () => {
    await withPage({ viewport: { width: 1366, height: 768 } }, async (page) => {
      const boxes = await page.locator(".theme-row").evaluateAll((rows) => {
        return rows.map((row) => row.getBoundingClientRect().bottom);
      });
      expect(boxes.filter((bottom) => bottom <= 768).length).toBeGreaterThanOrEqual(10);
    });
  });
});
