/**
 * Finds the themes with an embedder of your own: here a text's vector counts its triples of letters, which a server of
 * embeddings or another model would take the place of. Usage: `tsx examples/embedder-of-your-own.ts <paths…>`.
 */
import { createHash } from "node:crypto";
import { runPipeline, type Embedder } from "throughline";

const DIMS = 256;

async function openTriples(): Promise<Embedder> {
  return {
    identity: {
      embedder: "triples",
      kind: "the triples of letters",
      model: "triples-v1",
      revision: "1",
      dtype: "fp32",
      pooling: "sum",
      dims: DIMS,
    },
    async encode(text) {
      const letters = text.toLowerCase().replace(/\P{L}+/gu, " ");
      const vector = new Float32Array(DIMS);
      for (let i = 0; i + 3 <= letters.length; i++) {
        const [place = 0] = createHash("md5")
          .update(letters.slice(i, i + 3))
          .digest();
        vector[place] = (vector[place] ?? 0) + 1;
      }
      const length = Math.hypot(...vector);
      return length === 0 ? vector : vector.map((value) => value / length);
    },
    close: async () => undefined,
  };
}

const { report } = await runPipeline(
  { paths: process.argv.slice(2), embedder: "triples" },
  { embedders: { triples: openTriples }, write: false },
);
console.log(`${report.themes.length} themes by ${report.model.model}:`);
for (const { label, posts } of report.themes) console.log(`${label} (${posts} posts)`);
