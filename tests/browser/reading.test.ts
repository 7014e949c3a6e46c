import { expect, it } from "vitest";
import type { Page } from "playwright-core";
import type { Report } from "../../src/shapes/report.js";
import { describeInBrowser, downloadedTable, flat, postOf, themeOf } from "./in-browser.js";
import { boxesOf, drag } from "./map-of.js";
import { DESKTOP, PHONE } from "./report-page.js";

describeInBrowser("themes, posts, time and search", ({ sample, withPage }) => {
  const themeAt = (index: number): Report["themes"][number] => {
    const theme = sample().themes[index];
    if (theme === undefined) throw new Error("Expected more themes.");
    return theme;
  };
  const themeRow = (page: Page, label: string) => page.locator(".theme-row", { hasText: label });
  const postTitles = (page: Page): Promise<string[]> => page.locator(".post-name").allInnerTexts();
  const caption = (page: Page): Promise<string> => page.locator(".posts-table caption").innerText();
  const titlesWhere = (isIt: (passage: Report["passages"][number]) => boolean): string[] => [
    ...new Set(
      sample()
        .passages.filter(isIt)
        .map((passage) => postOf(sample(), passage).title),
    ),
  ];

  /* ------------------------------------------------------------- themes */

  it("lists the themes with size, share, stability and a drawing of the years", async () => {
    await withPage(DESKTOP, async (page) => {
      const rows = page.locator(".theme-row");
      expect(await rows.count()).toBe(sample().themes.length);
      for (const [index, theme] of sample().themes.entries()) {
        const words = flat(await rows.nth(index).innerText());
        expect(words).toContain(theme.label);
        expect(words).toContain(`${theme.passages} passages`);
        expect(words).toContain(`${Math.round(theme.share * 100)}%`);
        expect(words).toMatch(/solid|fair|fragile/);
        expect(await rows.nth(index).getByRole("img").getAttribute("aria-label")).toContain(theme.plan.trend);
      }
    });
  });

  it("says of a theme what it is about, in the posts' own words", async () => {
    await withPage(DESKTOP, async (page) => {
      const theme = themeAt(2);
      await themeRow(page, theme.label).locator(".theme-name").click();
      const reader = page.locator(".page-theme");
      await reader.getByRole("heading", { name: theme.label, exact: true }).waitFor();
      expect(page.url()).toContain(`theme=${theme.slug}`);
      const words = flat(await reader.innerText());
      expect(words).toContain(flat(theme.about));
      for (const { text } of theme.terms.slice(0, 5)) expect(words).toContain(text);
      for (const quotation of theme.quotations) {
        const post = sample().posts.find(({ id }) => id === quotation.postId);
        const around = [quotation.before, quotation.text, quotation.after].filter((part) => part !== "");
        expect(words).toContain(around.map(flat).join(" "));
        expect(words).toContain([post?.title, ...quotation.headingPath].join(" › "));
        expect(await reader.locator(`a[href="${post?.href ?? "none"}"]`).count()).toBeGreaterThan(0);
      }
      const ranked = theme.rankedPosts.map(({ postId }) => sample().posts.find(({ id }) => id === postId));
      const posts = reader.locator(".part", { hasText: "Posts by their share" }).locator(".bar-name");
      expect(await posts.allInnerTexts()).toEqual(ranked.slice(0, 8).map((post) => post?.title));
      expect(await reader.getByRole("img", { name: /^Passages per month/ }).count()).toBe(1);
      const related = reader.locator(".part", { hasText: "Related themes" }).locator(".theme-button bdi");
      const nearest = sample().themes.find(({ id }) => id === theme.related[0]?.id);
      expect(await related.first().innerText()).toBe(nearest?.label);
    });
  });

  it("leads from a quotation to its place, and back step by step", async () => {
    await withPage(DESKTOP, async (page) => {
      const theme = themeAt(2);
      const heading = page.locator(".page-theme").getByRole("heading", { name: theme.label, exact: true });
      await themeRow(page, theme.label).locator(".theme-name").click();
      await page.getByRole("button", { name: "Read in the post" }).first().click();
      const pinned = page.locator(".page-post article[aria-current]");
      await pinned.waitFor();
      expect(flat(await pinned.innerText())).toContain(flat(theme.quotations[0]?.text ?? ""));
      await page.getByRole("button", { name: "Back to the theme" }).click();
      await heading.waitFor();
      await page.getByRole("button", { name: "Close" }).click();
      await page.locator(".page-overview").waitFor();
      await page.goBack();
      await heading.waitFor();
      await page.goBack();
      await pinned.waitFor();
      await page.goForward();
      await heading.waitFor();
    });
  });

  it("copies a quotation as Markdown", async () => {
    await withPage({ ...DESKTOP, permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
      const urlOf = (postId: string | undefined): string | undefined =>
        sample().posts.find(({ id }) => id === postId)?.url;
      const theme = sample().themes.find(({ quotations: [first] }) => urlOf(first?.postId) !== undefined);
      if (theme === undefined) throw new Error("Expected a post with an address.");
      await themeRow(page, theme.label).locator(".theme-name").click();
      await page.getByRole("button", { name: "Copy as Markdown" }).first().click();
      await page.getByRole("button", { name: "Copied" }).first().waitFor();
      const [quotation] = theme.quotations;
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(copied).toMatch(/^> .+\n>\n> — .+/);
      expect(copied).toContain((quotation?.text ?? "").slice(0, 40));
      expect(copied).toContain(`](${urlOf(quotation?.postId) ?? ""})`);
    });
  });

  /* -------------------------------------------------------------- posts */

  it("sorts the posts by every column, either way", async () => {
    await withPage({ ...DESKTOP, hash: "#screen=posts" }, async (page) => {
      // All rows are there after scrolling to the end.
      const all = sample().posts.length;
      const rows = page.locator(".posts-table tbody tr");
      const press = (column: string): Promise<void> =>
        page.getByRole("columnheader", { name: column }).getByRole("button").click();
      const scrolled = async (): Promise<void> => {
        await expect
          .poll(async () => {
            await rows.last().scrollIntoViewIfNeeded();
            return rows.count();
          })
          .toBe(all);
      };
      const wordsOf = new Map(sample().posts.map(({ title, words }) => [title, words]));
      const dateOf = new Map(sample().posts.map(({ title, date }) => [title, date ?? ""]));
      const byWords = (titles: readonly string[]): number[] =>
        titles.map((title) => wordsOf.get(title) ?? -1);
      const byDate = (titles: readonly string[]): string[] => titles.map((title) => dateOf.get(title) ?? "");
      await scrolled();
      expect(byDate(await postTitles(page))).toEqual(
        byDate(await postTitles(page))
          .toSorted()
          .reverse(),
      );
      await press("Words");
      await scrolled();
      const longest = byWords(await postTitles(page));
      expect(longest).toEqual(longest.toSorted((a, b) => b - a));
      expect(await page.getByRole("columnheader", { name: "Words" }).getAttribute("aria-sort")).toBe(
        "descending",
      );
      await press("Words");
      await scrolled();
      expect(byWords(await postTitles(page))).toEqual(longest.toReversed());
      await press("Post");
      await scrolled();
      const titles = await postTitles(page);
      expect(titles).toEqual(
        titles.toSorted(new Intl.Collator("en", { sensitivity: "base", numeric: true }).compare),
      );
      await press("Themes");
      await scrolled();
      const first = await postTitles(page);
      const positions = first.map((title) => {
        const themeId = sample().posts.find((post) => post.title === title)?.themes[0]?.themeId;
        return themeId === undefined ? Infinity : sample().themes.findIndex(({ id }) => id === themeId);
      });
      expect(positions).toEqual(positions.toSorted((a, b) => a - b));
      expect(page.url()).toContain("sort=theme");
    });
  });

  it.each([
    ["a desktop", DESKTOP],
    ["a phone", PHONE],
  ])("shows a post in reading order, each passage in the colour of its theme, on %s", async (_, size) => {
    await withPage({ ...size, hash: "#screen=posts" }, async (page) => {
      const mixed = sample().posts.find(({ themes }) => themes.length > 1);
      if (mixed === undefined) throw new Error("Expected a post of two themes.");
      const rows = page.locator(".posts-table tbody tr");
      const button = page.locator(".post-name", { hasText: mixed.title });
      await expect
        .poll(async () => {
          await rows.last().scrollIntoViewIfNeeded();
          return button.count();
        })
        .toBeGreaterThan(0);
      await button.click();
      await page.locator(".page-post .page-title").waitFor();
      const articles = page.locator(".page-post article");
      const passages = sample().passages.filter(({ postId }) => postId === mixed.id);
      expect(await articles.count()).toBe(passages.length);
      const colours = new Map<string, Set<string>>();
      for (const [index, passage] of passages.entries()) {
        const article = articles.nth(index);
        expect(flat(await article.locator("p").first().innerText())).toBe(flat(passage.text));
        const label = themeOf(sample(), passage)?.label ?? "";
        if (label !== "") expect(flat(await article.locator(".place").innerText())).toContain(label);
        const colour = await article.evaluate((element) => getComputedStyle(element).getPropertyValue("--t"));
        colours.set(label, (colours.get(label) ?? new Set()).add(colour));
      }
      expect([...colours.values()].every(({ size: shades }) => shades === 1)).toBe(true);
      expect(new Set([...colours.values()].flatMap((shades) => [...shades])).size).toBe(colours.size);
    });
  });

  it("orders the posts on a phone, too", async () => {
    await withPage({ ...PHONE, hash: "#screen=posts" }, async (page) => {
      await page.getByLabel("Order").selectOption("Longest first");
      const longest = Math.max(...sample().posts.map(({ words }) => words));
      const [first] = await postTitles(page);
      expect(sample().posts.find(({ title }) => title === first)?.words).toBe(longest);
    });
  });

  it("hands over all passages as a table", async () => {
    await withPage(DESKTOP, async (page) => {
      const rows = await downloadedTable(page, () =>
        page.locator(".page-overview").getByRole("button", { name: "Download CSV" }).click(),
      );
      expect(rows.map((row) => row["passage_id"])).toEqual(sample().passages.map(({ id }) => id));
    });
  });

  /* ------------------------------------------------- search and filters */

  it.each([
    ["a desktop", DESKTOP],
    ["a phone", PHONE],
  ])("finds as one types, with the words marked, on %s", async (_, size) => {
    await withPage(size, async (page) => {
      const box = page.getByRole("searchbox");
      await box.pressSequentially("Réorgan");
      const marks = page.locator(".page-results .found mark");
      await marks.first().waitFor();
      for (const mark of await marks.allInnerTexts()) expect(mark.toLowerCase()).toMatch(/^reorgan/);
      await expect.poll(() => new URL(page.url()).hash).toContain("q=R%C3%A9organ");
      const found = await page.locator(".page-results [role=status]").innerText();
      const all = sample().passages.filter(({ text }) => /\breorgan/i.test(text)).length;
      expect(found).toContain(`${all} passage`);
      await page.locator(".page-results .hit").first().click();
      await page.locator(".page-post article[aria-current]").waitFor();
      await page.getByRole("button", { name: "Back to the results" }).click();
      await page.locator(".page-results .hit").first().waitFor();
      if (size === PHONE) return;
      await box.fill("xyzzy plugh");
      await expect
        .poll(() => page.locator(".page-results [role=status]").innerText())
        .toContain("No passage found");
      await box.press("Escape");
      await page.locator(".page-overview").waitFor();
      expect(await box.inputValue()).toBe("");
    });
  });

  it("finds posts by title and themes by term", async () => {
    await withPage(DESKTOP, async (page) => {
      const [post] = sample().posts;
      const theme = themeAt(0);
      await page.getByRole("searchbox").fill(post?.title ?? "");
      await page
        .locator(".page-results .link", { hasText: post?.title ?? "" })
        .first()
        .waitFor();
      await page.getByRole("searchbox").fill(theme.terms[0]?.text ?? "");
      await page.locator(".page-results .theme-button", { hasText: theme.label }).click();
      await page.locator(".page-theme .page-title").waitFor();
    });
  });

  it("filters by theme, tag, author and month, each on its own and all at once", async () => {
    await withPage({ ...DESKTOP, hash: "#screen=posts" }, async (page) => {
      const { posts, months } = sample();
      const total = posts.length;
      const all = `${total} posts`;
      const expectTitles = async (titles: readonly string[]): Promise<void> => {
        await expect.poll(async () => (await postTitles(page)).toSorted()).toEqual(titles.toSorted());
        expect(await caption(page)).toBe(`${titles.length} of ${total} posts pass the filters`);
      };
      const clear = async (): Promise<void> => {
        await page.locator(".chip").first().click();
        await expect.poll(() => caption(page)).toBe(all);
      };
      expect(await caption(page)).toBe(all);
      await page.getByRole("button", { name: "Filter" }).click();
      const panel = page.locator(".filters");

      const tag = posts[0]?.tags[0] ?? "";
      const tagged = posts.filter(({ tags }) => tags.includes(tag)).map(({ title }) => title);
      await panel.getByLabel("Tag").selectOption(tag);
      await expectTitles(tagged);
      await clear();

      const author = posts.at(-1)?.author ?? "";
      const written = posts.filter((post) => post.author === author).map(({ title }) => title);
      await panel.getByLabel("Author").selectOption(author);
      if (written.length <= 40) await expectTitles(written);
      else await expect.poll(() => caption(page)).toContain(`${written.length} of`);
      await clear();

      const month = months[6] ?? "";
      const late = posts.filter(({ date }) => (date ?? "") >= month).map(({ title }) => title);
      await panel.getByLabel("From").selectOption(month);
      await expect.poll(() => caption(page)).toBe(`${late.length} of ${total} posts pass the filters`);

      const theme = themeAt(5);
      await themeRow(page, theme.label).getByRole("checkbox").check();
      const both = titlesWhere((passage) => {
        const post = postOf(sample(), passage);
        return passage.themeId === theme.id && (post.date ?? "") >= month;
      });
      await expectTitles(both);
      const left = page.locator(".top [role=status]");
      const passing = sample().passages.filter(
        (passage) => passage.themeId === theme.id && (postOf(sample(), passage).date ?? "") >= month,
      ).length;
      expect(await left.innerText()).toContain(`${passing} of ${sample().passages.length} passages`);
      await page.getByRole("button", { name: "Clear all filters" }).click();
      await expect.poll(() => caption(page)).toBe(all);
    });
  });

  /* --------------------------------------------------------------- time */

  it("filters everything by the months that are dragged over", async () => {
    await withPage({ ...DESKTOP, hash: "#screen=map" }, async (page) => {
      const [chart] = await boxesOf(page.locator(".strip .brush-chart"));
      if (chart === undefined) throw new Error("Expected a strip.");
      const y = chart.top + 15;
      const width = chart.right - chart.left;
      await drag(page, [
        { x: chart.left + 0.3 * width, y },
        { x: chart.left + 0.55 * width, y },
      ]);
      await expect.poll(() => page.url()).toMatch(/from=\d{4}-\d\d&until=\d{4}-\d\d/);
      const hash = new URLSearchParams(new URL(page.url()).hash.slice(1));
      const [from, until] = [hash.get("from") ?? "", hash.get("until") ?? ""];
      const isIn = (passage: Report["passages"][number]): boolean => {
        const month = (postOf(sample(), passage).date ?? "").slice(0, 7);
        return month >= from && month <= until;
      };
      const passing = sample().passages.filter(isIn).length;
      expect(passing).toBeGreaterThan(0);
      expect(passing).toBeLessThan(sample().passages.length);
      await expect
        .poll(() => page.locator(".top [role=status]").innerText())
        .toContain(`${passing} of ${sample().passages.length}`);
      for (const [index, theme] of sample().themes.entries()) {
        const own = sample().passages.filter((passage) => passage.themeId === theme.id);
        const visible = own.filter(isIn).length;
        const size = await page.locator(".theme-row .size").nth(index).innerText();
        expect(size.startsWith(`${visible} ${visible === own.length ? "passages" : "of"}`)).toBe(true);
      }
      await page.locator(".tabs .tab-posts").click();
      expect((await postTitles(page)).toSorted()).toEqual(titlesWhere(isIn).toSorted());
      // One step back undoes the whole drag.
      await page.goBack();
      await page.goBack();
      await expect.poll(() => page.url()).not.toContain("from=");
      const slider = page.locator(".strip").getByRole("slider", { name: "First month" });
      await slider.focus();
      await page.keyboard.press("ArrowRight");
      await expect.poll(() => page.url()).toContain(`from=${sample().months[1] ?? ""}`);
      await page.locator(".strip").getByRole("button", { name: "All months" }).click();
      await expect.poll(() => page.url()).not.toContain("from=");
    });
  });

  it.each([
    ["a desktop", DESKTOP],
    ["a phone", PHONE],
  ])("draws the themes over time in two ways, with the numbers, on %s", async (_, size) => {
    await withPage({ ...size, hash: "#screen=time" }, async (page) => {
      await page.locator(".time-stack .band").first().waitFor();
      expect(await page.locator(".time-stack .band").count()).toBeGreaterThanOrEqual(sample().themes.length);
      await page.getByRole("button", { name: "Row by row" }).click();
      expect(page.url()).toContain("time=ridge");
      for (const { label } of sample().themes) {
        expect(await page.locator(".screen-time").getByText(label).count()).toBeGreaterThan(0);
      }
      await page.getByRole("button", { name: "Stacked" }).click();
      expect(page.url()).not.toContain("time=ridge");
      await page.locator(".time-numbers summary").click();
      const cells = await page.locator(".time-numbers tbody tr > :nth-child(2)").allInnerTexts();
      const sum = cells.reduce((total, text) => total + Number(text.replaceAll(",", "")), 0);
      const dated = sample().passages.filter((passage) => postOf(sample(), passage).date !== undefined);
      expect(sum).toBe(dated.length);
    });
  });

  it("reads the bars aloud by keys, and opens the theme of one", async () => {
    await withPage({ ...DESKTOP, hash: "#screen=time" }, async (page) => {
      const chart = page.getByRole("application", { name: /Passages over time/ });
      const readout = page.locator(".time-readout");
      await page.locator(".time-stack .band").first().waitFor();
      const resting = await readout.innerText();
      // By a key, not by a pointer: only then there is a frame around a bar.
      await page.getByRole("button", { name: "Row by row" }).focus();
      await page.keyboard.press("Tab");
      expect(await chart.evaluate((element) => element === document.activeElement)).toBe(true);
      await expect.poll(() => readout.innerText()).not.toBe(resting);
      const first = await readout.innerText();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowUp");
      await expect.poll(() => readout.innerText()).not.toBe(first);
      const name = (await page.locator(".read-theme bdi").innerText()).trim();
      await page.keyboard.press("Enter");
      await page.locator(".page-theme .page-title").waitFor();
      expect(flat(await page.locator(".page-theme .page-title").innerText())).toBe(name);
    });
  });

  /* ------------------------------------------------------------- address */

  it("shows the same for the same address, and goes back", async () => {
    const { slug } = themeAt(2);
    const hash = `#screen=posts&theme=${slug}&only=${slug}&from=2023-06&sort=title`;
    let first = "";
    await withPage({ ...DESKTOP, hash }, async (page) => {
      first = await page.locator("#app").innerText();
      await page.getByRole("button", { name: "Close" }).click();
      await page.goBack();
      await expect.poll(() => page.locator("#app").innerText()).toBe(first);
    });
    await withPage({ ...DESKTOP, hash }, async (page) => {
      expect(await page.locator("#app").innerText()).toBe(first);
    });
    expect(first).toContain("pass the filters");
  });

  it("opens an address from another run, or a wrong one, as well as it can", async () => {
    for (const hash of [
      "#screen=nowhere&theme=gone&post=gone&only=gone&from=2023-99&area=1.2&sort=%00",
      "#screen=map&area=NaN.1.2.3.4.5&until=0000-01",
      "#%E0%A4%A=&&&",
    ]) {
      await withPage({ ...DESKTOP, hash }, async (page) => {
        expect(await page.locator(".theme-row").count()).toBe(sample().themes.length);
      });
    }
  });
});
