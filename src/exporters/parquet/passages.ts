import { row } from "../../math/matrix.js";
import { finder } from "../../render/view.js";
import type { Matrix } from "../../shapes/embeddings.js";
import type { BinaryFile } from "../../shapes/exporter.js";
import type { PassageSource } from "../tables/passages.js";
import { parquetOf } from "../../store/parquet.js";

/** What stands for the theme of a passage that is in none, as in `passages.csv`. */
const OTHER = "Other";

/**
 * `passages.parquet`: every passage with its theme, its place on the map and its vector, for notebooks and other programs.
 *
 * @param embeddings rows × dims, a row per passage of the report, in its order
 * @throws PackageMissing without the package that writes it
 */
export async function passagesParquet(source: PassageSource, embeddings: Matrix): Promise<BinaryFile> {
  const { passages } = source;
  if (embeddings.rows !== passages.length) {
    throw new Error(`Expected a vector per passage (${passages.length}), got ${embeddings.rows}.`);
  }
  const theme = finder("theme", source.themes);
  const pillar = finder("pillar", source.pillars);
  const post = finder("post", source.posts);
  const themes = passages.map(({ themeId }) => (themeId === undefined ? undefined : theme(themeId)));
  const posts = passages.map(({ postId }) => post(postId));
  const text = (name: string, values: readonly (string | undefined)[]) =>
    ({ name, kind: "text", values }) as const;
  const content = await parquetOf([
    text("passage_id", passages.map(({ id }) => id)), // prettier-ignore
    text("post_id", passages.map(({ postId }) => postId)), // prettier-ignore
    text("title", posts.map(({ title }) => title)), // prettier-ignore
    text("date", posts.map(({ date }) => date)), // prettier-ignore
    text("theme_id", themes.map((each) => each?.id)), // prettier-ignore
    text("theme", themes.map((each) => each?.label ?? OTHER)), // prettier-ignore
    text("pillar", themes.map((each) => (each?.pillarId === undefined ? undefined : pillar(each.pillarId).label))), // prettier-ignore
    { name: "x", kind: "number", values: passages.map(({ x }) => x) },
    { name: "y", kind: "number", values: passages.map(({ y }) => y) },
    text("text", passages.map((passage) => passage.text)), // prettier-ignore
    { name: "vector", kind: "vector", values: passages.map((_, i) => row(embeddings, i)) },
  ]);
  return { path: "passages.parquet", content };
}
