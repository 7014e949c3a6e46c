/** Elements from code. Text is always text: nothing here takes markup. */
import { plain } from "../../render/text.js";
import { markPath, shadeClass } from "../../render/svg/palette.js";
import { hoverFrom, openTheme } from "./actions.js";
import type { App } from "../state/app.js";

export interface Props {
  class?: string;
  text?: string;
  title?: string;
  id?: string;
  type?: string;
  href?: string;
  role?: string;
  on?: { [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void };
  data?: Record<string, string>;
  aria?: Record<string, string | boolean | number>;
}

type Child = Node | string | undefined;

export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  const { on = {}, data = {}, aria = {}, text, ...attributes } = props;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const [name, value] of Object.entries(aria)) element.setAttribute(`aria-${name}`, String(value));
  for (const [name, value] of Object.entries(data)) element.dataset[name] = value;
  for (const [name, handler] of Object.entries(on)) element.addEventListener(name, handler as EventListener);
  if (text !== undefined) element.append(text);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** The class that sets `--t` to the colour of a theme, on a light ground or a dark one. */
export function themeClass(number: number): string {
  return `t${shadeClass(number).slice(1)}`;
}

/** The mark by which a theme is known on the map. */
export function markOf(number: number): SVGSVGElement {
  return svg(
    "svg",
    { class: `mark ${themeClass(number)}`, viewBox: "0 0 16 16", "aria-hidden": "true" },
    svg("path", { class: "fill", d: markPath(number, 8, 8, 6) }),
  );
}

/** Mark and name of a theme: opens its page, and lights up its points while it is pointed at. */
export function themeButton(app: App, position: number, ...more: readonly Child[]): HTMLButtonElement {
  const theme = app.data.themes[position];
  const button = h(
    "button",
    { class: "theme-button", type: "button", on: { click: () => openTheme(app, position) } },
    theme === undefined ? undefined : markOf(theme.number),
    h("bdi", {}, plain(theme?.label ?? "")),
    ...more,
  );
  hoverFrom(button, app, { theme: position });
  return button;
}
