/** Pass 3, shard by shard: from passages to their themes, by the fit of the sample; rows of tables, and sums. */
import { dotRows, row } from "../../math/matrix.js";
import { groupBy } from "../../text/group.js";
import { languagesOf } from "../../text/post-languages.js";
import { passagesParquet } from "../../exporters/parquet/passages.js";
import { passagesTable } from "../../exporters/tables/passages.js";
import { csvRows } from "../../exporters/tables/table.js";
import type { Embedder } from "../../shapes/embedder.js";
import type { Embeddings } from "../../shapes/embeddings.js";
import type { Job } from "../../shapes/executor.js";
import type { Passage } from "../../shapes/passage.js";
import type { ReportPassage } from "../../shapes/report.js";
import type { Settled } from "../../stages/ingest/many.js";
import { placeNew } from "../../stages/map/place-new.js";
import { placed } from "../../stages/reconcile/extend.js";
import { rowsIn } from "../../stages/reconcile/rows.js";
import { reportPassage } from "../../stages/report/passages.js";
import { reportPost } from "../../stages/report/report.js";
import { embedNew } from "../embed-new.js";
import { postOf } from "./clean-shard.js";
import { VECTORS } from "./cut-job.js";
import { checkedInput, placeSchema } from "./accepts.js";
import { contextInJob, NAME_DIGITS, type Made } from "./in-job.js";
import { jobVersion } from "./job-version.js";
import { knownFit, type KnownFit } from "./known-fit.js";
import { ShardFolder } from "./shard-files.js";
import type { Sums } from "./sums.js";

export type PlaceInput = {
  folder: string;
  cut: string;
  posts: string;
  /** Names the passages that repeat one of an earlier shard. */
  repeats: string;
  fit: string;
  /** The report folder, to which links are relative. */
  out: string;
  parquet: boolean;
};

export const placeJob: Job<PlaceInput, Made> = {
  name: "place",
  version: jobVersion,
  async accepts(input, reach) {
    checkedInput(placeSchema, input, reach);
  },
  async run(input, { key, signal }) {
    const name = key.slice(0, NAME_DIGITS);
    const shards = new ShardFolder(input.folder);
    if (await shards.has(`${name}.place.json`)) return { name };
    const known = await knownFit(shards, input.fit);
    const passages = await passagesOf(shards, input);
    const embeddings = await embed(shards, input, passages, known, signal);
    const rows = rowsIn(known.fit, passages);
    const { clustering, map } = placed(known.places, passages, rows, embeddings, (points) =>
      placeNew(points, known.laid),
    );
    const source = { clustering, map, themes: [...known.themes] };
    const found = passages.map((passage, i) => reportPassage(passage, i, source));
    const posts = await reportPosts(shards, input, found);
    const table = { passages: found, posts, themes: known.themes, pillars: known.pillars };
    await shards.write(`${name}.passages.csv`, csvRows(passagesTable(table)));
    if (input.parquet) {
      const { content } = await passagesParquet(table, embeddings);
      await shards.write(`${name}.passages.parquet`, content);
    }
    await shards.writeLines(`${name}.posts.jsonl`, posts);
    await shards.writeJson(`${name}.place.json`, sumsOf(found, embeddings, known));
    return { name };
  },
};

/** The passages of a shard, also with what they repeat of others. */
async function passagesOf(shards: ShardFolder, { cut, repeats }: PlaceInput): Promise<Passage[]> {
  const passages = await shards.values<Passage>(`${cut}.passages.jsonl`);
  const others = new Map(await shards.json<[number, string][]>(`${repeats}.repeats.json`));
  return passages.map((passage, i) => {
    const original = others.get(i);
    return original === undefined ? passage : { ...passage, duplicateOf: original };
  });
}

/** By what the sample taught; what the embedder alone says of a passage was kept in pass 2. */
async function embed(
  shards: ShardFolder,
  { cut }: PlaceInput,
  passages: readonly Passage[],
  { fit, identity }: KnownFit,
  signal: AbortSignal,
): Promise<Embeddings> {
  const { vectors: data } = await shards.columns(`${cut}.vectors.bin`, VECTORS);
  const base = { data, rows: passages.length, dims: identity.dims };
  const byText = new Map(passages.map(({ text }, i) => [text, row(base, i)]));
  const kept: Embedder = {
    identity,
    encode: async (text) => {
      const vector = byText.get(text);
      if (vector === undefined) throw new Error("Expected the text of a passage of the shard, got another.");
      return vector;
    },
    close: async () => undefined,
  };
  const added = { passages, rows: rowsIn(fit, passages), languages: languagesOf(passages) };
  return (await embedNew(fit, added, kept, contextInJob(signal))).embeddings;
}

async function reportPosts(shards: ShardFolder, input: PlaceInput, passages: readonly ReportPassage[]) {
  const settled = await shards.json<(Settled | null)[]>(`${input.posts}.posts.json`);
  const own = groupBy(passages, ({ postId }) => postId);
  return settled.flatMap((post) => {
    const parts = post === null ? undefined : own.get(post.id);
    return post === null || parts === undefined ? [] : [reportPost(postOf(post), parts, input.out)];
  });
}

function sumsOf(passages: readonly ReportPassage[], embeddings: Embeddings, { fit, themes }: KnownFit): Sums {
  const sums: Sums = {
    ...{ passages: passages.length, duplicates: 0, unplaced: 0, words: 0 },
    ...{ reasons: {}, themes: {}, subthemes: {} },
  };
  const numbers = new Map(themes.map(({ id }, t) => [id, t]));
  const posts = new Map<string, Set<string>>();
  passages.forEach(({ postId, words, themeId, subthemeId, unplacedReason, duplicateOf }, i) => {
    sums.words += words;
    if (duplicateOf !== undefined) sums.duplicates++;
    if (themeId === undefined) {
      sums.unplaced++;
      const reason = unplacedReason ?? "";
      sums.reasons[reason] = (sums.reasons[reason] ?? 0) + 1;
      return;
    }
    const theme = (sums.themes[themeId] ??= { passages: 0, similarity: 0 });
    theme.passages++;
    theme.similarity += dotRows(embeddings, i, fit.clustering.centroids, numberOf(themeId));
    if (subthemeId === undefined) return;
    const part = (sums.subthemes[subthemeId] ??= { passages: 0, posts: 0, words: 0 });
    part.passages++;
    part.words += words;
    posts.set(subthemeId, (posts.get(subthemeId) ?? new Set()).add(postId));
  });
  for (const [id, part] of Object.entries(sums.subthemes)) part.posts = posts.get(id)?.size ?? 0;
  return sums;

  function numberOf(id: string): number {
    const number = numbers.get(id);
    if (number === undefined) throw new Error(`Expected a theme of the fit, got "${id}".`);
    return number;
  }
}
