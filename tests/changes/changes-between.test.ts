import { describe, expect, it } from "vitest";
import { accountOf, changesBetween, isNothing } from "../../src/changes/changes-between.js";
import { snapshotOf } from "../../src/changes/snapshot-of.js";
import type { Changes, ThemeChange } from "../../src/shapes/changes.js";
import { sampleReport } from "../helpers/sample-report.js";
import { posts, snapshot, type Sketch } from "./snapshots.js";

const between = (before: Sketch, after: Sketch): Changes => changesBetween(snapshot(before), snapshot(after));

function themeCalled(changes: Changes, label: string): ThemeChange {
  const found = changes.themes.find(({ before, after }) => (after ?? before)?.label === label);
  if (found === undefined) throw new Error(`Expected a change of ${label}.`);
  return found;
}

const base: Sketch = { themes: { Bread: posts("b", 0, 10), Tea: posts("t", 0, 6) }, other: ["o0/x"] };

describe("what changed between two runs", () => {
  it("is nothing between a run and itself", () => {
    const changes = between(base, base);
    expect(isNothing(changes)).toBe(true);
    expect(changes.before).toEqual({ posts: 17, passages: 17, pillars: 0, themes: 2, unplaced: 1 });
    const sample = snapshotOf(sampleReport());
    expect(isNothing(changesBetween(sample, structuredClone(sample)))).toBe(true);
  });

  it("tells of new and gone posts, and of the themes that grew and shrank by them", () => {
    const changes = between(base, {
      themes: { Bread: posts("b", 0, 12), Tea: posts("t", 2, 6) },
      other: ["o0/x"],
    });
    expect(themeCalled(changes, "Bread")).toMatchObject({ gained: 2, lost: 0 });
    expect(themeCalled(changes, "Tea")).toMatchObject({ gained: 0, lost: 2 });
    expect(changes.posts.map(({ id, change }) => [id, change])).toEqual([
      ["b10", "new"],
      ["b11", "new"],
      ["t0", "gone"],
      ["t1", "gone"],
    ]);
    expect(changes.posts[0]).toMatchObject({
      to: [{ id: "t-Bread", label: "Bread", passages: 1 }],
      from: [],
    });
    expect(changes.posts.every(({ why }) => why === undefined)).toBe(true);
    expect(changes.after).toMatchObject({ posts: 17, unplaced: 1 });
  });

  it("knows an edited post by its passages and by where it lies, and the passages that stayed by their text", () => {
    const changes = between(
      { themes: { Bread: ["a/one", "a/two", "c/one"], Tea: ["d/one"] } },
      {
        themes: { Bread: ["a/one", "a/two", "a/three", "c/one"], Tea: ["d/other"] },
        posts: {
          a: { id: "a2", title: "Another title", path: "moved/a.md" },
          d: { id: "d2" },
        },
      },
    );
    expect(changes.posts).toMatchObject([
      { id: "a2", change: "edited", from: [{ passages: 2 }], to: [{ passages: 3 }] },
      { id: "d2", change: "edited" },
    ]);
    expect(changes.posts.map(({ why }) => why)).toEqual([undefined, undefined]);
    expect(themeCalled(changes, "Bread")).toMatchObject({ gained: 1, lost: 0 });
    expect(themeCalled(changes, "Tea")).toMatchObject({ gained: 1, lost: 1 });
  });

  it("takes no other row of a table for an edited post, where rows shift", () => {
    const at = (row: number, title: string) => ({ path: "posts.csv", record: `row ${row}`, title });
    const changes = between(
      { themes: { Bread: ["a/x", "b/y"] }, posts: { a: at(2, "A"), b: at(3, "B") } },
      {
        themes: { Bread: ["n/new", "a/x", "b/other"] },
        posts: { n: at(2, "N"), a: at(3, "A"), b: { ...at(4, "B"), id: "b2" } },
      },
    );
    expect(changes.posts.map(({ id, change }) => [id, change])).toEqual([
      ["n", "new"],
      ["b2", "edited"],
    ]);
  });

  it("says why a post's passages are in other themes: another fit, an edit, or another cut", () => {
    const changes = between(
      { themes: { Bread: ["a/x", "b/x", "c/x", "z/x"], Tea: ["d/x", "e/x"] } },
      {
        themes: { Bread: ["b/x", "e/x", "z/x"], Tea: ["a/x", "d/x", "b/new", "c/y"] },
        posts: { b: { id: "b2" } },
      },
    );
    const told = changes.posts.map(({ id, change, why }) => [id, change, why]);
    expect(told.sort()).toEqual([
      ["a", "moved", "a new fit"],
      ["b2", "edited", "an edit"],
      ["c", "cut", "another cut"],
      ["e", "moved", "a new fit"],
    ]);
    expect(changes.posts.find(({ id }) => id === "a")).toMatchObject({
      from: [{ label: "Bread" }],
      to: [{ label: "Tea" }],
    });
  });

  it("tells of a passage that is in no theme any more, and of one that found one", () => {
    const changes = between(
      { themes: { Bread: ["a/x", "b/x", "c/x"] }, other: ["d/x"] },
      { themes: { Bread: ["a/x", "b/x", "d/x"] }, other: ["c/x"] },
    );
    expect(changes.posts.map(({ id, to }) => [id, to])).toEqual([
      ["d", [{ id: "t-Bread", label: "Bread", passages: 1 }]],
      ["c", [{ label: "Other", passages: 1 }]],
    ]);
  });
});

describe("the line of a theme", () => {
  it("goes on under another id where three tenths of the passages are shared", () => {
    const under = (id: string, to: number): Sketch => ({
      themes: { Bread: { id, passages: posts("b", 0, to) } },
      other: posts("b", to, 10),
    });
    expect(between(under("t-1", 10), under("t-2", 10)).themes).toEqual([]);
    expect(between(under("t-1", 10), under("t-2", 3)).themes).toMatchObject([
      { before: { id: "t-1" }, after: { id: "t-2" }, gained: 0, lost: 7 },
    ]);
    expect(between(under("t-1", 10), under("t-2", 2)).themes).toMatchObject([
      { after: { id: "t-2" }, splitFrom: { id: "t-1", passages: 2 } },
      { before: { id: "t-1" }, splitInto: [{ id: "t-2", passages: 2 }] },
    ]);
  });

  it("says who renamed it", () => {
    const called = (label: string, labelSource: "keyword" | "chat" | "named"): Sketch => ({
      themes: { [label]: { id: "t-1", labelSource, passages: posts("b", 0, 4) } },
    });
    const by = (source: "keyword" | "chat" | "named") =>
      between(called("Bread", "keyword"), called("Loaves", source)).themes[0]?.renamedBy;
    expect([by("keyword"), by("chat"), by("named")]).toEqual([
      "a new fit",
      "the chat endpoint",
      "the editor",
    ]);
  });

  it("splits where a new theme is mostly made of it and has a fifth of it at least", () => {
    const before: Sketch = { themes: { Bread: posts("b", 0, 20), Tea: posts("t", 0, 10) } };
    const cut = (size: number, ofTea: number): Sketch => ({
      themes: {
        Bread: posts("b", size, 20),
        Tea: posts("t", ofTea, 10),
        Rye: [...posts("b", 0, size), ...posts("t", 0, ofTea)],
      },
    });
    const split = between(before, cut(4, 3));
    expect(themeCalled(split, "Bread").splitInto).toEqual([{ id: "t-Rye", label: "Rye", passages: 4 }]);
    expect(themeCalled(split, "Rye").splitFrom).toEqual({ id: "t-Bread", label: "Bread", passages: 4 });
    expect(themeCalled(between(before, cut(4, 4)), "Rye").splitFrom).toBeUndefined();
    expect(themeCalled(between(before, cut(3, 0)), "Rye").splitFrom).toBeUndefined();
    expect(themeCalled(between(before, cut(3, 0)), "Bread").splitInto).toEqual([]);
  });

  it("may end in its parts", () => {
    const parts = Object.fromEntries(
      [0, 1, 2, 3].map((part) => [`Part ${part}`, posts("b", 5 * part, 5 * part + 5)]),
    );
    const changes = between({ themes: { Bread: posts("b", 0, 20) } }, { themes: parts });
    const bread = themeCalled(changes, "Bread");
    expect(bread.after).toBeUndefined();
    expect(bread.splitInto.map(({ label }) => label)).toEqual(Object.keys(parts));
  });

  it("ends in the one that has more than a half of it", () => {
    const before: Sketch = {
      themes: { Bread: posts("b", 0, 20), Rye: posts("r", 0, 5), Oats: posts("o", 0, 4) },
    };
    const changes = between(before, {
      themes: { Bread: [...posts("b", 0, 20), ...posts("r", 0, 3), ...posts("o", 0, 2)] },
      other: [...posts("r", 3, 5), ...posts("o", 2, 4)],
    });
    expect(themeCalled(changes, "Bread").mergedFrom).toEqual([{ id: "t-Rye", label: "Rye", passages: 3 }]);
    expect(themeCalled(changes, "Rye").mergedInto).toEqual({ id: "t-Bread", label: "Bread", passages: 3 });
    expect(themeCalled(changes, "Oats").mergedInto).toBeUndefined();
  });

  it("is told by its number of now, and those that are gone behind", () => {
    const changes = between(
      { themes: { Gone: posts("g", 0, 3), Bread: posts("b", 0, 3), Tea: posts("t", 0, 3) } },
      { themes: { Tea: posts("t", 0, 4), Bread: posts("b", 0, 4), New: posts("n", 0, 2) } },
    );
    expect(changes.themes.map(({ before, after }) => (after ?? before)?.label)).toEqual([
      "Tea",
      "Bread",
      "New",
      "Gone",
    ]);
  });

  it("may lead to another pillar, and pillars come, go and are renamed", () => {
    const grouped = (pillarId: string, pillars: Sketch["pillars"]): Sketch => ({
      themes: { Bread: { pillarId, passages: posts("b", 0, 3) } },
      pillars: pillars ?? [],
    });
    const food = { id: "p-1", label: "Food" };
    const moved = between(grouped("p-1", [food]), grouped("p-2", [{ id: "p-2", label: "Drink" }]));
    expect(moved.themes).toMatchObject([{ regrouped: { from: "Food", to: "Drink" }, gained: 0 }]);
    expect(moved.pillars.map(({ label, change }) => [label, change])).toEqual([
      ["Drink", "new"],
      ["Food", "gone"],
    ]);
    const renamed = between(grouped("p-1", [food]), grouped("p-1", [{ id: "p-1", label: "Meals" }]));
    expect(renamed).toMatchObject({
      themes: [],
      pillars: [{ change: "renamed", was: "Food", label: "Meals" }],
    });
    expect(between(grouped("p-1", [food]), grouped("p-2", [{ id: "p-2", label: "Food" }]))).toMatchObject({
      themes: [],
      pillars: [],
    });
  });
});

describe("the account of a run", () => {
  const [one, other] = [snapshot(base), snapshot({ ...base, other: [] })];

  it("says that there was none before, or that there can be no comparison", () => {
    expect(accountOf(undefined, one)).toEqual({ account: { kind: "first" }, isUnchanged: false });
    const untold = { kind: "untold", reason: "It was edited." };
    expect(accountOf({ reason: "It was edited." }, one).account).toEqual(untold);
  });

  it("is that of the run before where nothing changed", () => {
    const { account } = accountOf({ snapshot: one }, other);
    expect(account).toMatchObject({ kind: "compared", posts: [{ id: "o0", change: "gone" }] });
    expect(accountOf({ snapshot: other, account }, other)).toEqual({ account, isUnchanged: true });
    expect(accountOf({ snapshot: other }, other).account).toEqual({ kind: "first" });
  });
});

it("costs no more than the passages and the pairs of themes that share one", () => {
  const many = (shift: number): Sketch => ({
    themes: Object.fromEntries(
      Array.from({ length: 200 }, (_, t) => [`T${t}`, posts("p", 200 * t + shift, 200 * (t + 1) + shift)]),
    ),
  });
  const sketches = [many(0), many(20)].map((each) => quick(each));
  const [before, after] = sketches;
  if (before === undefined || after === undefined) throw new Error("Expected two.");
  const changes = changesBetween(before, after);
  expect(changes.themes).toHaveLength(200);
  expect(changes.posts.filter(({ change }) => change === "moved")).toHaveLength(199 * 20);
});

/** `snapshot` for many posts of one passage each. */
function quick({ themes }: Sketch): ReturnType<typeof snapshot> {
  const labels = Object.keys(themes);
  const rows = Object.values(themes).flatMap((own, theme) =>
    (own as string[]).map((passage) => ({ id: passage.slice(0, -2), theme })),
  );
  return {
    themes: labels.map((label, i) => ({ id: label, number: i + 1, label, labelSource: "keyword" })),
    pillars: [],
    posts: rows.map(({ id }) => ({ id, path: id, title: id })),
    passages: {
      id: rows.map(({ id }) => id),
      text: rows.map(({ id }) => id),
      post: rows.map((_, i) => i),
      theme: rows.map(({ theme }) => theme),
    },
  };
}
