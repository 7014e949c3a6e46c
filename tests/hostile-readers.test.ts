import { expect, it } from "vitest";
import { UserError } from "../src/errors.js";
import { chunk } from "../src/stages/chunk/chunk.js";
import { clean } from "../src/stages/clean/clean.js";
import { collectionReaders, documentReaders, readers } from "../src/stages/ingest/readers/registry.js";
import { hostileFiles, type HostileFiles } from "./helpers/hostile-files.js";
import { memoryFiles } from "./helpers/memory-files.js";
import { recordContext } from "./helpers/model-context.js";
import { ingestFrom } from "./helpers/reading.js";

/** Each is four times the one before: what takes the cube of its input fails early, before it takes hours. */
const SIZES = [3_000, 12_000, 48_000, 192_000];
/** What four times the text may cost, in times of what it costs itself: four, and a busy machine. */
const MOST_GROWTH = 12;
/** Milliseconds that say nothing. */
const FLOOR = 400;

/** Processor time, in milliseconds, from files to passages. */
async function costOf(files: ReturnType<HostileFiles>): Promise<number> {
  const tree = Object.fromEntries(Object.entries(files).map(([name, content]) => [`/in/${name}`, content]));
  const context = recordContext();
  const before = process.cpuUsage();
  try {
    const { posts } = await ingestFrom(memoryFiles(tree), ["/in"]);
    const { blocks } = await clean(posts, { keep: [], remove: [] }, context);
    await chunk(blocks, { passageWords: 120 }, context);
  } catch (error) {
    // Nothing in it is a post.
    if (!(error instanceof UserError)) throw error;
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

it.each(Object.entries(hostileFiles))(
  "the cost of reading grows like its length, of %s",
  async (_, filesOf) => {
    let before = await costOf(filesOf(SIZES[0] ?? 0));
    for (const size of SIZES) {
      const cost = await costOf(filesOf(size));
      expect(cost, `${size} characters`).toBeLessThan(MOST_GROWTH * before + FLOOR);
      before = cost;
    }
  },
  300_000,
);

it("has a hostile text for each reader", () => {
  const kinds = Object.keys(hostileFiles).map((name) => name.split(":")[0]);
  for (const { name } of [...readers, ...documentReaders, ...collectionReaders])
    expect(kinds).toContain(name);
});
