import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { Report } from "../../src/shapes/report.js";
import type { Subtheme } from "../../src/shapes/theme.js";
import { largeReport } from "../helpers/large-report.js";
import { ODD_REPORTS } from "../helpers/odd-reports.js";
import { sampleReport } from "../helpers/sample-report.js";
import { describeInBrowser } from "./in-browser.js";
import { boxesOf, overlap, paintAt, spotsOf } from "./map-of.js";
import { DESKTOP, PHONE, scrollsSideways } from "./report-page.js";

const SCREENS = ["#screen=map", "#screen=time", "#screen=time&time=ridge", "#screen=posts"];

/** The sample by hand, with its first theme divided in two, one passage after the other. */
function divided(report: Report): { report: Report; parts: Subtheme[] } {
  const [theme] = report.themes;
  if (theme === undefined) throw new Error("Expected a theme.");
  const own = report.passages.filter(({ themeId }) => themeId === theme.id);
  const nameOf = (id: string): string => (own.findIndex((each) => each.id === id) % 2 === 0 ? "even" : "odd");
  const parts = ["even", "odd"].map((name): Subtheme => {
    const passages = own.filter(({ id }) => nameOf(id) === name);
    return {
      ...{ id: name, parentId: theme.id, label: `The ${name} half`, terms: [{ text: name, weight: 1 }] },
      passages: passages.length,
      posts: new Set(passages.map(({ postId }) => postId)).size,
      words: passages.reduce((sum, { words }) => sum + words, 0),
      share: passages.length / own.length,
    };
  });
  return {
    parts,
    report: {
      ...report,
      themes: report.themes.map((each) => (each === theme ? { ...each, subthemes: parts } : each)),
      passages: report.passages.map((passage) =>
        passage.themeId === theme.id ? { ...passage, subthemeId: nameOf(passage.id) } : passage,
      ),
    },
  };
}

describeInBrowser("the report of", ({ withPage, written }) => {
  it("hostile posts does nothing that they say", async () => {
    const report = sampleReport();
    const file = await written("hostile", report);
    const hostile = report.posts.filter(({ title }) => /[<=|\u2028\u202E]/.test(title));
    expect(hostile.length).toBeGreaterThan(3);
    const hashes = [
      ...SCREENS,
      "#screen=map&q=script",
      ...hostile.map(({ id }) => `#screen=map&post=${id}`),
      ...report.themes.map(({ slug }) => `#screen=map&theme=${slug}`),
    ];
    const show = async (page: Page, hash: string): Promise<void> => {
      await page.evaluate((address) => {
        location.hash = address;
      }, hash);
    };
    await withPage(
      DESKTOP,
      async (page) => {
        const said: string[] = [];
        page.on("dialog", (dialog) => {
          said.push(dialog.message());
          void dialog.dismiss();
        });
        for (const hash of hashes) {
          await show(page, hash);
          const scheme = await page
            .locator("a[href]")
            .evaluateAll((links) =>
              links.map((link) => new URL(link.getAttribute("href") ?? "", location.href).protocol),
            );
          expect(scheme.filter((each) => !["https:", "http:", "file:"].includes(each))).toEqual([]);
          expect(await page.locator("#app img, #app iframe, #app script").count()).toBe(0);
        }
        // Text is shown as it is, and a change of direction ends where it began.
        const [script] = hostile;
        await show(page, `#screen=map&post=${script?.id ?? ""}`);
        await expect.poll(() => page.locator(".page-post .page-title").innerText()).toBe(script?.title);
        await expect.poll(() => page.evaluate(() => document.title)).toBe(report.title);
        expect(said).toEqual([]);
      },
      file,
    );
  });

  it.each(Object.entries(ODD_REPORTS))("%s stands", async (name, report) => {
    const file = await written(name, report);
    for (const size of [DESKTOP, PHONE]) {
      await withPage(
        size,
        async (page) => {
          for (const hash of SCREENS) {
            await page.evaluate((address) => {
              location.hash = address;
            }, hash);
            expect(await page.locator("#app").innerText(), hash).not.toMatch(
              /\b(?:NaN|undefined|null|Infinity)\b|\[object|Invalid Date/,
            );
            expect(await scrollsSideways(page), hash).toBe(false);
          }
          if (name !== "no dates" && name !== "nothing at all") return;
          expect(await page.locator(".strip").isVisible()).toBe(false);
          expect(await page.locator(".screen-time").textContent()).toContain("nothing to show over time");
        },
        file,
      );
    }
  });

  it("themes that divide unfolds them, and shows what stands in each", async () => {
    const { report, parts } = divided(sampleReport());
    const [theme] = report.themes;
    const file = await written("divided", report);
    await withPage(
      DESKTOP,
      async (page) => {
        const toggle = page.getByRole("button", { name: `2 sub-themes of ${theme?.label ?? ""}` });
        const list = page.locator(".subthemes");
        expect(await list.isVisible()).toBe(false);
        expect(await toggle.getAttribute("aria-expanded")).toBe("false");
        await toggle.click();
        expect(await toggle.getAttribute("aria-expanded")).toBe("true");
        await list.getByRole("button", { name: "The odd half" }).click();
        expect(page.url()).toContain("part=2");
        const title = page.getByRole("heading", { name: /Passages on “The odd half”/ });
        await title.waitFor();
        expect(await title.innerText()).toContain(`(${parts[1]?.passages ?? 0})`);
        const spots = await spotsOf(page, report.passages);
        const isOdd = report.passages.map(({ subthemeId }) => subthemeId === "odd");
        await expect
          .poll(async () => {
            const paint = await paintAt(page, spots);
            const [odd, other] = [true, false].map((which) => paint.filter((_, i) => isOdd[i] === which));
            return Math.min(...(odd ?? [])) > 180 && Math.min(...(other ?? [])) < 100;
          })
          .toBe(true);
        await page
          .getByRole("button", { name: "The odd half" })
          .and(page.locator("[aria-pressed=true]"))
          .click();
        await expect.poll(() => page.url()).not.toContain("part=");
      },
      file,
    );
  });

  it("two thousand posts opens, and can be searched, sorted and filtered", async () => {
    const words = Array.from({ length: 3000 }, (_, i) => `w${i.toString(36)}`);
    const report = largeReport(16_000, words);
    expect(report.posts.length).toBe(2000);
    const file = await written("large", report);
    await withPage(
      DESKTOP,
      async (page) => {
        const names = await boxesOf(page.locator(".map-name"));
        expect(names.length).toBe(report.themes.length);
        expect(names.flatMap((a, i) => names.slice(i + 1).filter((b) => overlap(a, b)))).toEqual([]);
        await page.getByRole("searchbox").fill("wzz");
        const found = page.locator(".page-results [role=status]");
        await expect.poll(() => found.innerText(), { timeout: 300_000 }).toMatch(/^[\d,]+ passages found\.$/);
        const all = report.passages.filter(({ text }) => /\bwzz/.test(text)).length;
        expect(Number((await found.innerText()).replaceAll(/\D/g, ""))).toBe(all);
        await page.locator(".tabs .tab-posts").click();
        expect(await page.locator(".posts-table caption").innerText()).toBe("2,000 posts");
        await page.locator(".theme-row input").first().check();
        await expect
          .poll(() => page.locator(".posts-table caption").innerText())
          .toMatch(/^\d+ of 2,000 posts pass the filters$/);
      },
      file,
    );
  });
});
