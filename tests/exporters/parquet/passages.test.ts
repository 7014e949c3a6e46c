import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { passagesParquet } from "../../../src/exporters/parquet/passages.js";
import { zeros } from "../../../src/math/matrix.js";
import type { Matrix } from "../../../src/shapes/embeddings.js";
import { parquetOf } from "../../../src/store/parquet.js";
import { temporaryFolder } from "../../helpers/model-context.js";
import { sampleReport } from "../../helpers/sample-report.js";

/** Numbers that 32 bits hold, the odd ones too. */
function vectorsFor(rows: number): Matrix {
  const matrix = zeros(rows, 3);
  for (let i = 0; i < matrix.data.length; i++) matrix.data[i] = Math.sin(i) / 3;
  return matrix;
}

async function readParquet(content: Uint8Array): Promise<Record<string, unknown>[]> {
  const file = join(await temporaryFolder(), "it's.parquet");
  await writeFile(file, content);
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const result = await connection.runAndReadAll(`SELECT * FROM '${file.replaceAll("'", "''")}'`);
  const rows = result.getRowObjectsJS();
  connection.closeSync();
  return rows;
}

describe("passages.parquet", () => {
  it("holds every passage of the report in its order, with its vector", async () => {
    const report = sampleReport();
    const vectors = vectorsFor(report.passages.length);
    const { path, content } = await passagesParquet(report, vectors);
    expect(path).toBe("passages.parquet");
    const rows = await readParquet(content);
    expect(rows).toHaveLength(report.passages.length);
    for (const [i, passage] of report.passages.entries()) {
      const post = report.posts.find(({ id }) => id === passage.postId);
      const theme = report.themes.find(({ id }) => id === passage.themeId);
      const pillar = report.pillars.find(({ id }) => id === theme?.pillarId);
      expect(rows[i]).toEqual({
        passage_id: passage.id,
        post_id: passage.postId,
        title: post?.title,
        date: post?.date ?? null,
        theme_id: passage.themeId ?? null,
        theme: theme?.label ?? "Other",
        pillar: pillar?.label ?? null,
        x: Math.fround(passage.x),
        y: Math.fround(passage.y),
        text: passage.text,
        vector: [...vectors.data.subarray(3 * i, 3 * i + 3)],
      });
    }
  });

  it("is the same to the byte for the same report, and leaves nothing behind", async () => {
    const report = sampleReport();
    const folder = await mkdtemp(join(tmpdir(), "throughline-test-"));
    vi.stubEnv("TMPDIR", folder);
    try {
      const vectors = vectorsFor(report.passages.length);
      const first = await passagesParquet(report, vectors);
      expect(await passagesParquet(structuredClone(report), vectors)).toEqual(first);
      expect(await readdir(folder)).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
      await rm(folder, { recursive: true });
    }
  });

  it("takes more rows than a chunk has, and texts of any kind", async () => {
    const texts = Array.from({ length: 5000 }, (_, i) => (i % 7 === 0 ? undefined : `${"it's \u0000 é 🍞 ".repeat(i % 5)}${i}`)); // prettier-ignore
    const content = await parquetOf([{ name: 'a "text"', kind: "text", values: texts }]);
    const rows = await readParquet(content);
    expect(rows.map((row) => row['a "text"'])).toEqual(texts.map((text) => text ?? null));
  });

  it("is refused a vector too few", async () => {
    await expect(passagesParquet(sampleReport(), vectorsFor(1))).rejects.toThrow(
      /Expected a vector per passage/,
    );
  });

  it("can't be had without the package", async () => {
    const load = (): Promise<never> => Promise.reject(new Error("Cannot find package"));
    await expect(parquetOf([], load)).rejects.toThrow(/Run `npm i @duckdb\/node-api`/);
  });
});
