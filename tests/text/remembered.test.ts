import { expect, it, vi } from "vitest";
import { remembered } from "../../src/text/remembered.js";

it("works out each word once, and long ones, which are seldom met twice, each time", () => {
  const upper = vi.fn((word: string) => word.toUpperCase());
  const of = remembered(upper);
  const long = "a".repeat(200);
  expect(["rye", "wheat", "rye", long, long].map(of)).toEqual(
    ["rye", "wheat", "rye", long, long].map((word) => word.toUpperCase()),
  );
  expect(upper.mock.calls.map(([word]) => word)).toEqual(["rye", "wheat", long, long]);
});

it("gives the same after it has forgotten, as it does when it has seen very many", () => {
  const of = remembered((word) => `${word}!`);
  for (let i = 0; i < 60_000; i++) of(`w${i}`);
  expect([of("w1"), of("w59999"), of("constructor")]).toEqual(["w1!", "w59999!", "constructor!"]);
});
