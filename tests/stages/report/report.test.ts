import { describe, expect, it } from "vitest";
import { countWords } from "../../../src/text/words.js";
import { buildReport, type ReportInput } from "../../../src/stages/report/report.js";
import { quietContext, SAMPLE_OPTIONS, sampleInput, sampleReport } from "../../helpers/sample-report.js";

function build(change: (input: ReportInput) => ReportInput): ReturnType<typeof sampleReport> {
  return sampleReport(change);
}

describe("buildReport", () => {
  const report = sampleReport();

  it("keeps posts in = posts clustered + posts skipped", () => {
    const { postsIn, postsClustered, postsSkipped } = report.counts;
    expect([postsIn, postsClustered, postsSkipped]).toEqual([22, 20, 2]);
    expect(postsIn).toBe(postsClustered + postsSkipped);
  });

  it("counts a part of a post that was skipped as no post", () => {
    expect(report.skipped.filter((row) => !row.post)).toHaveLength(1);
  });

  it("never loses a post in silence", () => {
    const emptied = build((input) => {
      const gone = input.posts[19]?.id;
      const kept = input.passages.map((passage) => passage.postId !== gone);
      const only = <T>(items: ArrayLike<T>): T[] => Array.from(items).filter((_, row) => kept[row]);
      return {
        ...input,
        passages: only(input.passages),
        map: { x: Float32Array.from(only(input.map.x)), y: Float32Array.from(only(input.map.y)) },
        clustering: {
          ...input.clustering,
          assignment: Int32Array.from(only(input.clustering.assignment)),
          nearest: Int32Array.from(only(input.clustering.nearest)),
          second: Int32Array.from(only(input.clustering.second)),
          confidence: Float32Array.from(only(input.clustering.confidence)),
          reasons: only(input.clustering.reasons),
        },
        themes: input.themes.map((theme) => ({
          ...theme,
          exemplars: theme.exemplars.filter((id) => !id.startsWith(String(gone))),
        })),
      };
    });
    expect(emptied.counts).toMatchObject({ postsIn: 22, postsClustered: 19, postsSkipped: 3 });
    expect(emptied.skipped.at(-1)).toEqual({
      path: "posts/20 essay (draft).md",
      place: "",
      reason: "no passage was left of it",
      post: true,
    });
  });

  it("makes the themes' shares of every post add up to 1", () => {
    for (const post of report.posts) {
      const sum = post.themes.reduce((total, theme) => total + theme.share, 0);
      expect(sum).toBeCloseTo(1, 10);
      const shares = post.themes.map((theme) => theme.share);
      expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    }
  });

  it("takes shares by words, of placed passages only", () => {
    const post = report.posts.find(({ title }) => title === "A year of nothing happening");
    const own = report.passages.filter((passage) => passage.postId === post?.id);
    expect(own.filter((passage) => passage.themeId === undefined)).toHaveLength(1);
    expect(post?.passages).toBe(own.length);
    expect(post?.themes.map((theme) => theme.share)).toEqual([1]);
  });

  it("keeps a post of which every passage is unplaced, without a theme", () => {
    const all = build((input) => ({
      ...input,
      themes: [],
      clustering: {
        ...input.clustering,
        k: 0,
        assignment: input.clustering.assignment.map(() => -1),
        nearest: input.clustering.nearest.map(() => -1),
        second: input.clustering.second.map(() => -1),
      },
    }));
    expect(all.counts).toMatchObject({ postsClustered: 20, themes: 0, unplaced: 82 });
    expect(all.posts.every((post) => post.themes.length === 0)).toBe(true);
  });

  it("gives each theme two to five quotations that stand in the source, word for word", () => {
    const sources = new Map(sampleInput().posts.map((post) => [post.id, post.source]));
    for (const theme of report.themes) {
      expect(theme.quotations.length).toBeGreaterThanOrEqual(2);
      expect(theme.quotations.length).toBeLessThanOrEqual(5);
      for (const { postId, start, end, text } of theme.quotations) {
        expect(sources.get(postId)?.slice(start, end)).toBe(text);
        expect(countWords(text)).toBeLessThanOrEqual(70);
        expect(text).toMatch(/[.!?]$/);
      }
    }
  });

  it("cuts a long passage to the sentences that name the theme", () => {
    const long = report.passages.filter((passage) => passage.words > 70 && passage.themeId !== undefined);
    expect(long.length).toBeGreaterThan(0);
    const shown = build((input) => ({
      ...input,
      themes: input.themes.map((theme) => ({
        ...theme,
        exemplars: long.filter((passage) => passage.themeId === theme.id).map((passage) => passage.id),
      })),
    }));
    const quotations = shown.themes.flatMap((theme) => theme.quotations);
    const cut = quotations.filter(({ passageId }) => long.some(({ id }) => id === passageId));
    expect(cut).toHaveLength(long.length);
    for (const quotation of cut) {
      const passage = long.find(({ id }) => id === quotation.passageId);
      expect(passage?.text).toContain(quotation.text);
      expect(quotation.text).not.toBe(passage?.text);
    }
  });

  it("quotes from different posts before quoting one twice", () => {
    const posts = report.themes[0]?.quotations.map(({ postId }) => postId) ?? [];
    expect(new Set(posts.slice(0, 4)).size).toBe(4);
  });

  it("ranks the posts of a theme by share", () => {
    for (const theme of report.themes) {
      const shares = theme.rankedPosts.map((post) => post.share);
      expect(shares).toEqual(shares.toSorted((a, b) => b - a));
      expect(theme.rankedPosts).toHaveLength(theme.posts);
    }
  });

  it("has every month from the first post to the last", () => {
    expect(report.months).toHaveLength(22);
    expect([report.months[0], report.months[10], report.months[11], report.months.at(-1)]).toEqual([
      "2023-02",
      "2023-12",
      "2024-01",
      "2024-11",
    ]);
  });

  it("plans by the posts that are about a theme", () => {
    const plans = new Map(report.themes.map((theme) => [theme.label, theme.plan]));
    expect(plans.get("Roadmaps without promises")).toMatchObject({
      posts: 3,
      lastCovered: "2024-03-13",
      daysSince: 252,
      strongestPostId: "post03",
      touchingPostIds: ["post08"],
    });
    expect(plans.get("Roadmaps without promises")?.postsPerYear).toBeCloseTo((3 * 365.25) / 652, 5);
  });

  it("does not take a passage in passing for coverage", () => {
    const plan = report.themes.find((theme) => theme.label === "Writing things down")?.plan;
    expect(plan).toMatchObject({ posts: 0, touchingPostIds: ["post20", "post04", "post15"] });
    expect(plan).not.toHaveProperty("lastCovered");
    expect(plan).not.toHaveProperty("daysSince");
  });

  it("says nothing about time where nothing is dated", () => {
    const undated = build((input) => ({
      ...input,
      posts: input.posts.map((post) => ({ ...post, date: "some day" })),
    }));
    expect(undated).not.toHaveProperty("firstDate");
    expect(undated.months).toEqual([]);
    expect(undated.posts.some((post) => "date" in post)).toBe(false);
    expect(undated.themes.some((theme) => "lastCovered" in theme.plan || "postsPerYear" in theme.plan)).toBe(
      false,
    );
  });

  it("links to the web where a post has an address there, else to its file", () => {
    const hrefs = report.posts.map((post) => post.href);
    expect(hrefs[0]).toBe("../posts/01%20essay%20(draft).md");
    expect(hrefs[1]).toBe("https://example.org/mvp?a=1&b=(2)");
    expect(hrefs[6]).toBe("../posts/07%20essay%20(draft).md");
    expect(hrefs.some((href) => href.startsWith("javascript:"))).toBe(false);
  });

  it("sorts the themes by number, whatever the order of the clusters", () => {
    const reversed = build((input) => ({
      ...input,
      themes: input.themes.map((theme, index) => ({ ...theme, number: input.themes.length - index })),
    }));
    expect(reversed.themes.map((theme) => theme.number)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(reversed.themes[0]?.label).toBe("Writing things down");
    expect(reversed.passages[0]?.themeId).toBe(report.passages[0]?.themeId);
  });

  it("gives the same report for the same input, without a machine path", () => {
    expect(JSON.stringify(sampleReport())).toBe(JSON.stringify(report));
    expect(JSON.stringify(report)).not.toContain("/site/");
  });

  it("ends loudly where shapes do not fit", () => {
    const input = sampleInput();
    const shorter = { ...input, map: { ...input.map, x: input.map.x.slice(1) } };
    expect(() => buildReport(shorter, SAMPLE_OPTIONS, quietContext())).toThrow(
      "82 x, one per passage, got 81",
    );
    const broken = { ...input, map: { ...input.map, y: input.map.y.map(() => Number.NaN) } };
    expect(() => buildReport(broken, SAMPLE_OPTIONS, quietContext())).toThrow("finite y");
    const fewer = { ...input, themes: input.themes.slice(1) };
    expect(() => buildReport(fewer, SAMPLE_OPTIONS, quietContext())).toThrow(
      "6 themes, one per cluster, got 5",
    );
  });

  it("stops when the run was aborted", () => {
    const context = { ...quietContext(), signal: AbortSignal.abort(new Error("stop")) };
    expect(() => buildReport(sampleInput(), SAMPLE_OPTIONS, context)).toThrow("stop");
  });
});
