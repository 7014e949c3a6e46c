import { describe, expect, it } from "vitest";
import { memoryFiles } from "../../helpers/memory-files.js";
import { ingestFrom } from "../../helpers/reading.js";

const PROSE = "The ferry leaves at nine, and whoever waits on the quay learns how a timetable fails.";
const times = (part: string, count: number): string => part.repeat(count);

/** Texts of a megabyte or so on which a step that costs its input squared would sit for minutes or hours. */
const texts: Record<string, string> = {
  "headline.org": `* ${PROSE}${times(" ", 1_000_000)}x\n\n${PROSE}\n`,
  "blanks.rst": `Title\n=====\n\n${PROSE}${times(" ", 500_000)}x\n`,
  "ticks.rst": `Title\n=====\n\n${times("`a ", 200_000)}\n`,
  "scripts.md": `# Title\n\n${PROSE}\n\n${times("<script>", 60_000)}\n`,
  "styles.html": `<h1>Title</h1><p>${PROSE}</p>${times("<style>", 60_000)}`,
  "cut.xml": `<rss><channel>${times("<item ", 100_000)}`,
  "nested.xml": `<rss><channel>${times("<item><b>", 60_000)}`,
  "sections.xml": `<rss><channel><item><title>${times("<![CDATA[", 100_000)}`,
  "brackets.md": `# Title\n\n${PROSE}\n\n${times("](", 300_000)}\n`,
  "lines.txt": `${PROSE}${times("\n", 500_000)}${PROSE}`,
};

describe("a text made to cost", () => {
  it.each(Object.keys(texts))(
    "is read or left out in the time that its size asks for: %s",
    async (name) => {
      const tree = { [`/home/in/${name}`]: texts[name] ?? "", "/home/in/plain.md": PROSE };
      const { posts, skipped } = await ingestFrom(memoryFiles(tree), ["/home/in"]);
      const met = [...posts, ...skipped].filter(({ path }) => path.endsWith(name));
      expect(met.length).toBeGreaterThan(0);
      expect(posts.some(({ path }) => path.endsWith("plain.md"))).toBe(true);
    },
    120_000,
  );
});
