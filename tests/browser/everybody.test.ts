import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeInBrowser } from "./in-browser.js";
import { boxesOf } from "./map-of.js";
import { DESKTOP, overlappingWords, PHONE, scrollsSideways, seriousFindings } from "./report-page.js";

const SIZES: Readonly<Record<string, BrowserContextOptions>> = {
  "a desktop, light": { ...DESKTOP, colorScheme: "light" },
  "a desktop, dark": { ...DESKTOP, colorScheme: "dark" },
  "a phone, light": { ...PHONE, colorScheme: "light" },
  "a phone, dark": { ...PHONE, colorScheme: "dark" },
};

interface Stop {
  id: string | undefined;
  /** Things of one kind look alike. */
  kind: string;
  box: { x: number; y: number; width: number; height: number };
}

/** What has the focus; undefined at the end of the page. */
function focusedStop(page: Page): Promise<Stop | undefined> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement) || focused === document.body) return undefined;
    // A radio button shows it on its words, and the name of a theme on its whole row.
    const shown = focused.matches("[type=radio]") ? focused.parentElement : focused.closest(".theme-row");
    const { x, y, width, height } = (shown ?? focused).getBoundingClientRect();
    return {
      id: focused.dataset["stop"],
      kind: `${focused.localName}.${focused.className}`,
      box: { x: x - 5, y: y - 5, width: width + 10, height: height + 10 },
    };
  });
}

/** Whether the place looks otherwise when nothing has the focus. The next press of the key goes on from there. */
async function looksFocused(page: Page, box: Stop["box"]): Promise<boolean> {
  const [x, y] = [Math.max(0, box.x), Math.max(0, box.y)];
  const window = page.viewportSize() ?? { width: 0, height: 0 };
  const width = Math.min(box.x + box.width, window.width) - x;
  const height = Math.min(box.y + box.height, window.height) - y;
  if (width <= 0 || height <= 0) return false;
  const clip = { x, y, width, height };
  const focused = await page.screenshot({ clip });
  await page.evaluate(() => {
    (document.activeElement as HTMLElement).blur();
  });
  return !focused.equals(await page.screenshot({ clip }));
}

describeInBrowser("the report for everybody", ({ sample, withPage }) => {
  /** Every screen and every page of the reader, by their addresses. */
  function addresses(): string[] {
    const { themes, posts, passages } = sample();
    const theme = themes[2]?.slug ?? "";
    return [
      "screen=map",
      "screen=themes",
      "screen=time",
      `screen=time&time=ridge&theme=${theme}`,
      "screen=posts",
      `screen=map&theme=${theme}`,
      `screen=posts&post=${posts[3]?.id ?? ""}`,
      `screen=map&post=${passages[9]?.postId ?? ""}&passage=${passages[9]?.id ?? ""}`,
      "screen=map&q=change",
      "screen=map&q=xyzzy",
      "screen=map&area=0.0.9000.0.9000.9000.0.9000",
      `screen=posts&only=${theme}&tag=change&from=2023-03&until=2024-09`,
    ];
  }

  async function goTo(page: Page, address: string): Promise<void> {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, address);
    // Two frames later everything that had to be drawn anew is there.
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
  }

  it.each(Object.entries(SIZES))(
    "has no serious fault of accessibility, no words on others and nothing too wide on %s",
    async (name, options) => {
      await withPage(options, async (page) => {
        for (const address of addresses()) {
          await goTo(page, address);
          expect(await seriousFindings(page), `${name}: ${address}`).toEqual([]);
          expect(await scrollsSideways(page), `${name}: ${address}`).toBe(false);
          expect(await overlappingWords(page), `${name}: ${address}`).toEqual([]);
        }
        await goTo(page, "screen=posts");
        await page.getByRole("button", { name: "Filter" }).click();
        expect(await seriousFindings(page), "filters").toEqual([]);
      });
    },
  );

  it.each(Object.entries(SIZES))("reads as one page without a serious fault on %s", async (_, options) => {
    await withPage({ ...options, javaScriptEnabled: true, hash: "#theme-1" }, async (page) => {
      expect(await page.locator("#static").isVisible()).toBe(true);
      expect(await seriousFindings(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
    });
  });

  it.each(["screen=map", "screen=time", "screen=posts", "theme", "post"])(
    "leads the tabulator key to everything that can be pressed, and shows where it is: %s",
    async (name) => {
      const opened = {
        theme: `screen=map&theme=${sample().themes[2]?.slug ?? ""}`,
        post: `screen=map&post=${sample().posts[3]?.id ?? ""}`,
      }[name];
      await withPage({ ...DESKTOP, hash: `#${opened ?? name}` }, async (page) => {
        const expected = await page.evaluate(() => {
          const able = document.querySelectorAll<HTMLElement>(
            "#app :is(a[href], button, input, select, summary, [tabindex])",
          );
          const isUnchosen = (element: Element): boolean =>
            element instanceof HTMLInputElement && element.type === "radio" && !element.checked;
          return [...able]
            .filter((element) => element.tabIndex >= 0 && !element.matches(":disabled"))
            .filter(
              (element) => element.checkVisibility({ visibilityProperty: true }) && !isUnchosen(element),
            )
            .map((element, index) => (element.dataset["stop"] = String(index)));
        });
        const reached: string[] = [];
        const kinds = new Set<string>();
        for (let presses = 0; presses <= expected.length + 20; presses++) {
          await page.keyboard.press("Tab");
          const stop = await focusedStop(page);
          if (stop === undefined) break;
          if (stop.id !== undefined) reached.push(stop.id);
          if (kinds.has(stop.kind)) continue;
          kinds.add(stop.kind);
          expect(await looksFocused(page, stop.box), `${stop.kind} shows that it has the focus`).toBe(true);
        }
        const missed = expected.filter((id) => !reached.includes(id));
        // A button for more goes when everything is there.
        const names = await page
          .locator(missed.map((id) => `[data-stop="${id}"]`).join(", ") || "[data-stop=none]")
          .locator("visible=true")
          .evaluateAll((elements) => elements.map(({ outerHTML }) => outerHTML.slice(0, 120)));
        expect(names).toEqual([]);
        // In the order of the page.
        expect(reached.map(Number)).toEqual(reached.map(Number).toSorted((a, b) => a - b));
      });
    },
  );

  it("can be used from end to end with the keyboard alone", async () => {
    await withPage(DESKTOP, async (page) => {
      const press = async (...keys: string[]): Promise<void> => {
        for (const key of keys) await page.keyboard.press(key);
      };
      const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.className ?? "");
      await press("Tab");
      expect(await focused()).toBe("skip");
      await press("Enter");
      expect(await focused()).toContain("stage");
      await page.locator(".theme-name").first().focus();
      await press("ArrowDown", "ArrowDown", "Enter");
      await page.locator(".page-theme .page-title").waitFor();
      expect(page.url()).toContain(`theme=${sample().themes[2]?.slug ?? ""}`);
      await page.getByRole("button", { name: "Read in the post" }).first().focus();
      await press("Enter");
      await page.locator(".page-post article[aria-current]").waitFor();
      // The button that was pressed is gone; one goes on in what it led to.
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.closest(".page-post") !== null))
        .toBe(true);
      await page.getByRole("searchbox").focus();
      await page.keyboard.type("roadmap");
      await page.locator(".page-results .hit").first().waitFor();
      await press("Escape");
      await expect.poll(() => page.url()).not.toContain("q=");
      await page.getByRole("radio", { name: "Move" }).focus();
      await press("ArrowRight");
      expect(await page.getByRole("radio", { name: "Box" }).isChecked()).toBe(true);
      await page.getByRole("button", { name: "Filter" }).focus();
      await press("Enter");
      expect(await page.locator(".filters").isVisible()).toBe(true);
      await press("Escape");
      expect(await page.locator(".filters").isVisible()).toBe(false);
    });
  });

  it("gives a screen reader names, and a page with places", async () => {
    await withPage(DESKTOP, async (page) => {
      for (const role of ["banner", "main", "complementary"] as const) {
        expect(await page.getByRole(role).count(), role).toBe(1);
      }
      expect(await page.getByRole("navigation", { name: "Themes" }).count()).toBe(1);
      expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
      expect(await page.locator("html").getAttribute("lang")).toBe("en");
      for (const button of await page.getByRole("button").all()) {
        expect(await button.evaluate((element) => element.textContent || element.ariaLabel)).not.toBe("");
      }
    });
  });

  it("has targets for fingers on a phone", async () => {
    await withPage({ ...PHONE, hash: "#screen=themes" }, async (page) => {
      for (const address of addresses()) {
        await goTo(page, address);
        const small = await page
          .locator("#app :is(button, select, input[type=search]):not(.map-name, .link, .term, .sort)")
          .locator("visible=true")
          .evaluateAll((targets) => {
            const isHit = (target: Element, x: number, y: number): boolean =>
              document
                .elementFromPoint(x, y)
                ?.closest("button, select, input, tbody tr")
                ?.contains(target) === true;
            return targets
              .filter((target) => {
                if (target.getBoundingClientRect().height >= 43.5) return false;
                target.scrollIntoView({ block: "center" });
                const { left, top, width, height } = target.getBoundingClientRect();
                const [x, y] = [left + width / 2, top + height / 2];
                // What can be pressed may be larger than what is drawn.
                return !(isHit(target, x, y - 21) || isHit(target, x, y + 21));
              })
              .map((target) => target.outerHTML.slice(0, 90));
          });
        expect(small, address).toEqual([]);
      }
    });
  });

  it("moves nothing by itself where one would rather have it still", async () => {
    await withPage({ ...DESKTOP, reducedMotion: "reduce" }, async (page) => {
      for (const address of addresses()) {
        await goTo(page, address);
        const moving = await page.evaluate(() =>
          [...document.querySelectorAll("*")]
            .filter((element) => {
              const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
              const isStill = transitionDuration.split(",").every((time) => parseFloat(time) === 0);
              return !isStill || animationName !== "none" || scrollBehavior === "smooth";
            })
            .map((element) => element.getAttribute("class") ?? ""),
        );
        expect(moving, address).toEqual([]);
      }
    });
  });

  it("lets nothing jump while it opens, nor when a theme is chosen", async () => {
    await withPage(DESKTOP, async (page) => {
      const watched = [".top", ".list", ".tabs", ".map-surface", ".strip", ".reader"];
      const places = async (): Promise<unknown> =>
        Promise.all(watched.map((name) => boxesOf(page.locator(name))));
      const before = await places();
      await page.locator(".theme-row").nth(3).hover();
      await page.locator(".theme-name").nth(3).click();
      await page.locator(".page-theme .page-title").waitFor();
      expect(await places()).toEqual(before);
      await page.locator(".only input").first().check();
      await page.locator(".chip").first().waitFor();
      expect(await places()).toEqual(before);
      const shifts = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            new PerformanceObserver((list) => {
              const entries = list.getEntries() as (PerformanceEntry & {
                value: number;
                hadRecentInput: boolean;
              })[];
              resolve(entries.reduce((sum, entry) => sum + (entry.hadRecentInput ? 0 : entry.value), 0));
            }).observe({ type: "layout-shift", buffered: true });
            requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)));
          }),
      );
      expect(shifts).toBeLessThan(0.01);
    });
  });

  it("prints the static page", async () => {
    await withPage({ ...DESKTOP, colorScheme: "dark" }, async (page) => {
      await page.emulateMedia({ media: "print" });
      expect(await page.locator("#app").isVisible()).toBe(false);
      expect(await page.locator("#static").isVisible()).toBe(true);
      const words = await page.locator("#static").innerText();
      for (const { label, quotations } of sample().themes) {
        expect(words).toContain(label);
        expect(words).toContain((quotations[0]?.text ?? "").slice(0, 40));
      }
      const pdf = (await page.pdf()).toString("latin1");
      expect([...pdf.matchAll(/\/Type \/Page\b/g)].length).toBeGreaterThan(3);
    });
  });

  it("reads as one page, and leads back", async () => {
    await withPage(DESKTOP, async (page) => {
      await page.getByRole("button", { name: "Read as one page" }).click();
      await page.locator("#static h1").waitFor();
      await page.getByRole("button", { name: "Back to the plan, map and search" }).click();
      await page.locator("#app .list").waitFor();
      expect(await page.locator("#static").isVisible()).toBe(false);
    });
  });

  it.each(Object.entries(SIZES))("is a page without scripts, too, on %s", async (_, options) => {
    await withPage({ ...options, javaScriptEnabled: false, isStatic: true }, async (page) => {
      expect(await page.locator("#static h1").isVisible()).toBe(true);
      expect(await page.locator("#app").isVisible()).toBe(false);
      const words = await page.locator("#static").innerText();
      for (const { label } of sample().themes) expect(words).toContain(label);
    });
  });

  it("goes from screen to screen by the tabs at the foot of a phone", async () => {
    await withPage(PHONE, async (page) => {
      const tabs = page.locator(".bottom-tabs");
      for (const [name, part] of [
        ["Themes", ".list"],
        ["Time", ".screen-time"],
        ["Posts", ".screen-posts"],
        ["Map", ".screen-map"],
      ] as const) {
        await tabs.getByRole("button", { name }).click();
        expect(await page.locator(part).isVisible(), name).toBe(true);
        expect(await tabs.locator("[aria-current]").innerText()).toBe(name);
      }
      await tabs.getByRole("button", { name: "Themes" }).click();
      await page.locator(".theme-name").nth(4).click();
      await page.locator(".page-theme .page-title").waitFor();
      await page.getByRole("button", { name: "Show on the map" }).click();
      await page.locator(".map-canvas").waitFor();
      await expect.poll(() => page.locator(".reader").isVisible()).toBe(false);
    });
  });
});
