import { describe, expect, it } from "vitest";
import { folded, makeSearch, snippet } from "../../../src/app/search/search.js";
import type { AppData } from "../../../src/render/app-data-types.js";
import { SMALL } from "../app-data.js";

const texts = ["Change needs patience.", "Changing a café takes courage", "Nothing here"];
const data: AppData = {
  ...SMALL,
  posts: SMALL.posts.map((post) => ({ ...post, title: "Courage at work", tags: [] })).slice(0, 1),
  passages: { ...SMALL.passages, text: texts },
};

async function find(query: string): Promise<string[]> {
  const search = makeSearch(data);
  await search.ready;
  return search.find(query).map(({ kind, position }) => `${kind} ${position}`);
}

describe("search", () => {
  it("finds beginnings of words, whatever their case and accents", async () => {
    expect(await find("CAFE")).toEqual(["passage 1"]);
    expect(await find("chang")).toEqual(expect.arrayContaining(["passage 0", "passage 1", "theme 0"]));
    expect(await find("absent")).toEqual([]);
  });

  it("finds what holds all the words, titles first", async () => {
    expect(await find("courage takes")).toEqual(["passage 1"]);
    expect((await find("courage"))[0]).toBe("post 0");
  });
});

describe("snippet", () => {
  const text = `${"word ".repeat(60)}the Café stands here ${"more ".repeat(60)}`.trim();

  it("shows the first hit in its surroundings, marked", () => {
    const pieces = snippet(text, ["cafe"]);
    expect(pieces.filter(({ isHit }) => isHit).map((piece) => piece.text)).toEqual(["Café"]);
    expect(pieces[0]?.text).toBe("… ");
    expect(pieces.at(-1)?.text).toBe(" …");
    expect(pieces.map((piece) => piece.text).join("").length).toBeLessThan(240);
  });

  it("shows the beginning where nothing is hit, and a short text whole", () => {
    expect(snippet("A short text", [])).toEqual([{ text: "A short text", isHit: false }]);
    expect(snippet(text, [])[0]?.text.startsWith("word word")).toBe(true);
  });

  it("folds case and accents", () => {
    expect(folded("ÉCLAIR Ångström")).toBe("eclair angstrom");
  });
});
