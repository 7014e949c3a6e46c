/** Decisions as plain data, from a page or another program: checked before anything is done. */
import * as v from "valibot";
import { UserError } from "../errors.js";
import { fields, texts, wholeNumber } from "../run/values.js";
import type { Decision } from "../shapes/decisions.js";
import { shownPath } from "./read.js";
import {
  COLOURS,
  dismissedUntil,
  passageByKeys,
  postByKeys,
  splitPart,
  themeByKeys,
  trimmed,
} from "./schema.js";

const theme = themeByKeys;
const someThemes = v.array(themeByKeys, "a list of themes");
const orNone = <const Schema extends v.GenericSchema>(schema: Schema) => v.nullable(schema);
const on = v.boolean("true or false");

/** What a decision of each kind has besides `do`. */
const KINDS = {
  rename: { theme, name: orNone(trimmed) },
  about: { theme, about: orNone(trimmed) },
  colour: { theme, colour: orNone(wholeNumber(1, COLOURS)) },
  pillar: { theme, pillar: orNone(trimmed) },
  hide: { theme, on },
  finish: { theme, on },
  evergreen: { theme, on },
  note: {
    on: v.union([fields({ pillar: trimmed }, "a `pillar`"), theme], "a theme or a pillar"),
    note: orNone(trimmed),
  },
  order: { themes: someThemes },
  "rename pillar": { pillar: trimmed, name: orNone(trimmed) },
  merge: { into: theme, themes: someThemes },
  split: { theme, into: orNone(v.array(splitPart, "a list of parts")) },
  pin: {
    what: v.array(
      v.union(
        [fields({ passage: passageByKeys }, "a `passage`"), fields({ post: postByKeys }, "a `post`")],
        "a `passage` or a `post`",
      ),
      "a list of passages and posts",
    ),
    to: v.optional(theme),
    not: v.optional(theme),
  },
  declare: { name: trimmed, phrases: orNone(texts) },
  dismiss: { proposal: trimmed, label: v.optional(trimmed), until: v.optional(dismissedUntil), on },
  boilerplate: { text: trimmed, rule: orNone(v.picklist(["keep", "remove"], "`keep` or `remove`")) },
} as const satisfies Record<Decision["do"], v.ObjectEntries>;

const KIND_NAMES = Object.keys(KINDS).join(", ");

const decision = v.variant(
  "do",
  Object.entries(KINDS).map(([kind, entries]) =>
    v.strictObject({ do: v.literal(kind), ...entries }),
  ) as never,
  `a decision: an object with \`do\`, one of ${KIND_NAMES}, and the keys of that kind`,
);
const decisionList = v.pipe(
  v.array(decision, "a list of decisions"),
  v.minLength(1, "at least one decision"),
);

/**
 * @param value anything, as it came
 * @throws UserError "config" where it is no list of decisions
 */
export function decisionsIn(value: unknown): Decision[] {
  const read = v.safeParse(decisionList, value);
  if (read.success) return read.output;
  const [issue] = read.issues;
  const path = (issue.path ?? []).map(({ key }) => (typeof key === "number" ? key : String(key)));
  const place = path.length === 0 ? "the decisions" : `decision ${shownPath(path)}`;
  throw new UserError("config", `Expected ${place} to be right, got: ${issue.message}.`);
}
