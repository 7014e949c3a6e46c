/** What differs from the run before: the themes and the posts that are not what they were. */
import { at } from "../../math/at.js";
import type { AppChanges } from "../../render/app-data-types.js";
import { plain } from "../../render/text.js";
import { count, integer } from "../../render/words.js";
import { openPost } from "../dom/actions.js";
import { h } from "../dom/dom.js";
import { inSteps } from "../dom/in-steps.js";
import type { App, MakeView } from "../state/app.js";
import { themeButton } from "../themes/mark.js";

const POSTS_AT_ONCE = 40;

export const makeChangesView: MakeView = (root, app) => {
  const { changes } = app.data;
  let isMade = false;
  return {
    update() {
      if (isMade || app.state.screen !== "changes") return;
      isMade = true;
      root.replaceChildren(
        h(
          "div",
          { class: "changes" },
          h("h2", {}, "What changed"),
          h("p", { class: "lead" }, h("bdi", {}, plain(changes.sentence))),
          ...(changes.kind === "compared" ? compared(app, changes) : []),
        ),
      );
    },
  };
};

function compared(app: App, { tally, themes, pillars, posts, morePosts }: AppChanges): HTMLElement[] {
  const postList = h("ul", { class: "change-list" });
  const more = inSteps(postList, posts.length, POSTS_AT_ONCE, (i) => postItem(app, at(posts, i)), true);
  return [
    tallyTable(tally),
    ...part(
      "Themes",
      themes.length === 0
        ? undefined
        : h("ul", { class: "change-list" }, ...themes.map((theme) => themeItem(app, theme))),
    ),
    ...pillars.map((sentence) => h("p", {}, h("bdi", {}, plain(sentence)))),
    ...part("Posts", posts.length === 0 ? undefined : postList),
    more,
    ...(morePosts === 0
      ? []
      : [h("p", { class: "hint" }, `${count(morePosts, "more post")} in changes.csv.`)]),
  ];
}

function part(title: string, list: HTMLElement | undefined): HTMLElement[] {
  const none = h("p", { class: "hint" }, `No ${title === "Themes" ? "theme" : "post"} changed.`);
  return [h("h3", {}, title), list ?? none];
}

function tallyTable(rows: AppChanges["tally"]): HTMLElement {
  const head = (text: string, scope: "col" | "row"): HTMLElement => {
    const cell = h("th", scope === "col" ? { class: "num" } : {}, text);
    cell.scope = scope;
    return cell;
  };
  const number = (value: number): HTMLElement => h("td", { class: "num" }, integer(value));
  return h(
    "table",
    { class: "tally" },
    h("caption", { class: "off-screen" }, "How many there were and are"),
    h("thead", {}, h("tr", {}, h("td"), head("Before", "col"), head("Now", "col"))),
    h(
      "tbody",
      {},
      ...rows.map(([name, before, after]) => h("tr", {}, head(name, "row"), number(before), number(after))),
    ),
  );
}

/** A theme that is still there opens its page. */
function themeItem(app: App, { theme, label, facts }: AppChanges["themes"][number]): HTMLElement {
  const name = theme < 0 ? h("bdi", { class: "gone" }, plain(label)) : themeButton(app, theme);
  return h("li", {}, name, h("span", { class: "fact" }, h("bdi", {}, plain(facts.join("; ")))));
}

function postItem(app: App, { post, title, fate, from, to }: AppChanges["posts"][number]): HTMLElement {
  const words = h("bdi", {}, plain(title));
  const open = { click: () => openPost(app, post) };
  const name =
    post < 0
      ? h("span", { class: "gone" }, words)
      : h("button", { class: "post-name", type: "button", on: open }, words);
  // Where it is in the same themes as before, these are said once.
  const themes = [...new Set([from, to])].filter((own) => own !== "");
  const parts = themes.map((own, i) => h("bdi", {}, `${i === 0 ? "" : "→ "}${plain(own)}`));
  return h("li", {}, name, h("span", { class: "fact" }, `${fate}: `, ...parts.flatMap((own) => [own, " "])));
}
