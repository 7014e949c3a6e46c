/** What a file needs at run time, from the sources themselves. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { CodeParts } from "../../src/io/code-version.js";
import { edgesOf } from "./import-graph.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The files and packages that some files import, however far behind, and that are no part of what is named. */
export function notCoveredBy(parts: CodeParts, files: readonly string[]): string[] {
  const names = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
  const paths = names
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `src/${name.replaceAll("\\", "/")}`);
  const edges = edgesOf(new Map(paths.map((path) => [path, readFileSync(join(root, path), "utf8")])));
  const reached = new Set(files);
  const packages = new Set<string>();
  for (const path of reached) {
    for (const edge of edges.filter(({ from, kind }) => from === path && kind !== "type")) {
      if (edge.to !== undefined) reached.add(edge.to);
      if (edge.package !== undefined) packages.add(edge.package);
    }
  }
  const isCovered = (path: string): boolean =>
    parts.rooms.some((room) => path === `src/${room}.ts` || path.startsWith(`src/${room}/`));
  const known = [...parts.packages, ...(parts.optional ?? [])];
  return [
    ...[...reached].filter((path) => !isCovered(path)),
    ...[...packages].filter((name) => !known.includes(name)),
  ];
}
