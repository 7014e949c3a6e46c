import { describe, expect, it } from "vitest";
import { endingsOf, isArchive } from "../../../../src/stages/ingest/names.js";
import {
  collectionReaders,
  documentReaders,
  readers,
} from "../../../../src/stages/ingest/readers/registry.js";
import { describeCollectionReader } from "../../../conformance/collection-reader.js";
import { describeDocumentReader, type DocumentSample } from "../../../conformance/document-reader.js";
import { minimalDocx, minimalPdf } from "../../../helpers/documents.js";
import { describeReader, type Sample } from "../../../conformance/reader.js";

const SAMPLES: Record<string, Sample> = {
  markdown: {
    path: "posts/2015-07-08-lean.md",
    text: '---\ntitle: "Lean teams"\ndate: 2015-07-08\ntags: [a, b]\n---\n\n# Heading\n\nSome *prose* with a [link](https://example.org).\n',
    posts: 1,
  },
  html: {
    path: "posts/lean.html",
    text: '<!DOCTYPE html><html><head><title>Lean</title><meta name="date" content="2015-07-08"></head><body><article><h1>Lean</h1><p>Prose.</p></article></body></html>',
    posts: 1,
  },
  csv: {
    path: "posts.csv",
    text: 'title,date,text\nOne,2015-07-08,"Prose, with a comma"\nTwo,,"Two\nlines"\n',
    posts: 2,
  },
  jsonl: {
    path: "posts.jsonl",
    text: '{"title": "One", "date": "2015-07-08", "text": "Prose"}\n{"text": "<p>Two</p>", "tags": ["a"]}\n',
    posts: 2,
  },
  wordpress: {
    path: "export.xml",
    text: '<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>One</title><content:encoded><![CDATA[<p>Prose</p>]]></content:encoded><wp:post_date>2015-07-08 10:00:00</wp:post_date><wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item></channel></rss>',
    posts: 1,
  },
  feed: {
    path: "feed.xml",
    text: '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry><title>One</title><published>2015-07-08</published><content type="html">&lt;p&gt;Prose&lt;/p&gt;</content></entry><entry><title>Two</title><summary>More</summary></entry></feed>',
    posts: 2,
  },
};

Object.assign(SAMPLES, {
  notion: {
    path: "Lean teams 0123456789abcdef0123456789abcdef.md",
    text: "# Lean teams\n\nDate: July 8, 2015\nTags: a, b\nStatus: Published\n\nProse.\n",
    posts: 1,
  },
  ghost: {
    path: "site.ghost.json",
    text: JSON.stringify({
      db: [
        {
          meta: { exported_on: 1 },
          data: { posts: [{ id: "1", title: "One", html: "<p>Prose</p>", status: "published" }] },
        },
      ],
    }),
    posts: 1,
  },
  json: {
    path: "posts.json",
    text: '{"posts": [{"title": "One", "body": "Prose"}, {"body": "More"}]}',
    posts: 2,
  },
  notebook: {
    path: "lean.ipynb",
    text: JSON.stringify({
      cells: [
        { cell_type: "markdown", source: ["# Lean\n", "Prose."] },
        { cell_type: "code", source: "1" },
      ],
    }),
    posts: 1,
  },
  transcript: { path: "talk.srt", text: "1\n00:00:01,000 --> 00:00:04,000\nProse is spoken.\n", posts: 1 },
  org: {
    path: "lean.org",
    text: "#+TITLE: Lean\n#+DATE: <2015-07-08 Wed>\n\n* Heading\n\nProse.\n",
    posts: 1,
  },
  rst: {
    path: "lean.rst",
    text: "Lean\n====\n\n:date: 2015-07-08\n\nProse with `a link <https://example.org>`_.\n",
    posts: 1,
  },
} satisfies Record<string, Sample>);

for (const reader of readers) {
  const sample = SAMPLES[reader.name];
  if (sample !== undefined) describeReader(reader, sample);
}

describe("the registry", () => {
  const mayHoldPosts = endingsOf(readers);

  it("has a sample for every reader, under names that differ", () => {
    expect(readers.map((reader) => reader.name).sort()).toEqual(Object.keys(SAMPLES).sort());
  });

  it("sends each sample to its own reader first", () => {
    for (const [name, { path, text }] of Object.entries(SAMPLES)) {
      expect(readers.find((reader) => reader.accepts(path, text))?.name).toBe(name);
      expect(mayHoldPosts(path)).toBe(true);
    }
  });

  it("knows posts and archives by their endings", () => {
    expect(["a.MD", "a/b.html", "a.rss"].every(mayHoldPosts)).toBe(true);
    expect(["a.png", ".md", "README", "a.md/b", "a.zip"].some(mayHoldPosts)).toBe(false);
    expect([isArchive("a.ZIP"), isArchive("zip")]).toEqual([true, false]);
  });
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const DOCUMENTS: Record<string, DocumentSample> = {
  word: { path: "lean.docx", bytes: minimalDocx("Lean", "Prose of a document."), posts: 1 },
  email: {
    path: "lean.eml",
    bytes: bytes("Subject: Lean\nFrom: Ada <a@example.org>\n\nProse of a letter.\n"),
    posts: 1,
  },
  asciidoc: { path: "lean.adoc", bytes: bytes("= Lean\n\nProse of a page.\n"), posts: 1 },
  pdf: { path: "lean.pdf", bytes: minimalPdf("Prose of a printed page."), posts: 1 },
};

const COLLECTIONS: Record<string, { tree: Record<string, string>; posts: number }> = {
  substack: {
    tree: {
      "export/posts.csv": "post_id,post_date,is_published,title\n1.lean,2015-07-08,true,Lean\n",
      "export/posts/1.lean.html": "<p>Prose.</p>",
    },
    posts: 1,
  },
  medium: {
    tree: {
      "m/posts/2015-07-08_Lean-1.html":
        '<article class="h-entry"><h1 class="p-name">Lean</h1><p class="graf graf--p">Prose.</p></article>',
    },
    posts: 1,
  },
  "index-table": {
    tree: { "n/emails.csv": "slug,subject,sent_at\nlean,Lean,2015-07-08\n", "n/emails/lean.md": "Prose." },
    posts: 1,
  },
};

for (const reader of documentReaders) {
  const sample = DOCUMENTS[reader.name];
  if (sample !== undefined) describeDocumentReader(reader, sample);
}
for (const reader of collectionReaders) {
  const sample = COLLECTIONS[reader.name];
  if (sample !== undefined) describeCollectionReader(reader, sample);
}

describe("the registries of documents and collections", () => {
  it("have a sample for every reader, under names that differ", () => {
    expect(documentReaders.map(({ name }) => name).sort()).toEqual(Object.keys(DOCUMENTS).sort());
    expect(collectionReaders.map(({ name }) => name).sort()).toEqual(Object.keys(COLLECTIONS).sort());
  });
});
