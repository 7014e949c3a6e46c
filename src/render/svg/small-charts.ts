/** The geometry of the small drawings beside and between text, for a page in markup and for one in elements. */
import { markPath, tidy } from "./palette.js";
import { barsPath } from "./time-chart.js";

/** A drawing of one path. */
export interface PathDrawing {
  viewBox: string;
  path: string;
}

/** The mark by which a theme is known on the map. */
export function markDrawing(number: number): PathDrawing {
  return { viewBox: "0 0 16 16", path: markPath(number, 8, 8, 6) };
}

const SPARK_HEIGHT = 24;

/** One bar per value, the largest as high as there is room. It stretches to the width it is given. */
export function sparkDrawing(values: readonly number[]): PathDrawing {
  const plot = { left: 0, width: values.length * 10, base: SPARK_HEIGHT, height: SPARK_HEIGHT };
  return {
    viewBox: `0 0 ${Math.max(1, values.length) * 10} ${SPARK_HEIGHT}`,
    path: barsPath(values, Math.max(1, ...values), plot),
  };
}

export interface MixPart<Share> {
  of: Share;
  x: string;
  width: string;
}

/** Of the drawing of a mix: 100 wide. It stretches to the width it is given. */
export const MIX = { viewBox: "0 0 100 8", height: 8 };

/** One bar in the parts of a whole, with `gap` between them. */
export function mixParts<Share extends { share: number }>(
  shares: readonly Share[],
  gap: number,
): MixPart<Share>[] {
  let x = 0;
  return shares.map((of) => {
    const width = of.share * 100;
    const part = { of, x: tidy(x), width: tidy(Math.max(0.5, width - gap)) };
    x += width;
    return part;
  });
}
