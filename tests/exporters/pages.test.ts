import { createHash } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import type { Element } from "hast";
import rehypeParse from "rehype-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { describe, expect, it } from "vitest";
import { appData } from "../../src/exporters/html/app-data.js";
import { fromSubfolder } from "../../src/text/links.js";
import { exporters } from "../../src/exporters/registry.js";
import type { Report } from "../../src/shapes/report.js";
import { withoutScripts } from "../helpers/report-files.js";
import { ODD_REPORTS as REPORTS } from "../helpers/odd-reports.js";
import { sampleReport } from "../helpers/sample-report.js";

function render(report: Report): Map<string, string> {
  const files = exporters.flatMap((exporter) => exporter.render(report));
  return new Map(files.map(({ path, content }) => [path, content]));
}

function page(files: Map<string, string>, path: string): string {
  const content = files.get(path);
  if (content === undefined) throw new Error(`Expected ${path} among ${[...files.keys()].join(", ")}.`);
  return content;
}

const sample = sampleReport();

/** Every shape that a real run can have. */

describe.each(Object.entries(REPORTS))("the pages of %s", (_name, report) => {
  const files = render(report);

  it("hold no NaN, undefined, null or broken date", () => {
    for (const [path, content] of files) {
      expect(
        `${path}: ${/\b(NaN|undefined|Infinity|Invalid Date|null)\b|\[object/.exec(withoutScripts(content))?.[0] ?? "clean"}`,
      ).toBe(`${path}: clean`);
    }
  });

  it("are the same every time", () => {
    expect([...render(report)]).toEqual([...files]);
  });

  it("lead only to files of the folder and to posts", () => {
    const hrefs = new Set(report.posts.map((post) => post.href));
    for (const [path, content] of files) {
      if (!path.endsWith(".md")) continue;
      const depth = path.includes("/") ? "themes/" : "";
      for (const [, target = ""] of content.matchAll(/(?<!\\)\]\(([^)]+)\)/g)) {
        const href = decodeURI(target.replaceAll("&amp;", "&"));
        const isFile = files.has(new URL(target, `https://x.invalid/${depth}`).pathname.slice(1));
        const isPost = [...hrefs].some((own) => decodeURI(depth === "" ? own : fromSubfolder(own)) === href);
        expect(`${path} → ${target}: ${isFile || isPost}`).toBe(`${path} → ${target}: true`);
      }
    }
  });

  it("have anchors for every link within report.html", () => {
    const html = page(files, "report.html");
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });
});

describe("report.html", () => {
  const whole = page(render(sample), "report.html");
  const html = withoutScripts(whole);

  it("lets no text of a post become markup", () => {
    const elements: Element[] = [];
    visit(unified().use(rehypeParse).parse(html), "element", (element) => {
      elements.push(element);
    });
    const names = new Set(elements.map((element) => element.tagName));
    const active = ["script", "iframe", "object", "embed", "form", "link", "base", "img", "image", "input"];
    expect(active.filter((name) => names.has(name))).toEqual([]);
    const attributes = new Set(elements.flatMap((element) => Object.keys(element.properties)));
    expect([...attributes].filter((name) => /^(on|style$|src)/i.test(name))).toEqual([]);
    expect(html).not.toContain("<!--");
    expect(html).toContain("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;!-- hidden");
    expect(html).not.toMatch(/[\u2028\u2029\u202a-\u202e\u2066-\u2069]|(?!\n)\p{Cc}/u);
  });

  it("links to http(s), files and anchors only", () => {
    for (const [, href] of html.matchAll(/href="([^"]*)"/g))
      expect(href).toMatch(/^(https?:\/\/|#|\.\.\/|[\w-]+\.csv|themes\/)/);
  });

  it("allows its own style sheet and script by hash, and nothing else", () => {
    const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("base64");
    const scripts = [...whole.matchAll(/<script( [^>]*)?>([^]*?)<\/script>/g)];
    expect(scripts.map(([, attributes]) => attributes)).toEqual([
      undefined,
      ' type="application/octet-stream" id="report-data"',
    ]);
    const style = /<style>([^]*?)<\/style>/.exec(html)?.[1] ?? "";
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/
      .exec(html)?.[1]
      ?.replaceAll("&#39;", "'");
    expect(policy).toBe(
      [
        "default-src 'none'",
        `script-src 'sha256-${sha256(scripts[0]?.[2] ?? "")}'`,
        `style-src 'sha256-${sha256(style)}'`,
        "img-src data:",
        "connect-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
      ].join("; "),
    );
    expect(html.match(/<style/g)).toHaveLength(1);
    expect(style).not.toMatch(/url\(|@import/);
  });

  it("loads nothing from the network", () => {
    const withoutLinks = html.replace(/href="[^"]*"/g, "").replace(/xmlns="[^"]*"/g, "");
    expect(withoutLinks).not.toMatch(/https?:/);
  });

  it("carries the data packed, and stays small", () => {
    const data = /id="report-data">([A-Za-z0-9+/=]+)<\/script>/.exec(whole)?.[1] ?? "";
    const unpacked: unknown = JSON.parse(inflateRawSync(Buffer.from(data, "base64")).toString("utf8"));
    expect(unpacked).toEqual(appData(sample));
    // Ten thousand passages of 120 words are to fit into 5 MB: about 500 characters each, in base64.
    const text = sample.passages.reduce((sum, passage) => sum + passage.text.length, 0);
    expect(data.length).toBeLessThan(0.75 * text + 20_000);
  });

  it("is a page that can be read without a mouse or eyes", () => {
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('<a class="skip" href="#themes">');
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html.match(/<(header|main|footer)[ >]/g)).toHaveLength(3);
    expect([...html.matchAll(/<svg[^>]*>/g)].every(([tag]) => /role="|aria-hidden="true"/.test(tag))).toBe(
      true,
    );
    expect([...html.matchAll(/<blockquote>/g)].length).toBe(
      sample.themes.reduce((n, t) => n + t.quotations.length, 0),
    );
  });

  it("reaches AA contrast for text, light and dark", () => {
    const style = /<style>([^]*?)<\/style>/.exec(html)?.[1] ?? "";
    const [light, dark] = [...style.matchAll(/:root \{([^}]*)\}/g)].map(([, body]) => body ?? "");
    for (const rules of [light ?? "", dark ?? ""]) {
      const colour = (name: string): string => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(rules)?.[1] ?? "";
      for (const text of ["ink", "muted", "link"]) {
        for (const ground of ["page", "card", "tint"]) {
          expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
        }
      }
    }
  });
});

describe("the Markdown pages", () => {
  const files = render(sample);

  it("are a report, a plan, what changed, and a page per theme", () => {
    const pages = [...files.keys()].filter((path) => path.endsWith(".md"));
    const ofThemes = sample.themes.map(({ slug }) => `themes/${slug}.md`);
    expect(pages).toEqual(["report.md", "plan.md", "changes.md", ...ofThemes]);
  });

  it("quote with a link, the headings and the very characters", () => {
    const theme = page(files, "themes/01-change-management.md");
    expect(theme).toContain(
      "> — [The grief curve of a reorganisation](../../posts/08%20essay%20%28draft%29.md) › Part 2, 23 Aug 2023 (characters ",
    );
    expect(theme.match(/^> — /gm)).toHaveLength(sample.themes[0]?.quotations.length ?? 0);
  });

  it("hold no markup but their own", () => {
    for (const [path, content] of files) {
      if (!path.endsWith(".md")) continue;
      const tags = [...content.matchAll(/<\/?([a-z!][a-z-]*)/gi)].map(([, tag]) => tag);
      expect(tags.filter((tag) => tag !== "details" && tag !== "summary")).toEqual([]);
    }
  });

  it("plan by proposals, then in groups, and say when only in passing", () => {
    const plan = page(files, "plan.md");
    const headings = [...plan.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(headings).toEqual(["Proposals", "Calendar", "Overdue", "Steady", "Dormant", "Only in passing"]);
    expect(plan).toMatch(/^### 1\. Come back to “/m);
    expect(plan).toContain("11 Oct 2023, 13 months before the newest post");
    expect(plan).toContain("1 post without a date is left out of it.");
  });

  it("show the themes over time, all of them and each by itself", () => {
    expect(page(files, "report.md")).toContain("](timeline.svg)");
    for (const { slug } of sample.themes) {
      expect(page(files, `themes/${slug}.md`)).toMatch(
        new RegExp(`^!\\[Passages per quarter, [^\\]]+\\]\\(${slug}-timeline\\.svg\\)$`, "m"),
      );
      expect(files.has(`themes/${slug}-timeline.svg`)).toBe(true);
    }
  });

  it("do not speak of time where nothing is dated", () => {
    const undated = render(REPORTS["no dates"] ?? sample);
    expect(page(undated, "plan.md")).toContain("None of the posts carries a usable date");
    expect(page(undated, "plan.md")).toContain("## Without dates");
    expect(page(undated, "report.md")).not.toContain("Last covered");
    expect([...undated.keys()].filter((path) => path.endsWith("timeline.svg"))).toEqual([]);
    expect(page(undated, "report.md")).not.toContain("Over time");
  });

  it("say how the number of themes was chosen and what was left out", () => {
    const report = page(files, "report.md");
    expect(report).toContain("Nine numbers of themes from 2 to 12 were tried");
    expect(report).toContain("| **6** |");
    expect(report).toContain(
      "Other: 3 passages in no theme (4%): too far from every theme (3). See [passages.csv](passages.csv).",
    );
    expect(report).toContain("2 posts skipped");
    expect(report).toContain("![Map of the themes: each mark is a passage](map.svg)");
  });
});

/** WCAG 2 contrast ratio of two colours like `#1f2429`. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}
