import type { Report } from "../../types.js";
import { dangerouslyTrustedMarkup, html, type Markup } from "../html.js";
import { summarySentence } from "../sentences.js";
import { viewOf } from "../view.js";
import { methodSection, mapFigure, overviewSection, planSection, postsSection } from "./sections-html.js";
import { STYLE } from "./style.js";
import { themeSection } from "./theme-html.js";

/**
 * The whole page in one file: nothing is loaded, nothing runs. `styleHash` is the SHA-256 of `STYLE` in base64; the
 * page's policy allows that one style sheet and nothing else.
 */
export function reportHtml(report: Report, styleHash: string): string {
  const view = viewOf(report);
  const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="generator" content="${report.generator.name} ${report.generator.version}" />
        <title>${report.title}</title>
        ${dangerouslyTrustedMarkup(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <a class="skip" href="#themes">Skip to the themes</a>
        <div class="wrap">
          <header>
            <p class="eyebrow">Throughline</p>
            <h1><bdi>${report.title}</bdi></h1>
            <p class="lead">${summarySentence(report)}</p>
            ${contents(report)}
          </header>
          <main>
            ${report.notes.map(
              (note) => html`<p class="note"><strong>Note:</strong> ${note}</p> `,
            )}${mapFigure(view)}
            <section id="themes">
              ${overviewSection(view)}${report.themes.map((theme) => themeSection(view, theme))}
            </section>
            ${planSection(view)}${postsSection(view)}${methodSection(view)}
          </main>
          <footer>
            Made by ${report.generator.name} ${report.generator.version}. This page loads nothing from
            anywhere and runs no scripts.
          </footer>
        </div>
      </body>
    </html> `;
  return page.text;
}

function contents(report: Report): Markup {
  const entries = [
    ...(report.passages.length === 0 ? [] : [["map", "Map"] as const]),
    ["themes", "Themes"] as const,
    ...(report.themes.length === 0 ? [] : [["plan", "What to plan next"] as const]),
    ...(report.posts.length === 0 ? [] : [["posts", "All posts"] as const]),
    ["method", "How the themes were found"] as const,
  ];
  return html`<nav aria-label="On this page">
    <ul>
      ${entries.map(([id, text]) => html`<li><a href="#${id}">${text}</a></li>`)}
    </ul>
  </nav>`;
}
