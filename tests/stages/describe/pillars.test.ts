import { describe, expect, it } from "vitest";
import { pillarsFrom } from "../../../src/stages/describe/pillars.js";
import type { Naming } from "../../../src/shapes/fit.js";
import type { Theme } from "../../../src/shapes/theme.js";

const unnamed: Naming = { wording: "", label: "", isNamed: false, terms: [], fit: 0 };

/** The label of a pillar for which there is no wider name, of themes called so inside a sentence. */
function labelOf(...wordings: string[]): string | undefined {
  const themes = wordings.map((wording, t) => {
    const theme: Partial<Theme> = {
      ...{ id: `t-${t}`, terms: [] },
      label: wording.charAt(0).toUpperCase() + wording.slice(1),
    };
    return theme as Theme;
  });
  const group = wordings.map((_, t) => t);
  const members = wordings.map(() => ({ all: [], distinct: [] }));
  return pillarsFrom([group], [unnamed], wordings, themes, members, [], "and")[0]?.label;
}

describe("pillarsFrom", () => {
  it("joins the names of the two largest themes, the second as it stands inside a sentence", () => {
    expect(labelOf("kanban", "metrics", "hiring")).toBe("Kanban and metrics");
    expect(labelOf("open door", "Taiwan")).toBe("Open door and Taiwan");
  });

  it("joins no name that is double itself", () => {
    expect(labelOf("plans and dates", "kanban", "metrics")).toBe("Kanban and metrics");
    expect(labelOf("kanban", "plans and dates")).toBe("Kanban");
  });

  it("calls the pillar of one theme as the theme", () => {
    expect(labelOf("kanban")).toBe("Kanban");
  });
});
