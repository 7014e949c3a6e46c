/** Parts that several sections of the HTML page share. */
import { colourOf } from "../../render/svg/palette.js";
import type { ReportPost, ReportTheme } from "../../shapes/report.js";
import { html, type Markup } from "../../render/html.js";
import { safeHref } from "../../text/links.js";
import { themeMark } from "../../render/svg/bars.js";
import { titleOf } from "../../render/text.js";

/** A link where the address may be one, else the text alone. Direction marks in a text stay in its `bdi`. */
export function linkTo(href: string, text: string): Markup {
  const safe = safeHref(href);
  const label = html`<bdi>${text}</bdi>`;
  return safe === undefined ? label : html`<a href="${safe}">${label}</a>`;
}

export function postLink(post: ReportPost): Markup {
  return linkTo(post.href, titleOf(post));
}

export function themeAnchor(theme: ReportTheme): string {
  return `theme-${theme.number}`;
}

export function markOf(theme: ReportTheme): Markup {
  return themeMark(colourOf(theme));
}

/** Mark and name of a theme, leading to its section. */
export function themeLink(theme: ReportTheme): Markup {
  return html`<span class="named"
    >${markOf(theme)}<a href="#${themeAnchor(theme)}"><bdi>${theme.label}</bdi></a></span
  >`;
}

export interface Column {
  title: string;
  /** Class of the cells. */
  className?: "num" | "date" | "trend" | "bars" | "mixed";
}

/** A table that becomes cards on a phone; the first cell of a row is its heading. */
export function cardTable(
  className: string,
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly (Markup | string)[])[],
): Markup {
  return html`<table class="cards ${className}">
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${columns.map((column) => html`<th scope="col" ${classOf(column)}>${column.title}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (cells) =>
          html`<tr>
            ${cells.map((cell, index) => tableCell(cell, columns[index], index))}
          </tr> `,
      )}
    </tbody>
  </table> `;
}

function classOf(column: Column | undefined): Markup | undefined {
  return column?.className === undefined ? undefined : html` class="${column.className}"`;
}

function tableCell(cell: Markup | string, column: Column | undefined, index: number): Markup {
  if (index === 0) return html`<th scope="row">${cell}</th>`;
  return html`<td${classOf(column)} data-label="${column?.title ?? ""}"><span>${cell}</span></td>`;
}
