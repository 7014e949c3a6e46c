import type { PostChange, ThemeChange } from "../../shapes/changes.js";
import {
  accountSentence,
  byFate,
  labelOf,
  partsPhrase,
  pillarSentence,
  postPhrase,
  tallyRows,
  themeFacts,
} from "../../render/change-words.js";
import { html, type Markup } from "../../render/html.js";
import { titleOf } from "../../render/text.js";
import type { View } from "../../render/view.js";
import { count, integer } from "../../render/words.js";
import { cardTable, linkTo, postLink, themeLink } from "./parts-html.js";

/** Posts in the table of a page that is to stay small; the CSV has all of them. */
const MOST_POSTS = 100;

/** What differs from the run before. */
export function changesSection({ report }: View): Markup {
  const { changes } = report;
  const sentence = html`<p><bdi>${accountSentence(changes)}</bdi></p>`;
  if (changes.kind !== "compared") {
    return html`<section id="changes">
      <h2>What changed</h2>
      ${sentence}
    </section> `;
  }
  const themes = new Map(report.themes.map((theme) => [theme.id, theme]));
  const posts = new Map(report.posts.map((post) => [post.id, post]));
  const themeRow = (change: ThemeChange): (Markup | string)[] => {
    const theme = themes.get(change.after?.id ?? "");
    const name = theme === undefined ? html`<bdi>${labelOf(change)}</bdi>` : themeLink(theme);
    return [name, html`<bdi>${themeFacts(change).join("; ")}</bdi>`];
  };
  const postRow = (change: PostChange): (Markup | string)[] => {
    const post = posts.get(change.id);
    const name = post === undefined ? html`<bdi>${titleOf(change)}</bdi>` : postLink(post);
    const parts = [change.from, change.to].map((own) => html`<bdi>${partsPhrase(own)}</bdi>`);
    return [name, postPhrase(change), ...parts];
  };
  const shown = byFate(changes.posts).slice(0, MOST_POSTS);
  const more = changes.posts.length - shown.length;
  return html`<section id="changes" class="page">
    <h2>What changed</h2>
    ${sentence}
    ${cardTable(
      "tally",
      "How many there were in the run before, and are now",
      [{ title: "" }, { title: "Before", className: "num" }, { title: "Now", className: "num" }],
      tallyRows(changes).map(([name, before, after]) => [name, integer(before), integer(after)]),
    )}
    ${
      changes.themes.length === 0
        ? undefined
        : cardTable(
            "",
            "Themes that are not what they were",
            [{ title: "Theme" }, { title: "What became of it" }],
            changes.themes.map(themeRow),
          )
    }
    ${changes.pillars.map((change) => html`<p><bdi>${pillarSentence(change)}</bdi></p>`)}
    ${
      shown.length === 0
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
            shown.map(postRow),
          )
    }
    ${more > 0 ? html`<p class="hint">${count(more, "more post")} in ${linkTo("changes.csv", "changes.csv")}.</p>` : undefined}
  </section> `;
}
