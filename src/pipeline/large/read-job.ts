/** Pass 1, shard by shard: from files to the heads of posts and their parsed documents, with numbers for their texts. */
import { sha256 } from "../../io/hash.js";
import { codeOf } from "../../io/disk.js";
import type { Files } from "../../shapes/context.js";
import type { Job } from "../../shapes/executor.js";
import type { Skipped } from "../../shapes/post.js";
import type { Draft, SourceFile } from "../../shapes/reader.js";
import { Cleaner } from "../../stages/clean/cleaner.js";
import { packDocument } from "../../stages/clean/kept-documents.js";
import { textNumbersOf, type TextNumbers } from "../../stages/clean/learn.js";
import { parsePost } from "../../stages/clean/parse.js";
import type { Sketch } from "../../stages/ingest/copies.js";
import { headOf, readGroups, type Head } from "../../stages/ingest/many.js";
import { checkedInput, checkWithin, readSchema } from "./accepts.js";
import { contextInJob, NAME_DIGITS, type Made } from "./in-job.js";
import { jobVersion } from "./job-version.js";
import { ShardFolder } from "./shard-files.js";

export type FileRef = { path: string; file: string; explicit: boolean; size: number };

export type ReadInput = {
  folder: string;
  files: readonly FileRef[];
  columns: Record<string, string>;
  maxFileMegabytes: number;
  keep: readonly string[];
  remove: readonly string[];
};

/** The name of the shard follows from what its files hold. */

export const readJob: Job<ReadInput, Made> = {
  name: "read",
  version: jobVersion,
  async accepts(input, reach) {
    const { files } = checkedInput(readSchema, input, reach);
    await checkWithin(
      files.map(({ file }) => file),
      reach,
    );
  },
  async run(input, { key, signal }) {
    const context = contextInJob(signal);
    const shards = new ShardFolder(input.folder);
    const files = input.files.map((ref): SourceFile => ({
      ...ref,
      read: () => context.files.read(ref.file),
    }));
    const name = sha256(JSON.stringify([key, await digestsOf(input, context.files)])).slice(0, NAME_DIGITS);
    if (await shards.has(`${name}.read.json`)) return { name };
    const read = await readGroups(files, input, context);
    await write(shards, name, read.posts, input);
    const misfits = read.misfits.map(({ message }) => message);
    await shards.writeJson(`${name}.read.json`, { skipped: read.skipped, misfits } satisfies Told);
    return { name };
  },
};

/** What the files hold; of those that can't be read, why. */
async function digestsOf({ files, maxFileMegabytes }: ReadInput, disk: Files): Promise<string[]> {
  // Larger ones are never read, nor are larger archives.
  const most = maxFileMegabytes * 10 * 1024 * 1024;
  const digests: string[] = [];
  for (const { file, size } of files) {
    if (size > most) digests.push(String(size));
    else digests.push(await disk.read(file).then(sha256, (error: unknown) => codeOf(error) ?? String(error)));
  }
  return digests;
}

async function write(
  shards: ShardFolder,
  name: string,
  drafts: readonly Draft[],
  input: ReadInput,
): Promise<void> {
  const cleaner = new Cleaner(input);
  const documents: string[] = [];
  const heads: Head[] = [];
  const sketches: Sketch[] = [];
  for (const draft of drafts) {
    const { head, sketch } = headOf(draft);
    const document = parsePost(draft);
    heads.push(head);
    sketches.push(sketch);
    documents.push(`${packDocument(document)}\n`);
    cleaner.add({ ...draft, id: head.id, links: [], captions: [] }, document);
  }
  await shards.writeLines(`${name}.heads.jsonl`, heads);
  await shards.write(`${name}.documents.jsonl`, documents.join(""));
  const [blocks, sentences] = [textNumbersOf(cleaner.units()), textNumbersOf(cleaner.sentences())];
  await shards.writeColumns(`${name}.blocks.bin`, TEXTS, blocks);
  await shards.writeColumns(`${name}.sentences.bin`, TEXTS, sentences);
  await shards.writeColumns(`${name}.sketches.bin`, SKETCHES, {
    hashes: Uint32Array.from(sketches.flatMap(({ sketch }) => [...sketch])),
    counts: Uint32Array.from(sketches, ({ sketch }) => sketch.length),
    words: Uint32Array.from(sketches, ({ words }) => words),
  });
}

const TEXTS = { numbers: "f64", words: "u16", edges: "u8", counts: "u32" } as const;
const SKETCHES = { hashes: "u32", counts: "u32", words: "u32" } as const;

/** What could not be read. */
interface Told {
  skipped: Skipped[];
  misfits: string[];
}

/** What a shard holds of pass 1, but the documents. */
export interface ReadShard extends Told {
  heads: Head[];
  sketches: Sketch[];
  blocks: TextNumbers;
  sentences: TextNumbers;
}

export async function loadRead(shards: ShardFolder, name: string): Promise<ReadShard> {
  const { hashes, counts, words } = await shards.columns(`${name}.sketches.bin`, SKETCHES);
  let from = 0;
  return {
    ...(await shards.json<Told>(`${name}.read.json`)),
    heads: await shards.values<Head>(`${name}.heads.jsonl`),
    sketches: Array.from(counts, (count, i) => {
      from += count;
      return { sketch: hashes.slice(from - count, from), words: words[i] ?? 0 };
    }),
    blocks: await shards.columns(`${name}.blocks.bin`, TEXTS),
    sentences: await shards.columns(`${name}.sentences.bin`, TEXTS),
  };
}
