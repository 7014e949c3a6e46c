import { describe, expect, it } from "vitest";
import { claimOf } from "../../../../src/stages/describe/proof/claim.js";
import { fakeEmbedder } from "../../../helpers/fake-embedder.js";
import { passageOf } from "../../../helpers/passages.js";

const embedder = fakeEmbedder({ dims: 64 });

async function about(...texts: string[]): Promise<string> {
  const passages = texts.map((text, i) => passageOf(i, { text }));
  const terms = [{ text: "roadmaps", weight: 1 }];
  const centroid = await embedder.encode("roadmap promise problem quarter");
  const members = texts.map((_, i) => i);
  const subject = { label: "Roadmaps", terms, centroid };
  const claim = await claimOf(members, passages, subject, (text) => embedder.encode(text));
  return claim?.sentence ?? "";
}

const good = "A roadmap names the problems that a product team is going to solve and in which order.";

describe("claimOf", () => {
  it.each([
    ["a question", "What would a roadmap promise if every problem of the quarter were known to all of us?"],
    [
      "one that points back",
      "This is the roadmap that promised every problem of the quarter to all of them.",
    ],
    ["a short one", "The roadmap is a promise."],
    [
      "one without the label",
      "Nobody knew on which morning the bread for the office would be delivered again.",
    ],
    ["an entry of a list", "Roadmap – the problems that a product team is going to solve in order."],
    [
      "what only a programmer reads",
      "A roadmap names the problems --by-quarter that a product_team is going to solve(in_order).",
    ],
    [
      "what hangs on a time",
      "For the quarter a roadmap names the problems that a product team is going to solve.",
    ],
    [
      "a story",
      "The roadmap named the problems that a product team had solved, quarter by quarter, in order.",
    ],
    [
      "an author speaking",
      "I hope a roadmap names the problems that my product team is going to solve in order.",
    ],
    [
      "advice",
      "Name the problems of the quarter on a roadmap that a product team is going to solve in order.",
    ],
    [
      "somebody by name",
      "A roadmap names the problems that a team of Jane Roe is going to solve, and in which order.",
    ],
    ["speech", `“${good.slice(0, -1)},” she said.`],
  ])("prefers a plain statement to %s", async (_, other) => {
    expect(await about(other, good)).toBe(good);
    expect(await about(good, other)).toBe(good);
  });

  it("claims nothing where nothing stands alone", async () => {
    expect(await about("Trust takes time.")).toBe("");
    expect(await about()).toBe("");
  });
});
