/** Decisions at random, on a handful of themes, passages and posts. */
import fc from "fast-check";
import type { Decision, ThemeRef } from "../../src/shapes/decisions.js";

export const THEMES: readonly ThemeRef[] = [
  "Go",
  "Static sites",
  "Hiring: how?",
  "# Café",
  "Ünicode 'quoted'",
  "yes",
].map((label, i) => ({ id: `t-0000000${i}`, label }));

export const anyText = fc.oneof(
  fc.constantFrom(
    "plain",
    "- dash",
    "# hash",
    "a: b",
    "'single'",
    '"double"',
    "yes",
    "123",
    "~",
    "ends with #",
    "two\nlines",
  ),
  fc.string({ minLength: 1, maxLength: 30 }).filter((text) => text.trim() !== ""),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).filter((text) => text.trim() !== ""),
);

const theme = fc.constantFrom(...THEMES);
const passage = fc
  .nat(5)
  .map((n) => ({ passage: { id: `00000000000${n}`, text: `Words ${n} of a passage` } }));
const post = fc
  .nat(5)
  .map((n) => ({ post: { id: `10000000000${n}`, path: `posts/${n}.md`, title: `Post ${n}` } }));
const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 4 });

/** Any decision; some of them contradict one another. */
export const anyDecision: fc.Arbitrary<Decision> = fc.oneof(
  fc.record({
    do: fc.constant("dismiss" as const),
    proposal: fc.constantFrom("return t-00000000", "bridge t-00000001 t-00000002"),
    label: anyText,
    on: fc.boolean(),
  }),
  fc.record({ do: fc.constant("rename" as const), theme, name: orNull(anyText) }),
  fc.record({ do: fc.constant("about" as const), theme, about: orNull(anyText) }),
  fc.record({ do: fc.constant("colour" as const), theme, colour: orNull(fc.integer({ min: 1, max: 20 })) }),
  fc.record({ do: fc.constant("pillar" as const), theme, pillar: orNull(anyText) }),
  fc.record({
    do: fc.constantFrom("hide" as const, "finish" as const, "evergreen" as const),
    theme,
    on: fc.boolean(),
  }),
  fc.record({ do: fc.constant("note" as const), on: theme, note: orNull(anyText) }),
  fc.record({ do: fc.constant("order" as const), themes: fc.uniqueArray(theme, { maxLength: 4 }) }),
  fc.record({
    do: fc.constant("rename pillar" as const),
    pillar: fc.constantFrom("Old", "Older"),
    name: orNull(anyText),
  }),
  fc.record({
    do: fc.constant("merge" as const),
    into: theme,
    themes: fc.uniqueArray(theme, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    do: fc.constant("split" as const),
    theme,
    into: orNull(
      fc.uniqueArray(
        fc.record({
          name: fc.constantFrom("One", "Two", "Three"),
          phrases: fc.array(anyText, { minLength: 1, maxLength: 2 }),
        }),
        {
          minLength: 1,
          selector: ({ name }) => name,
        },
      ),
    ),
  }),
  fc.record({
    do: fc.constant("pin" as const),
    what: fc.array(fc.oneof(passage, post), { minLength: 1, maxLength: 3 }),
    to: theme,
  }),
  fc.record({
    do: fc.constant("pin" as const),
    what: fc.array(fc.oneof(passage, post), { minLength: 1, maxLength: 1 }),
    not: theme,
  }),
  fc.record({ do: fc.constant("pin" as const), what: fc.array(passage, { minLength: 1, maxLength: 1 }) }),
  fc.record({
    do: fc.constant("declare" as const),
    name: fc.constantFrom("Wanted", "Needed"),
    phrases: orNull(fc.array(anyText, { maxLength: 3 })),
  }),
  fc.record({
    do: fc.constant("boilerplate" as const),
    text: fc.constantFrom("Subscribe", "Thanks: all"),
    rule: fc.constantFrom("keep" as const, "remove" as const, null),
  }),
);
