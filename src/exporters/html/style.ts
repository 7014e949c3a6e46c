/** The style sheet of `report.html`: one constant text, so that its hash can stand in the page's policy. */
import { darkChartRules, GROUND, INK, LINE, MUTED } from "../../render/svg/chart-style.js";
import { SHADES, UNPLACED } from "../../render/svg/palette.js";

const LIGHT = `
:root {
  color-scheme: light dark;
  --page: #faf9f6; --card: ${GROUND.light}; --ink: ${INK.light}; --muted: ${MUTED.light};
  --line: ${LINE.light}; --link: #124c94; --tint: #f1efe9; --control: #80868f; --unplaced: ${UNPLACED.light};
}
`;

const DARK = `
:root {
  --page: #101317; --card: ${GROUND.dark}; --ink: ${INK.dark}; --muted: ${MUTED.dark};
  --line: ${LINE.dark}; --link: #8dbcf0; --tint: #1c2026; --control: #767e88; --unplaced: ${UNPLACED.dark};
}
`;

const BASE = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif;
}
h1, h2, h3, h4, blockquote, .about {
  font-family: "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", "Book Antiqua", Georgia, serif;
}
h1, h2, h3, h4 { line-height: 1.2; text-wrap: balance; margin: 0; font-weight: 600; overflow-wrap: anywhere; }
h1 { font-size: clamp(2rem, 1.5rem + 2.4vw, 3.1rem); letter-spacing: -0.015em; }
h2 { font-size: clamp(1.5rem, 1.3rem + 0.9vw, 1.95rem); letter-spacing: -0.01em; }
h3 { font-size: 1.3rem; }
h4 { font: 600 0.8125rem/1.4 system-ui, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif;
  color: var(--muted); text-transform: uppercase; letter-spacing: 0.06em; }
p { margin: 0.75rem 0; max-width: 42rem; overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: 0.18em; text-decoration-thickness: 0.06em; overflow-wrap: anywhere; }
a:hover { text-decoration-thickness: 0.12em; }
:focus-visible { outline: 0.15rem solid var(--link); outline-offset: 0.15rem; border-radius: 0.15rem; }
ul { padding-left: 1.25rem; }
.skip { position: absolute; left: -100vw; background: var(--card); padding: 0.5rem 1rem; }
.skip:focus { left: 0.5rem; top: 0.5rem; z-index: 1; }
.wrap { max-width: 62rem; margin: 0 auto; padding: 0 1.5rem; }
.muted, .hint { color: var(--muted); }
.hint { font-size: 0.9375rem; }
.eyebrow { color: var(--muted); font-size: 0.875rem; letter-spacing: 0.04em; margin: 0 0 0.75rem; }
`;

const HEADER = `
header { padding: clamp(2rem, 6vw, 4.5rem) 0 0; }
.lead { font-size: 1.1875rem; color: var(--muted); }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; list-style: none; margin: 1.5rem 0 0; padding: 0; }
nav a { display: inline-block; padding: 0.35rem 0; }
.note { background: var(--tint); border-radius: 0.5rem; padding: 0.75rem 1rem; max-width: none; }
main > section { margin-top: clamp(3rem, 7vw, 5rem); }
figure { margin: 2rem 0 0; }
figcaption { color: var(--muted); font-size: 0.9375rem; margin-top: 0.6rem; }
.map { border: 1px solid var(--line); border-radius: 0.75rem; background: var(--card); overflow: hidden; }
.map svg { display: block; width: 100%; height: auto; }
.map a:hover .ink { text-decoration: underline; }
svg.mark { width: 1rem; height: 1rem; flex: none; vertical-align: -0.125rem; }
svg.spark { display: block; width: 100%; height: 1.5rem; }
svg.mix { display: block; width: 100%; height: 0.5rem; margin-bottom: 0.3rem; }
`;

const TABLES = `
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 1.25rem 0; font-size: 0.9375rem; line-height: 1.45; }
caption { text-align: left; color: var(--muted); padding-bottom: 0.5rem; }
th, td { text-align: left; vertical-align: top; padding: 0.6rem 1rem 0.6rem 0; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
td a, tbody th a { overflow-wrap: break-word; }
thead th { color: var(--muted); font-weight: 500; font-size: 0.875rem; vertical-align: bottom; white-space: nowrap; }
tbody th { font-weight: 600; }
.num { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.date, .trend { white-space: nowrap; font-variant-numeric: tabular-nums; }
.named { display: flex; gap: 0.6rem; align-items: baseline; }
.named svg { position: relative; top: 0.05rem; }
.overview .spark { min-width: 8rem; }
.posts .mix { min-width: 7rem; }
.posts td.mixed { width: 40%; }
.chosen td { font-weight: 700; }
`;

const THEMES = `
.theme { border-top: 1px solid var(--line); padding-top: 2rem; margin-top: 3rem; }
.theme h3 { display: flex; gap: 0.7rem; align-items: baseline; font-size: clamp(1.35rem, 1.2rem + 0.7vw, 1.65rem); }
.theme h3 svg { width: 1.05rem; height: 1.05rem; }
.theme h4 { margin-top: 2rem; }
.theme table { max-width: 46rem; margin-top: 0.5rem; }
.group { margin-top: 2.25rem; }
.about { font-size: 1.1875rem; line-height: 1.5; }
.terms { list-style: none; display: flex; flex-wrap: wrap; gap: 0.4rem; padding: 0; margin: 1rem 0 0; max-width: 46rem; }
.terms li { background: var(--tint); border-radius: 1rem; padding: 0.1rem 0.7rem; font-size: 0.875rem; overflow-wrap: anywhere; }
.quote { margin: 1.25rem 0 0; border-left: 0.2rem solid var(--t); padding: 0.1rem 0 0.1rem 1.25rem; max-width: 46rem; }
blockquote { margin: 0; font-size: 1.0938rem; line-height: 1.55; overflow-wrap: anywhere; }
.quote figcaption { font-size: 0.875rem; margin-top: 0.4rem; overflow-wrap: anywhere; }
.when { max-width: 46rem; margin-top: 0.75rem; }
.when svg.spark { height: 2.75rem; border-bottom: 1px solid var(--line); }
.ends { display: flex; justify-content: space-between; color: var(--muted); font-size: 0.8125rem; margin-top: 0.25rem; }
.evidence { max-width: 30rem; margin: 1rem 0; }
.evidence svg { display: block; width: 100%; height: auto; }
details { margin: 1rem 0; max-width: 46rem; }
summary { cursor: pointer; color: var(--link); }
footer { margin: 4rem 0 3rem; padding-top: 1.25rem; border-top: 1px solid var(--line); color: var(--muted); font-size: 0.875rem; }
`;

/** Below 44rem each row of a table stands as a small card, its cells named by their column. */
const PHONE = `
@media screen and (max-width: 44rem) {
  body { font-size: 1rem; }
  .wrap { padding: 0 1.1rem; }
  table.cards, .cards tbody, .cards tr, .cards th, .cards td { display: block; }
  .cards caption { display: block; }
  .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .cards tr { border-bottom: 1px solid var(--line); padding: 0.8rem 0; }
  .cards th, .cards td { border: 0; padding: 0.12rem 0; text-align: left; white-space: normal; }
  .cards td[data-label] { display: flex; gap: 1rem; justify-content: space-between; }
  .cards td[data-label]::before { content: attr(data-label); color: var(--muted); flex: none; }
  .cards td[data-label] > * { text-align: right; }
  .cards td.bars, .cards td.mixed { display: block; width: auto; padding-top: 0.4rem; }
  .cards td.bars::before, .cards td.mixed::before { content: none; }
  .cards td.mixed > * { text-align: left; }
}
`;

const PRINT = `
@media print {
  @page { margin: 17mm 16mm; }
  body { font-size: 10.5pt; background: #fff; }
  .wrap { max-width: none; padding: 0; }
  header { padding-top: 0; }
  nav, .skip { display: none; }
  a { color: inherit; }
  h2, h3, h4 { break-after: avoid; }
  table { font-size: 9pt; }
  thead, caption { break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
  tr, .plan, .quote, .map, .evidence, .terms { break-inside: avoid; }
  main > section { margin-top: 2.5rem; }
  .theme { margin-top: 2rem; padding-top: 1.25rem; }
  .page, #themes > h2 { break-before: page; }
}
`;

function themeColours(mode: "light" | "dark"): string {
  return SHADES.map((shade, index) => `.t${index + 1}{--t:${shade[mode]}}`).join("");
}

export const STYLE = [
  LIGHT,
  themeColours("light"),
  BASE,
  HEADER,
  TABLES,
  THEMES,
  PHONE,
  PRINT,
  `\n@media screen and (prefers-color-scheme: dark) {${DARK}${themeColours("dark")}\n${darkChartRules()}\n}\n`,
].join("");
