import { describe, expect, it } from "vitest";
import { createRandom } from "../../../src/math/random.js";
import { type Box, overlaps, placeLabels } from "../../../src/render/svg/labels.js";
import { evidenceSvg } from "../../../src/render/svg/evidence.js";
import { mapSvg } from "../../../src/render/svg/map.js";
import { markPath, SHADES, shadeClass } from "../../../src/render/svg/palette.js";
import { textWidth, wrapText } from "../../../src/render/svg/text-width.js";
import { themeTimelineSvg } from "../../../src/render/svg/theme-timeline.js";
import { timelineSvg } from "../../../src/render/svg/timeline.js";
import { sampleReport } from "../../helpers/sample-report.js";

const WIDE = { id: "map", width: 960, height: 620, standalone: true };

function boxesOf(svg: string): Box[] {
  return [...svg.matchAll(/data-box="([^"]+)"/g)].map(([, numbers]) => {
    const [x, y, width, height] = (numbers ?? "").split(" ").map(Number);
    return { x: x ?? NaN, y: y ?? NaN, width: width ?? NaN, height: height ?? NaN };
  });
}

function overlapping(boxes: readonly Box[]): number {
  return boxes.flatMap((box, i) => boxes.slice(i + 1).filter((other) => overlaps(box, other))).length;
}

/** A report with many themes that all lie in the middle. */
function crowded(): ReturnType<typeof sampleReport> {
  const report = sampleReport();
  const [theme] = report.themes;
  if (theme === undefined) throw new Error("Expected a theme.");
  const random = createRandom(3);
  const themes = Array.from({ length: 40 }, (_, i) => ({
    ...theme,
    id: `t${i}`,
    number: i + 1,
    label: `A theme with quite a long label, number ${i + 1}`,
  }));
  const passages = Array.from({ length: 2000 }, (_, i) => ({
    ...report.passages[0],
    id: `p${i}`,
    themeId: `t${i % 40}`,
    x: 0.5 + random.normal() * 0.08,
    y: 0.5 + random.normal() * 0.08,
  }));
  return { ...report, themes, passages: passages as typeof report.passages };
}

describe("labels", () => {
  it("keep clear of one another and inside the drawing", () => {
    const boxes = boxesOf(mapSvg(sampleReport(), WIDE).text);
    expect(boxes).toHaveLength(6);
    expect(overlapping(boxes)).toBe(0);
    for (const box of boxes) {
      expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(960);
      expect(box.y + box.height).toBeLessThanOrEqual(620);
    }
  });

  it.each([
    { width: 960, height: 600 },
    { width: 400, height: 460 },
  ])("keep clear where 40 themes crowd $width × $height", ({ width, height }) => {
    const boxes = boxesOf(mapSvg(crowded(), { id: "m", width, height, standalone: false }).text);
    expect(boxes.length).toBeGreaterThan(3);
    expect(overlapping(boxes)).toBe(0);
  });

  it("stay near what they name", () => {
    const requests = [{ anchor: { x: 50, y: 50 }, width: 40, height: 10 }];
    const [box] = placeLabels(requests, [], { x: 0, y: 0, width: 200, height: 100 });
    expect(box).toEqual({ x: 30, y: 45, width: 40, height: 10 });
  });

  it("make way for points while there are few", () => {
    const anchor = { x: 100, y: 50 };
    const [box] = placeLabels([{ anchor, width: 40, height: 10 }], [anchor], {
      x: 0,
      y: 0,
      width: 200,
      height: 100,
    });
    expect(box && overlaps(box, { ...anchor, width: 0.1, height: 0.1 })).toBe(false);
  });

  it("are left out where there is no room", () => {
    const request = { anchor: { x: 5, y: 5 }, width: 40, height: 10 };
    expect(placeLabels([request], [], { x: 0, y: 0, width: 20, height: 20 })).toEqual([undefined]);
  });
});

describe("wrapText", () => {
  it("cuts at spaces, and shortens what stays too long", () => {
    const lines = wrapText("one two three four five six seven eight", 90, 14, 2);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/…$/);
    for (const line of lines) expect(textWidth(line, 14)).toBeLessThanOrEqual(90);
    expect(wrapText("Donaudampfschifffahrtsgesellschaft", 60, 14, 2)[0]).toMatch(/…$/);
    expect(wrapText("", 60, 14, 2)).toEqual([]);
  });

  it("keeps an emoji family whole", () => {
    const family = "👩‍👩‍👧‍👦";
    const [line] = wrapText(family.repeat(8), 200, 14, 1);
    expect(line?.replaceAll(family, "")).toBe("…");
  });
});

describe("the map", () => {
  const svg = mapSvg(sampleReport(), WIDE).text;

  it("is described in words, by stable ids", () => {
    expect(svg).toContain('role="img"');
    expect(svg).toContain('aria-labelledby="map-title map-desc"');
    expect(svg).toContain('<title id="map-title">Map of 6 themes</title>');
    expect(svg).toMatch(/<desc id="map-desc">[^<]*Change management \(21 passages\)/);
    expect(svg).toContain('id="map-theme-6"');
    const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("draws every passage once", () => {
    const marks = [...svg.matchAll(/<g id="map-(?:theme-\d+|unplaced)"\s*>(.*?)<\/g/gs)];
    const drawn = marks.reduce((sum, [, group]) => sum + (group?.match(/M/g)?.length ?? 0), 0);
    expect(drawn).toBe(82);
  });

  it("has a ground of its own, and colours for dark pages", () => {
    expect(svg).toContain('class="ground"');
    expect(svg).toContain("prefers-color-scheme: dark");
  });

  it("holds no script, link or foreign resource", () => {
    expect(svg).not.toMatch(/<script|<a |<image|<foreignObject|url\(|@import| on\w+=/i);
    expect(svg.match(/https?:[^"]*/g)).toEqual(["http://www.w3.org/2000/svg"]);
  });

  it("leads to the themes where it is asked to", () => {
    const linked = mapSvg(sampleReport(), { ...WIDE, standalone: false, link: (t) => `#t${t.number}` }).text;
    expect(linked.match(/<a href="#t\d"/g)).toHaveLength(6);
    expect(linked).toContain('role="group"');
    expect(linked).not.toContain("<style");
  });

  it("draws far-off passages of a large collection at the edge", () => {
    const report = crowded();
    const passages = report.passages.map((passage, i) => ({ ...passage, x: i === 0 ? 1 : passage.x * 0.1 }));
    const drawn = mapSvg({ ...report, passages }, WIDE).text;
    const group = /<g id="map-theme-2"\s*>(.*?)<\/g/s.exec(drawn)?.[1] ?? "";
    const xs = [...group.matchAll(/M([\d.]+) /g)].map(([, x]) => Number(x));
    expect(Math.max(...xs) - Math.min(...xs)).toBeGreaterThan(400);
  });
});

describe("the palette", () => {
  it("tells 100 themes apart by colour and shape together", () => {
    const marks = Array.from({ length: 100 }, (_, i) => `${shadeClass(i + 1)} ${markPath(i + 1, 0, 0, 5)}`);
    expect(new Set(marks).size).toBe(100);
  });

  it.each([
    ["light", "#ffffff"],
    ["dark", "#15181d"],
  ] as const)("reaches 3:1 on a %s ground", (mode, ground) => {
    for (const shade of SHADES) expect(contrast(shade[mode], ground)).toBeGreaterThanOrEqual(3);
  });

  it.each(["normal", "protan", "deutan", "tritan"] as const)(
    "keeps the colours apart for %s eyes",
    (eyes) => {
      for (const mode of ["light", "dark"] as const) {
        const seen = SHADES.map((shade) => oklab(seenBy(eyes, linear(shade[mode]))));
        const distances = seen.flatMap((a, i) => seen.slice(i + 1).map((b) => distance(a, b)));
        // About 0.02 is the least difference that people notice side by side in this space.
        expect(Math.min(...distances)).toBeGreaterThan(0.03);
      }
    },
  );
});

describe("the timeline and the chart of evidence", () => {
  it("has a row per theme and says where time runs", () => {
    const svg = timelineSvg(sampleReport())?.text ?? "";
    expect(svg.match(/id="timeline-theme-/g)).toHaveLength(6);
    expect(svg).toContain("Feb 2023 to Nov 2024");
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("is left out where nothing is dated", () => {
    expect(timelineSvg({ ...sampleReport(), months: [] })).toBeUndefined();
  });

  it("is drawn for each theme by itself, in its colour on either ground", () => {
    const report = sampleReport();
    const [, second] = report.themes;
    if (second === undefined) throw new Error("Expected two themes.");
    const svg = themeTimelineSvg(report, second)?.text ?? "";
    expect(svg).toContain("Passages per quarter");
    expect(svg).toMatch(/class="c2"\s+fill="#d8714c"\s+d="M/);
    expect(svg).toContain("@media (prefers-color-scheme: dark){");
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(themeTimelineSvg(report, { ...second, months: [] })).toBeUndefined();
  });

  it("marks the chosen number of themes", () => {
    const { evidence } = sampleReport();
    expect(evidenceSvg(evidence, 6)?.text).toMatch(/<text[^>]*font-weight="600"[^>]*>\s*6 themes/);
    expect(evidenceSvg(evidence.slice(0, 1), 2)).toBeUndefined();
    expect(evidenceSvg([], 2)).toBeUndefined();
  });
});

type Colour = [number, number, number];

function linear(hex: string): Colour {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** WCAG 2 contrast ratio. */
function contrast(a: string, b: string): number {
  const luminance = ([red, green, blue]: Colour): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const [light, dark] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function times(matrix: readonly Colour[], [x, y, z]: Colour): Colour {
  const [a, b, c] = matrix.map((row) => row[0] * x + row[1] * y + row[2] * z);
  return [a ?? 0, b ?? 0, c ?? 0];
}

/** Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB. */
const EYES: Record<"normal" | "protan" | "deutan" | "tritan", readonly Colour[]> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function seenBy(eyes: keyof typeof EYES, colour: Colour): Colour {
  const [red, green, blue] = times(EYES[eyes], colour);
  const clip = (value: number): number => Math.min(1, Math.max(0, value));
  return [clip(red), clip(green), clip(blue)];
}

/** Björn Ottosson's Oklab. */
function oklab(colour: Colour): Colour {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    colour,
  );
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [Math.cbrt(cones[0]), Math.cbrt(cones[1]), Math.cbrt(cones[2])],
  );
}

function distance(a: Colour, b: Colour): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
