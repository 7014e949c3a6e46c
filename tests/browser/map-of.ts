/** The map on the page, as it lies on the screen: what stands where, and what is drawn. */
import type { Locator, Page } from "playwright-core";
import { toPixels } from "../../src/app/map/plot.js";
import type { ReportPassage } from "../../src/shapes/report.js";

/** Pixels from the left and the top of the window. */
export interface Spot {
  x: number;
  y: number;
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** In which the page carries the places of the passages. */
const UNITS = 10_000;

export function canvasOf(page: Page): Locator {
  return page.locator(".map-canvas");
}

/** The picture on the canvas; two that are equal show the same. */
export function pictureOf(page: Page): Promise<string> {
  return canvasOf(page).evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
}

/** Where passages stand while the whole map is shown, one spot for each. */
export async function spotsOf(page: Page, passages: readonly ReportPassage[]): Promise<Spot[]> {
  const box = await canvasOf(page).boundingBox();
  if (box === null) throw new Error("Expected a map with a size.");
  return passages.map((passage) => {
    const [x, y] = toPixels(box, Math.round(passage.x * UNITS), Math.round(passage.y * UNITS));
    return { x: box.x + x, y: box.y + y };
  });
}

/** How far it is from a spot to the nearest other one; what stands alone can be pointed at without doubt. */
export function roomAround(spot: Spot, spots: readonly Spot[]): number {
  const others = spots.filter((other) => other !== spot);
  return Math.min(...others.map(({ x, y }) => Math.hypot(x - spot.x, y - spot.y)));
}

/** How strongly the canvas is painted at each spot, 0…255. */
export function paintAt(page: Page, spots: readonly Spot[]): Promise<number[]> {
  return canvasOf(page).evaluate((element, places) => {
    const canvas = element as HTMLCanvasElement;
    const box = canvas.getBoundingClientRect();
    const scale = canvas.width / box.width;
    // A copy: reading the map itself over and over would change how it is drawn.
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", {
      willReadFrequently: true,
    });
    copy?.drawImage(canvas, 0, 0);
    const pixels = copy?.getImageData(0, 0, canvas.width, canvas.height).data;
    return places.map(({ x, y }) => {
      const [column, row] = [Math.round((x - box.left) * scale), Math.round((y - box.top) * scale)];
      return pixels?.[4 * (row * canvas.width + column) + 3] ?? 0;
    });
  }, spots);
}

/** Boxes of the elements that can be seen. */
export function boxesOf(elements: Locator): Promise<Box[]> {
  return elements
    .locator("visible=true")
    .evaluateAll((found) => found.map((element) => element.getBoundingClientRect().toJSON() as Box));
}

export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Drags from spot to spot; the keys are held meanwhile. */
export async function drag(page: Page, spots: readonly Spot[], ...keys: string[]): Promise<void> {
  const [first, ...others] = spots;
  if (first === undefined) return;
  for (const key of keys) await page.keyboard.down(key);
  await page.mouse.move(first.x, first.y);
  await page.mouse.down();
  for (const { x, y } of others) await page.mouse.move(x, y, { steps: 8 });
  await page.mouse.up();
  for (const key of keys) await page.keyboard.up(key);
}
