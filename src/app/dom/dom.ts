/** Elements from code. Text is always text: nothing here takes markup. */

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

export type Child = Node | string | undefined;

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
