/**
 * How fast so many workers are, from measured rates: `npm run bench:machines:curve`. Reads `results.json` and `smaller.json`, two sizes with
 * the same sample, of `npm run bench:machines`; writes `docs/images/machines.svg` and prints the table of `docs/many-machines.md`.
 */
import { readFile, writeFile } from "node:fs/promises";

interface Results {
  passages: number;
  rows: { name: string; run: number; workers: number }[];
}

/** Seconds of the processor; measured on a busy machine, so more than an idle one needs. */
interface Rates {
  /** Of the workers, for a passage. */
  far: number;
  /** Of the machine that plans and reduces, for a passage. */
  near: number;
  /** Of the fit of 50,000 passages, whatever the size: `docs/scale.md` has it. */
  fit: number;
}

const FIT_SECONDS = 285;
const WORKERS = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const SIZES = [1e6, 1e7, 1e8];

/** What grows with the passages is the slope between two sizes; starting a worker is no part of it. */
function ratesOf(larger: Results, smaller: Results): Rates {
  const one = rowOf(larger);
  const other = rowOf(smaller);
  const more = larger.passages - smaller.passages;
  return { far: (one.workers - other.workers) / more, near: (one.run - other.run) / more, fit: FIT_SECONDS };
}

function rowOf({ rows }: Results): Results["rows"][number] {
  const row = rows.find(({ name }) => name === "2 workers");
  if (row === undefined) throw new Error('Expected a row "2 workers", got none.');
  return row;
}

/** Seconds of a run: the parts are shared out, the rest is not. */
function seconds({ far, near, fit }: Rates, passages: number, workers: number): number {
  return fit + near * passages + (far * passages) / workers;
}

function svg(rates: Rates): string {
  const [width, height, left, right, top, bottom] = [640, 340, 70, 90, 40, 60];
  const speeds = SIZES.map((size) => WORKERS.map((workers) => size / seconds(rates, size, workers)));
  const most = Math.max(...speeds.flat());
  const least = Math.min(...speeds.flat());
  const x = (workers: number): number => left + (Math.log2(workers) / 8) * (width - left - right);
  const y = (speed: number): number =>
    height - bottom - (Math.log(speed / least) / Math.log(most / least)) * (height - top - bottom);
  const lines = SIZES.map((size, i) => {
    const points = WORKERS.map(
      (workers, w) => `${x(workers).toFixed(1)},${y(speeds[i]?.[w] ?? 0).toFixed(1)}`,
    );
    const end = y(speeds[i]?.at(-1) ?? 0) + [12, 4, -6][i]!;
    return `<polyline points="${points.join(" ")}" fill="none" stroke="${["#777", "#06c", "#1b6"][i]}" stroke-width="2"/>
<text x="${width - right + 6}" y="${end.toFixed(1)}">${size / 1e6} million</text>`;
  });
  const turn = rates.far / rates.near;
  const marks = WORKERS.map(
    (workers) => `<text x="${x(workers)}" y="${height - bottom + 18}" text-anchor="middle">${workers}</text>`,
  );
  const ticks = [least, Math.sqrt(least * most), most].map(
    (speed) =>
      `<text x="${left - 8}" y="${y(speed) + 4}" text-anchor="end">${Math.round(speed).toLocaleString("en")}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="12">
<title>Passages a second for 1 to 256 workers, computed from measured rates</title>
<rect width="${width}" height="${height}" fill="#fff"/>
<text x="${left}" y="18">Passages a second, computed from measured rates; both scales logarithmic</text>
<line x1="${x(turn).toFixed(1)}" x2="${x(turn).toFixed(1)}" y1="${top}" y2="${height - bottom}" stroke="#c33" stroke-dasharray="4 4"/>
<text x="${(x(turn) + 4).toFixed(1)}" y="${height - bottom - 8}" fill="#c33">${turn.toFixed(0)}: from here on one machine dominates</text>
${[...lines, ...marks, ...ticks].join("\n")}
<text x="${width / 2}" y="${height - 12}" text-anchor="middle">Workers</text>
</svg>
`;
}

async function read(name: string): Promise<Results> {
  return JSON.parse(await readFile(new URL(name, import.meta.url), "utf8")) as Results;
}

const rates = ratesOf(await read("results.json"), await read("smaller.json"));
console.log(JSON.stringify({ ...rates, turn: rates.far / rates.near }));
for (const size of [...SIZES, 1e9]) {
  const cores = (rates.fit + (rates.far + rates.near) * size) / 3600;
  const hours = [1, 8, 64, 256].map((workers) => (seconds(rates, size, workers) / 3600).toFixed(1));
  console.log(`| ${size.toLocaleString("en")} | ${cores.toFixed(1)} | ${hours.join(" | ")} |`);
}
await writeFile(new URL("../../docs/images/machines.svg", import.meta.url), svg(rates));
