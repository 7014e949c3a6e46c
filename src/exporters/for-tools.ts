import type { Exporter } from "../shapes/exporter.js";
import { agentExporter } from "./agent/agent.js";
import { notionExporter } from "./notion/notion.js";
import { obsidianExporter } from "./obsidian/obsidian.js";

/** Exporters for other tools, each into a folder of its name: they write where `export` names them. A new one is a folder and a line here. */
export const toolExporters: readonly Exporter[] = [obsidianExporter, notionExporter, agentExporter];

/** What `export` may name. */
export function exportNames(): string[] {
  return toolExporters.map(({ name }) => name);
}
