/**
 * Many updates of one report in one process, as a program does that uses the library: its memory must stay flat.
 * `npx tsx --expose-gc bench/soak.ts [updates]`, 50 of them unless said otherwise.
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runPipeline } from "../src/index.js";

const updates = Number(process.argv[2] ?? 50);
const TOPICS = [
  "sowing beans peas lettuce compost seedlings greenhouse",
  "bicycle chain gears pedals brakes saddle wheel",
  "bread dough yeast oven flour crust loaf",
];
/** The first updates load and compile what all use. */
const WARM_AFTER = 10;

function post(number: number): string {
  const words = (TOPICS[number % TOPICS.length] ?? "").split(" ");
  const sentence = (at: number): string =>
    `On day ${number} the ${words[at % words.length]} and the ${words[(at + number) % words.length]} were looked after once more.`;
  return `# Note ${number}\n\n${Array.from({ length: 12 }, (_, i) => sentence(i)).join(" ")}\n`;
}

const root = await mkdtemp(join(tmpdir(), "throughline-soak-"));
try {
  const posts = join(root, "posts");
  await mkdir(posts);
  for (let number = 0; number < 30; number++) await writeFile(join(posts, `${number}.md`), post(number));
  const used: number[] = [];
  for (let update = 0; update < updates; update++) {
    await writeFile(join(posts, `${30 + update}.md`), post(30 + update));
    await runPipeline({ paths: [posts], out: join(root, "out"), embedder: "builtin" });
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    used.push(heapUsed);
    console.log(`${update + 1}: resident ${Math.round(rss / 1e6)} MB, heap ${Math.round(heapUsed / 1e6)} MB`);
  }
  const [warm = 0, last = 0] = [used[WARM_AFTER], used.at(-1)];
  console.log(
    `Heap from update ${WARM_AFTER + 1} to ${updates}: ${Math.round((last - warm) / 1e6)} MB more.`,
  );
} finally {
  await rm(root, { recursive: true, force: true });
}
