import type { Quotation, ReportTheme } from "../../shapes/report.js";
import { html, type Markup } from "../../render/html.js";
import { sparkBars } from "../../render/svg/bars.js";
import { colourOf, themeClass } from "../../render/svg/palette.js";
import { dotted, lastCoveredClause, themeFacts } from "../../render/theme-words.js";
import { themeOverTime } from "../../render/theme-over-time.js";
import type { View } from "../../render/view.js";
import { count, day, integer, percent, stabilityWord } from "../../render/words.js";
import { cardTable, linkTo, markOf, postLink, themeAnchor, themeLink } from "./parts-html.js";

const MOST_TERMS = 10;
const MOST_POSTS = 8;
const MOST_RELATED = 3;

/** Everything about one theme that fits a page for everybody. */
export function themeSection(view: View, theme: ReportTheme): Markup {
  const { size, share, trend } = themeFacts(theme);
  return html`<section
    class="theme ${themeClass(colourOf(theme))}"
    id="${themeAnchor(theme)}"
    aria-labelledby="${themeAnchor(theme)}-title"
  >
    <h3 id="${themeAnchor(theme)}-title">${markOf(theme)}<bdi>${theme.label}</bdi></h3>
    <p class="hint">
      ${size} · ${share} · ${dotted([...trend, stabilityWord(theme.stability), lastCoveredClause(theme)])}
    </p>
    ${theme.about === "" ? undefined : html`<p class="about"><bdi>${theme.about}</bdi></p>`}
    ${theme.summary === undefined ? undefined : html`<p><bdi>${theme.summary}</bdi> <span class="hint">Summary by a language model.</span></p>`}
    ${terms(theme)} ${subthemes(theme)}
    <h4>In the posts’ own words</h4>
    ${theme.quotations.map((quotation) => quotationFigure(view, quotation))} ${posts(view, theme)}
    ${overTime(view, theme)} ${related(view, theme)}
  </section> `;
}

function terms(theme: ReportTheme): Markup | undefined {
  if (theme.terms.length === 0) return undefined;
  return html`<ul class="terms" aria-label="Terms">
    ${theme.terms.slice(0, MOST_TERMS).map((term) => html`<li><bdi>${term.text}</bdi></li>`)}
  </ul>`;
}

function subthemes(theme: ReportTheme): Markup | undefined {
  if (theme.subthemes.length === 0) return undefined;
  const items = theme.subthemes.map(
    ({ label, share, posts }) =>
      html`<li><bdi>${label}</bdi> <span class="hint">${percent(share)}, ${count(posts, "post")}</span></li>`,
  );
  return html`<h4>Sub-themes</h4>
    <ul class="terms">
      ${items}
    </ul>`;
}

function quotationFigure(view: View, quotation: Quotation): Markup {
  const post = view.post(quotation.postId);
  const headings = quotation.headingPath.map((heading) => html` › <bdi>${heading}</bdi>`);
  const date = post.date === undefined ? "" : ` · ${day(post.date)}`;
  return html`<figure class="quote">
    <blockquote><bdi>${quotation.text}</bdi></blockquote>
    <figcaption>
      <cite>${postLink(post)}</cite>${headings}${date} · characters ${quotation.start}–${quotation.end}
    </figcaption>
  </figure> `;
}

function posts(view: View, theme: ReportTheme): Markup {
  const shown = theme.rankedPosts.slice(0, MOST_POSTS);
  const more = theme.rankedPosts.length - shown.length;
  const table = cardTable(
    "",
    "The largest part of a post first",
    [
      { title: "Post" },
      { title: "Date", className: "date" },
      { title: "Share of the post", className: "num" },
      { title: "Passages", className: "num" },
    ],
    shown.map(({ postId, share, passages }) => {
      const post = view.post(postId);
      return [postLink(post), day(post.date), percent(share), integer(passages)];
    }),
  );
  const rest = html`<p class="hint">
    ${count(more, "more post")} on the page ${linkTo(`themes/${theme.slug}.md`, `themes/${theme.slug}.md`)}.
  </p>`;
  return html`<h4>Posts</h4>
    ${table}${more > 0 ? rest : undefined}`;
}

function overTime({ report }: View, theme: ReportTheme): Markup | undefined {
  const overall = themeOverTime(report.months, theme.months);
  if (overall === undefined) return undefined;
  const { values, label, first, unit, last } = overall;
  return html`<h4>Over time</h4>
    <div class="when">
      ${sparkBars(values, colourOf(theme), label)}
      <div class="ends"><span>${first}</span><span>${unit}</span><span>${last}</span></div>
    </div> `;
}

function related(view: View, theme: ReportTheme): Markup | undefined {
  const others = theme.related.slice(0, MOST_RELATED).map(({ id }) => view.theme(id));
  if (others.length === 0) return undefined;
  return html`<h4>Related themes</h4>
    <ul class="terms">
      ${others.map((other) => html`<li>${themeLink(other)}</li>`)}
    </ul> `;
}
