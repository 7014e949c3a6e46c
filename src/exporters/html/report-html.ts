import type { Report } from "../../shapes/report.js";
import { dangerouslyTrustedMarkup, html, type Markup } from "../../render/html.js";
import { summarySentence } from "../../render/sentences.js";
import { viewOf } from "../../render/view.js";
import { methodSection, mapFigure, overviewSection, postsSection, threadsSection } from "./sections-html.js";
import { planSection } from "./plan-html.js";
import { changesSection } from "./changes-html.js";
import { themeSection } from "./theme-html.js";

/** What the page is made of besides the report; script and style sheet are this program's own. */
export interface PageParts {
  script: string;
  style: string;
  /** The content policy that lets in these two and nothing else. */
  policy: string;
  /** The report's data, packed, in base64. */
  data: string;
}

/**
 * The whole page in one file: nothing is loaded. What stands in its body is for paper and for readers without scripts;
 * the script shows the page to explore in its place.
 */
export function reportHtml(report: Report, { script, style, policy, data }: PageParts): string {
  const view = viewOf(report);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="generator" content="${report.generator.name} ${report.generator.version}" />
        <title>${report.title}</title>
        ${dangerouslyTrustedMarkup(`<style>${style}</style>`)}
        ${dangerouslyTrustedMarkup(`<script>${script}</script>`)}
      </head>
      <body>
        <div id="app"></div>
        ${squeezed(
          html`<div class="wrap" id="static">
            <a class="skip" href="#themes">Skip to the themes</a>
            <header>
              <p class="eyebrow">Throughline</p>
              <h1><bdi>${report.title}</bdi></h1>
              <p class="lead">${summarySentence(report)}</p>
              ${contents(report)}
            </header>
            <main>
              ${report.notes.map(
                (note) => html`<p class="note"><strong>Note:</strong> ${note}</p> `,
              )}${planSection(view)}${mapFigure(view)}
              <section id="themes">
                ${overviewSection(view)}${report.themes.map((theme) => themeSection(view, theme))}
              </section>
              ${threadsSection(view)}${postsSection(view)}${changesSection(view)}${methodSection(view)}
            </main>
            <footer>
              Made by ${report.generator.name} ${report.generator.version}. This page loads nothing from
              anywhere.
            </footer>
          </div>`,
        )}
        ${dangerouslyTrustedMarkup(`<script type="application/octet-stream" id="report-data">${data}</script>`)}
      </body>
    </html> `;
  return page.text;
}

/** Markup without the indentation of its templates: a tenth of a large page. Nothing in it keeps white space. */
function squeezed(markup: Markup): Markup {
  return dangerouslyTrustedMarkup(markup.text.replace(/\n\s+/g, "\n"));
}

function contents(report: Report): Markup {
  const entries = [
    ...(report.themes.length === 0 ? [] : [["plan", "What to plan next"] as const]),
    ...(report.passages.length === 0 ? [] : [["map", "Map"] as const]),
    ["themes", "Themes"] as const,
    ...(report.threads.length === 0 ? [] : [["threads", "Threads"] as const]),
    ...(report.posts.length === 0 ? [] : [["posts", "All posts"] as const]),
    ["changes", "What changed"] as const,
    ["method", "How the themes were found"] as const,
  ];
  return html`<nav aria-label="On this page">
    <ul>
      ${entries.map(([id, text]) => html`<li><a href="#${id}">${text}</a></li>`)}
    </ul>
  </nav>`;
}
