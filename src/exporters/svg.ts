import { mapSvg } from "../report/svg/map.js";
import { timelineSvg } from "../report/svg/timeline.js";
import type { Exporter } from "../types.js";

const MAP_WIDTH = 960;
const MAP_HEIGHT = 620;

/** `map.svg`, and `timeline.svg` where posts are dated. */
export const svgExporter: Exporter = {
  name: "svg",
  render(report) {
    const map = mapSvg(report, { id: "map", width: MAP_WIDTH, height: MAP_HEIGHT, standalone: true });
    const timeline = timelineSvg(report);
    return [
      { path: "map.svg", content: `${map.text}\n` },
      ...(timeline === undefined ? [] : [{ path: "timeline.svg", content: `${timeline.text}\n` }]),
    ];
  },
};
