import type { Measured } from "./run.js";

const WIDTH = 640;
const HEIGHT = 300;
const LEFT = 70;
const BOTTOM = 46;
const TOP = 40;

/** Seconds of the processor over the number of passages, both on a logarithmic scale, beside a line of equal cost for each passage. */
export function curveSvg(runs: readonly Measured[]): string {
  const sizes = runs.map(({ passages }) => passages);
  const costs = runs.map(({ cpu }) => cpu);
  const x = scale(sizes, LEFT, WIDTH - 90);
  const [first] = runs;
  const most = Math.max(...sizes);
  const evenly = first === undefined ? 1 : (first.cpu * most) / first.passages;
  const y = scale([...costs, evenly], HEIGHT - BOTTOM, TOP);
  const points = runs.map(({ passages, cpu }) => `${x(passages)},${y(cpu)}`).join(" ");
  const marks = runs.map(({ passages, cpu, memory }) => {
    const label = `${Math.round(cpu)} s, ${Math.round(memory)} MB`;
    return `<circle cx="${x(passages)}" cy="${y(cpu)}" r="4"/><text x="${x(passages) + 8}" y="${y(cpu) + 14}">${label}</text>
<text x="${x(passages)}" y="${HEIGHT - 22}" text-anchor="middle">${passages.toLocaleString("en")}</text>`;
  });
  const even = first && `${x(first.passages)},${y(first.cpu)} ${x(most)},${y(evenly)}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="system-ui, sans-serif" font-size="12">
<title>Seconds of the processor for collections of different sizes</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
<text x="${LEFT}" y="18">Seconds of the processor, both scales logarithmic; dashed: the same for every passage</text>
<polyline points="${even ?? ""}" fill="none" stroke="#999" stroke-dasharray="4 4"/>
<polyline points="${points}" fill="none" stroke="#1b6" stroke-width="2"/>
${marks.join("\n")}
<text x="${WIDTH / 2}" y="${HEIGHT - 4}" text-anchor="middle">Passages</text>
</svg>
`;
}

/** From a range of values to a range of places, by their logarithms. */
function scale(values: readonly number[], from: number, to: number): (value: number) => number {
  const low = Math.log(Math.min(...values));
  const high = Math.log(Math.max(...values));
  const range = high === low ? 1 : high - low;
  return (value) => Math.round(from + ((Math.log(value) - low) / range) * (to - from));
}
