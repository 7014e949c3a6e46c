import { describe, expect, it } from "vitest";
import { internalLinks } from "../../../src/plan/posts/internal-links.js";
import { collectionOf, type Written } from "./collection.js";

const target: Written = {
  id: "target",
  title: "How we write release notes",
  path: "blog/2014-03-04-how-we-write-release-notes.md",
  date: "2014-03-04",
  paragraphs: ["Notes."],
};

function linksFrom(text: string, to: Written = target): string[] {
  const { posts } = collectionOf([
    to,
    { id: "source", title: "Source", date: "2015-01-01", paragraphs: [text] },
  ]);
  return internalLinks(posts, []).links.map(({ to: found }) => found);
}

describe("internalLinks", () => {
  it.each([
    "[a](/2014/03/04/how-we-write-release-notes/)",
    "[a](/2014/03/04/how-we-write-release-notes)",
    "[a](/2014/03/04/how-we-write-release-notes/index.html?x=1#part)",
    "[a](/2014/03/how-we-write-release-notes.html)",
    String.raw`[a](/2014/03/04/how\-we\-write\-release\-notes/)`,
    "[a](2014-03-04-how-we-write-release-notes.md)",
    "[a](../blog/2014-03-04-how-we-write-release-notes.md)",
    '[a]({{ "/2014/03/04/how-we-write-release-notes/" | url }})',
    "[a]({{ site.baseurl }}/2014/03/04/how-we-write-release-notes/)",
    "[a]({% post_url 2014-03-04-how-we-write-release-notes %})",
    '[a]({{< ref "how-we-write-release-notes" >}})',
    "[[How we write release notes]]",
    "[[how we write release notes#part|words]]",
    '<a class="x" href="/2014/03/04/how-we-write-release-notes/">a</a>',
    "[a][1]\n\n[1]: /2014/03/04/how-we-write-release-notes/",
  ])("know %j as a link to the post", (text) => {
    expect(linksFrom(text)).toEqual(["target"]);
  });

  it.each([
    "[a](/2016/03/04/how-we-write-release-notes/)",
    "[a](/2014/03/04/something-else-entirely/)",
    "![a](/2014/03/04/how-we-write-release-notes/)",
    "[a](https://elsewhere.example/2014/03/04/how-we-write-release-notes/)",
    "[a](#how-we-write-release-notes)",
    "[a](mailto:how-we-write-release-notes)",
  ])("know %j as none", (text) => {
    expect(linksFrom(text)).toEqual([]);
  });

  it("know a post by the folders of its file, a year and a month among them, however short its name is", () => {
    const dated = { ...target, path: "blog/2014/03/notes.html" };
    expect(linksFrom("[a](/news/2014/03/notes.html)", dated)).toEqual(["target"]);
    expect(linksFrom("[a](/2015/03/notes.html)", dated)).toEqual([]);
    const nested = { ...target, path: "site/guides/notes.md" };
    expect(linksFrom("[a](/en/guides/notes/)", nested)).toEqual(["target"]);
    expect(linksFrom("[a](/en/other/notes/)", nested)).toEqual([]);
  });

  it("know a post by its address, whichever scheme, host and ending it is written with, and by its front matter", () => {
    const known = {
      ...target,
      url: "https://www.Blog.example/p/notes?ref=feed",
      front: "---\naliases:\n  - /old/place/\n---\n",
    };
    for (const href of [
      "http://blog.example/p/notes/",
      "//blog.example/p/notes/index.html",
      "/p/notes",
      "/old/place",
    ])
      expect([href, linksFrom(`[a](${href})`, known)]).toEqual([href, ["target"]]);
  });

  it("tell what is made like the address of a post and is none, but no other page of the site", () => {
    const names = ["one-day-in-june", "two-days-in-may", "three-days-in-april", "four-days-in-march"];
    const others = names.map((name, i): Written => {
      return {
        id: name,
        title: name,
        date: `2014-03-0${i + 1}`,
        path: `2014-03-0${i + 1}-${name}.md`,
        paragraphs: ["Text."],
      };
    });
    const links = names.map((name, i) => `[x](https://site.example/2014/03/0${i + 1}/${name}/)`);
    const text = [
      ...links,
      "[gone](https://site.example/2014/05/06/this-was-never-written/)",
      "[here too](/2014/05/07/neither-was-this-one/)",
      "[about](/about/) [tag](/tags/release-notes/) [file](/2014/05/06/drawing-of-it.png) [draft](/2014/05/08/a-draft-of-it/)",
      "[other](https://other.example/2014/05/06/this-was-never-written/)",
    ].join(" ");
    const { posts } = collectionOf([
      ...others,
      { id: "source", title: "Source", date: "2015-01-01", paragraphs: [text] },
    ]);
    const draft = {
      path: "2014-05-08-a-draft-of-it.md",
      place: "",
      reason: "a draft",
      post: true,
      rule: "a draft",
    };
    const { dead } = internalLinks(posts, [draft]);
    expect(dead.map(({ text: words, address }) => [words, address])).toEqual([
      ["gone", "https://site.example/2014/05/06/this-was-never-written/"],
      ["here too", "/2014/05/07/neither-was-this-one/"],
    ]);
    expect(text.slice(dead[0]?.offset)).toMatch(/^\[gone\]/);
  });

  it("tell nothing of dead links where the folder holds a part of the site", () => {
    const others = ["one-day-in-june", "two-days-in-may", "three-days-in-april"].map((name, i): Written => {
      return {
        id: name,
        title: name,
        date: `2014-03-0${i + 1}`,
        path: `2014-03-0${i + 1}-${name}.md`,
        paragraphs: ["Text."],
      };
    });
    const known = others.map(({ id, date = "" }) => `[x](/${date.replaceAll("-", "/")}/${id}/)`);
    const unknown = Array.from({ length: 12 }, (_, i) => `[x](/2014/05/06/another-post-number-${i}/)`);
    const { posts } = collectionOf([
      ...others,
      { id: "source", title: "Source", paragraphs: [[...known, ...unknown].join(" ")] },
    ]);
    const { dead, notes } = internalLinks(posts, []);
    expect(dead).toEqual([]);
    expect(notes).toEqual([expect.stringContaining("part of a site")]);
  });
});
