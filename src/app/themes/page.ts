/** All there is to say about one theme. */
import { atOrNone } from "../../math/at.js";
import { at } from "../../math/at.js";
import { plain, titleOf } from "../../render/text.js";
import { count, decimal, integer, day, percent, stabilityWord } from "../../render/words.js";
import { endHoverIn, openPost, openTheme } from "../dom/actions.js";
import type { App, MakeView } from "../state/app.js";
import type { AppTheme } from "../../render/app-data-types.js";
import { colourOf, themeClass } from "../../render/svg/palette.js";
import { h } from "../dom/dom.js";
import { editOnPage } from "../edit/on-theme.js";
import { markOf, themeButton } from "./mark.js";
import { inSteps } from "../dom/in-steps.js";
import { foreign, quotationFigure } from "../quotations/quotation.js";
import { shareBar, sparkBars } from "../dom/small-charts.js";
import { monthsOfThemes, postsOfTheme, visiblePerGroup } from "../state/tallies.js";
import { coverageSentence, dotted, stabilitySentence, themeFacts } from "../../render/theme-words.js";
import { themeOverTime } from "../../render/theme-over-time.js";

const MOST_TERMS = 14;
const POSTS_AT_ONCE = 8;
const PASSAGES_AT_ONCE = 5;
const MOST_RELATED = 5;

export const makeThemePage: MakeView = (root, app) => {
  let shown: string | undefined;
  let filtered: Readonly<Uint8Array> | undefined;
  return {
    update() {
      const { theme: position, subtheme } = app.state;
      const theme = atOrNone(app.data.themes, position);
      const key = `${position ?? ""}/${subtheme ?? ""}`;
      if (position === undefined || theme === undefined || (shown === key && filtered === app.visible))
        return;
      const hadFocus = root.contains(document.activeElement);
      const isOther = shown !== key;
      [shown, filtered] = [key, app.visible];
      const title = heading(theme);
      endHoverIn(root, app);
      root.replaceChildren(title, ...editOnPage(app, position, title), ...sections(app, theme, position));
      // The button that was pressed is gone: go on from the top of what it led to.
      if (hadFocus && isOther) title.focus();
    },
  };
};

function heading(theme: AppTheme): HTMLElement {
  const title = h("h2", { class: "page-title" }, markOf(colourOf(theme)), foreign(theme.label));
  title.tabIndex = -1;
  return title;
}

function sections(app: App, theme: AppTheme, position: number): (Node | string)[] {
  // A press on a sub-theme asks for its passages: they stand right below it.
  const isPart = app.state.subtheme !== undefined;
  const { size, share, trend } = themeFacts(theme);
  return [
    h("p", { class: "hint" }, dotted([size, share, ...trend])),
    theme.about === "" ? "" : h("p", { class: "about" }, foreign(theme.about)),
    theme.summary === undefined
      ? ""
      : h("p", {}, foreign(theme.summary), h("span", { class: "hint" }, " Summary by a language model.")),
    deeds(app, position),
    terms(app, theme),
    ...subthemes(app, theme, position),
    ...(isPart ? passages(app, theme, position) : []),
    ...quotations(app, theme),
    ...posts(app, theme, position),
    ...overTime(app, theme, position),
    ...(isPart ? [] : passages(app, theme, position)),
    ...related(app, theme),
    ...reliability(theme),
  ];
}

function part(title: string, ...children: (Node | string | undefined)[]): HTMLElement {
  return h("section", { class: "part" }, h("h3", {}, title), ...children);
}

function deeds(app: App, position: number): HTMLElement {
  const isOnly = app.state.themes.length === 1 && app.state.themes[0] === position;
  return h(
    "div",
    { class: "deeds" },
    h(
      "button",
      { class: "quiet", type: "button", on: { click: () => app.set({ screen: "map" }) } },
      "Show on the map",
    ),
    h(
      "button",
      {
        class: "quiet",
        type: "button",
        aria: { pressed: isOnly },
        on: { click: () => app.set({ themes: isOnly ? [] : [position] }) },
      },
      "Only this theme",
    ),
  );
}

function terms(app: App, theme: AppTheme): Node | string {
  if (theme.terms.length === 0) return "";
  const items = theme.terms.slice(0, MOST_TERMS).map((term) =>
    h(
      "li",
      {},
      h(
        "button",
        {
          class: "term",
          type: "button",
          title: `Search for “${plain(term)}”`,
          on: { click: () => app.set({ query: term }) },
        },
        foreign(term),
      ),
    ),
  );
  return h("ul", { class: "terms", aria: { label: "Terms" } }, ...items);
}

/** The chosen one is pressed; another press lets go of it. */
function subthemes(app: App, theme: AppTheme, position: number): Node[] {
  if (theme.subthemes.length === 0) return [];
  const items = theme.subthemes.flatMap((subtheme) => {
    const sub = app.data.subthemes[subtheme];
    if (sub === undefined) return [];
    const isChosen = app.state.subtheme === subtheme;
    const press = (): void => openTheme(app, position, isChosen ? undefined : subtheme);
    return h(
      "li",
      {},
      h(
        "button",
        { class: "bar-row", type: "button", aria: { pressed: isChosen }, on: { click: press } },
        foreign(sub.label, "bar-name"),
        h("span", { class: "bar-number" }, percent(sub.share)),
        shareBar(sub.share, colourOf(theme)),
        h(
          "span",
          { class: "bar-more" },
          `${count(sub.passages, "passage")}: `,
          foreign(sub.terms.slice(0, 4).join(", ")),
        ),
      ),
    );
  });
  return [part("Sub-themes", h("ul", { class: "bars" }, ...items))];
}

function quotations(app: App, theme: AppTheme): Node[] {
  if (theme.quotations.length === 0) return [];
  return [part("In the posts’ own words", ...theme.quotations.map((each) => quotationFigure(app, each)))];
}

function posts(app: App, theme: AppTheme, position: number): Node[] {
  const { data } = app;
  const visible = visiblePerGroup(data.passages.post, app.visible, data.posts.length);
  const all = postsOfTheme(data, position);
  const shown = all.filter(({ post }) => at(visible, post) > 0);
  const list = h("ul", { class: "bars" });
  const more = inSteps(list, shown.length, POSTS_AT_ONCE, (index) => postItem(app, theme, shown[index]));
  const hidden = all.length - shown.length;
  return [
    part(
      "Posts by their share in it",
      list,
      more,
      hidden === 0
        ? undefined
        : h("p", { class: "hint" }, `${count(hidden, "post")} left out by the filters.`),
    ),
  ];
}

function postItem(
  app: App,
  theme: AppTheme,
  part: ReturnType<typeof postsOfTheme>[number] | undefined,
): Node {
  const post = atOrNone(app.data.posts, part?.post);
  if (part === undefined || post === undefined) return h("li", {});
  return h(
    "li",
    {},
    h(
      "button",
      { class: "bar-row", type: "button", on: { click: () => openPost(app, part.post) } },
      foreign(titleOf(post), "bar-name"),
      h("span", { class: "bar-number" }, percent(part.share)),
      shareBar(part.share, colourOf(theme)),
      h("span", { class: "bar-more" }, `${day(post.date)} · ${count(part.passages, "passage")}`),
    ),
  );
}

function overTime({ data }: App, theme: AppTheme, position: number): Node[] {
  const counts = monthsOfThemes(data)[position];
  const overall = counts && themeOverTime(data.months, counts);
  if (overall === undefined) return [];
  const { values, label, first, unit, last } = overall;
  return [
    part(
      "Over time",
      h(
        "div",
        { class: "when" },
        sparkBars(values, colourOf(theme), label),
        h(
          "div",
          { class: "ends", aria: { hidden: true } },
          h("span", {}, first),
          h("span", {}, unit),
          h("span", {}, last),
        ),
      ),
      h("p", {}, coverageSentence(theme)),
    ),
  ];
}

/** Every passage that passes the filters, the surest first; those of one sub-theme where one is chosen. */
function passages(app: App, theme: AppTheme, position: number): Node[] {
  const { data, state } = app;
  const inTheme = (app.passagesOfTheme[position] ?? []).filter(
    (passage) => state.subtheme === undefined || data.passages.subtheme[passage] === state.subtheme,
  );
  const shown = inTheme.filter((passage) => app.visible[passage] === 1);
  const sub = atOrNone(data.subthemes, state.subtheme);
  const list = h("div", { class: `passages ${themeClass(colourOf(theme))}` });
  const more = inSteps(list, shown.length, PASSAGES_AT_ONCE, (index) => {
    const passage = at(shown, index);
    return quotationFigure(app, { passage, text: at(data.passages.text, passage), before: "", after: "" });
  });
  const number =
    shown.length === inTheme.length
      ? integer(inTheme.length)
      : `${integer(shown.length)} of ${integer(inTheme.length)}`;
  const title =
    sub === undefined ? `All passages (${number})` : `Passages on “${plain(sub.label)}” (${number})`;
  return [part(title, h("p", { class: "hint" }, "The surest first."), list, more)];
}

function related(app: App, theme: AppTheme): Node[] {
  const items = theme.related
    .slice(0, MOST_RELATED)
    .map(({ theme: position, similarity }) =>
      h("li", {}, themeButton(app, position, h("span", { class: "hint" }, decimal(similarity, 2)))),
    );
  if (items.length === 0) return [];
  const hint = "Nearest first; 1 would be the same, 0 nothing in common.";
  return [
    part("Related themes", h("p", { class: "hint" }, hint), h("ul", { class: "plain-list" }, ...items)),
  ];
}

function reliability(theme: AppTheme): Node[] {
  return [
    part(
      "How far to trust it",
      h("p", {}, h("strong", {}, capital(stabilityWord(theme.stability))), ": ", stabilitySentence(theme)),
      h(
        "p",
        { class: "hint" },
        `Cohesion ${decimal(theme.cohesion, 2)} (1 would be passages that all say the same).`,
      ),
    ),
  ];
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
