import type { Exporter } from "../types.js";
import { csvExporter } from "./csv.js";
import { htmlExporter } from "./html.js";
import { markdownExporter } from "./markdown.js";
import { svgExporter } from "./svg.js";

/** Every exporter, in the order in which their files are listed in `run.json`. A new one is a file and a line here. */
export const exporters: readonly Exporter[] = [markdownExporter, htmlExporter, svgExporter, csvExporter];
