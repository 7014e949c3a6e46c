/** Figures of posts from files that a person names. */
import { UserError } from "../errors.js";
import { parseTable } from "../io/csv-table.js";
import { decode } from "../io/decode.js";
import { figuresOf, type NamedPost } from "../plan/metrics/figures.js";
import type { Context } from "../shapes/context.js";
import type { Post } from "../shapes/post.js";

/**
 * The posts with the figures of tables that name them by address, title, path or id.
 *
 * @param tables CSV files, the figures of later ones over those of earlier ones
 * @throws UserError "config" where a table can't be read, names none of the posts or holds no figures
 */
export async function withMetrics<P extends NamedPost & Pick<Post, "metrics">>(
  posts: readonly P[],
  tables: readonly string[],
  { files, log }: Pick<Context, "files" | "log">,
): Promise<P[]> {
  let measured = [...posts];
  for (const path of tables) {
    const { header, rows } = await readTable(path, files);
    const table = { header, rows: rows.map(({ fields }) => fields) };
    const { names, byPost, unmatched, key } = figuresOf(table, posts);
    if (key === undefined)
      throw refused(path, "none that names one of the posts by its address, title, path or id");
    if (names.length === 0) throw refused(path, `none beside “${key}”, by which it names the posts`);
    const lost = unmatched === 0 ? "" : `; ${unmatched} rows name no post, or one that was named before`;
    log.info(`Figures of ${byPost.size} posts from ${path}: ${names.join(", ")}${lost}.`);
    measured = measured.map((post) => {
      const figures = byPost.get(post.id);
      return figures === undefined ? post : { ...post, metrics: { ...post.metrics, ...figures } };
    });
  }
  return measured;
}

async function readTable(path: string, files: Context["files"]): Promise<ReturnType<typeof parseTable>> {
  // Opening a pipe would wait for somebody to write to it.
  const real = await files.realpath(path).catch(() => path);
  const kind = await files.lstat(real).then(
    (info) => info.kind,
    () => "no such file",
  );
  if (kind !== "file") throw refused(path, kind, "a table of figures");
  const decoded = decode(await files.read(real));
  if (!decoded.ok) throw refused(path, `text that is ${decoded.reason}`, "a table of figures");
  return parseTable(decoded.text);
}

function refused(path: string, got: string, expected = "columns of figures"): UserError {
  const todo = "A CSV with a header needs one column that names posts and one or more of numbers.";
  return new UserError("config", `Expected ${expected} in ${path}, got ${got}. ${todo}`);
}
