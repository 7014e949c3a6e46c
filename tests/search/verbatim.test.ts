import { describe, expect, it } from "vitest";
import { wordingsOf } from "../../src/search/verbatim.js";

const others = [
  {
    id: "p1",
    postId: "a",
    text: "We cut the roadmap in half. Every team that owns a service writes down what it promises to others.",
  },
  {
    id: "p2",
    postId: "b",
    text: "Nothing of the kind was ever said by anybody in this small town by the sea.",
  },
];
const none: ReadonlyMap<string, string[]> = new Map();

describe("what is said word for word", () => {
  it("is found by the sentence, with one word changed, and quoted as each of the two has it", () => {
    const draft = [
      "Something new comes first. Every team that owns a service writes down what it promises to customers.",
    ];
    expect(wordingsOf(draft, none).repeated(others)).toEqual([
      {
        passage: 0,
        other: 0,
        text: "Every team that owns a service writes down what it promises to customers.",
        otherText: "Every team that owns a service writes down what it promises to others.",
      },
    ]);
  });

  it("is no turn of phrase, and no sentence that shares half of its words", () => {
    const draft = [
      "We cut the roadmap.",
      "Every team that owns a service will be glad of a holiday by the sea in June.",
    ];
    expect(wordingsOf(draft, none).repeated(others)).toEqual([]);
  });

  it("takes the passage that has most of a sentence, of equals the first", () => {
    const sentence = "Every team that owns a service writes down what it promises to others.";
    const twice = [others[1], { id: "p3", postId: "c", text: `${sentence} And more.` }, others[0]].flatMap(
      (each) => each ?? [],
    );
    expect(wordingsOf([sentence], none).repeated(twice)).toMatchObject([{ other: 1, otherText: sentence }]);
  });

  it("tells a text that is another one, and neither a part of it nor one that holds it", () => {
    const whole = others[0]?.text ?? "";
    expect(wordingsOf([whole], none).same(others)).toEqual(["a"]);
    expect(wordingsOf([whole.replace("We", "They")], none).same(others)).toEqual(["a"]);
    expect(wordingsOf(["We cut the roadmap in half."], none).same(others)).toEqual([]);
    expect(
      wordingsOf([whole, others[1]?.text ?? "", whole.replace("We", "They")], none).same(others),
    ).toEqual([]);
    expect(wordingsOf([], none).same([{ id: "p", postId: "e", text: "" }])).toEqual([]);
  });
});
