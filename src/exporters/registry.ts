import type { Exporter } from "../shapes/exporter.js";
import { calendarExporter } from "./calendar/calendar.js";
import { csvExporter } from "./tables/tables.js";
import { htmlExporter } from "./html/html.js";
import { markdownExporter } from "./markdown/markdown.js";
import { svgExporter } from "./svg/svg.js";

/** Every exporter, in the order in which their files are listed in `run.json`. A new one is a file and a line here. */
export const exporters: readonly Exporter[] = [
  markdownExporter,
  htmlExporter,
  svgExporter,
  csvExporter,
  calendarExporter,
];
