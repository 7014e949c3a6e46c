import { describe, expect, it } from "vitest";
import { decide } from "../../../src/stages/reconcile/decide.js";
import { textId } from "../../../src/stages/reconcile/rows.js";
import type { Fit } from "../../../src/shapes/fit.js";

const passagesOf = (ids: readonly number[]) =>
  ids.map((n) => ({ id: `passage-${n}`, postId: `post-${Math.floor(n / 2)}`, text: `text ${n}` }));

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, n) => from + n);

function fitOf(ids: readonly number[], key = "key"): Fit {
  const passages = passagesOf(ids);
  return {
    key,
    passageIds: passages.map(({ id }) => id),
    postIds: passages.map(({ postId }) => postId),
    textIds: passages.map(({ text }) => textId(text)),
  } as unknown as Fit;
}

describe("decide", () => {
  it("fits where there is no earlier run", () => {
    expect(decide(passagesOf([1, 2]), undefined, "key")).toMatchObject({ kind: "fit" });
  });

  it("fits anew where settings, model or program are others", () => {
    const decision = decide(passagesOf(range(0, 100)), fitOf(range(0, 100)), "other");
    expect(decision).toMatchObject({ kind: "fit", reason: expect.stringContaining("settings") as string });
  });

  it("keeps the fit where nothing changed, in whatever order the posts come", () => {
    const now = range(0, 100).toReversed();
    const decision = decide(passagesOf(now), fitOf(range(0, 100)), "key");
    expect(decision).toMatchObject({ kind: "update", reason: "updated: no post changed" });
    if (decision.kind === "update") expect([...decision.rows]).toEqual(now);
  });

  it("counts the posts that are new or gone", () => {
    // Post 60 is new, post 49 is gone.
    const decision = decide(passagesOf([...range(0, 98), 120, 121]), fitOf(range(0, 100)), "key");
    expect(decision).toMatchObject({ kind: "update", reason: "updated: 2 of 50 posts changed" });
  });

  it("knows the passages of an edited post by their texts, and counts it once", () => {
    const edited = passagesOf(range(0, 100)).map((one) =>
      one.postId === "post-7" ? { ...one, id: `${one.id} again`, postId: "post-7 again" } : one,
    );
    const decision = decide(edited, fitOf(range(0, 100)), "key");
    expect(decision).toMatchObject({ kind: "update", reason: "updated: 1 of 50 posts changed" });
    if (decision.kind === "update") expect([...decision.rows]).toEqual(range(0, 100));
  });

  it("fits anew where more than a tenth of the passages is new, or gone", () => {
    expect(decide(passagesOf(range(0, 112)), fitOf(range(0, 100)), "key")).toEqual({
      kind: "fit",
      reason: "fitted anew: 11 % of the passages are new",
    });
    expect(decide(passagesOf(range(0, 111)), fitOf(range(0, 100)), "key").kind).toBe("update");
    expect(decide(passagesOf(range(0, 89)), fitOf(range(0, 100)), "key")).toEqual({
      kind: "fit",
      reason: "fitted anew: 11 % of the passages are gone",
    });
    expect(decide(passagesOf(range(0, 90)), fitOf(range(0, 100)), "key").kind).toBe("update");
  });
});
