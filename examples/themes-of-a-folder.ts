/** Prints the themes of some posts, and where each is proved. Usage: `tsx examples/themes-of-a-folder.ts <paths…>`. */
import { runPipeline } from "throughline";

const { report } = await runPipeline({ paths: process.argv.slice(2), embedder: "builtin" }, { write: false });
for (const { label, posts, quotations } of report.themes) {
  console.log(`${label} (${posts} posts)`);
  const [first] = quotations;
  if (first !== undefined) console.log(`  “${first.text}”`);
}
