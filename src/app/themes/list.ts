/** The list of the themes: how large each is, how sure, how it went over time, and what it divides into. */
import { colourOf } from "../../render/svg/palette.js";
import { at } from "../../math/at.js";
import { periodsOf } from "../../render/months.js";
import { plain } from "../../render/text.js";
import { count, integer, percent, span, stabilityWord } from "../../render/words.js";
import { hoverFrom, openTheme } from "../dom/actions.js";
import type { App, MakeView } from "../state/app.js";
import type { AppPillar, AppTheme } from "../../render/app-data-types.js";
import { h } from "../dom/dom.js";
import { renamePillarButton } from "../edit/on-pillar.js";
import { editRow } from "../edit/on-theme.js";
import { markOf } from "./mark.js";
import { foreign } from "../quotations/quotation.js";
import { sparkBars } from "../dom/small-charts.js";
import { monthsOfThemes, visiblePerGroup } from "../state/tallies.js";
import { stabilitySentence } from "../../render/theme-words.js";

interface Row {
  item: HTMLElement;
  name: HTMLButtonElement;
  size: HTMLElement;
  only: HTMLInputElement;
  subthemes: { position: number; button: HTMLButtonElement }[];
  unfold(open: boolean): void;
}

export const makeThemeList: MakeView = (root, app) => {
  const { data } = app;
  const sparks = sparksOf(app);
  const rows = data.themes.map((theme, position) => makeRow(app, theme, position, sparks?.[position]));
  const groups = groupsOf(app);
  const list = h("div", { class: "themes-groups" }, ...groups.map((group) => makeGroup(app, group, rows)));
  const inOrder = groups.flatMap(({ themes }) => themes.map((position) => at(rows, position)));
  list.addEventListener("keydown", (event) => moveFocus(event, inOrder));
  const unplaced = data.passages.theme.filter((theme) => theme < 0).length;
  root.replaceChildren(
    h(
      "div",
      { class: "themes-head" },
      h("h2", {}, "Themes"),
      h("span", { class: "hint", aria: { hidden: true } }, "Show only"),
    ),
    data.themes.length === 0 ? h("p", { class: "hint" }, "No themes were found.") : list,
    unplaced === 0
      ? ""
      : h(
          "p",
          { class: "hint unplaced-note" },
          `Other: ${count(unplaced, "passage")} of ${integer(data.passages.id.length)} in no theme (${percent(unplaced / data.passages.id.length)}).`,
        ),
  );

  return {
    update() {
      const shown = app.found ?? app.visible;
      const visible = visiblePerGroup(data.passages.theme, shown, data.themes.length);
      rows.forEach((row, position) => updateRow(row, app, position, at(visible, position)));
    },
    hover() {
      const { theme, passage } = app.hovered;
      const lit = theme ?? (passage === undefined ? undefined : data.passages.theme[passage]);
      rows.forEach(({ item }, position) => item.classList.toggle("lit", position === lit));
    },
  };
};

/** Themes under the name of their pillar. */
type Group = Partial<AppPillar> & Pick<AppPillar, "themes">;

/** The themes pillar by pillar; in one group without a name where they are not grouped. */
function groupsOf({ data }: App): Group[] {
  if (data.pillars.length === 0) return [{ themes: [...data.themes.keys()] }];
  return data.pillars.map(({ label, themes }) => (themes.length === 1 ? { themes } : { label, themes }));
}

/** A pillar's name shows its themes alone, and all of them again. */
function makeGroup(app: App, { label, themes }: Group, rows: readonly Row[]): HTMLElement {
  const list = h("ol", { class: "themes-list" }, ...themes.map((position) => at(rows, position).item));
  if (label === undefined) return list;
  const choose = (): void => {
    const isAlone =
      app.state.themes.length === themes.length && themes.every((t) => app.state.themes.includes(t));
    app.set({ themes: isAlone ? [] : [...themes].sort((a, b) => a - b) });
  };
  const title = `Show only the themes of ${plain(label)}, or all`;
  return h(
    "section",
    { class: "pillar" },
    h(
      "h3",
      {},
      h("button", { class: "pillar-name", type: "button", title, on: { click: choose } }, foreign(label)),
      ...renamePillarButton(app, label),
    ),
    list,
  );
}

/** So few bars that a trend can be seen in them at the size of a word. */
const QUARTER = 3;

/** One drawing per theme; none where nothing is dated. */
function sparksOf({ data }: App): SVGElement[] | undefined {
  const periods = periodsOf(data.months, QUARTER);
  if (periods === undefined) return undefined;
  return monthsOfThemes(data).map((months, position) => {
    const theme = data.themes[position];
    const label = `Passages per ${periods.unit}, ${span(theme?.firstSeen, theme?.lastSeen)}, ${theme?.plan.trend ?? ""}`;
    return sparkBars(
      periods.sum(months, ({ passages }) => passages),
      theme ? colourOf(theme) : 1,
      label,
    );
  });
}

function makeRow(app: App, theme: AppTheme, position: number, spark: SVGElement | undefined): Row {
  const label = plain(theme.label);
  const name = h(
    "button",
    { class: "theme-name", type: "button", on: { click: () => openTheme(app, position) } },
    markOf(colourOf(theme)),
    foreign(theme.label),
  );
  const size = h("span", { class: "size" });
  const only = h("input", {
    type: "checkbox",
    title: `Show only ${label}`,
    aria: { label: `Show only ${label}` },
    on: { change: () => filterBy(app, position, only.checked) },
  });
  const stability = stabilityWord(theme.stability);
  const parts = theme.subthemes.length === 0 ? undefined : makeSubthemes(app, theme, position);
  const item = h(
    "li",
    { class: "theme-row" },
    name,
    h("span", { class: "share" }, percent(theme.share)),
    h("label", { class: "only" }, only),
    h(
      "span",
      { class: "facts" },
      size,
      " · ",
      h("span", { class: stability, title: stabilitySentence(theme) }, stability),
      parts?.toggle,
    ),
    spark === undefined ? undefined : h("span", { class: "trend" }, spark),
    parts?.list,
  );
  hoverFrom(item, app, { theme: position });
  editRow(app, position, { item, name });
  return {
    ...{ item, name, size, only },
    subthemes: parts?.buttons ?? [],
    unfold: (open) => parts?.unfold(open),
  };
}

function makeSubthemes(
  app: App,
  theme: AppTheme,
  position: number,
): {
  toggle: HTMLButtonElement;
  list: HTMLElement;
  buttons: Row["subthemes"];
  unfold(open: boolean): void;
} {
  const id = `subthemes-of-${theme.number}`;
  const buttons = theme.subthemes.map((subtheme) => {
    const { label, share, passages } = app.data.subthemes[subtheme] ?? { label: "", share: 0, passages: 0 };
    const button = h(
      "button",
      {
        class: "subtheme",
        type: "button",
        title: count(passages, "passage"),
        on: { click: () => openTheme(app, position, subtheme) },
      },
      foreign(label),
      h("span", { class: "share" }, percent(share)),
    );
    return { position: subtheme, button };
  });
  const list = h("ul", { class: "subthemes", id }, ...buttons.map(({ button }) => h("li", {}, button)));
  const unfold = (open: boolean): void => {
    list.hidden = !open;
    toggle.setAttribute("aria-expanded", String(open));
  };
  const toggle: HTMLButtonElement = h(
    "button",
    {
      class: "unfold",
      type: "button",
      title: count(buttons.length, "sub-theme"),
      aria: { controls: id, label: `${count(buttons.length, "sub-theme")} of ${plain(theme.label)}` },
      on: { click: () => unfold(toggle.getAttribute("aria-expanded") !== "true") },
    },
    integer(buttons.length),
  );
  unfold(false);
  return { toggle, list, buttons, unfold };
}

function filterBy(app: App, theme: number, on: boolean): void {
  const others = app.state.themes.filter((each) => each !== theme);
  app.set({ themes: on ? [...others, theme].sort((a, b) => a - b) : others });
}

function updateRow(row: Row, { data, state }: App, position: number, visible: number): void {
  const theme = data.themes[position];
  if (theme === undefined) return;
  const isOpen = state.theme === position && state.post === undefined;
  row.item.classList.toggle("chosen", isOpen);
  row.item.classList.toggle("gone", visible === 0);
  setCurrent(row.name, isOpen && state.subtheme === undefined);
  row.only.checked = state.themes.includes(position);
  row.size.textContent =
    visible === theme.passages
      ? count(theme.passages, "passage")
      : `${integer(visible)} of ${count(theme.passages, "passage")}`;
  for (const { position: subtheme, button } of row.subthemes) {
    const isChosen = isOpen && state.subtheme === subtheme;
    setCurrent(button, isChosen);
    if (isChosen) row.unfold(true);
  }
}

function setCurrent(button: HTMLButtonElement, isCurrent: boolean): void {
  if (isCurrent) button.setAttribute("aria-current", "true");
  else button.removeAttribute("aria-current");
}

/** Up and down go from name to name, as in any list. */
function moveFocus(event: KeyboardEvent, rows: readonly Row[]): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const at = rows.findIndex(({ name }) => name === event.target);
  if (step === undefined || at < 0) return;
  rows[at + step]?.name.focus();
  event.preventDefault();
}
