import { describe, expect, it } from "vitest";
import { nearestPlaces } from "../../../src/plan/posts/nearest-posts.js";
import { proseOf } from "../../../src/plan/posts/prose.js";
import { readTags, tagFindings } from "../../../src/plan/posts/tags.js";
import type { TagFinding } from "../../../src/shapes/planning.js";
import { collectionOf, filler, type Written } from "./collection.js";

function findingsIn(written: readonly Written[]): TagFinding[] {
  const { blocks, passages, near, report } = collectionOf(written);
  const prose = proseOf(blocks, passages);
  const nearest = nearestPlaces(report.posts, near);
  return tagFindings(readTags({ posts: report.posts, prose, nearest }), report);
}

function tagged(...tags: string[][]): Written[] {
  return tags.map((own, i) => ({
    id: `p${i}`,
    title: `Post ${i}`,
    tags: own,
    paragraphs: [filler(`p${i}`, 20)],
  }));
}

function tagsOf(findings: readonly TagFinding[], kind: TagFinding["kind"]): (readonly string[])[] {
  return findings.filter((finding) => finding.kind === kind).map(({ tags }) => tags);
}

describe("tagFindings", () => {
  it.each([
    ["open source", "Open-Source"],
    ["meetings", "meeting"],
    ["javascript", "JS"],
    ["accessibility", "acessibility"],
    ["user experience", "UX"],
    ["general services administration", "gsa"],
  ])("know %j and %j for the same, the commoner first", (tag, other) => {
    const findings = findingsIn(tagged([tag], [other], [tag]));
    expect(tagsOf(findings, "same tag")).toEqual([[tag, other]]);
    expect(tagsOf(findings, "used once")).toEqual([]);
  });

  it.each([
    ["java", "javascript"],
    ["markdown", "rmarkdown"],
    ["python 2", "python 3"],
    ["c", "c++"],
  ])("tell %j and %j apart", (tag, other) => {
    expect(tagsOf(findingsIn(tagged([tag], [other])), "same tag")).toEqual([]);
  });

  it("list tags that never stand without one another apart from those that mean the same", () => {
    const findings = findingsIn(
      tagged(["tea", "harbour"], ["tea", "harbour"], ["tea", "harbour"], ["ships"]),
    );
    expect(tagsOf(findings, "always together")).toEqual([["harbour", "tea"]]);
    expect(tagsOf(findings, "used once")).toEqual([["ships"]]);
  });

  it("find the post that lacks a tag, by the posts nearest to it and by its own words", () => {
    const text =
      "The harbour wakes at five. Boats of the harbour wait for the harbour master and his book of tides.";
    const near = Array.from({ length: 7 }, (_, i): Written => {
      const tags = i === 0 ? ["travel"] : ["harbour"];
      return { id: `h${i}`, title: `Harbour ${i}`, tags, paragraphs: [`${text} ${filler(`h${i}`, 3)}`] };
    });
    const far = tagged(...Array.from({ length: 14 }, () => ["misc"]));
    const missing = findingsIn([...near, ...far]).filter(({ kind }) => kind === "missing");
    expect(missing.map(({ tags, postId }) => [tags, postId])).toEqual([[["harbour"], "h0"]]);
    expect(missing[0]?.reason).toContain("It says “harbour” 3 times");
  });

  it("tell which tag marks a theme, and that none does", () => {
    const marked = findingsIn(tagged(["tea"], ["tea"], ["tea"], ["ships"]));
    expect(tagsOf(marked, "theme and tag")).toEqual([["tea"]]);
    const unmarked = findingsIn(tagged(["a1"], ["b2"], ["c3"], ["d4"], ["e5"], ["f6"], ["g7"]));
    expect(tagsOf(unmarked, "theme without tag")).toEqual([[]]);
  });

  it("have nothing to say where there are no tags", () => {
    expect(findingsIn(tagged([], []))).toEqual([]);
  });
});
