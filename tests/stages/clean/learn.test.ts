import { describe, expect, it } from "vitest";
import { groupCopies, type Unit } from "../../../src/stages/clean/boilerplate.js";
import { groupMany, learnBoilerplate, textNumbersOf } from "../../../src/stages/clean/learn.js";
import { textNumber } from "../../../src/text/text-number.js";

const unit = (key: string, edge = false): Unit => ({ key, words: key.split(" ").length, edge });

/** Posts of texts of their own, with a footer in most, a phrase in a few, and copies of one post. */
function collection(): Unit[][] {
  const posts = Array.from({ length: 100 }, (_, i) => {
    const own = Array.from({ length: 4 }, (_, n) => unit(`post ${i} says this as its sentence number ${n}`));
    const phrase = i % 25 === 0 ? [unit("for example")] : [];
    const footer = i % 3 === 0 ? [] : [unit("thank you for reading our small newsletter", true)];
    return [...own, ...phrase, ...footer];
  });
  const copied = Array.from({ length: 8 }, (_, i) => [
    ...Array.from({ length: 6 }, (_, n) => unit(`a story that was told in many places, part ${n} of it`)),
    unit(`told for the time ${i}`),
  ]);
  return [...posts, ...copied];
}

describe("boilerplate of many posts", () => {
  it("is what it is of few, text by text", () => {
    const posts = collection();
    const numbers = textNumbersOf(posts);
    const learned = learnBoilerplate(numbers, groupMany(numbers));
    expect(learned).toEqual(learnBoilerplate(numbers, groupCopies(posts)));
    expect([...learned]).toEqual([[textNumber("thank you for reading our small newsletter"), 66]]);
  });

  it("lets the copies of one post speak once", () => {
    const numbers = textNumbersOf(collection());
    const groups = groupMany(numbers);
    expect(new Set(groups.slice(100)).size).toBe(1);
    expect(new Set(groups.slice(0, 100)).size).toBe(100);
    const alone = Int32Array.from(groups.keys());
    expect(learnBoilerplate(numbers, alone).size).toBeGreaterThan(1);
  });

  it("teaches nothing where there are few posts, or none", () => {
    for (const posts of [[], collection().slice(0, 4)]) {
      const numbers = textNumbersOf(posts);
      expect(learnBoilerplate(numbers, groupMany(numbers)).size).toBe(0);
    }
  });
});
