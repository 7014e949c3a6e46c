import { printable } from "../io/console.js";
import { nodeFiles, withFile } from "../io/files.js";
import { postPhrase, quoted } from "../render/asking-words.js";
import { titleOf } from "../render/text.js";
import { count, day, decimal, list, percent } from "../render/words.js";
import type { ArchivePost } from "../search/archive.js";
import { check } from "../search/check.js";
import type { Checked, FreshParagraph, Repeated } from "../search/checked.js";
import { askedOf, type AskFlags } from "./search.js";
import { STANDARD_INPUT, standardInput } from "./standard-input.js";
import { printableJson, rounded } from "./summary.js";

/** The options of `throughline check` as the command line gives them. */
export interface CheckFlags extends AskFlags {
  json?: boolean;
}

/** `throughline check`: what a draft has to do with the posts of a report, on standard output. */
export async function printChecked(draft: string | undefined, flags: CheckFlags): Promise<void> {
  const { place, log, signal } = askedOf(flags);
  const reads = draft === undefined || draft === "-";
  const piped = reads ? await standardInput("a draft", "throughline check < draft.md") : undefined;
  const files = piped === undefined ? nodeFiles() : withFile(STANDARD_INPUT, piped, nodeFiles());
  const path = reads ? STANDARD_INPUT : draft;
  const checked = await check({ ...place, draft: { path } }, { files, log, signal });
  const text =
    flags.json === true ? printableJson(rounded(checked)) : checkedLines(checked).map(printable).join("\n");
  process.stdout.write(`${text}\n`);
}

const MOST_SAID = 220;
const MOST_OF_DRAFT = 140;
/** From so large a part of words that no post has, it is worth a mention. */
const HARDLY_SEEN = 0.15;

/** What an editor reads of it, section by section; those with nothing to say are short or left out. */
export function checkedLines(checked: Checked): string[] {
  const { draft, alreadyIn, notes } = checked;
  return [
    `${quoted(titleOf(draft))}: ${count(draft.words, "word")} in ${count(draft.paragraphs, "paragraph")}`,
    ...alreadyIn.map(
      (post) => `This is already in the archive as ${postPhrase(post)}; it is left out below.`,
    ),
    ...notes,
    ...section("Themes it touches", themeLines(checked)),
    ...section("What was said before", repeatLines(checked)),
    ...section("What is new", freshLines(checked)),
    ...section("Posts to link to", linkLines(checked)),
    ...section("Tags that its neighbours have", tagLines(checked)),
    ...section("How its neighbours are called", neighbourLines(checked)),
    "",
    "Numbers in brackets are cosines, −1 to 1; “very close” is as near as 3 in 1,000 pairs of the archive's passages are, “close” 2 in",
    "100, “related” 1 in 10.",
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
}

function themeLines({ themes, unplaced }: Checked): string[] {
  const width = Math.max(...themes.map(({ label }) => label.length), 0);
  return [
    ...themes.map(
      ({ number, label, share, confidence }) =>
        `${String(number).padStart(3)}  ${label.padEnd(width)}  ${percent(share * (1 - unplaced)).padStart(8)} of its words, ${sureness(confidence)}`,
    ),
    ...(unplaced === 0
      ? []
      : [`     ${"in no theme".padEnd(width)}  ${percent(unplaced).padStart(8)} of its words`]),
  ];
}

/** As stability is told in words: two thirds is no more than a lead. */
function sureness(confidence: number): string {
  const word = confidence >= 0.8 ? "surely" : confidence >= 0.5 ? "probably" : "perhaps";
  return `${word} (confidence ${percent(confidence)})`;
}

function repeatLines({ repeats }: Checked): string[] {
  if (repeats.length === 0) return ["Nothing that comes as near as a repetition."];
  return repeats.flatMap((each) => {
    const { quotation, text, post, isVerbatim } = each;
    const own = isVerbatim ? [] : [`    in the draft: ${quoted(text, MOST_OF_DRAFT)}`];
    return [
      `You said ${when(post)} in ${quoted(titleOf(post))}: ${quoted(quotation, MOST_SAID)} (${manner(each)})`,
      ...own,
    ];
  });
}

function when({ date }: ArchivePost): string {
  return date === undefined ? "this before" : `this on ${day(date)}`;
}

function manner({ isVerbatim, similarity, closeness }: Repeated): string {
  return isVerbatim ? "nearly word for word" : `in other words; ${closeness}, ${decimal(similarity, 2)}`;
}

function freshLines({ fresh, draft }: Checked): string[] {
  if (fresh.length === 0) return ["Every paragraph has something like it in the archive."];
  return [
    `${count(fresh.length, "paragraph")} of ${draft.paragraphs} ${fresh.length === 1 ? "has" : "have"} nothing like ${fresh.length === 1 ? "it" : "them"} in the archive:`,
    ...fresh.map((each) => `${quoted(each.text, MOST_OF_DRAFT)} (${whyFresh(each)})`),
  ];
}

/** What is near to something new is told where it is far: else it is the words that are new. */
function whyFresh({ unseen, nearest }: FreshParagraph): string {
  if (nearest === undefined) return "no word of it is known to the model";
  const near = `nearest: ${quoted(titleOf(nearest.post))}, ${nearest.closeness}, ${decimal(nearest.similarity, 2)}`;
  return unseen < HARDLY_SEEN ? near : `${percent(unseen)} of its words are in no post; ${near}`;
}

function linkLines({ links }: Checked): string[] {
  return links.flatMap(({ post, anchor, closeness, similarity }) => [
    `${postPhrase(post)}, from the words ${quoted(anchor)} (${closeness}, ${decimal(similarity, 2)})`,
    ...(post.url === undefined ? [] : [`    ${post.url}`]),
  ]);
}

function tagLines({ tags, neighbours }: Checked): string[] {
  if (tags.length === 0) return [];
  return [list(tags.map(({ tag, posts }) => `${tag} (${posts} of ${neighbours.length})`))];
}

function neighbourLines({ neighbours }: Checked): string[] {
  return neighbours.map(({ post, similarity }) => `${postPhrase(post)} (${decimal(similarity, 2)})`);
}
