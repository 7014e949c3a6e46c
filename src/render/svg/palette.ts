/**
 * How themes are told apart: a colour (20, chosen so that they keep apart under red-, green- and blue-blindness and
 * reach 3:1 against white and against near-black) and a shape, so that colour is never the only sign.
 */

export interface Shade {
  /** On a light ground. */
  light: string;
  /** On a dark ground. */
  dark: string;
}

export const SHADES: readonly Shade[] = [
  { light: "#1253a1", dark: "#5da4e5" },
  { light: "#d8714c", dark: "#febbad" },
  { light: "#0d785b", dark: "#6bbb92" },
  { light: "#885e86", dark: "#c8a1d1" },
  { light: "#9e5d06", dark: "#e2a072" },
  { light: "#5593e6", dark: "#afd2f4" },
  { light: "#7b1542", dark: "#c66b89" },
  { light: "#768b09", dark: "#d0d762" },
  { light: "#4e2177", dark: "#8a73c3" },
  { light: "#0da26b", dark: "#58f5d4" },
  { light: "#9d3434", dark: "#e97873" },
  { light: "#2a81a8", dark: "#53cbf3" },
  { light: "#5c300a", dark: "#ab7458" },
  { light: "#696bc7", dark: "#96acfe" },
  { light: "#b94e67", dark: "#f48aba" },
  { light: "#3d5710", dark: "#8d9e55" },
  { light: "#763584", dark: "#cd7dca" },
  { light: "#004c68", dark: "#537ea8" },
  { light: "#bb7e90", dark: "#9c6786" },
  { light: "#af77d0", dark: "#a68aad" },
];

export const UNPLACED: Shade = { light: "#8b929b", dark: "#7d858f" };

/** Sub-paths that follow an `M x y`, for a mark of radius 1 scaled by r. */
const SHAPES: readonly ((r: number) => string)[] = [
  (r) => `m${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`,
  (r) => `m${tidy(-0.88 * r)} ${tidy(-0.88 * r)}h${tidy(1.76 * r)}v${tidy(1.76 * r)}h${tidy(-1.76 * r)}z`,
  (r) => `m0 ${tidy(-1.2 * r)}l${tidy(1.12 * r)} ${tidy(1.95 * r)}h${tidy(-2.24 * r)}z`,
  (r) =>
    `m0 ${tidy(-1.3 * r)}l${tidy(1.2 * r)} ${tidy(1.3 * r)}l${tidy(-1.2 * r)} ${tidy(1.3 * r)}l${tidy(-1.2 * r)} ${tidy(-1.3 * r)}z`,
  (r) => `m0 ${tidy(1.2 * r)}l${tidy(1.12 * r)} ${tidy(-1.95 * r)}h${tidy(-2.24 * r)}z`,
];

/** A number as short as two decimals allow. */
export function tidy(value: number): string {
  const text = value.toFixed(2).replace(/\.?0+$/, "");
  return text === "-0" ? "0" : text;
}

/** The number that chooses a theme's colour and mark: its own, or the one that the editor gave it. */
export function colourOf({ number, colour }: { number: number; colour?: number }): number {
  return colour ?? number;
}

/** The colours of the theme with a 1-based number; they come round again after 20. */
export function shadeOf(number: number): Shade {
  return SHADES[shadeIndex(number)] ?? UNPLACED;
}

/** `c1` … `c20`: the class by which a style sheet changes the colour for a dark ground. */
export function shadeClass(number: number): string {
  return `c${shadeIndex(number) + 1}`;
}

/** `t1` … `t20`: the class that sets `--t` to the colour of a theme, on a light ground or a dark one. */
export function themeClass(number: number): string {
  return `t${shadeIndex(number) + 1}`;
}

function shadeIndex(number: number): number {
  return (number - 1) % SHADES.length;
}

/** The sub-path of a theme's mark. Colour and shape together repeat only after 100 themes. */
export function markPath(number: number, x: number, y: number, radius: number): string {
  const index = number - 1;
  const shape = SHAPES[(index + Math.floor(index / SHADES.length)) % SHAPES.length];
  return `M${tidy(x)} ${tidy(y)}${shape?.(radius) ?? ""}`;
}
