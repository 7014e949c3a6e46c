import { describe, expect, it } from "vitest";
import { zeros } from "../../../src/math/matrix.js";
import { partsOf } from "../../../src/stages/describe/members.js";
import type { Clustering } from "../../../src/shapes/clustering.js";
import { fakeEmbedder } from "../../helpers/fake-embedder.js";
import { corpusOf } from "../../helpers/themed-corpus.js";

describe("partsOf", () => {
  it("puts each passage in one part of its theme", async () => {
    const themes = [0, 1, 0, 0, 1, -1, 0];
    const { passages, clustering } = await corpusOf(
      themes.map((theme, i) => ({
        text: `Text ${i}.`,
        post: "a",
        theme,
        ...(i === 6 && { duplicateOf: 0 }),
      })),
      fakeEmbedder(),
    );
    const divided: Clustering = {
      ...clustering,
      subthemes: {
        assignment: Int32Array.from([1, -1, 0, -1, -1, -1, 1]),
        parents: Int32Array.from([0, 0]),
        centroids: zeros(2, 2),
      },
    };
    const { members, ofTheme, subthemes } = partsOf(passages, divided);
    expect(subthemes).toEqual([[0, 1], []]);
    const parts = ofTheme.map((parts) => parts.map((part) => members[part]));
    expect(parts).toEqual([
      [
        { all: [2], distinct: [2] },
        { all: [0, 6], distinct: [0] },
        { all: [3], distinct: [3] },
      ],
      [{ all: [1, 4], distinct: [1, 4] }],
    ]);
  });
});
