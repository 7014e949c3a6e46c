import { describe, expect, it } from "vitest";
import type { Post } from "../../../src/shapes/post.js";
import { clean } from "../../../src/stages/clean/clean.js";
import {
  documentKey,
  documentMaker,
  packDocument,
  PARSING,
  unpackDocument,
} from "../../../src/stages/clean/kept-documents.js";
import { parsePost } from "../../../src/stages/clean/parse.js";
import { notCoveredBy } from "../../helpers/code-behind.js";
import { memoryKept } from "../../helpers/memory-kept.js";
import { recordContext } from "../../helpers/model-context.js";

const post = (about: Partial<Post>): Post => ({
  ...{ id: "p", path: "posts/a.md", file: "/posts/a.md", title: "Bread", tags: [], bodyStart: 0 },
  ...{ format: "markdown", source: "Rye takes its time.", links: [], captions: [] },
  ...about,
});

const ODD: Partial<Post>[] = [
  { source: "# Bread\n\nRye &amp; wheat   take\ntheir *time*.\n\n- one loaf of `sour` rye\n- two loaves\n" },
  {
    source:
      "\n\n> Quoted e\u0301t cafe\u0301 \ud83e\uddd1\u200d\ud83c\udf3e bread.\n\n| a | b |\n|---|---|\n| c | d |\n",
  },
  {
    format: "html",
    source: "<p>Rye&nbsp;takes &#x1F35E; time.</p><pre>code();</pre><h2>Wheat</h2><p>Less.</p>",
  },
  { format: "text", source: "Plain text.\n\nSecond paragraph, with a lone \ud83e half.\n" },
  { source: "" },
  { source: "import X from './x'\n\n# Mdx\n\n<X/> and some prose of it.\n", path: "posts/a.mdx" },
  { format: "html", source: "<div>".repeat(5000) },
];

describe("parsed documents that are kept", () => {
  it.each(ODD)("come back as they were: %j", (about) => {
    const document = parsePost(post(about));
    const packed = packDocument(document);
    expect(unpackDocument(packed)).toEqual(document);
    expect(packDocument(unpackDocument(packed))).toBe(packed);
  });

  it("have a key of all that their parsing depends on, and of nothing else", () => {
    const own = documentKey(post({}));
    for (const about of [
      { format: "html" },
      { source: "Other." },
      { bodyStart: 1 },
      { title: "Rye" },
      { path: "a.mdx" },
    ] as Partial<Post>[]) {
      // prettier-ignore
      expect(documentKey(post(about))).not.toBe(own);
    }
    expect(documentKey(post({ id: "q", path: "elsewhere/b.md", date: "2020-01-01", tags: ["x"] }))).toBe(own);
  });

  it("have the name of a maker that knows all the code behind it", async () => {
    expect(await documentMaker()).toMatch(/^parse [0-9a-f]{16}$/);
    expect(notCoveredBy(PARSING, ["src/stages/clean/parse.ts"])).toEqual([]);
  });
});

describe("cleaning with what an earlier run kept", () => {
  const posts = [...ODD, ...ODD, { source: "Read on.\n\nSome words of its own.\n" }].map((about, i) =>
    post({ id: `p${i}`, path: `posts/${i}.md`, ...about }),
  );
  const options = { keep: ["Less."], remove: ["takes its"] };

  it("gives the same as cleaning without, and parses what is new alone", async () => {
    const expected = await clean(posts, options, recordContext());
    const kept = memoryKept();
    const context = { ...recordContext(), kept };
    expect(await clean(posts, options, context)).toEqual(expected);
    expect(kept.counts).toEqual({ asked: ODD.length + 1, found: 0, put: ODD.length + 1 });
    expect(await clean(posts, options, context)).toEqual(expected);
    expect(kept.counts).toEqual({ asked: 2 * (ODD.length + 1), found: ODD.length + 1, put: ODD.length + 1 });
    const changed = posts.map((each, i) => (i === 0 ? { ...each, source: "Changed it is." } : each));
    expect(await clean(changed, options, context)).toEqual(await clean(changed, options, recordContext()));
    expect(kept.counts.put).toBe(ODD.length + 2);
  });
});
