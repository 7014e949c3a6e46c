import { describe, expect, it } from "vitest";
import { inProcess } from "../../../../src/jobs/in-process.js";
import type { Passage } from "../../../../src/shapes/passage.js";
import type { Post } from "../../../../src/shapes/post.js";
import { packReading, unpackReading } from "../../../../src/stages/describe/terms/packed-reading.js";
import { textReader } from "../../../../src/stages/describe/terms/read-text.js";
import { READING } from "../../../../src/stages/describe/terms/reading-job.js";
import { readings } from "../../../../src/stages/describe/terms/readings.js";
import type { Language } from "../../../../src/text/languages.js";
import { notCoveredBy } from "../../../helpers/code-behind.js";
import { memoryKept } from "../../../helpers/memory-kept.js";

const SENTENCES = [
  "The Freedom of Information Act asks agencies for records, and stand-ups for patience.",
  "A user-centered roadmap is a list of bets; customers ask for outcomes, not for release dates.",
  "Hiring takes time. Our interviews took longer, and 18F wrote guides to testing in .gov domains.",
];

/** Passages of different texts, in more than one batch. */
function manyPassages(): Passage[] {
  const long = Array.from({ length: 20 }, (_, i) => SENTENCES[i % SENTENCES.length]).join(" ");
  return Array.from({ length: 130 }, (_, i) => ({
    ...{ id: `p${i}`, postId: `post-${i % 7}`, ordinal: i < 7 ? 0 : 1, headingPath: [`Chapter ${i % 5}`] },
    ...{ text: `Number ${i}. ${long}`, start: 0, end: 1, words: 300 },
  }));
}

const posts = Array.from({ length: 7 }, (_, i) => ({
  ...{
    id: `post-${i}`,
    path: `${i}.md`,
    file: `/${i}.md`,
    title: `Roadmaps, part ${i}`,
    tags: [],
    links: [],
  },
  ...{ bodyStart: 0, format: "markdown", source: "", captions: [] },
})) as Post[];
const passages = manyPassages();
const languages = passages.map((_, i): Language => (i % 10 === 3 ? "de" : "en"));
const input = { posts, passages, languages };
const { signal } = new AbortController();

describe("a reading that is packed", () => {
  it.each(SENTENCES)("comes back as it was: %s", (text) => {
    const reading = textReader([])("en", text);
    expect(reading.phrases.length).toBeGreaterThan(3);
    expect(unpackReading(packReading(reading))).toEqual(reading);
  });
});

describe("the readings of a collection", { timeout: 120_000 }, () => {
  it("are those of each text by itself, whoever read it", async () => {
    const read = await readings(
      input,
      { stopWords: ["guide"], fewest: 0 },
      { executor: inProcess(), signal },
    );
    const here = textReader(["guide"]);
    for (const i of [0, 3, 70, 129]) {
      const [language, text] = [languages[i] ?? "en", passages[i]?.text ?? ""];
      expect(read(language, text)).toEqual(here(language, text));
    }
    expect(read("en", "Roadmaps, part 2")).toEqual(here("en", "Roadmaps, part 2"));
    expect(read("en", "A text that nobody knew of.")).toEqual(here("en", "A text that nobody knew of."));
  });

  it("are taken from an earlier run where that left them out the same words", async () => {
    const kept = memoryKept();
    await readings(input, { stopWords: [], fewest: 0 }, { executor: inProcess(), signal, kept });
    expect(kept.counts.found).toBe(0);
    const { asked, put } = kept.counts;
    await readings(input, { stopWords: [], fewest: 0 }, { executor: inProcess(), signal, kept });
    expect(kept.counts).toEqual({ asked: 2 * asked, found: asked, put });
    await readings(input, { stopWords: ["roadmap"], fewest: 0 }, { executor: inProcess(), signal, kept });
    expect(kept.counts.found).toBe(asked);
  });

  it("end where the run is stopped", async () => {
    const stopped = AbortSignal.abort(new Error("stopped"));
    await expect(
      readings(input, { stopWords: [], fewest: 0 }, { executor: inProcess(), signal: stopped }),
    ).rejects.toThrow("stopped");
  });

  it("know all the code behind them", () => {
    expect(notCoveredBy(READING, ["src/stages/describe/terms/read-text.ts"])).toEqual([]);
  });
});
