import { normalize, row, zeros } from "../../src/math/matrix.js";
import { countWords } from "../../src/text/words.js";
import type { Clustering } from "../../src/shapes/clustering.js";
import type { Embedder } from "../../src/shapes/embedder.js";
import type { Matrix } from "../../src/shapes/embeddings.js";
import type { Passage } from "../../src/shapes/passage.js";
import type { Post } from "../../src/shapes/post.js";
import { embeddingsOf } from "./vectors.js";
import { postOf } from "./passages.js";

/** A passage to be: its text, its post and the theme it belongs to (−1 = unplaced). */
export interface Line {
  text: string;
  post: string;
  theme: number;
  headingPath?: string[];
  duplicateOf?: number;
}

export interface Corpus {
  posts: Post[];
  passages: Passage[];
  embeddings: ReturnType<typeof embeddingsOf>;
  clustering: Clustering;
}

/** Passages, embeddings and clustering as the stages would hand them to `describe`, with the themes given. */
export async function corpusOf(
  lines: readonly Line[],
  embedder: Embedder,
  posts: readonly Partial<Post>[] = [],
): Promise<Corpus> {
  const passages = lines.map((line, i): Passage => ({
    id: `passage-${i}`,
    postId: line.post,
    ordinal: lines.slice(0, i).filter(({ post }) => post === line.post).length,
    headingPath: line.headingPath ?? [],
    text: line.text,
    start: 0,
    end: line.text.length,
    words: countWords(line.text),
    ...(line.duplicateOf !== undefined && { duplicateOf: `passage-${line.duplicateOf}` }),
  }));
  const matrix = zeros(lines.length, embedder.identity.dims);
  for (const [i, { text }] of lines.entries()) row(matrix, i).set(await embedder.encode(text));
  const ids = [...new Set(lines.map(({ post }) => post))];
  return {
    posts: ids.map((id) =>
      postOf(
        id,
        posts.find((post) => post.id === id),
      ),
    ),
    passages,
    embeddings: embeddingsOf(matrix),
    clustering: clusteringOf(
      matrix,
      lines.map(({ theme }) => theme),
    ),
  };
}

function clusteringOf(matrix: Matrix, themes: readonly number[]): Clustering {
  const k = Math.max(...themes) + 1;
  const centroids = zeros(k, matrix.dims);
  themes.forEach((theme, i) => {
    if (theme < 0) return;
    const centroid = row(centroids, theme);
    row(matrix, i).forEach((value, d) => (centroid[d] = (centroid[d] ?? 0) + value));
  });
  for (let c = 0; c < k; c++) normalize(row(centroids, c));
  return {
    assignment: Int32Array.from(themes),
    nearest: Int32Array.from(themes, (theme) => Math.max(0, theme)),
    second: new Int32Array(themes.length).fill(-1),
    confidence: new Float32Array(themes.length).fill(1),
    reasons: themes.map((theme) => (theme < 0 ? "it is far from every theme" : "")),
    centroids,
    k,
    stability: new Float32Array(k).fill(1),
    subthemes: {
      assignment: new Int32Array(themes.length).fill(-1),
      parents: new Int32Array(0),
      centroids: zeros(0, matrix.dims),
    },
    evidence: [],
    choice: "The number of themes was given.",
  };
}
