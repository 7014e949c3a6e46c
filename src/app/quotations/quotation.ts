/** A quotation in its context: the words around it, where it stands, and what can be done with it. */
import { at } from "../../math/at.js";
import { plain, titleOf } from "../../render/text.js";
import { day } from "../../render/words.js";
import { hoverFrom, openPassage } from "../dom/actions.js";
import type { App } from "../state/app.js";
import { copyButton } from "../dom/copy.js";
import type { AppPost, AppQuotation } from "../../render/app-data-types.js";
import { colourOf, themeClass } from "../../render/svg/palette.js";
import { h } from "../dom/dom.js";
import { chooseBox } from "../edit/choose.js";
import { similarButton } from "../explore/hooks.js";
import { quotationMarkdown } from "./markdown.js";

/** Text that somebody else wrote: its direction marks end with it. */
export function foreign(text: string, className?: string): HTMLElement {
  return h("bdi", className === undefined ? {} : { class: className }, plain(text));
}

/** A link out of the page, to the post itself. */
export function originalLink(post: AppPost, label = "Original"): HTMLAnchorElement {
  const title = `Open “${plain(titleOf(post))}” where it was published`;
  const arrow = h("span", { aria: { hidden: true } }, " ↗");
  return h("a", { class: "original", href: post.href, title }, label, arrow);
}

export function quotationFigure(
  app: App,
  { passage, text, before, after }: Pick<AppQuotation, "passage" | "text" | "before" | "after">,
): HTMLElement {
  const { data } = app;
  const post = at(data.posts, at(data.passages.post, passage));
  const theme = data.themes[at(data.passages.theme, passage)];
  const number = theme && colourOf(theme);
  const figure = h(
    "figure",
    { class: `quotation ${number === undefined ? "unplaced" : themeClass(number)}` },
    h(
      "blockquote",
      {},
      before === "" ? undefined : h("span", { class: "around" }, foreign(before), " "),
      foreign(text),
      after === "" ? undefined : h("span", { class: "around" }, " ", foreign(after)),
    ),
    caption(app, post, passage),
    h(
      "div",
      { class: "deeds" },
      h(
        "button",
        { class: "quiet", type: "button", on: { click: () => openPassage(app, passage) } },
        "Read in the post",
      ),
      ...chooseBox(app, passage),
      ...similarButton(app, passage),
      copyButton("Copy as Markdown", () => quotationMarkdown(data, passage, text)),
      originalLink(post),
    ),
  );
  hoverFrom(figure, app, { passage });
  return figure;
}

/** "Title › Heading · 3 Sep 2024". */
function caption({ data }: App, post: AppPost, passage: number): HTMLElement {
  const headings = at(data.headingPaths, at(data.passages.headingPath, passage));
  return h(
    "figcaption",
    {},
    h("cite", {}, foreign(titleOf(post))),
    ...headings.flatMap((heading) => [" › ", foreign(heading)]),
    ` · ${day(post.date)}`,
  );
}
