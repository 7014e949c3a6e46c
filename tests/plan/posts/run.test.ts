import { expect, it } from "vitest";
import { runPipeline, type PipelineResult } from "../../../src/index.js";
import { memoryFiles } from "../../helpers/memory-files.js";
import { readRows } from "../../helpers/report-files.js";
import { smallCollection } from "../../helpers/small-collection.js";

function runOn(files: Readonly<Record<string, string>>): Promise<PipelineResult> {
  const tree = Object.fromEntries(
    Object.entries(files).map(([name, content]) => [`/posts/${name}`, content]),
  );
  return runPipeline({ paths: ["/posts"], embedder: "builtin" }, { write: false, files: memoryFiles(tree) });
}

const { files: some } = smallCollection();
const text = some["experiment-two.md"] ?? "";
const files = {
  ...some,
  // The same post once more with an end of its own, and a post that links to both.
  "2023-08-01-the-ugly-prototype-again.md": `${text.replace("The ugly prototype", "Ugly again").replace("2023-07-11", "2023-08-01")}\n\nThe second prototype of the harbour office had a lock and four buttons, and nobody touched any of them in a month.\n`,
  "links.md":
    "---\ntitle: What I wrote\ndate: 2023-09-01\n---\n\nI wrote of [it](experiment-two.md) and [again](/2023/08/01/the-ugly-prototype-again/).\n",
};

it("is a part of every run: the tables are filled, and are the same whatever order the files come in", async () => {
  const run = await runOn(files);
  const { posts, postPlanning } = run.report;
  const path = (id: string): string | undefined => posts.find((post) => post.id === id)?.path;
  expect(postPlanning.overlaps.map(({ kind, postIds }) => [kind, ...postIds.map(path)])).toEqual([
    ["verbatim", "posts/experiment-two.md", "posts/2023-08-01-the-ugly-prototype-again.md"],
  ]);
  const linked = postPlanning.linked.filter(({ incoming }) => incoming > 0);
  expect(linked.map(({ postId }) => path(postId))).toEqual([
    "posts/experiment-two.md",
    "posts/2023-08-01-the-ugly-prototype-again.md",
  ]);
  expect(run.run.timings).toHaveProperty("plan");
  expect(readRows(run.files, "reading_order.csv").length).toBeGreaterThan(0);
  expect(readRows(run.files, "quotations.csv").length).toBeGreaterThan(0);
  const again = await runOn(Object.fromEntries(Object.entries(files).reverse()));
  const csv = ({ files: all }: PipelineResult): unknown[] => all.filter((file) => file.path.endsWith(".csv"));
  expect(csv(again)).toEqual(csv(run));
});
