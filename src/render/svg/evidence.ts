import type { KEvidence } from "../../shapes/clustering.js";
import { html, type Markup } from "../html.js";
import { decimal } from "../words.js";
import { CHART_FONT, INK, LINE, MUTED } from "./chart-style.js";
import { SHADES, tidy } from "./palette.js";

const WIDTH = 420;
const HEIGHT = 200;
const FRAME = { left: 40, right: 16, top: 26, bottom: 36 };

/** The score of every candidate number of themes, the chosen one marked; undefined without at least two candidates. */
export function evidenceSvg(evidence: readonly KEvidence[], chosen: number): Markup | undefined {
  const sorted = [...evidence].sort((a, b) => a.k - b.k);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined || first.k === last.k) return undefined;
  const x = (k: number): number =>
    FRAME.left + ((k - first.k) / (last.k - first.k)) * (WIDTH - FRAME.left - FRAME.right);
  const y = (score: number): number =>
    HEIGHT - FRAME.bottom - Math.min(1, Math.max(0, score)) * (HEIGHT - FRAME.top - FRAME.bottom);
  const line = sorted
    .map(({ k, score }, index) => `${index === 0 ? "M" : "L"}${tidy(x(k))} ${tidy(y(score))}`)
    .join("");
  const winner = sorted.find(({ k }) => k === chosen);
  const colour = SHADES[0]?.light ?? INK.light;
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    role="img"
    aria-labelledby="evidence-title evidence-desc"
    font-family="${CHART_FONT}"
    font-size="12"
  >
    <title id="evidence-title">How well each number of themes fits</title>
    <desc id="evidence-desc">${sorted.map(({ k, score }) => `${k} themes: ${decimal(score, 2)}. `)}</desc>
    <g text-anchor="end">
      ${[0, 0.5, 1].map((score) => html`<path class="line" stroke="${LINE.light}" d="M${FRAME.left} ${tidy(y(score))}H${WIDTH - FRAME.right}" /><text class="muted" fill="${MUTED.light}" x="${FRAME.left - 8}" y="${tidy(y(score) + 4)}">${tidy(score)}</text>`)}
    </g>
    <path class="trace" fill="none" stroke="${colour}" stroke-width="2" stroke-linejoin="round" d="${line}" />
    ${winner === undefined ? undefined : html`<circle class="c1" fill="${colour}" cx="${tidy(x(winner.k))}" cy="${tidy(y(winner.score))}" r="5" /><text class="ink" fill="${INK.light}" font-weight="600" text-anchor="${anchorFor(x(winner.k))}" x="${tidy(x(winner.k))}" y="${tidy(y(winner.score) - 11)}">${winner.k} themes</text>`}
    <g text-anchor="middle">
      ${[first.k, last.k].map((k) => html`<text class="muted" fill="${MUTED.light}" x="${tidy(x(k))}" y="${HEIGHT - FRAME.bottom + 17}">${k}</text>`)}
      <text class="muted" fill="${MUTED.light}" x="${WIDTH / 2}" y="${HEIGHT - 6}">number of themes</text>
    </g>
  </svg>`;
}

/** A name at either end of the chart stays inside it. */
function anchorFor(x: number): string {
  if (x < WIDTH * 0.15) return "start";
  return x > WIDTH * 0.85 ? "end" : "middle";
}
