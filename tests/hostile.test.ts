import { expect, it } from "vitest";
import { runPipeline } from "../src/index.js";
import type { Report } from "../src/shapes/report.js";
import { hostileTexts } from "./helpers/hostile-texts.js";
import { memoryFiles } from "./helpers/memory-files.js";
import { smallCollection } from "./helpers/small-collection.js";

/** A run on a small collection with hostile files among it. */
async function reportWith(files: Record<string, string>): Promise<Report> {
  const all = { ...smallCollection().files, ...files };
  const tree = Object.fromEntries(Object.entries(all).map(([name, content]) => [`/posts/${name}`, content]));
  const options = { paths: ["/posts"], embedder: "builtin" };
  const { report } = await runPipeline(options, { write: false, files: memoryFiles(tree) });
  return report;
}

const entries = Object.entries(hostileTexts);

it.each([
  ["Markdown", "md", (text: string) => text],
  ["HTML", "html", (text: string) => text],
  ["a table", "csv", (text: string) => `title,text\nA title,"${text.replaceAll('"', '""')}"\n`],
])("comes to an end with every hostile text as %s", async (_, ending, write) => {
  const files = entries.map(([, { full, of }], i) => [`hostile-${i}.${ending}`, write(of(full))]);
  const { posts, skipped } = await reportWith(Object.fromEntries(files) as Record<string, string>);
  const named = new Set([...posts.map(({ path }) => path), ...skipped.map(({ path }) => path)]);
  for (const [name] of files) expect(named).toContain(`posts/${name}`);
});
