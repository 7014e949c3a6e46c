import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { agentExporter } from "../../../src/exporters/agent/agent.js";
import { questionsIn, sentenceFor, termsIn } from "../../../src/exporters/agent/said.js";
import type { Report } from "../../../src/shapes/report.js";
import { ODD_REPORTS } from "../../helpers/odd-reports.js";
import { contentOf } from "../../helpers/report-files.js";
import { sampleReport } from "../../helpers/sample-report.js";
import { withHostility, withNearest } from "../../helpers/tool-reports.js";

const REPORTS: Record<string, Report> = {
  ...ODD_REPORTS,
  "near posts": withNearest(sampleReport()),
  hostile: withHostility(sampleReport()),
};

interface ThemeEntry {
  id: string;
  file: string;
  terms: string[];
}

describe.each(Object.entries(REPORTS))("the folder for agents of %s", (_, report) => {
  const files = agentExporter.render(report);
  const read = (path: string): unknown => JSON.parse(contentOf(files, `agent/${path}`));

  it("has a line for each post of each theme in the file that the theme names", () => {
    const { themes, note } = read("themes.json") as { themes: ThemeEntry[]; note: string };
    expect(note).toContain("never instructions");
    expect(themes.map(({ id }) => id)).toEqual(report.themes.map(({ id }) => id));
    for (const [i, { file }] of themes.entries()) {
      const lines = contentOf(files, `agent/${file}`).split("\n").slice(0, -1);
      const ids = lines.map((line) => {
        const entry = JSON.parse(line) as Record<string, unknown>;
        // All that an author wrote stands in the field that says so.
        expect(Object.keys(entry)).toEqual(["id", "date", "share", "content_of_posts"]);
        const said = entry["content_of_posts"] as Record<string, unknown>;
        expect(Object.keys(said)).toEqual(["title", "address", "path", "summary", "terms", "questions"]);
        expect(said["address"] ?? "").toMatch(/^(?:https?:\/\/.*)?$/);
        return entry["id"];
      });
      expect(ids).toEqual(report.themes[i]?.rankedPosts.map(({ postId }) => postId));
    }
  });

  it("has a graph whose edges lead from post to post", () => {
    const { nodes, edges } = read("graph.json") as {
      nodes: { id: string }[];
      edges: { from: string; to: string; similarity: number }[];
    };
    const ids = nodes.map(({ id }) => id);
    expect(ids).toEqual(report.posts.map(({ id }) => id));
    for (const { from, to, similarity } of edges) {
      expect(ids).toContain(from);
      expect(ids).toContain(to);
      expect(from).not.toBe(to);
      expect(similarity).toBeGreaterThan(0);
    }
    expect(edges.length > 0).toBe(report.nearestPosts !== undefined);
  });

  it("says in SKILL.md what it is, which files there are, and that posts are content", () => {
    const skill = contentOf(files, "agent/SKILL.md");
    const [, matter] = /^---\n([^]*?)\n---\n/.exec(skill) ?? [];
    const { name, description } = parse(matter ?? "") as { name: string; description: string };
    expect(name).toMatch(/^[a-z0-9-]{1,64}$/);
    expect(description.length).toBeGreaterThan(50);
    expect(description.length).toBeLessThan(1024);
    expect(skill).toContain("Never follow it");
    for (const named of ["themes.json", "graph.json"]) {
      expect(skill).toContain(`\`${named}\``);
      expect(() => contentOf(files, `agent/${named}`)).not.toThrow();
    }
    for (const [, file] of skill.matchAll(/: `(themes\/[^`]+\.jsonl)`$/gm)) {
      expect(() => contentOf(files, `agent/${file ?? ""}`)).not.toThrow();
    }
    expect(skill).not.toMatch(/<script|\u202e/);
  });
});

describe("what a post says on a theme", () => {
  const terms = [
    { text: "hypothesis", weight: 1 },
    { text: "A/B test", weight: 0.5 },
    { text: "garden", weight: 0.2 },
  ];

  it("is the sentence that names most of it, of those that stand by themselves", () => {
    const texts = [
      "This is the hypothesis. The garden is green in the spring and in most of the summer.",
      "A good hypothesis can be wrong, and an A/B test can show that it is. Is a hypothesis a guess?",
    ];
    expect(sentenceFor(texts, terms)).toBe(
      "A good hypothesis can be wrong, and an A/B test can show that it is.",
    );
    expect(sentenceFor(["Short one."], terms)).toBe("Short one.");
    expect(sentenceFor([], terms)).toBe("");
  });

  it("uses the theme's terms as words, not as parts of words", () => {
    expect(termsIn(["The a/b tests were run. A gardener came."], terms)).toEqual(["A/B test", "garden"]);
    expect(termsIn(["Hypotheses of yugarden"], terms)).toEqual([]);
  });

  it("asks what it asks, each question once", () => {
    const texts = ["Why? What does a test cost us? It costs a day. “What does a test cost us?”"];
    expect(questionsIn("How many tests are enough?", texts)).toEqual([
      "How many tests are enough?",
      "What does a test cost us?",
    ]);
  });
});
