import { at } from "../../../math/at.js";
import { classTfidf } from "./ctfidf.js";
import { familiesOf, familyOf } from "../../../text/word-forms.js";
import type { Term } from "../../../shapes/theme.js";
import type { PhraseTable, ThemePhrase } from "./phrase-table.js";
import type { FittingTag } from "../labels/tags.js";
import type { Setting } from "../labels/setting.js";
import { wordingOf, wordingOfTag } from "../labels/wording.js";

/** A phrase that could describe a theme, with what speaks for it. */
export interface Candidate {
  key: string;
  /** As a heading would have it inside a sentence. */
  text: string;
  /** What is embedded in its place: for a subject of the vocabulary its cues too. */
  query?: string;
  /** Of a subject of the vocabulary: the cosine between its words and the theme's telling phrases; absent of a phrase. */
  subjectCloseness?: number;
  /** Number of words. */
  length: number;
  /** Harmonic mean of the share of its passages that are in the theme and the share of the theme's that hold it, 0…1. */
  fit: number;
  /** c-TF-IDF divided by the theme's largest, 0…1. */
  weight: number;
  /** Share of the theme's passages in which it stands, 0…1. */
  coverage: number;
  /** Share of the theme's posts that use it, 0…1. */
  postShare: number;
  /** Its coverage against that of the other theme that has most of it: 1 where none has it, ½ where one has as much. */
  distinctness: number;
  /** Share of its uses that were tagged as a proper name, 0…1. */
  nameShare: number;
  /** Share of the theme's headings and titles in which it stands, 0…1. */
  headed: number;
  /** How well a tag of these words marks the theme, 0…1. */
  tag: number;
  /** Share of the uses of its forms that were tagged as verbs, 0…1; 0 for a phrase. */
  verbShare: number;
  /** In what surroundings it stands. */
  setting: Setting;
  /** True where every word is part of an author's name. */
  byline: boolean;
  /** True for a first name and a surname, by which the text goes on to speak of somebody. */
  person: boolean;
  /** Uses in the theme. */
  count: number;
  /** Posts of the theme that use it. */
  posts: number;
  /** Indices of the theme's passages that hold it. */
  passages: ReadonlySet<number>;
}

/** Words, and longer phrases, looked at per theme; terms kept. */
const CANDIDATES = 60;
const TERMS = 10;
/** A phrase in more than this share of all passages, and mostly in those of other themes, says nothing about this one. */
const EVERYWHERE = 0.25;
const MOSTLY_HERE = 0.5;
/** From this fit on a tag is looked at, however seldom its words stand in the text. */
const TELLING_TAG = 0.15;

/** What is known of a collection beside the phrases. */
export interface CandidateSources {
  /** For each theme, the tags of its passages, as made by `tagsOf`. */
  tags: readonly (readonly FittingTag[])[];
  /** The surroundings of a phrase in the passages given. */
  settingOf: (key: string, passages: ReadonlySet<number>) => Setting;
  /** Words of the authors' names, lower case. */
  bylines: ReadonlySet<string>;
}

/**
 * The candidates of each theme, the most typical first: words and noun phrases by c-TF-IDF. A phrase of a single post
 * is left out where the theme has phrases that two posts share.
 */
export function candidatesOf(table: PhraseTable, sources: CandidateSources): Candidate[][] {
  const weights = classTfidf(
    table.themes.map((theme) => new Map([...theme].map(([key, p]) => [key, p.count]))),
  );
  const coverage = (t: number, key: string): number =>
    (at(table.themes, t).get(key)?.passages.size ?? 0) / at(table.sizes, t);
  return table.themes.map((theme, t) => {
    const kept = shared(theme, table)
      .map((phrase) => ({ phrase, weight: at(weights, t).get(phrase.key) ?? 0 }))
      .sort((a, b) => b.weight - a.weight || (a.phrase.key < b.phrase.key ? -1 : 1));
    const top = kept[0]?.weight ?? 1;
    const posts = countPosts(kept.map(({ phrase }) => phrase));
    const tagOf = tagFinder(sources.tags[t] ?? []);
    const candidates = leading(kept, (key) => (tagOf(key)?.fit ?? 0) >= TELLING_TAG).map(
      ({ phrase, weight }): Candidate => {
        const { key } = phrase;
        const facts = table.facts.get(key);
        const tag = tagOf(key);
        const share = coverage(t, key);
        const others = table.themes.map((_, s) => (s === t ? 0 : coverage(s, key)));
        return {
          key,
          text: tag ? wordingOfTag(tag, table) : facts ? wordingOf(facts, table) : key,
          length: facts?.length ?? 1,
          fit: fitOf(phrase, t, table),
          weight: weight / top,
          coverage: share,
          postShare: phrase.posts.size / posts,
          distinctness: share / (share + Math.max(0, ...others)),
          nameShare: facts ? facts.names / facts.count : 0,
          headed: phrase.headed.size / Math.max(1, at(table.headings, t).size),
          tag: tag?.fit ?? 0,
          verbShare: verbShareOf(key, table),
          setting: sources.settingOf(key, phrase.passages),
          byline: key.split(" ").every((word) => sources.bylines.has(word)),
          person: isPerson(key, table),
          count: phrase.count,
          posts: phrase.posts.size,
          passages: phrase.passages,
        };
      },
    );
    return withSpeakers(candidates);
  });
}

/** A part of a speaker's name speaks as the whole does: "Jan" and "Jan Vries" of "Jan Vries: …". */
function withSpeakers(candidates: readonly Candidate[]): Candidate[] {
  const speakers = candidates.filter(isSpeaker);
  return candidates.map((candidate) => {
    const whole = speakers.find((speaker) => standsFor(speaker, candidate));
    return whole === undefined
      ? candidate
      : { ...candidate, setting: { ...candidate.setting, spoken: whole.setting.spoken } };
  });
}

/** True for a name that mostly stands before what somebody says. */
function isSpeaker({ nameShare, setting }: Candidate): boolean {
  return nameShare >= MOSTLY_NAME && setting.spoken >= MOSTLY_SPEAKS;
}

function fitOf({ key, passages }: ThemePhrase, t: number, { themes, sizes }: PhraseTable): number {
  const inAll = themes.reduce((sum, theme) => sum + (theme.get(key)?.passages.size ?? 0), 0);
  return (2 * passages.size) / (inAll + at(sizes, t));
}

/** Share of names from which a word is one, and how many times as often a surname stands as the whole name does. */
const MOSTLY_NAME = 0.8;
const ALONE = 1.3;

/** Two words that are names, the last of which stands alone too: "Ada Okafor" and then "Okafor", unlike "Red Hat". */
function isPerson(key: string, { facts }: PhraseTable): boolean {
  const [whole, last] = [facts.get(key), facts.get(key.split(" ").at(-1) ?? "")];
  if (whole === undefined || whole.length < 2 || last === undefined) return false;
  const isName = ({ names, count }: { names: number; count: number }): boolean =>
    names >= MOSTLY_NAME * count;
  return isName(whole) && isName(last) && last.count >= ALONE * whole.count;
}

function countPosts(phrases: readonly ThemePhrase[]): number {
  const posts = new Set<string>();
  for (const phrase of phrases) for (const post of phrase.posts) posts.add(post);
  return posts.size;
}

/** The first words and the first longer phrases, and those that are asked for. */
function leading<T extends { phrase: ThemePhrase }>(
  kept: readonly T[],
  asked: (key: string) => boolean,
): T[] {
  let words = 0;
  let phrases = 0;
  return kept.filter(({ phrase: { key } }) => {
    const rank = key.includes(" ") ? phrases++ : words++;
    return rank < CANDIDATES || asked(key);
  });
}

function verbShareOf(key: string, { facts, verbs }: PhraseTable): number {
  const asVerb = verbs.get(key) ?? 0;
  return asVerb === 0 ? 0 : asVerb / (asVerb + (facts.get(key)?.count ?? 0));
}

/** Variety below which a phrase counts less, and the share of function words. */
const USUAL_VARIETY = 0.5;
const USUAL_PROSE = 0.2;
/** What is left of a phrase that stands in no prose at all; where the whole collection has none all lose the same. */
const WITHOUT_PROSE = 0.2;
/** Share of verbs from which a noun is mostly a mistake of the tagger; -ing forms are verbs and nouns alike. */
const MOSTLY_VERB = 0.4;
const BYLINE = 0.25;
/** Share of numbers from which a text is taken for a table, and the most that a phrase loses there; abbreviations lose it twice. */
const USUAL_FIGURES = 0.1;
const MOST_TABULAR = 0.8;
const ABBREVIATION = 3;
/** Share of its places before a colon from which a name is that of a speaker in an interview, and what is left of it. */
const MOSTLY_SPEAKS = 0.3;
const SPEAKER = 0.15;

/** How far a candidate is a thing that texts speak of, and not a signature, a table's abbreviation, a verb, an author: 0…1. */
export function soundness(candidate: Candidate): number {
  const { key, setting, verbShare, byline } = candidate;
  const variety = Math.min(1, setting.variety / USUAL_VARIETY) ** 2;
  const tabular = Math.min(MOST_TABULAR, 2 * Math.max(0, setting.figures - USUAL_FIGURES));
  const abbreviated = key.split(" ").every((word) => word.length <= ABBREVIATION) ? 2 : 1;
  const prose = WITHOUT_PROSE + (1 - WITHOUT_PROSE) * Math.min(1, setting.prose / USUAL_PROSE);
  const verb = key.endsWith("ing") ? 1 : 1 - Math.max(0, verbShare - MOSTLY_VERB);
  return (
    variety *
    prose *
    (1 - tabular) ** abbreviated *
    verb *
    (byline ? BYLINE : 1) *
    (isSpeaker(candidate) ? SPEAKER : 1)
  );
}

/** Finds the tag that a phrase says: the same words, or for a single word one of its family ("hire" for "hiring"). */
function tagFinder(tags: readonly FittingTag[]): (key: string) => FittingTag | undefined {
  const telling = tags.filter(({ fit }) => fit >= TELLING_TAG);
  const byKey = new Map(telling.map((tag) => [tag.key, tag]));
  const single = telling.filter(({ key }) => !key.includes(" "));
  const byFamily = new Map(single.toReversed().map((tag) => [familyOf(tag.key), tag]));
  return (key) => byKey.get(key) ?? (key.includes(" ") ? undefined : byFamily.get(familyOf(key)));
}

/** The phrases of at least two posts, or all where there are none; those that stand everywhere left out. */
function shared(theme: ReadonlyMap<string, ThemePhrase>, table: PhraseTable): ThemePhrase[] {
  const among = table.sizes.reduce((sum, size) => sum + size, 0);
  const specific = [...theme.values()].filter(({ key, passages }) => {
    const inAll = table.facts.get(key)?.passages ?? 0;
    if (inAll <= mostOf(among)) return true;
    const inThemes = table.themes.reduce((sum, other) => sum + (other.get(key)?.passages.size ?? 0), 0);
    const amongThemes = inThemes <= mostOf(among) || passages.size >= MOSTLY_HERE * inThemes;
    return amongThemes && (inAll <= mostOf(table.passages) || inThemes >= MOSTLY_HERE * inAll);
  });
  const several = specific.filter(({ posts }) => posts.size >= 2);
  return several.length >= 3 ? several : specific;
}

/** The most passages of so many that a telling phrase stands in. */
function mostOf(passages: number): number {
  return Math.max(4, EVERYWHERE * passages);
}

/** True where one phrase stands in the other as whole words. */
export function contains(longer: string, shorter: string): boolean {
  return ` ${longer} `.includes(` ${shorter} `);
}

/** A phrase stands for a word of its own in this share of the word's uses. */
const STANDS_FOR = 0.6;

/** A name is a term in full where so many of the theme's posts use it. */
const NAME_POSTS = 0.15;

/** What a name counts: in full where at least such a share of the theme's posts use it, else in proportion. */
export function nameWeight({ nameShare, postShare }: Candidate, full: number): number {
  return 1 - nameShare * (1 - Math.min(1, postShare / full));
}

/** Ten terms that are typical of a theme and of no other, no two of which say the same in other words. */
export function pickTerms(candidates: readonly Candidate[]): Term[] {
  const relevance = (candidate: Candidate): number =>
    candidate.weight * candidate.distinctness * soundness(candidate) * nameWeight(candidate, NAME_POSTS);
  const ranked = candidates
    .filter((candidate) => !candidates.some((other) => standsFor(other, candidate)))
    .sort((a, b) => relevance(b) - relevance(a) || (a.key < b.key ? -1 : 1));
  const picked: Candidate[] = [];
  const texts = new Set<string>();
  for (const candidate of ranked) {
    if (picked.length === TERMS) break;
    if (texts.has(candidate.text) || picked.some((other) => saysTheSame(candidate.key, other.key))) continue;
    texts.add(candidate.text);
    picked.push(candidate);
  }
  const most = picked[0] ? relevance(picked[0]) : 1;
  return picked.map((candidate) => ({ text: candidate.text, weight: relevance(candidate) / most }));
}

/** True where the phrase holds most uses of the word: "technical debt" for "debt". */
function standsFor(phrase: Candidate, word: Candidate): boolean {
  return (
    phrase.length > word.length && contains(phrase.key, word.key) && phrase.count >= STANDS_FOR * word.count
  );
}

/** True where all words of one are in the other; words of one family count as the same. */
function saysTheSame(a: string, b: string): boolean {
  const [own, other] = [familiesOf(a), familiesOf(b)];
  return own.every((word) => other.includes(word)) || other.every((word) => own.includes(word));
}
