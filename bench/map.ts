/**
 * How smoothly the map of `report.html` moves with 20,000 passages.
 *
 *     npm run bench:map -- [--passages 20000]
 *
 * Opens the page in Chromium, drags the map about and prints the time between frames, and how long one drawing takes.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { htmlExporter } from "../src/exporters/html/html.js";
import { findChromium, launchChromium } from "../tests/helpers/browser.js";
import { largeReport } from "../tests/helpers/large-report.js";
import { SAMPLE_THEMES } from "../tests/helpers/sample-texts.js";

const { values } = parseArgs({ options: { passages: { type: "string", default: "20000" } } });
const chromium = findChromium();
if (chromium === undefined)
  throw new Error("Expected a Chromium, got none. Install one, or set CHROMIUM to its path.");
const words = SAMPLE_THEMES.flatMap(({ sentences }) => sentences.join(" ").split(/\s+/));
const [page] = htmlExporter.render(largeReport(Number(values.passages), [...new Set(words)]));
const folder = await mkdtemp(join(tmpdir(), "map-bench-"));
const file = join(folder, "report.html");
await writeFile(file, page?.content ?? "");
const browser = await launchChromium(chromium);

/** Frames of a drag over the map, and what of each is spent in scripts; in the page. */
const DRAG = `new Promise((resolve) => {
  const canvas = document.querySelector(".map-canvas");
  const box = canvas.getBoundingClientRect();
  const send = (type, x, y) => (type === "mousedown" ? canvas : window).dispatchEvent(new MouseEvent(type, {
    bubbles: true, cancelable: true, view: window, button: 0, buttons: 1, clientX: box.x + x, clientY: box.y + y }));
  const times = [];
  let last = performance.now();
  let n = 0;
  send("mousedown", 300, 300);
  const step = (now) => {
    times.push(now - last);
    last = now;
    send("mousemove", 300 + 120 * Math.sin(n / 10), 300 + 80 * Math.cos(n / 7));
    if (n++ < 120) requestAnimationFrame(step);
    else { send("mouseup", 300, 300); resolve(times.slice(10)); }
  };
  requestAnimationFrame(step);
})`;

try {
  const tab = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const start = performance.now();
  await tab.goto(pathToFileURL(file).href);
  await tab.locator("html.app-on:not(.app-starts) .map-name").first().waitFor({ state: "attached" });
  console.log(
    `opened in ${Math.round(performance.now() - start)} ms (${((page?.content.length ?? 0) / 1e6).toFixed(1)} MB)`,
  );
  await tab.getByRole("button", { name: "Zoom in" }).click();
  await tab.waitForTimeout(1500);
  const client = await tab.context().newCDPSession(tab);
  await client.send("Performance.enable");
  const busy = async (): Promise<number> => {
    const { metrics } = await client.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "ScriptDuration")?.value ?? 0;
  };
  const before = await busy();
  const times = (await tab.evaluate<number[]>(DRAG)).sort((a, b) => a - b);
  const script = ((await busy()) - before) / times.length;
  const at = (share: number): string => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1);
  console.log(
    `${values.passages} passages, panning: frame time median ${at(0.5)} ms, p95 ${at(0.95)} ms; script ${(script * 1000).toFixed(1)} ms a frame`,
  );
} finally {
  await browser.close();
  await rm(folder, { recursive: true });
}
