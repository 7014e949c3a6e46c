/** The form of `themes.yaml`: how it is checked, and what editors of text are told of it. */
import * as v from "valibot";
import { fields, filledText, texts, trueOrFalse, wholeNumber } from "../run/values.js";
import type { Decisions, PassageRef, PostRef, ThemeRef } from "../shapes/decisions.js";

/** Colours that the palette has. */
export const COLOURS = 20;
/** `t-` and eight hexadecimal digits. */
export const THEME_ID = /^t-[0-9a-f]{8}$/;
/** `2027-03`. */
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;
/** Twelve hexadecimal digits, and what tells copies apart. */
const CONTENT_ID = /^[0-9a-f]{12}(?:-\d+)?$/;

export const trimmed = v.pipe(filledText, v.trim());

const said = <const Schema extends v.GenericSchema>(schema: Schema, description: string) =>
  v.pipe(schema, v.description(description));

const note = v.optional(said(trimmed, "why, for people; the program only keeps it"));

/** Without the keys that are not there. */
function compact<T extends object>(entry: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  const kept = Object.entries(entry).filter(([, value]) => value !== undefined && value !== false);
  return Object.fromEntries(kept) as { [Key in keyof T]: Exclude<T[Key], undefined> };
}

const themeKeys = {
  id: v.optional(said(trimmed, "durable id of the theme, as in themes.csv")),
  label: v.optional(said(trimmed, "what it was called when this was decided")),
};

const NAMES_THEME = "a theme by `id`, `label` or both";

const themeInWords = v.pipe(
  trimmed,
  v.transform((name): ThemeRef => (THEME_ID.test(name) ? { id: name } : { label: name })),
);
export const themeByKeys = v.pipe(
  fields(themeKeys, NAMES_THEME),
  v.check(({ id, label }) => id !== undefined || label !== undefined, NAMES_THEME),
  v.transform((ref): ThemeRef => compact(ref)),
);
/** A theme by id, by label, or by an object of both. */
const theme = v.union([themeInWords, themeByKeys], NAMES_THEME);

const NAMES_PASSAGE = "a passage by `id`, the `text` that it opens with, or both";
export const passageByKeys = v.pipe(
  fields({ id: v.optional(trimmed), text: v.optional(trimmed) }, NAMES_PASSAGE),
  v.check(({ id, text }) => id !== undefined || text !== undefined, NAMES_PASSAGE),
  v.transform((ref): PassageRef => compact(ref)),
);
const passageInWords = v.pipe(
  trimmed,
  v.transform((words): PassageRef => (CONTENT_ID.test(words) ? { id: words } : { text: words })),
);
const passage = v.union([passageInWords, passageByKeys], NAMES_PASSAGE);

const NAMES_POST = "a post by `id`, `path` or `title`";
export const postByKeys = v.pipe(
  fields({ id: v.optional(trimmed), path: v.optional(trimmed), title: v.optional(trimmed) }, NAMES_POST),
  v.check((ref) => Object.values(ref).some((value) => value !== undefined), NAMES_POST),
  v.transform((ref): PostRef => compact(ref)),
);
const postInWords = v.pipe(
  trimmed,
  v.transform((words): PostRef => (CONTENT_ID.test(words) ? { id: words } : { title: words })),
);
const post = v.union([postInWords, postByKeys], NAMES_POST);

const flag = v.optional(trueOrFalse);

const themeEntry = v.pipe(
  fields(
    {
      ...themeKeys,
      rename: v.optional(said(trimmed, "what it is called from now on")),
      about: v.optional(said(trimmed, "what it is about, in your words")),
      colour: v.optional(said(wholeNumber(1, COLOURS), "a colour of the palette, 1 to 20")),
      pillar: v.optional(
        said(trimmed, "the pillar that it stands under, by name; a new one where none is called so"),
      ),
      hidden: v.optional(said(trueOrFalse, "counted, but listed last and left out of the plan")),
      finished: v.optional(said(trueOrFalse, "a project that is over: never overdue")),
      evergreen: v.optional(said(trueOrFalse, "always worth a new post")),
      note,
    },
    "what you decided about a theme",
  ),
  v.check(({ id, label }) => id !== undefined || label !== undefined, NAMES_THEME),
  v.check(
    ({ finished, evergreen }) => finished !== true || evergreen !== true,
    "a theme that is `finished` or `evergreen`, not both",
  ),
  v.transform((entry) => compact(entry)),
);

const pillarEntry = v.pipe(
  fields({ pillar: trimmed, rename: v.optional(trimmed), note }, "a `pillar` with its new name"),
  v.transform((entry) => compact(entry)),
);

const someThemes = v.pipe(v.array(theme, "a list of themes"), v.minLength(1, "at least one theme"));

const mergeEntry = v.pipe(
  fields({ into: theme, themes: someThemes, note }, "the theme `into` which `themes` go"),
  v.transform((entry) => compact(entry)),
);

const IS_SHOWN = "a part with a `subtheme`, `passages` or `phrases` that show what belongs to it";
export const splitPart = v.pipe(
  fields(
    {
      name: trimmed,
      subtheme: v.optional(said(trimmed, "label of the sub-theme that becomes this part")),
      passages: v.optional(said(v.array(passage, "a list of passages"), "passages that belong to it")),
      phrases: v.optional(said(texts, "phrases as its passages have them")),
      stays: said(flag, "goes on under the id of the theme"),
    },
    "a part with a `name`",
  ),
  v.check(
    ({ subtheme, passages = [], phrases = [], stays }) =>
      subtheme !== undefined || passages.length + phrases.length > 0 || stays === true,
    IS_SHOWN,
  ),
  v.transform((part) => compact(part)),
);

const DISTINCT_PARTS = "parts of different names";
const splitEntry = v.pipe(
  fields(
    {
      ...themeKeys,
      into: v.pipe(
        v.array(splitPart, "a list of parts"),
        v.minLength(1, "at least one part"),
        v.check((parts) => isDistinct(parts.map(({ name }) => name)), DISTINCT_PARTS),
        v.check((parts) => parts.filter(({ stays }) => stays).length < 2, "at most one part that `stays`"),
      ),
      note,
    },
    "a theme and what it is split `into`",
  ),
  v.check(({ id, label }) => id !== undefined || label !== undefined, NAMES_THEME),
  v.transform((entry) => compact(entry)),
);

const pinEntry = v.pipe(
  fields(
    {
      passage: v.optional(passage),
      post: v.optional(post),
      to: v.optional(theme),
      not: v.optional(theme),
      note,
    },
    "a `passage` or a `post`, and the theme that it belongs `to` or does `not`",
  ),
  v.check(
    (pin) => (pin.passage === undefined) !== (pin.post === undefined),
    "a `passage` or a `post`, one of them",
  ),
  v.check(
    (pin) => (pin.to === undefined) !== (pin.not === undefined),
    "the theme that it belongs `to` or does `not`, one of them",
  ),
  v.transform((pin) => compact(pin)),
);

const declareEntry = v.pipe(
  fields({ name: trimmed, phrases: v.nullish(texts), note }, "a theme with a `name` and `phrases`"),
  v.transform(({ phrases, ...entry }) => ({ ...compact(entry), phrases: phrases ?? [] })),
);

const boilerplateEntry = v.pipe(
  fields(
    { keep: v.optional(filledText), remove: v.optional(filledText), note },
    "a text to `keep` or to `remove`",
  ),
  v.check(
    ({ keep, remove }) => (keep === undefined) !== (remove === undefined),
    "a text to `keep` or to `remove`, one of them",
  ),
  v.transform((entry) => compact(entry)),
);

const PROPOSAL_KEY = "the key of a proposal, as in proposals.csv";
const A_MONTH = "a month such as 2027-03";
export const dismissedUntil = v.pipe(v.string(A_MONTH), v.regex(MONTH, A_MONTH));
const dismissEntry = v.pipe(
  fields(
    {
      proposal: said(trimmed, PROPOSAL_KEY),
      label: v.optional(said(trimmed, "what it said when this was decided")),
      until: v.optional(said(dismissedUntil, "the month in which it may come back")),
      note,
    },
    "a `proposal` by its key",
  ),
  v.transform((entry) => compact(entry)),
);

function isDistinct(names: readonly string[]): boolean {
  return new Set(names.map((name) => name.toLowerCase())).size === names.length;
}

const list = <const Item extends v.GenericSchema>(item: Item, expected: string, description: string) =>
  said(v.nullish(v.array(item, `a list of ${expected}`)), description);

/** The lists of the file, in the order in which they stand in a new one. */
const LISTS = {
  themes: list(
    themeEntry,
    "themes, each with what you decided about it",
    "what you decided about single themes",
  ),
  pillars: list(pillarEntry, "pillars", "pillars with other names"),
  order: list(theme, "themes", "themes that stand first, in this order"),
  merge: list(mergeEntry, "merges, each with `into` and `themes`", "themes that become one"),
  split: list(splitEntry, "themes, each with its parts under `into`", "themes that become several"),
  pins: list(
    pinEntry,
    "passages and posts with their themes",
    "passages and posts that belong to a theme, or don’t",
  ),
  declare: list(
    declareEntry,
    "themes, each with a `name` and `phrases`",
    "themes that you want, by phrases that show what belongs there",
  ),
  boilerplate: list(
    boilerplateEntry,
    "texts to `keep` or to `remove`",
    "texts that are never, or always, taken out of posts",
  ),
  dismiss: list(dismissEntry, "proposals, each by its key", "proposals of the plan that you put off"),
};

export type ListName = keyof typeof LISTS;
export const LIST_NAMES = Object.keys(LISTS) as ListName[];

export const decisionsSchema = fields(LISTS, "lists such as `themes:` and `merge:`");

/** The lists of a file that has none. */
export function noDecisions(): Decisions {
  return {
    themes: [],
    pillars: [],
    order: [],
    merge: [],
    split: [],
    pins: [],
    declare: [],
    boilerplate: [],
    dismiss: [],
  };
}

/** The lists that a file has, and empty ones for those that it hasn't. */
export function withAllLists(read: v.InferOutput<typeof decisionsSchema>): Decisions {
  const given = Object.entries(read).filter(([, entries]) => entries !== undefined && entries !== null);
  return { ...noDecisions(), ...(Object.fromEntries(given) as Partial<Decisions>) };
}
