/** The names of the themes on the map, placed so that none lies on another. */
import { at } from "../../math/at.js";
import type { ZoomTransform } from "d3-zoom";
import { placeLabels } from "../../render/svg/labels.js";
import { plain } from "../../render/text.js";
import { hoverFrom, openTheme } from "../dom/actions.js";
import type { App } from "../state/app.js";
import { h } from "../dom/dom.js";
import type { Plot } from "./plot.js";

export interface MapNames {
  element: HTMLElement;
  place(plot: Plot, transform: ZoomTransform): void;
  /** Names of themes in the background fade. */
  light(theme: number | undefined): void;
}

/** Room between two names, in pixels. */
const GAP = 6;

/** From this zoom on pillars are too near to be named, and from the second on sub-themes are near enough. */
const NEAR = 1.4;
const NEAREST = 2.8;

type Level = "pillar" | "theme" | "subtheme";

interface Name {
  level: Level;
  element: HTMLButtonElement;
  /** The themes that it names, or whose part it names. */
  themes: readonly number[];
  passages: readonly number[];
}

export function makeMapNames(app: App): MapNames {
  const names = [...pillarNames(app), ...themeNames(app), ...subthemeNames(app)];
  const element = h("div", { class: "map-names" }, ...names.map((name) => name.element));
  return {
    element,
    place(plot, transform) {
      for (const name of names) name.element.hidden = true;
      const points = visiblePoints(app, plot, transform);
      const shown = levelsAt(transform.k);
      const wanted = names
        .filter(({ level }) => shown.has(level))
        .flatMap((name) => {
          const anchor = densestOf(app, plot, transform, name.passages);
          if (anchor === undefined) return [];
          name.element.hidden = false;
          const { offsetWidth, offsetHeight } = name.element;
          name.element.hidden = true;
          return [{ name, request: { anchor, width: offsetWidth + GAP, height: offsetHeight + GAP } }];
        });
      const bounds = { x: 4, y: 4, width: plot.size.width - 8, height: plot.size.height - 8 };
      const boxes = placeLabels(
        wanted.map(({ request }) => request),
        points,
        bounds,
      );
      wanted.forEach(({ name }, i) => {
        const box = boxes[i];
        if (box === undefined) return;
        name.element.hidden = false;
        name.element.style.translate = `${box.x + GAP / 2}px ${box.y + GAP / 2}px`;
      });
    },
    light(theme) {
      for (const name of names) {
        const isOwn = theme !== undefined && name.themes.includes(theme);
        name.element.classList.toggle("lit", isOwn && name.level === "theme");
        name.element.classList.toggle("faint", theme !== undefined && !isOwn);
      }
    },
  };
}

function levelsAt(zoom: number): ReadonlySet<Level> {
  if (zoom < NEAR) return new Set<Level>(["pillar", "theme"]);
  return new Set<Level>(zoom < NEAREST ? ["theme"] : ["theme", "subtheme"]);
}

/** Of the pillars that say more than the name of their only theme. */
function pillarNames(app: App): Name[] {
  return app.data.pillars
    .filter(({ themes }) => themes.length > 1)
    .map(({ label, themes }) => {
      const show = (): void => app.set({ themes: [...themes].sort((a, b) => a - b) });
      const passages = themes.flatMap((theme) => [...(app.passagesOfTheme[theme] ?? [])]);
      return { level: "pillar", element: nameButton("map-name pillar", label, show), themes, passages };
    });
}

function themeNames(app: App): Name[] {
  return app.data.themes.map((theme, position) => {
    const element = nameButton("map-name", theme.label, () => openTheme(app, position));
    element.dataset["theme"] = String(position);
    hoverFrom(element, app, { theme: position });
    return { level: "theme", element, themes: [position], passages: app.passagesOfTheme[position] ?? [] };
  });
}

function subthemeNames(app: App): Name[] {
  const passages = app.data.subthemes.map((): number[] => []);
  app.data.passages.subtheme.forEach((subtheme, i) => passages[subtheme]?.push(i));
  return app.data.subthemes.map(({ theme, label }, position) => ({
    level: "subtheme",
    element: nameButton("map-name subtheme", label, () => openTheme(app, theme, position)),
    themes: [theme],
    passages: at(passages, position),
  }));
}

/** The list of the themes holds the same for the keyboard. */
function nameButton(className: string, label: string, press: () => void): HTMLButtonElement {
  const button = h(
    "button",
    { class: className, type: "button", on: { click: press } },
    h("bdi", {}, plain(label)),
  );
  button.tabIndex = -1;
  return button;
}

/** Points among which the one with most others around it is sought, and how far around, in pixels. */
const SAMPLE = 150;
const AROUND = 70;

/** Where most of the passages in sight are: a name never stands with a stray one. Undefined where none is in sight. */
function densestOf(
  { visible }: App,
  { xs, ys, size }: Plot,
  transform: ZoomTransform,
  passages: readonly number[],
): { x: number; y: number } | undefined {
  const seen = passages
    .filter((i) => visible[i] === 1)
    .map((i) => transform.apply([at(xs, i), at(ys, i)]))
    .filter(([x, y]) => x >= 0 && y >= 0 && x <= size.width && y <= size.height);
  const step = Math.max(1, Math.floor(seen.length / SAMPLE));
  const sample = seen.filter((_, i) => i % step === 0);
  let best: { x: number; y: number; around: number } | undefined;
  for (const [x, y] of sample) {
    const near = sample.filter(([p, q]) => Math.hypot(p - x, q - y) <= AROUND);
    if (best !== undefined && near.length <= best.around) continue;
    const mean = (axis: 0 | 1): number => near.reduce((sum, point) => sum + point[axis], 0) / near.length;
    best = { x: mean(0), y: mean(1), around: near.length };
  }
  return best && { x: best.x, y: best.y };
}

function visiblePoints(
  { visible }: App,
  { xs, ys }: Plot,
  transform: ZoomTransform,
): { x: number; y: number }[] {
  return Array.from(xs.keys())
    .filter((i) => visible[i] === 1)
    .map((i) => {
      const [x, y] = transform.apply([at(xs, i), at(ys, i)]);
      return { x, y };
    });
}
