import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { ReportPassage } from "../../src/shapes/report.js";
import { describeInBrowser, downloadedTable, flat, postOf, themeOf } from "./in-browser.js";
import {
  boxesOf,
  canvasOf,
  drag,
  overlap,
  paintAt,
  pictureOf,
  roomAround,
  type Spot,
  spotsOf,
} from "./map-of.js";
import { DESKTOP, PHONE } from "./report-page.js";

/** Farther than the map reaches for a passage. */
const FAR = 40;

describeInBrowser("the map", ({ sample, withPage }) => {
  const label = (passage: ReportPassage): string => themeOf(sample(), passage)?.label ?? "";
  const titleOf = (passage: ReportPassage): string => postOf(sample(), passage).title;
  const tooltip = (page: Page) => page.locator(".map-tooltip");

  /** The placed passage that stands farthest from all others, and under no name. */
  async function lonely(page: Page): Promise<{ passage: ReportPassage; spot: Spot }> {
    const { passages } = sample();
    const spots = await spotsOf(page, passages);
    const names = await boxesOf(page.locator(".map-name"));
    const [best] = passages
      .flatMap((passage, i) => (spots[i] === undefined ? [] : [{ passage, spot: spots[i] }]))
      .filter(({ passage, spot: { x, y } }) => {
        const around = { left: x - FAR, top: y - FAR, right: x + 2, bottom: y + 2 };
        return passage.themeId !== undefined && !names.some((name) => overlap(name, around));
      })
      .map((each) => ({ ...each, room: roomAround(each.spot, spots) }))
      .sort((a, b) => b.room - a.room);
    if (best === undefined) throw new Error("Expected passages on the map.");
    return best;
  }

  /** What the map says when a pointer comes to a spot. */
  async function toldAt(page: Page, { x, y }: Spot): Promise<string> {
    await page.mouse.move(x + 1, y + 1);
    await page.mouse.move(x, y);
    return (await tooltip(page).isVisible()) ? tooltip(page).innerText() : "";
  }

  const away = (page: Page): Promise<void> => page.mouse.move(5, 5);

  it.each([
    ["a desktop", DESKTOP],
    ["a phone", PHONE],
  ])(
    "shows every passage on %s, and names that cover neither one another nor a button",
    async (place, size) => {
      await withPage(size, async (page) => {
        const spots = await spotsOf(page, sample().passages);
        await expect.poll(async () => Math.min(...(await paintAt(page, spots)))).toBeGreaterThan(100);
        const names = await boxesOf(page.locator(".map-name"));
        const others = await boxesOf(page.locator("#app button:not(.map-name), .brush, .top"));
        expect(names.length).toBeGreaterThanOrEqual(place === "a desktop" ? sample().themes.length : 8);
        const covered = names.flatMap((a, i) =>
          [...names.slice(i + 1), ...others].filter((b) => overlap(a, b)),
        );
        expect(covered).toEqual([]);
      });
    },
  );

  it("tells what is pointed at: the passage, its post and its theme", async () => {
    await withPage(DESKTOP, async (page) => {
      const { passage, spot } = await lonely(page);
      await page.mouse.move(spot.x, spot.y);
      await tooltip(page).waitFor();
      const said = flat(await tooltip(page).innerText());
      expect(said).toContain(label(passage));
      expect(said).toContain(titleOf(passage));
      expect(said).toContain(flat(passage.text).slice(0, 60));
      const lit = page.locator(".theme-row.lit .theme-name");
      expect(await lit.innerText()).toBe(label(passage));
      const [surface] = await boxesOf(page.locator(".map-surface"));
      const [box] = await boxesOf(tooltip(page));
      expect(box?.left).toBeGreaterThanOrEqual(surface?.left ?? Infinity);
      expect(box?.right).toBeLessThanOrEqual(surface?.right ?? -Infinity);
      expect(box?.bottom).toBeLessThanOrEqual(surface?.bottom ?? -Infinity);
      await away(page);
      await expect.poll(() => tooltip(page).isVisible()).toBe(false);
      expect(await lit.count()).toBe(0);
    });
  });

  it("pins the passage that is pressed, and opens its post there", async () => {
    await withPage(DESKTOP, async (page) => {
      const { passage, spot } = await lonely(page);
      await page.mouse.click(spot.x, spot.y);
      const pinned = page.locator(".page-post article[aria-current]");
      await pinned.waitFor();
      expect(page.url()).toContain(`passage=${passage.id}`);
      expect(await page.locator(".page-post .page-title").innerText()).toBe(titleOf(passage));
      expect(flat(await pinned.innerText())).toContain(flat(passage.text));
      await expect
        .poll(async () => {
          const [reader] = await boxesOf(page.locator(".reader-body"));
          const [article] = await boxesOf(pinned);
          return article !== undefined && reader !== undefined && overlap(article, reader);
        })
        .toBe(true);
    });
  });

  it("is moved by dragging, which pins nothing", async () => {
    await withPage(DESKTOP, async (page) => {
      const { passage, spot } = await lonely(page);
      await away(page);
      const before = await pictureOf(page);
      await drag(page, [{ x: spot.x - FAR, y: spot.y - FAR }, spot]);
      const there = { x: spot.x + FAR, y: spot.y + FAR };
      await expect.poll(() => toldAt(page, there)).toContain(titleOf(passage));
      expect(page.url()).not.toContain("passage=");
      await page.getByRole("button", { name: "All of the map" }).click();
      await away(page);
      await expect.poll(() => pictureOf(page)).toBe(before);
    });
  });

  it("is moved by dragging a name, too, and zoomed over it", async () => {
    await withPage(DESKTOP, async (page) => {
      await away(page);
      const [name] = await boxesOf(page.locator(".map-name"));
      const spot = { x: (name?.left ?? 0) + 8, y: (name?.top ?? 0) + 8 };
      const before = await pictureOf(page);
      await drag(page, [spot, { x: spot.x + FAR, y: spot.y + FAR }]);
      await away(page);
      await expect.poll(() => pictureOf(page)).not.toBe(before);
      expect(page.url()).not.toContain("theme=");
      await page.getByRole("button", { name: "All of the map" }).click();
      await away(page);
      await expect.poll(() => pictureOf(page)).toBe(before);
      await page.mouse.move(spot.x, spot.y);
      await page.mouse.wheel(0, -300);
      await away(page);
      await expect.poll(() => pictureOf(page)).not.toBe(before);
    });
  });

  it("is zoomed by the wheel about the pointer, by buttons and by keys", async () => {
    await withPage(DESKTOP, async (page) => {
      const { passage, spot } = await lonely(page);
      await away(page);
      const before = await pictureOf(page);
      await page.mouse.move(spot.x, spot.y);
      await page.mouse.wheel(0, -500);
      await expect.poll(() => pictureOf(page)).not.toBe(before);
      // What is under the pointer stays there.
      await expect.poll(() => toldAt(page, spot)).toContain(titleOf(passage));
      await away(page);
      await canvasOf(page).focus();
      await page.keyboard.press("0");
      await expect.poll(() => pictureOf(page)).toBe(before);
      await page.getByRole("button", { name: "Zoom in" }).click();
      await expect.poll(() => pictureOf(page)).not.toBe(before);
      await page.getByRole("button", { name: "Zoom out" }).click();
      await expect.poll(() => pictureOf(page)).toBe(before);
      await canvasOf(page).focus();
      for (const key of ["+", "ArrowLeft", "ArrowDown"]) {
        const last = await pictureOf(page);
        await page.keyboard.press(key);
        await expect.poll(() => pictureOf(page)).not.toBe(last);
      }
    });
  });

  it.each(["box", "lasso"])("selects by %s what lies within, and hands it over as a table", async (way) => {
    await withPage(DESKTOP, async (page) => {
      const { passages } = sample();
      const spots = await spotsOf(page, passages);
      const [surface] = await boxesOf(page.locator(".map-surface"));
      if (surface === undefined) throw new Error("Expected a map with a size.");
      const start = { x: (surface.left + surface.right) / 2, y: (surface.top + surface.bottom) / 2 };
      const end = { x: start.x + 230, y: start.y + 200 };
      if (way === "box") await drag(page, [start, end], "Shift");
      else {
        await page.getByText("Lasso", { exact: true }).click();
        await drag(page, [start, { x: end.x, y: start.y }, end, { x: start.x, y: end.y }, start]);
      }
      await page.getByRole("heading", { name: "Selection on the map" }).waitFor();
      expect(page.url()).toContain("area=");
      const rows = await downloadedTable(page, () =>
        page.locator(".page-selection").getByRole("button", { name: "Download CSV" }).click(),
      );
      const chosen = new Set(rows.map((row) => row["passage_id"]));
      const within = (margin: number): string[] =>
        passages.flatMap(({ id }, i) => {
          const { x, y } = spots[i] ?? { x: 0, y: 0 };
          const across = x > start.x + margin && x < end.x - margin;
          return across && y > start.y + margin && y < end.y - margin ? [id] : [];
        });
      // A lasso is kept with some corners only: what lies right at its edge may fall to either side.
      const margin = way === "box" ? 1 : 20;
      expect(within(margin).length).toBeGreaterThan(5);
      expect(within(margin).filter((id) => !chosen.has(id))).toEqual([]);
      const atMost = new Set(within(-margin));
      expect([...chosen].filter((id) => id === undefined || !atMost.has(id))).toEqual([]);
      const first = passages.find(({ id }) => id === rows[0]?.["passage_id"]);
      if (first === undefined) throw new Error("Expected a passage of the report.");
      expect(rows[0]).toMatchObject({ title: titleOf(first), theme: label(first), text: first.text });
      expect(await page.locator(".page-selection [role=status]").innerText()).toContain(
        `${chosen.size} passages`,
      );
      await page.getByRole("button", { name: "Clear the selection" }).click();
      await page.locator(".page-overview").waitFor();
      expect(page.url()).not.toContain("area=");
    });
  });

  it("lights up the theme that is pointed at in the list, and the row of the name that is pointed at", async () => {
    await withPage(DESKTOP, async (page) => {
      const { themes, passages } = sample();
      const theme = themes[1];
      if (theme === undefined) throw new Error("Expected two themes.");
      const painted = async (isOwn: boolean): Promise<number[]> => {
        const some = passages.filter(({ themeId }) => (themeId === theme.id) === isOwn);
        return paintAt(page, await spotsOf(page, some));
      };
      await page.locator(".theme-row", { hasText: theme.label }).hover();
      await expect.poll(async () => Math.max(...(await painted(false)))).toBeLessThan(150);
      expect(Math.min(...(await painted(true)))).toBeGreaterThan(180);
      expect(await page.locator(".map-name.lit").innerText()).toBe(theme.label);
      await away(page);
      await expect.poll(async () => Math.min(...(await painted(false)))).toBeGreaterThan(150);
      await page.locator(".map-name", { hasText: theme.label }).hover();
      expect(await page.locator(".theme-row.lit .theme-name").innerText()).toBe(theme.label);
      await page.locator(".map-name", { hasText: theme.label }).click();
      await page.locator(".page-theme").getByRole("heading", { name: theme.label, exact: true }).waitFor();
    });
  });

  it("is walked through by keys, and says where one is", async () => {
    await withPage(DESKTOP, async (page) => {
      await canvasOf(page).focus();
      const spoken = page.locator(".screen-map [role=status]");
      await page.keyboard.press("n");
      await expect.poll(() => spoken.textContent()).not.toBe("");
      const first = await spoken.textContent();
      await page.keyboard.press("n");
      await expect.poll(() => spoken.textContent()).not.toBe(first);
      await page.keyboard.press("p");
      await expect.poll(() => spoken.textContent()).toBe(first);
      await page.keyboard.press("Enter");
      await page.locator(".page-post article[aria-current]").waitFor();
      expect(page.url()).toContain("passage=");
    });
  });

  it("shows only what passes the filters", async () => {
    const [theme] = sample().themes;
    if (theme === undefined) throw new Error("Expected a theme.");
    await withPage({ ...DESKTOP, hash: `#screen=map&only=${theme.slug}` }, async (page) => {
      const painted = async (isOwn: boolean): Promise<number[]> => {
        const some = sample().passages.filter(({ themeId }) => (themeId === theme.id) === isOwn);
        return paintAt(page, await spotsOf(page, some));
      };
      await expect.poll(async () => Math.min(...(await painted(true)))).toBeGreaterThan(150);
      expect(Math.max(...(await painted(false)))).toBeLessThan(60);
      expect(await page.locator(".map-name").locator("visible=true").allInnerTexts()).toEqual([theme.label]);
    });
  });

  it("opens a post by a tap, over everything, and lets go of it", async () => {
    await withPage(PHONE, async (page) => {
      const { passage, spot } = await lonely(page);
      await page.touchscreen.tap(spot.x, spot.y);
      await page.locator(".page-post .page-title").waitFor();
      expect(await page.locator(".page-post .page-title").innerText()).toBe(titleOf(passage));
      await page.goBack();
      await expect.poll(() => page.locator(".reader").isVisible()).toBe(false);
      expect(await canvasOf(page).isVisible()).toBe(true);
    });
  });
});
