/** What a report said of the run before it, as `run.json` has it: a file that people can edit, so nothing of it is taken on trust. */
import * as v from "valibot";
import { property } from "../io/json.js";
import type { Account } from "../shapes/changes.js";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const text = v.string();
const optional = v.exactOptional;

const tally = v.object({ posts: count, passages: count, pillars: count, themes: count, unplaced: count });
const theme = v.object({ id: text, number: count, label: text, passages: count });
const shared = v.object({ id: text, label: text, passages: count });
const part = v.object({ id: optional(text), label: text, passages: count });

const themeChange = v.object({
  before: optional(theme),
  after: optional(theme),
  gained: count,
  lost: count,
  renamedBy: optional(v.picklist(["a new fit", "the editor", "the chat endpoint"])),
  splitInto: v.array(shared),
  mergedFrom: v.array(shared),
  mergedInto: optional(shared),
  splitFrom: optional(shared),
  regrouped: optional(v.object({ from: text, to: text })),
});

const pillarChange = v.object({
  ...{ id: text, label: text },
  change: v.picklist(["new", "gone", "renamed"]),
  was: optional(text),
});

const postChange = v.object({
  ...{ id: text, path: text, record: optional(text), title: text, date: optional(text) },
  change: v.picklist(["new", "edited", "moved", "cut", "gone"]),
  ...{ from: v.array(part), to: v.array(part) },
  why: optional(v.picklist(["a new fit", "the editor", "an edit", "another cut"])),
});

const account = v.variant("kind", [
  v.object({ kind: v.literal("first") }),
  v.object({ kind: v.literal("untold"), reason: text }),
  v.object({
    kind: v.literal("compared"),
    ...{ before: tally, after: tally },
    themes: v.array(themeChange),
    pillars: v.array(pillarChange),
    posts: v.array(postChange),
  }),
]);

/** @returns undefined where the record has none, or what can't be read as one */
export function accountIn(record: unknown): Account | undefined {
  const read = v.safeParse(account, property(record, "changes"));
  return read.success ? read.output : undefined;
}
