import { describe, expect, it } from "vitest";
import { overlapsOf } from "../../../src/plan/posts/overlaps.js";
import { proseOf } from "../../../src/plan/posts/prose.js";
import type { Overlap } from "../../../src/shapes/planning.js";
import { collectionOf, filler, type Written } from "./collection.js";

const SAID =
  "Every release begins with a checklist that somebody else wrote. The checklist grows after each incident, and nobody " +
  "removes anything from it, so that after three years it takes longer than the release itself does.";
const SAID_OTHERWISE =
  "After each incident the checklist grows. Somebody else wrote it, nobody removes anything from the checklist, and after " +
  "three years every release takes longer because of it than the release itself would ever take.";

function overlapsIn(written: readonly Written[]): Overlap[] {
  const { blocks, passages, embeddings, report } = collectionOf(written);
  return overlapsOf({
    posts: report.posts,
    passages,
    prose: proseOf(blocks, passages),
    embeddings,
    same: 0.6,
  });
}

const alone = "The budget of the harbour office was decided in a single afternoon by two people.";
const older = {
  id: "older",
  title: "Older",
  date: "2014-01-01",
  paragraphs: [SAID, `${alone} ${filler("old", 30)}`],
};

describe("overlapsOf", () => {
  it("tell what two posts share in the same words, and what each has alone", () => {
    const [overlap, ...others] = overlapsIn([older, { id: "newer", title: "Newer", paragraphs: [SAID] }]);
    expect(others).toEqual([]);
    expect(overlap).toMatchObject({ postIds: ["older", "newer"], kind: "verbatim" });
    expect(overlap?.shares[1]).toBe(1);
    expect(overlap?.shares[0]).toBeGreaterThan(0.3);
    expect(overlap?.shares[0]).toBeLessThan(0.6);
    expect(overlap?.passages).toMatchObject([
      { first: { postId: "older", text: SAID }, second: { postId: "newer" } },
    ]);
    expect(overlap?.alone[0]?.text).toBe(alone);
    expect(overlap?.alone[1]).toBeUndefined();
  });

  it("mark apart what is the same in other words", () => {
    const found = overlapsIn([older, { id: "newer", title: "Newer", paragraphs: [SAID_OTHERWISE] }]);
    expect(found.map(({ kind }) => kind)).toEqual(["same ground"]);
  });

  it("take no notice of the frame of a series, of posts on other things, and of a post's own repetitions", () => {
    const series = Array.from({ length: 5 }, (_, i) => {
      return { id: `month${i}`, title: `Month ${i}`, paragraphs: [SAID, filler(`m${i}`, 60)] };
    });
    expect(overlapsIn(series)).toEqual([]);
    expect(overlapsIn([older, { id: "other", title: "Other", paragraphs: [filler("other", 60)] }])).toEqual(
      [],
    );
    expect(overlapsIn([{ ...older, paragraphs: [SAID, SAID] }])).toEqual([]);
  });
});
