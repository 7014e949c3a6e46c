import { mapSvg } from "../../render/svg/map.js";
import { themeTimelineSvg } from "../../render/svg/theme-timeline.js";
import { timelineSvg } from "../../render/svg/timeline.js";
import type { Exporter } from "../../shapes/exporter.js";

const MAP_WIDTH = 960;
const MAP_HEIGHT = 620;

/** `map.svg`, and where posts are dated `timeline.svg` and a timeline beside each theme's page. */
export const svgExporter: Exporter = {
  name: "svg",
  render(report) {
    const map = mapSvg(report, { id: "map", width: MAP_WIDTH, height: MAP_HEIGHT, standalone: true });
    const timeline = timelineSvg(report);
    return [
      { path: "map.svg", content: `${map.text}\n` },
      ...(timeline === undefined ? [] : [{ path: "timeline.svg", content: `${timeline.text}\n` }]),
      ...report.themes.flatMap((theme) => {
        const chart = themeTimelineSvg(report, theme);
        const path = `themes/${theme.slug}-timeline.svg`;
        return chart === undefined ? [] : [{ path, content: `${chart.text}\n` }];
      }),
    ];
  },
};
