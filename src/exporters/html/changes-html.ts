import { changeView } from "../../render/change-view.js";
import { html, type Markup } from "../../render/html.js";
import type { View } from "../../render/view.js";
import { count, integer } from "../../render/words.js";
import { cardTable, linkTo, postLink, themeLink } from "./parts-html.js";

/** Posts in the table of a page that is to stay small; the CSV has all of them. */
const MOST_POSTS = 100;

/** What differs from the run before. */
export function changesSection({ report }: View): Markup {
  const changes = changeView(report.changes, MOST_POSTS);
  const sentence = html`<p><bdi>${changes.sentence}</bdi></p>`;
  if (report.changes.kind !== "compared") {
    return html`<section id="changes">
      <h2>What changed</h2>
      ${sentence}
    </section> `;
  }
  const known = new Map(report.themes.map((theme) => [theme.id, theme]));
  const posts = new Map(report.posts.map((post) => [post.id, post]));
  const themeRows = changes.themes.map(({ id, label, facts }): (Markup | string)[] => {
    const theme = known.get(id ?? "");
    const name = theme === undefined ? html`<bdi>${label}</bdi>` : themeLink(theme);
    return [name, html`<bdi>${facts.join("; ")}</bdi>`];
  });
  const postRows = changes.posts.map(({ id, title, fate, from, to }): (Markup | string)[] => {
    const post = posts.get(id);
    const name = post === undefined ? html`<bdi>${title}</bdi>` : postLink(post);
    return [name, fate, ...[from, to].map((parts) => html`<bdi>${parts}</bdi>`)];
  });
  const more = changes.morePosts;
  return html`<section id="changes" class="page">
    <h2>What changed</h2>
    ${sentence}
    ${cardTable(
      "tally",
      "How many there were in the run before, and are now",
      [{ title: "" }, { title: "Before", className: "num" }, { title: "Now", className: "num" }],
      changes.tally.map(([name, before, after]) => [name, integer(before), integer(after)]),
    )}
    ${
      themeRows.length === 0
        ? undefined
        : cardTable(
            "",
            "Themes that are not what they were",
            [{ title: "Theme" }, { title: "What became of it" }],
            themeRows,
          )
    }
    ${changes.pillars.map((told) => html`<p><bdi>${told}</bdi></p>`)}
    ${
      postRows.length === 0
        ? undefined
        : cardTable(
            "",
            "Posts that are not what or where they were",
            [
              { title: "Post" },
              { title: "What became of it" },
              { title: "Passages before" },
              { title: "Now" },
            ],
            postRows,
          )
    }
    ${more > 0 ? html`<p class="hint">${count(more, "more post")} in ${linkTo("changes.csv", "changes.csv")}.</p>` : undefined}
  </section> `;
}
