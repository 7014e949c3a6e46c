import { describe, expect, it } from "vitest";
import { timelineOf, type Timeline } from "../../../../src/stages/describe/time/timeline.js";
import { passageOf, postOf } from "../../../helpers/passages.js";

/** Passages of twenty words, each with the day of its post; posts without one are undated. */
function timeline(days: readonly (string | undefined)[], members: readonly number[]): Timeline {
  const passages = days.map((_, i) => passageOf(i, { postId: `post-${i}` }));
  const posts = days.map((date, i) => postOf(`post-${i}`, date === undefined ? {} : { date }));
  return timelineOf(members, passages, new Map(posts.map((post) => [post.id, post])));
}

describe("timelineOf", () => {
  it("counts by month, rising, over years, leaving out months without a passage", () => {
    const { months, firstSeen, lastSeen } = timeline(
      ["2024-02-29", "2023-12-31", "2024-02-01", "2024-01-15"],
      [0, 1, 2],
    );
    expect(months).toEqual([
      { month: "2023-12", passages: 1, posts: 1, words: 20 },
      { month: "2024-02", passages: 2, posts: 2, words: 40 },
    ]);
    expect([firstSeen, lastSeen]).toEqual(["2023-12-31", "2024-02-29"]);
  });

  it("is undated where no post has a date, and leaves undated posts out", () => {
    expect(timeline([undefined, undefined], [0, 1])).toEqual({ months: [] });
    expect(timeline([], [])).toEqual({ months: [] });
    expect(timeline([undefined, "2024-01-01"], [0, 1])).toMatchObject({
      months: [{ month: "2024-01", passages: 1 }],
      firstSeen: "2024-01-01",
    });
  });
});
