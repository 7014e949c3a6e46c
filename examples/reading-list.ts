/** Adds a reading list to the report: for each theme the post that says most on it. Usage: `tsx examples/reading-list.ts <out> <paths…>`. */
import { runPipeline, type Exporter } from "throughline";

const readingList: Exporter = {
  name: "reading-list",
  render({ themes, posts }) {
    const titles = new Map(posts.map(({ id, title }) => [id, title]));
    const lines = themes.flatMap(({ label, plan }) =>
      plan.strongestPostId === undefined ? [] : [`${label}: ${titles.get(plan.strongestPostId) ?? ""}`],
    );
    return [{ path: "reading-list.txt", content: `${lines.join("\n")}\n` }];
  },
};

const [out = "report", ...paths] = process.argv.slice(2);
await runPipeline({ paths, out, embedder: "builtin" }, { exporters: [readingList] });
