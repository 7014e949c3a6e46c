import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { readDecisions } from "../../../src/decisions/read.js";
import { UserError } from "../../../src/errors.js";
import { meanDirections } from "../../../src/math/centroids.js";
import { createRandom } from "../../../src/math/random.js";
import { normalizeRows, row, zeros } from "../../../src/math/matrix.js";
import type { Clustering } from "../../../src/shapes/clustering.js";
import type { Decisions } from "../../../src/shapes/decisions.js";
import type { Embeddings } from "../../../src/shapes/embeddings.js";
import type { Naming } from "../../../src/shapes/fit.js";
import { replay, type Replayed } from "../../../src/stages/reconcile/replay/replay.js";
import type { ReplayInput } from "../../../src/stages/reconcile/replay/sources.js";
import { partId } from "../../../src/stages/reconcile/replay/names.js";
import { passageOf, postOf } from "../../helpers/passages.js";

/** Six themes of eight passages; the first has two sub-themes of four; two passages are in none. */
const THEMES = 6;
const EACH = 8;
const COUNT = THEMES * EACH + 2;
const DIMS = 12;

const labels = ["Go", "Rust", "Kanban", "Hiring", "Strategy", "Metrics"];
const ids = labels.map((_, t) => `t-0000000${t}`);
const ref = (t: number): { id: string; label: string } => ({ id: ids[t] ?? "", label: labels[t] ?? "" });
const rowsOf = (t: number): number[] => Array.from({ length: EACH }, (_, n) => t * EACH + n);
const passages = Array.from({ length: COUNT }, (_, i) =>
  passageOf(i, { postId: `post-${Math.floor(i / 2)}` }),
);
const posts = Array.from({ length: COUNT / 2 }, (_, p) => postOf(`post-${p}`, { title: `Title ${p}` }));
const idOf = (i: number): string => passages[i]?.id ?? "";

function embeddings(): Embeddings {
  const random = createRandom(7);
  const matrix = zeros(COUNT, DIMS);
  for (let i = 0; i < COUNT; i++) {
    const own = row(matrix, i);
    own.forEach((_, d) => (own[d] = 0.2 * random.next()));
    const theme = Math.floor(i / EACH);
    own[theme]! += 1;
    // The second half of the first theme lies apart.
    if (theme === 0 && i >= EACH / 2) own[DIMS - 1]! += 1;
  }
  return { ...normalizeRows(matrix), unknown: [], modelKey: "test" };
}

const vectors = embeddings();

function clustering(): Clustering {
  const assignment = Int32Array.from({ length: COUNT }, (_, i) =>
    i < THEMES * EACH ? Math.floor(i / EACH) : -1,
  );
  const sub = Int32Array.from({ length: COUNT }, (_, i) => (i < EACH ? Math.floor(i / 4) : -1));
  return {
    assignment,
    nearest: assignment.map((t) => Math.max(0, t)),
    second: assignment.map((t) => (t < 0 ? -1 : (t + 1) % THEMES)),
    confidence: Float32Array.from(assignment, (t) => (t < 0 ? 0 : 0.7)),
    reasons: Array.from(assignment, (t) => (t < 0 ? "far" : "")),
    centroids: meanDirections(
      vectors,
      assignment.map((t) => Math.max(0, t)),
    ),
    k: THEMES,
    stability: new Float32Array(THEMES).fill(0.8),
    subthemes: {
      assignment: sub,
      parents: Int32Array.from([0, 0]),
      centroids: meanDirections(
        vectors,
        sub.map((s) => Math.max(0, s)),
      ),
    },
    evidence: [],
    choice: "",
  };
}

const naming = (label: string): Naming => ({ label, wording: label, isNamed: true, terms: [], fit: 1 });

function replayOf(text: string, near?: Int32Array): Replayed {
  const input: ReplayInput = {
    file: readDecisions(text, "themes.yaml"),
    ...{ posts, passages, embeddings: vectors },
    clustering: clustering(),
    themes: labels.map((label, t) => ({ id: ids[t] ?? "", label, number: t + 1 })),
    named: {
      themes: labels.map(naming),
      subthemes: [[naming("Goroutines"), naming("Go modules")], [], [], [], [], []],
    },
    near: { assignment: near ?? new Int32Array(COUNT).fill(-1) },
    phrases: new Map(),
  };
  return replay(input);
}

const replayed = (decisions: Partial<Decisions>): Replayed => replayOf(stringify(decisions));

/** The id of the theme of each passage, `""` for none. */
function placesOf({ clustering: { assignment }, groups }: Replayed): string[] {
  return Array.from(assignment, (t) => groups[t]?.id ?? "");
}

const before = placesOf(replayOf(""));
const statusesOf = ({ outcomes }: Replayed): string[] => outcomes.all().map(({ status }) => status);

describe("replaying decisions", () => {
  it("changes nothing where nothing is decided", () => {
    const { clustering: after, groups } = replayOf("");
    expect({ ...after, names: undefined }).toEqual({
      ...clustering(),
      second: after.second,
      names: undefined,
    });
    expect(groups.map(({ id, number, remade }) => ({ id, number, remade }))).toEqual(
      ids.map((id, t) => ({ id, number: t + 1, remade: false })),
    );
  });

  it("merges: the one has the passages of all, the others keep theirs and their numbers", () => {
    const {
      clustering: after,
      groups,
      ...rest
    } = replayed({ merge: [{ into: ref(1), themes: [ref(2), ref(4)] }] });
    const places = placesOf({ clustering: after, groups, ...rest });
    expect(places).toEqual(before.map((id) => (id === ids[2] || id === ids[4] ? ids[1] : id)));
    expect(groups.map(({ number }) => number)).toEqual([1, 2, 4, 6]);
    expect(groups[1]?.parts).toEqual([{ theme: 1 }, { theme: 2 }, { theme: 4 }]);
    expect([...after.second].every((second, i) => second < 0 || second !== after.assignment[i])).toBe(true);
  });

  it("splits by a sub-theme, and by examples", () => {
    const bySub = replayed({ split: [{ ...ref(0), into: [{ name: "Modules", subtheme: "go modules" }] }] });
    const part = partId("t-00000000", "Modules");
    expect(placesOf(bySub)).toEqual(before.map((id, i) => (i >= 4 && i < EACH ? part : id)));
    const examples = [{ id: idOf(4) }, { id: idOf(5) }];
    const byExamples = replayed({ split: [{ ...ref(0), into: [{ name: "Modules", passages: examples }] }] });
    expect(placesOf(byExamples)).toEqual(placesOf(bySub));
    expect(byExamples.groups.at(-1)).toMatchObject({
      id: part,
      number: THEMES + 1,
      name: "Modules",
      remade: true,
    });
  });

  it("falls back on the examples where the sub-theme is gone, and says so where there are none", () => {
    const examples = [{ id: idOf(4) }, { id: idOf(5) }];
    const kept = replayed({
      split: [{ ...ref(0), into: [{ name: "M", subtheme: "Gone", passages: examples }] }],
    });
    expect(statusesOf(kept)).toEqual(["applied"]);
    const lost = replayed({ split: [{ ...ref(0), into: [{ name: "M", subtheme: "Gone" }] }] });
    expect(lost.outcomes.all()).toMatchObject([
      { status: "unmet", reason: expect.stringContaining("no sub-theme “Gone”") as string },
    ]);
    expect(placesOf(lost)).toEqual(before);
  });

  it("merges before it splits, and splits before a part goes elsewhere, whatever stands first", () => {
    const modules = { name: "Modules", subtheme: "Go modules" };
    const decisions: Partial<Decisions> = {
      merge: [
        { into: ref(3), themes: [{ label: "Modules" }] },
        { into: ref(0), themes: [ref(5)] },
      ],
      split: [{ ...ref(0), into: [modules, { name: "Metrics part", subtheme: "Metrics" }] }],
    };
    const places = placesOf(replayed(decisions));
    expect(places.slice(0, 4)).toEqual(before.slice(0, 4));
    expect(new Set(places.slice(4, EACH))).toEqual(new Set([ids[3]]));
    expect(new Set(rowsOf(5).map((i) => places[i]))).toEqual(new Set([partId("t-00000000", "Metrics part")]));
  });

  it("pins a passage before its post, and moves what is pinned away to the nearest other", () => {
    const result = replayed({
      pins: [
        { passage: { id: idOf(0) }, to: ref(2) },
        { post: { title: "Title 0" }, to: ref(3) },
        { passage: { text: passages[10]?.text.slice(0, 30) ?? "" }, not: ref(1) },
        { passage: { id: idOf(COUNT - 1) }, to: ref(5) },
      ],
    });
    const places = placesOf(result);
    expect([places[0], places[1], places[COUNT - 1]]).toEqual([ids[2], ids[3], ids[5]]);
    expect(places[10]).not.toBe(ids[1]);
    expect(places[10]).not.toBe("");
    expect(result.clustering.confidence[0]).toBe(1);
    expect(result.clustering.reasons[COUNT - 1]).toBe("");
  });

  it("follows a pin into the theme that its theme went into", () => {
    const decisions = {
      merge: [{ into: ref(1), themes: [ref(2)] }],
      pins: [{ passage: { id: idOf(0) }, to: ref(2) }],
    };
    expect(placesOf(replayed(decisions))[0]).toBe(ids[1]);
  });

  it("gives a declared theme what is near, and the rest of a theme of which that is most", () => {
    const near = new Int32Array(COUNT).fill(-1);
    for (const i of [...rowsOf(3).slice(0, 6), ...rowsOf(4).slice(0, 2)]) near[i] = 0;
    const result = replayOf("declare:\n  - name: People\n", near);
    const people = result.groups.at(-1)?.id;
    expect(rowsOf(3).map((i) => placesOf(result)[i])).toEqual(rowsOf(3).map(() => people));
    expect(result.themeOf("t-00000003")).toBe(people);
    expect(result.groups.map(({ id }) => id)).toContain(ids[4]);
  });

  it("tells of what can't be met, with what would mend it, and does the rest", () => {
    const result = replayOf(
      "merge:\n  - into: Go\n    themes: [Rusty, Kanban]\npins:\n  - passage: No such words\n    to: Go\n",
    );
    expect(result.outcomes.all()).toMatchObject([
      { line: 3, status: "unmet", reason: expect.stringContaining("did you mean “Rust”") as string },
      { line: 3, status: "applied" },
      { line: 5, status: "unmet", reason: "the passage is gone" },
    ]);
    expect(result.groups.map(({ id }) => id)).not.toContain(ids[2]);
  });

  it("refuses decisions that contradict one another under two names, with both lines", () => {
    const text = "merge:\n  - into: Go\n    themes: [Kanban]\n  - into: Rust\n    themes: [t-00000002]\n";
    expect(() => replayOf(text)).toThrow(/line 3 and line 5/);
    const circle = `merge:
  - into: Go
    themes: [Part]
split:
  - label: Rust
    into: [{ name: Part, phrases: [x], passages: [{ id: ${idOf(9)} }] }]
  - label: Go
    into: [{ name: Other, passages: [{ id: ${idOf(0)} }] }]
`;
    expect(placesOf(replayOf(circle))[9]).toBe(ids[0]);
    const back = circle.replace("into: Go\n", "into: Rust\n");
    expect(statusesOf(replayOf(back))).not.toContain("unmet");
  });
});

const anyTheme = fc.integer({ min: 0, max: THEMES - 1 }).map(ref);
const anyPassage = fc.integer({ min: 0, max: COUNT - 1 }).map((i) => ({ id: idOf(i) }));
const anyDecisions: fc.Arbitrary<Partial<Decisions>> = fc.record({
  merge: fc.uniqueArray(
    fc.record({
      into: anyTheme,
      themes: fc.uniqueArray(anyTheme, { minLength: 1, maxLength: 2, selector: ({ id }) => id }),
    }),
    {
      maxLength: 3,
      selector: ({ into }) => into.id,
    },
  ),
  split: fc.uniqueArray(
    fc.record({
      id: anyTheme.map(({ id }) => id),
      into: fc.uniqueArray(
        fc.record({
          name: fc.constantFrom("One", "Two"),
          passages: fc.array(anyPassage, { minLength: 1, maxLength: 3 }),
        }),
        { minLength: 1, selector: ({ name }) => name },
      ),
    }),
    { maxLength: 2, selector: ({ id }) => id },
  ),
  pins: fc.uniqueArray(
    fc.oneof(
      fc.record({ passage: anyPassage, to: anyTheme }),
      fc.record({ passage: anyPassage, not: anyTheme }),
    ),
    { maxLength: 4, selector: ({ passage }) => passage.id },
  ),
});

describe("whatever is decided", () => {
  /** Undefined for decisions that contradict one another. */
  const tried = (decisions: Partial<Decisions>): Replayed | undefined => {
    try {
      return replayed(decisions);
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  };

  it("loses no passage, leaves no theme empty, and tells of every decision", () => {
    fc.assert(
      fc.property(anyDecisions, (decisions) => {
        const result = tried(decisions);
        if (result === undefined) return;
        const places = placesOf(result);
        before.forEach((id, i) => {
          // What must not be in the only theme that is left is in none.
          if (id !== "" && result.clustering.k > 1) expect(places[i]).not.toBe("");
        });
        const { assignment, k, subthemes, centroids } = result.clustering;
        expect(new Set([...assignment].filter((t) => t >= 0)).size).toBe(k);
        expect(centroids.rows).toBe(k);
        expect(result.groups.map(({ parts }) => parts.length)).toEqual(
          result.groups.map((_, t) => [...subthemes.parents].filter((parent) => parent === t).length),
        );
        subthemes.assignment.forEach((sub, i) => {
          const theme = assignment[i] ?? -1;
          expect(sub < 0 ? -1 : subthemes.parents[sub]).toBe(
            theme >= 0 && (result.groups[theme]?.parts.length ?? 0) > 0 ? theme : -1,
          );
        });
        const told = result.outcomes.all().length;
        const made =
          (decisions.merge ?? []).flatMap(({ themes }) => themes).length +
          (decisions.split ?? []).length +
          (decisions.pins ?? []).length;
        expect(told).toBeGreaterThanOrEqual(made);
      }),
      { numRuns: 300 },
    );
  });

  it("comes to the same in whatever order it stands in the file", () => {
    fc.assert(
      fc.property(anyDecisions, (decisions) => {
        const lists = Object.entries(decisions);
        const turned = Object.fromEntries(
          lists.toReversed().map(([name, list]) => [name, list.toReversed()]),
        );
        const [there, back] = [tried(decisions), tried(turned)];
        expect(back === undefined).toBe(there === undefined);
        if (there === undefined || back === undefined) return;
        expect(placesOf(back)).toEqual(placesOf(there));
        expect(back.groups).toEqual(there.groups);
        expect(back.clustering.subthemes).toEqual(there.clustering.subthemes);
      }),
      { numRuns: 300 },
    );
  });
});
