import { describe, expect, it } from "vitest";
import { selectRows } from "../../../src/math/matrix.js";
import { joinNamed } from "../../../src/stages/cluster/join-named.js";
import { takeNamed } from "../../../src/stages/cluster/take-named.js";
import type { Clustering } from "../../../src/shapes/clustering.js";
import type { NamedTheme } from "../../../src/shapes/config.js";
import type { Embeddings } from "../../../src/shapes/embeddings.js";
import type { Passage } from "../../../src/shapes/passage.js";
import { fakeEmbedder } from "../../helpers/fake-embedder.js";
import { recordContext } from "../../helpers/model-context.js";
import { passageOf } from "../../helpers/passages.js";
import { blobs, embeddingsOf } from "../../helpers/vectors.js";

const BLOBS = 4;
const DIMS = 12;
const points = blobs({ clusters: BLOBS, each: 20, dims: DIMS, spread: 0.15, seed: 3 });

/** "axis 2" points where the third blob lies. */
const embedder = fakeEmbedder({
  dims: DIMS,
  answer: (text) => Float32Array.from({ length: DIMS }, (_, d) => (text === `axis ${d}` ? 1 : 0)),
});

/** Free clustering that knows the blobs by the passages' posts. */
function byPost(embeddings: Embeddings, passages: readonly Passage[]): Clustering {
  const posts = [...new Set(passages.map(({ postId }) => postId))];
  const assignment = Int32Array.from(passages, ({ postId }) => posts.indexOf(postId));
  return {
    assignment,
    nearest: Int32Array.from(assignment),
    second: new Int32Array(passages.length).fill(-1),
    confidence: new Float32Array(passages.length).fill(1),
    reasons: passages.map(() => ""),
    centroids: selectRows(
      embeddings,
      posts.map((post) => passages.findIndex(({ postId }) => postId === post)),
    ),
    k: posts.length,
    stability: new Float32Array(posts.length).fill(0.5),
    subthemes: {
      assignment: Int32Array.from(assignment),
      parents: Int32Array.from(posts, (_, t) => t),
      centroids: selectRows(
        embeddings,
        posts.map((_, t) => t),
      ),
    },
    evidence: [],
    choice: "By post.",
  };
}

const passages = Array.from({ length: points.rows }, (_, i) => passageOf(i, { postId: `post-${i % BLOBS}` }));

interface Joined {
  clustering: Clustering;
  notes: readonly string[];
}

/** Takes, clusters the rest and joins, as the pipeline does. */
async function run(namedThemes: readonly NamedTheme[], posts = passages): Promise<Joined> {
  const embeddings = embeddingsOf(points);
  const taken = await takeNamed(
    posts,
    embeddings,
    { namedThemes, vectorOf: (text: string) => embedder.encode(text) },
    recordContext(),
  );
  const free = byPost(taken.embeddings, taken.passages);
  return { clustering: joinNamed(embeddings, taken, free), notes: taken.notes };
}

describe("themes that the editor named", () => {
  it("leaves everything to free clustering where nothing is named", async () => {
    const { clustering, notes } = await run([]);
    expect(clustering.k).toBe(BLOBS);
    expect(clustering.names).toBeUndefined();
    expect(notes).toEqual([]);
  });

  it("puts passages near a named theme there, and clusters the rest", async () => {
    const { clustering, notes } = await run([{ name: "Hiring", phrases: ["axis 2"] }]);
    const hiring = clustering.names?.indexOf("Hiring") ?? -1;
    expect(notes).toEqual([]);
    expect(hiring).toBeGreaterThanOrEqual(0);
    const own = passages.flatMap((_, i) => (clustering.assignment[i] === hiring ? [i] : []));
    expect(own.length).toBeGreaterThan(8);
    expect(own.every((i) => i % BLOBS === 2)).toBe(true);
    expect(clustering.assignment.every((cluster) => cluster >= 0 && cluster < clustering.k)).toBe(true);
  });

  it("gives every theme, named or free, its row in every column, the largest first", async () => {
    const { clustering } = await run([{ name: "Hiring", phrases: ["axis 1"] }]);
    const { k, assignment, confidence, subthemes } = clustering;
    const sizes = Array.from({ length: k }, (_, t) => assignment.filter((cluster) => cluster === t).length);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect([clustering.centroids.rows, clustering.stability.length, clustering.names?.length]).toEqual([
      k,
      k,
      k,
    ]);
    expect(confidence.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect([...subthemes.parents]).toEqual([...subthemes.parents].toSorted((a, b) => a - b));
    subthemes.assignment.forEach((sub, i) => {
      if (sub >= 0) expect(subthemes.parents[sub]).toBe(assignment[i]);
    });
  });

  it("reports a named theme that nothing is near to, and leaves it out", async () => {
    const { clustering, notes } = await run([{ name: "Astronomy", phrases: ["axis 9"] }]);
    expect(clustering.k).toBe(BLOBS);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain("“Astronomy”");
  });

  it("takes the name for a phrase where there are none", async () => {
    const { clustering } = await run([{ name: "axis 2", phrases: [] }]);
    expect(clustering.names).toContain("axis 2");
  });

  it("sends a repetition where its original went", async () => {
    const copies = passages.map((p, i) => (i === 6 ? { ...p, duplicateOf: passages[2]?.id ?? "" } : p));
    const { clustering } = await run([{ name: "Hiring", phrases: ["axis 2"] }], copies);
    expect(clustering.assignment[6]).toBe(clustering.assignment[2]);
  });
});
