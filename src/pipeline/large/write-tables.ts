/** The tables that are too large to be held: written part by part, and hashed as they are written. */
import { createHash } from "node:crypto";
import { open, readFile } from "node:fs/promises";
import { fileSha256 } from "../../io/hash.js";
import { csvHead, csvParts } from "../../exporters/tables/table.js";
import { passagesTable } from "../../exporters/tables/passages.js";
import { postThemesTable } from "../../exporters/tables/post-themes.js";
import { postsTable } from "../../exporters/tables/posts.js";
import { viewOf } from "../../render/view.js";
import type { StagedFile } from "../../shapes/exporter.js";
import type { Report } from "../../shapes/report.js";
import { joinParquet } from "../../store/parquet.js";
import type { ShardFolder } from "./shard-files.js";

/** The ending of what waits to be put in its place. */
export const OUT = ".out";

/** Tables of which every row is a passage or a post. */
export const STREAMED: ReadonlySet<string> = new Set(["passages.csv", "posts.csv", "post_themes.csv"]);

/**
 * @param shards names of what pass 3 made, in order
 * @param signal looked at between two parts
 */
export async function writeTables(
  { folder, staging }: { folder: ShardFolder; staging: ShardFolder },
  whole: Report,
  { shards, parquet, signal }: { shards: readonly string[]; parquet: boolean; signal: AbortSignal },
): Promise<StagedFile[]> {
  const view = viewOf(whole);
  const none = { passages: [], posts: [], themes: [], pillars: [] };
  async function* passages(): AsyncGenerator<string | Uint8Array> {
    yield csvHead(passagesTable(none));
    for (const name of shards) yield await readFile(folder.at(`${name}.passages.csv`));
  }
  const files = [
    await writeParts(staging, "passages.csv", passages(), signal),
    await writeParts(staging, "posts.csv", csvParts(postsTable(view)), signal),
    await writeParts(staging, "post_themes.csv", csvParts(postThemesTable(view)), signal),
  ];
  if (!parquet) return files;
  const path = "passages.parquet";
  const staged = staging.at(`${path}${OUT}`);
  await joinParquet(
    shards.map((name) => folder.at(`${name}.passages.parquet`)),
    staged,
  );
  return [...files, { path, staged, sha256: await fileSha256(staged) }];
}

async function writeParts(
  folder: ShardFolder,
  path: string,
  parts: AsyncIterable<string | Uint8Array> | Iterable<string>,
  signal: AbortSignal,
): Promise<StagedFile> {
  const staged = folder.at(`${path}${OUT}`);
  const hash = createHash("sha256");
  const handle = await open(staged, "w");
  try {
    for await (const part of parts) {
      signal.throwIfAborted();
      hash.update(part);
      await handle.writeFile(part);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { path, staged, sha256: hash.digest("hex") };
}
