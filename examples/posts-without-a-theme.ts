/** Prints the posts of a report folder that no theme holds. Usage: `tsx examples/posts-without-a-theme.ts <folder>`. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";

const [folder = "output"] = process.argv.slice(2);

async function rows(name: string): Promise<Record<string, string>[]> {
  return parse(await readFile(join(folder, name), "utf8"), { columns: true, bom: true });
}

const held = new Set((await rows("post_themes.csv")).map((row) => row["post_id"]));
const free = (await rows("posts.csv")).filter((row) => !held.has(row["post_id"]));
console.log(`${free.length} of the posts are in no theme.`);
for (const row of free) console.log(`  ${row["title"] ?? ""}`);
