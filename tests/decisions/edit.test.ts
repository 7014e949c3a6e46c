import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.js";
import { edited } from "../../src/decisions/edit.js";
import { readDecisions } from "../../src/decisions/read.js";
import type { Decision, Decisions } from "../../src/shapes/decisions.js";
import { anyDecision, THEMES } from "./arbitrary.js";

const [go = {}, sites = {}, hiring = {}] = THEMES;

const HAND_WRITTEN = `# Our themes, as we talked them through in spring.


themes:
    # Nobody says Golang.
    - id:    t-00000000
      label: Go        # as it was called when decided
      rename: "Go, the language"


    - {label: Static sites, hidden: true}   # old hat

merge:
-   into: Hiring
    themes: [Interviews, Job ads]

# the end
`;

/** Takes decisions down as long as they don't contradict what is there. */
function withAll(text: string | undefined, decisions: readonly Decision[]): string | undefined {
  return decisions.reduce((now, decision) => {
    try {
      return edited(now, decision, "themes.yaml");
    } catch (error) {
      if (error instanceof UserError) return now;
      throw error;
    }
  }, text);
}

function decisionsIn(text: string | undefined): Decisions {
  return readDecisions(text ?? "", "themes.yaml").decisions;
}

/** The same whatever the order of the lists. */
function asSets(decisions: Decisions): unknown {
  const sorted = (values: unknown): unknown =>
    Array.isArray(values) ? values.map((value) => JSON.stringify(value)).sort() : values;
  return Object.fromEntries(
    Object.entries(decisions).map(([name, list]) => [name, name === "order" ? list : sorted(list)]),
  );
}

describe("an edit of themes.yaml", () => {
  it("makes a file that people can read", () => {
    const text = withAll(undefined, [
      { do: "rename", theme: go, name: "Golang" },
      { do: "note", on: go, note: "asked for by Ida" },
      { do: "merge", into: go, themes: [sites] },
    ]);
    expect(text)
      .toBe(`# What you decided about your themes: read by every run, written by \`throughline themes\` and by you.

themes:
  - id: t-00000000
    label: Go
    rename: Golang
    note: asked for by Ida

merge:
  - into:
      id: t-00000000
      label: Go
    themes:
      - id: t-00000001
        label: Static sites
`);
  });

  it("leaves every line that it doesn't touch as it stands", () => {
    const text = edited(HAND_WRITTEN, { do: "hide", theme: hiring, on: true }, "themes.yaml");
    const lines = HAND_WRITTEN.split("\n").filter((line) => line.trim() !== "");
    const gone = lines.filter((line) => !text.split("\n").includes(line));
    expect(gone).toEqual([]);
    expect(decisionsIn(text).themes).toHaveLength(3);
  });

  it("keeps the comments of what it takes out", () => {
    const text = edited(HAND_WRITTEN, { do: "rename", theme: go, name: null }, "themes.yaml");
    expect(text).toContain("Nobody says Golang.");
    expect(text).toContain("as it was called when decided");
    expect(decisionsIn(text).themes).toEqual([{ label: "Static sites", hidden: true }]);
  });

  it("keeps every comment, whatever is decided", () => {
    fc.assert(
      fc.property(fc.array(anyDecision, { maxLength: 12 }), (decisions) => {
        const text = withAll(HAND_WRITTEN, decisions) ?? "";
        for (const [, comment = ""] of HAND_WRITTEN.matchAll(/# (.*)/g)) expect(text).toContain(comment);
      }),
    );
  });

  it("gives a file that can be read again, and in which each decision stands", () => {
    fc.assert(
      fc.property(fc.array(anyDecision, { maxLength: 12 }), anyDecision, (before, last) => {
        const text = withAll(undefined, before);
        let after: string;
        try {
          after = edited(text, last, "themes.yaml");
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          return;
        }
        const once = decisionsIn(after);
        if (last.do === "rename") {
          const entry = once.themes.find(({ id }) => id === last.theme.id);
          expect(entry?.rename ?? null).toBe(last.name?.trim() ?? null);
        }
        // Deciding the same once more changes nothing.
        expect(asSets(decisionsIn(edited(after, last, "themes.yaml")))).toEqual(asSets(once));
      }),
    );
  });

  it("comes to the same in either order where two decisions don't touch one another", () => {
    const about = (theme: object) =>
      fc.oneof(
        fc.record({
          do: fc.constant("rename" as const),
          theme: fc.constant(theme),
          name: fc.constantFrom("A", "B"),
        }),
        fc.record({ do: fc.constant("hide" as const), theme: fc.constant(theme), on: fc.constant(true) }),
        fc.record({
          do: fc.constant("pin" as const),
          what: fc.constant([{ passage: { id: JSON.stringify(theme).length.toString().padStart(12, "0") } }]),
          to: fc.constant(theme),
        }),
      );
    fc.assert(
      fc.property(about(go), about(sites), fc.array(anyDecision, { maxLength: 5 }), (one, other, before) => {
        const start = withAll(undefined, before);
        const there = withAll(start, [one, other]);
        const back = withAll(start, [other, one]);
        expect(asSets(decisionsIn(there))).toEqual(asSets(decisionsIn(back)));
      }),
    );
  });

  it.each<[text: string, says: RegExp]>([
    [
      "themes:\n  - id: t-1\n    renam: x\n",
      /line 3: .*only id, label, rename.*got "renam"\. Did you mean "rename"/,
    ],
    ["theme: []\n", /line 1: .*the file.*Did you mean "themes"/],
    ["themes:\n  - rename: x\n", /line 2: .*`id`, `label` or both/],
    ["themes:\n  - {id: t-1, colour: blue}\n", /line 2: .*`themes\[0\]\.colour`.*1 to 20, got "blue"/],
    ["merge: x\n", /line 1: .*list of merges/],
    ["merge:\n  - into: Go\n    themes: []\n", /line 3: .*at least one theme/],
    ["pins:\n  - passage: abc\n", /line 2: .*`to` or does `not`/],
    ["\n\nmerge: [\n", /line 4: Expected YAML|line 3: Expected YAML/],
  ])("refuses a file with a mistake, by its line: %j", (text, says) => {
    expect(() => edited(text, { do: "hide", theme: go, on: true }, "themes.yaml")).toThrow(says);
  });

  it.each<[text: string, lines: [number, number]]>([
    ["themes:\n  - id: t-1\n    rename: A\n  - id: t-1\n    rename: B\n", [3, 5]],
    ["merge:\n  - into: A\n    themes: [C]\n  - into: B\n    themes: [C]\n", [3, 5]],
    ["merge:\n  - into: A\n    themes: [B]\n  - into: B\n    themes: [A]\n", [3, 5]],
    ["pins:\n  - passage: Some words\n    to: A\n  - passage: Some words\n    not: A\n", [2, 4]],
    ["boilerplate:\n  - keep: x\n  - remove: x\n", [2, 3]],
  ])("refuses decisions that contradict one another, with both lines: %j", (text, [one, other]) => {
    const says = new RegExp(`line ${one} and line ${other} of themes.yaml`);
    expect(() => edited(text, { do: "hide", theme: hiring, on: true }, "themes.yaml")).toThrow(says);
  });
});
