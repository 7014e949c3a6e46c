/** The sections of the HTML page besides the themes' own. */
import { colourOf } from "../../render/svg/palette.js";
import type { Report, ReportTheme } from "../../shapes/report.js";
import { html, type Markup } from "../../render/html.js";
import { type Periods, periodsOf } from "../../render/months.js";
import { leftOut, mixPhrase, modelPhrase, readSentence, threadPhrase } from "../../render/sentences.js";
import { pillarGroups } from "../../render/pillars.js";
import { lastCovered } from "../../render/theme-words.js";
import { mixBar, sparkBars } from "../../render/svg/bars.js";
import { evidenceSvg } from "../../render/svg/evidence.js";
import { mapSvg } from "../../render/svg/map.js";
import { visiblePath } from "../../render/text.js";
import type { View } from "../../render/view.js";
import { count, day, decimal, integer, percent, span, trendWithArrow } from "../../render/words.js";
import { cardTable, type Column, linkTo, postLink, themeAnchor, themeLink } from "./parts-html.js";
import { compareTexts } from "../../text/order.js";

/** Marks in the drawing of a page that is to stay small; the page to explore shows them all, as does `map.svg`. */
const MOST_MARKS = 2500;

export function mapFigure({ report }: View): Markup | undefined {
  if (report.passages.length === 0) return undefined;
  const link = (theme: ReportTheme): string => `#${themeAnchor(theme)}`;
  const size = { width: 960, height: 600, most: MOST_MARKS };
  const drawing = mapSvg(report, { id: "map", ...size, standalone: false, link });
  const part = report.passages.length > MOST_MARKS ? " Only a part of the passages is drawn here." : "";
  return html`<figure id="map">
    <div class="map">${drawing}</div>
    <figcaption>
      Each mark is a passage. Marks that lie close together are about similar things; grey ones found no
      theme. The directions and the empty space between groups mean nothing.${part}
    </figcaption>
  </figure> `;
}

const SHARES_EXPLAINED =
  "“About it” counts the posts of which a theme is the largest part, or more than a third; the share is of all placed passages.";

export function overviewSection({ report }: View): Markup {
  if (report.themes.length === 0)
    return html`<h2>Themes</h2>
      <p>No themes were found.</p>`;
  const periods = periodsOf(report.months);
  const columns: Column[] = [
    { title: "Theme" },
    ...(report.pillars.length === 0 ? [] : [{ title: "Pillar" }]),
    { title: "Posts", className: "num" },
    { title: "About it", className: "num" },
    { title: "Share", className: "num" },
  ];
  const rows = pillarGroups(report).flatMap(({ pillar, themes }) =>
    themes.map((theme) => [
      themeLink(theme),
      ...(pillar === undefined ? [] : [html`<bdi>${pillar.label}</bdi>`]),
      integer(theme.posts),
      integer(theme.plan.posts),
      percent(theme.share),
      ...(periods === undefined ? [] : timeCells(theme, periods)),
    ]),
  );
  const caption =
    periods === undefined
      ? SHARES_EXPLAINED
      : `${SHARES_EXPLAINED} The bars of each theme have a scale of their own.`;
  const timeColumns = periods === undefined ? [] : timeColumnsFor(periods);
  return html`<h2>Themes</h2>
    ${cardTable("overview", caption, [...columns, ...timeColumns], rows)}`;
}

/** Titles that are named of one thread. */
const THREAD_POSTS = 3;

/** Subjects that several themes hold, each with the posts that say most on it. */
export function threadsSection(view: View): Markup | undefined {
  const { threads } = view.report;
  if (threads.length === 0) return undefined;
  const items = threads.map((thread) => {
    const themes = thread.themes.slice(0, 4).map(({ id, passages }) => {
      return html`<li>${themeLink(view.theme(id))} (${integer(passages)})</li>`;
    });
    const posts = [...new Set(thread.passageIds.map((id) => view.passage(id).postId))]
      .slice(0, THREAD_POSTS)
      .map((id) => html`<li>${postLink(view.post(id))}</li>`);
    return html`<li>
      <strong><bdi>${thread.label}</bdi></strong
      >, ${threadPhrase(thread)}:
      <ul>
        ${themes}${posts}
      </ul>
    </li> `;
  });
  return html`<section id="threads" class="page">
    <h2>Threads that run through several themes</h2>
    <ul>
      ${items}
    </ul>
    <p class="hint">All their passages are in ${linkTo("threads.csv", "threads.csv")}.</p>
  </section> `;
}

function timeColumnsFor(periods: Periods): Column[] {
  return [
    { title: "Trend", className: "trend" },
    { title: "Last covered", className: "date" },
    { title: `Passages per ${periods.unit}`, className: "bars" },
  ];
}

function timeCells(theme: ReportTheme, periods: Periods): (Markup | string)[] {
  const values = periods.sum(theme.months, (month) => month.passages);
  const label = `Passages per ${periods.unit}, ${span(theme.firstSeen, theme.lastSeen)}`;
  return [trendWithArrow(theme.plan.trend), lastCovered(theme), sparkBars(values, colourOf(theme), label)];
}

/** Posts in the table of a page that is to stay small. */
const MOST_POSTS = 300;

export function postsSection(view: View): Markup | undefined {
  const { report } = view;
  if (report.posts.length === 0) return undefined;
  const newestFirst = report.posts.toSorted((a, b) => compareTexts(b.date ?? "", a.date ?? ""));
  const older = Math.max(0, newestFirst.length - MOST_POSTS);
  const rows = newestFirst.slice(0, MOST_POSTS).map((post) => {
    const mix = mixBar(post.themes, (id) => colourOf(view.theme(id)));
    const words = mixPhrase(post, (id) => view.theme(id).label);
    return [postLink(post), day(post.date), integer(post.words), html`${mix}<bdi>${words}</bdi>`];
  });
  return html`<section id="posts" class="page">
    <h2>All posts</h2>
    ${cardTable(
      "posts",
      `${count(report.posts.length, "post")}, newest first`,
      [
        { title: "Post" },
        { title: "Date", className: "date" },
        { title: "Words", className: "num" },
        { title: "Themes", className: "mixed" },
      ],
      rows,
    )}
    ${older === 0 ? undefined : html`<p class="hint">${count(older, "older post")} in ${linkTo("posts.csv", "posts.csv")}.</p>`}
  </section> `;
}

export function methodSection({ report }: View): Markup {
  const missing = leftOut(report);
  const nothing = html`<p>Nothing: every passage has a theme.</p>`;
  const items = missing.map(
    ({ what, why, file }) => html`<li>${what}: ${why}. See ${linkTo(file, file)}.</li>`,
  );
  return html`<section id="method">
    <h2>How the themes were found</h2>
    <p>${readSentence(report)} Read with ${modelPhrase(report.model)}. ${report.modelReason}</p>
    <p>${report.choice}</p>
    ${evidence(report)}
    <h3>What was left out</h3>
    ${
      missing.length === 0
        ? nothing
        : html`<ul>
            ${items}
          </ul>`
    }
    ${skippedDetails(report)}
  </section> `;
}

function evidence(report: Report): Markup | undefined {
  if (report.evidence.length === 0) return undefined;
  const chart = evidenceSvg(report.evidence, report.themes.length);
  const rows = report.evidence.map(
    ({ k, score, silhouette, stability, readability }) =>
      html`<tr${k === report.themes.length ? html` class="chosen"` : undefined}><td class="num">${k}</td><td class="num">${decimal(score, 2)}</td><td class="num">${decimal(silhouette, 3)}</td><td class="num">${decimal(stability, 2)}</td><td class="num">${decimal(readability, 2)}</td></tr>
`,
  );
  return html`${chart === undefined ? undefined : html`<div class="evidence">${chart}</div>`}
    <details>
      <summary>Every number of themes that was tried</summary>
      <div class="scroll">
        <table>
          <caption>
            Higher is better. Silhouette: how well the themes stand apart; stability: how much of them is
            found again when a fifth of the passages is missing; readability: how well so many themes suit a
            reader. The score weighs the three.
          </caption>
          <thead>
            <tr>
              <th scope="col" class="num">Themes</th>
              <th scope="col" class="num">Score</th>
              <th scope="col" class="num">Silhouette</th>
              <th scope="col" class="num">Stability</th>
              <th scope="col" class="num">Readability</th>
            </tr>
          </thead>
          <tbody>
            ${rows}
          </tbody>
        </table>
      </div>
    </details> `;
}

const MOST_SKIPPED = 50;

function skippedDetails(report: Report): Markup | undefined {
  if (report.skipped.length === 0) return undefined;
  const shown = report.skipped.slice(0, MOST_SKIPPED);
  const more = report.skipped.length - shown.length;
  const items = shown.map(({ path, place, reason }) => {
    const where = [visiblePath(path), visiblePath(place)].filter((part) => part !== "").join(", ");
    return html`<li><bdi>${where}</bdi>: <bdi>${reason}</bdi></li>`;
  });
  return html`<details>
    <summary>What was skipped, and why</summary>
    <ul>
      ${items}${more > 0 ? html`<li>${integer(more)} more in skipped.csv</li>` : undefined}
    </ul>
  </details>`;
}
