import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { obsidianExporter } from "../../../src/exporters/obsidian/obsidian.js";
import { linkWords, noteTag, noteText, propertyText } from "../../../src/exporters/obsidian/text.js";
import type { OutputFile } from "../../../src/shapes/exporter.js";
import type { Report } from "../../../src/shapes/report.js";
import { safeName } from "../../../src/text/file-names.js";
import { ODD_REPORTS } from "../../helpers/odd-reports.js";
import { sampleReport } from "../../helpers/sample-report.js";
import { HOSTILE_TITLES, withHostility, withNearest } from "../../helpers/tool-reports.js";

const REPORTS: Record<string, Report> = {
  ...ODD_REPORTS,
  "near posts": withNearest(sampleReport()),
  "hostile texts everywhere": withHostility(sampleReport()),
};

/** The notes by their paths in the vault, without ending. */
function vaultOf(report: Report): Map<string, string> {
  return new Map(
    obsidianExporter.render(report).map(({ path, content }) => {
      expect(path).toMatch(/^obsidian\/.+\.md$/);
      return [path.replace(/^obsidian\//, "").replace(/\.md$/, ""), content];
    }),
  );
}

function propertiesOf(note: string): Record<string, unknown> {
  const [, matter] = /^---\n([^]*?)\n---\n/.exec(note) ?? [];
  expect(matter).toBeDefined();
  return parse(matter ?? "", { strict: true }) as Record<string, unknown>;
}

/** What a note links to or embeds. */
function targetsIn(note: string): string[] {
  return Array.from(note.matchAll(/\[\[([^\]|]*)/g), ([, target]) => target ?? "");
}

describe.each(Object.entries(REPORTS))("a vault of %s", (_, report) => {
  const vault = vaultOf(report);

  it("has a note for each theme and each post, and one for all", () => {
    expect(vault.size).toBe(1 + report.themes.length + report.posts.length);
  });

  it("has no link that leads nowhere", () => {
    for (const note of vault.values()) {
      for (const target of targetsIn(note)) expect(vault.has(target), target).toBe(true);
    }
  });

  it("has properties that read back as they were", () => {
    const notes = [...vault]
      .filter(([path]) => path.startsWith("posts/"))
      .map(([, note]) => propertiesOf(note));
    const byId = new Map(notes.map((properties) => [properties["post_id"], properties]));
    for (const { id, title, path, date, words, author, themes } of report.posts) {
      const properties = byId.get(id);
      expect(properties).toMatchObject({
        ...{ type: "post", words, title: propertyText(title.trim() === "" ? path : title) },
        ...(date !== undefined && { date }),
        ...(author !== undefined && { author: propertyText(author) }),
      });
      expect(properties?.["themes"] ?? []).toHaveLength(themes.length);
      expect((properties?.["tags"] as string[])[0]).toBe("throughline/post");
    }
    for (const [path, note] of vault)
      if (path.startsWith("themes/")) expect(propertiesOf(note)["type"]).toBe("theme");
  });

  it("has names that every system takes, each once", () => {
    const names = [...vault.keys()].map((path) => path.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    for (const path of vault.keys()) {
      const name = path.split("/").at(-1) ?? "";
      expect(name).not.toMatch(/[<>:"/\\|?*#^[\]%`{}$=\u0000-\u001f\u202e]|^[ .]|[ .]$/);
      expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i);
      expect(name.length).toBeLessThan(130);
    }
  });

  it("runs nothing, hides nothing and embeds nothing that a post says", () => {
    for (const note of vault.values()) {
      expect(note).not.toMatch(/<%|<script|\u202e/);
      const body = note.replace(/^---\n[^]*?\n---\n/, "");
      expect(body).not.toMatch(/%%|==|::|\{\{|!\[\[/);
      // What is left of marks of code is escaped.
      expect(body.replace(/\\`/g, "")).not.toContain("`");
    }
  });
});

describe("a post's note", () => {
  it("says what there is to say", () => {
    const report = withNearest(sampleReport());
    const vault = vaultOf(report);
    const note = vault.get("posts/2023-02-08 Nobody asked for this change") ?? "";
    expect(note).toContain("# Nobody asked for this change");
    expect(note).toMatch(/^- \[\[themes\/Change management\|Change management\]\]: \d+%$/m);
    expect(note).toMatch(
      /^## Posts near it\n\n- \[\[posts\/2023-03-01 The spreadsheet that was our product\|/m,
    );
    expect(note).toMatch(/^## What it says$/m);
    expect(vault.get("themes/Change management")).toMatch(/^> — |^> \[\[posts\//m);
    expect(vault.get("Themes")).toContain("[[themes/Change management|Change management]]: ");
  });
});

describe("texts in notes", () => {
  it.each(HOSTILE_TITLES.filter((title) => title.trim() !== ""))(
    "%j make a name, a link and a text",
    (title) => {
      expect(safeName(title)).not.toBe("");
      expect(linkWords(title)).not.toMatch(/[[\]|<>`^%#=]/);
      expect(noteText(title)).not.toMatch(/<|%|=|::/);
      expect(propertyText(title)).not.toContain("[[");
    },
  );

  it.each([
    ["release notes", "release-notes"],
    ["R&D / tools", "R-D-tools"],
    ["2024", "_2024"],
    ["日本語", "日本語"],
    ["#", undefined],
  ])("the tag %j becomes %j", (tag, expected) => {
    expect(noteTag(tag)).toBe(expected);
  });

  it.each([
    ["=1", "&#61;1"],
    ["\\=2", "\\\\&#61;2"],
    ["100%", "100&#37;"],
  ])("%j reads the same as %j", (text, expected) => {
    expect(noteText(text)).toBe(expected);
  });
});

it("gives a note the same name as before when a later post has its title", () => {
  const report = sampleReport();
  const [first] = report.posts;
  if (first === undefined) throw new Error("Expected a post.");
  const names = (posts: Report["posts"]): string[] =>
    obsidianExporter
      .render({ ...report, posts, themes: [], pillars: [], passages: [], threads: [] })
      .map(({ path }: OutputFile) => path);
  const own = { ...first, themes: [] };
  const [, before] = names([own]);
  expect(names([own, { ...own, id: "later" }])).toEqual([
    "obsidian/Themes.md",
    before,
    before?.replace(/\.md$/, " later.md"),
  ]);
});
