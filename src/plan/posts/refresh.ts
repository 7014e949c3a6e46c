/** Old posts that matter, and what in them was true on the day. */
import type { DatedKind, DatedPhrase, Refresh } from "../../shapes/planning.js";
import type { ReportPost, ReportTheme } from "../../shapes/report.js";
import { dayNumber } from "../../text/days.js";
import { groupBy } from "../../text/group.js";
import { sentencesOf } from "../../text/sentences.js";
import { isAbout } from "../thresholds.js";
import { excerptOf, type Prose, type ProseBlock } from "./prose.js";

/** A post is old so many days before the newest one. */
const OLD_DAYS = 500;
/** Links from so many other posts make a post one that readers come to. */
const MANY_LINKS = 3;
/** Among the posts nearest to the middle of a theme. */
const NEAR_MIDDLE = 3;
const MOST_PHRASES = 8;
/** So many posts whose titles differ in a number alone are a series by date. */
const ENTRIES = 3;
const MOST = 40;

/** Words that were true on the day, in the languages that most blogs are in. */
const TIME_WORDS =
  /(?<![\p{L}\p{N}])(?:recently|currently|at the moment|right now|as of (?:today|now|this writing)|this (?:year|month|week|spring|summer|fall|autumn|winter|quarter)|(?<!\bthe )next (?:year|month|week|spring|summer|fall|autumn|winter|quarter)|(?<!\bthe )last (?:year|month|week|spring|summer|fall|autumn|winter|quarter)|later this (?:year|month|week)|upcoming|coming (?:soon|weeks|months|year)|in the near future|actualmente|recientemente|próximamente|este año|este mes|el (?:próximo|pasado) (?:año|mes)|derzeit|kürzlich|demnächst|dieses Jahr|nächstes Jahr|letztes Jahr|actuellement|récemment|prochainement|cette année|l['’]année (?:prochaine|dernière))(?![\p{L}\p{N}])/giu;
const YEAR = /(?<![\p{L}\p{N}$€£.,/-])(?:19|20)\d{2}(?![\p{L}\p{N}%/-]|[.,]\d)/gu;
/** "Python 2.7", "version 3", "iOS 8.1"; no numbers of parts of a text. */
const VERSION =
  /(?<![\p{L}\p{N}])(?!(?:Section|Figure|Fig|Chapter|Part|Step|Table|Page|Level|Appendix|Rule|Phase|Month|Week|Day|Year|Question)\b)(?:\p{Lu}[\p{L}+#.]{1,20} v?\d+\.\d+(?:\.\d+)*|[Vv]ersion \d+(?:\.\d+)*)(?![\p{L}\p{N}%]|[.,]?\d)/gu;
/** What something costs, not how large a budget is. */
const PRICE =
  /[$€£]\s?\d[\d,]*(?:\.\d{1,2})?(?:\s?(?:\/|per |a |an |each )\s?(?:month|mo|year|yr|hour|hr|user|seat|GB|TB|unit|person)|(?= (?:each|for each|apiece)\b))|(?<=\b(?:costs?|costing|priced? (?:at|of)|pay|charges?|sells? for|starting at) (?:about |around |only |just |roughly )?)[$€£]\s?\d[\d,]*(?:\.\d{1,2})?(?!\s?(?:million|billion|m\b|bn\b|k\b|[\d,]))/giu;

const PATTERNS: readonly (readonly [DatedKind, RegExp])[] = [
  ["time word", TIME_WORDS],
  ["year", YEAR],
  ["version", VERSION],
  ["price", PRICE],
];

/** Words that are true on every day where a sentence speaks to its reader or of an example. */
const LOOSE = /^(?:recently|currently|at the moment|right now)$/i;
const GENERAL = /\b(?:you|your|(?:more|most) recently|let['’]s|example|if)\b|["“”]/i;
/** What is dated in a post must weigh so much; a "recently" weighs half. */
const LEAST_WEIGHT = 1.5;
const LOOSE_WEIGHT = 0.5;

export interface RefreshInput {
  posts: readonly ReportPost[];
  themes: readonly ReportTheme[];
  /** What ages in a post. */
  datedIn: (post: ReportPost) => readonly DatedPhrase[];
  /** How many other posts link to a post. */
  incoming: (postId: string) => number;
  /** The posts about a theme, the nearest to its middle first. */
  middleOf: (themeId: string) => readonly string[];
  /** The newest date of the collection. */
  lastDate: string | undefined;
}

/** Those that matter most first. */
export function postsToRefresh(input: RefreshInput): Refresh[] {
  const last = dayNumber(input.lastDate);
  if (last === undefined) return [];
  const isEntry = entriesOf(input.posts);
  const rated = input.posts.flatMap((post) => {
    const day = dayNumber(post.date);
    if (day === undefined || last - day < OLD_DAYS || isEntry(post)) return [];
    const found = matters(post, input);
    if (found === undefined) return [];
    const dated = input.datedIn(post);
    if (weightOf(dated) < LEAST_WEIGHT) return [];
    const { score, ...refresh } = found;
    return [
      { score: score + Math.min(MOST_PHRASES, dated.length) / MOST_PHRASES, refresh: { ...refresh, dated } },
    ];
  });
  rated.sort((a, b) => b.score - a.score || (a.refresh.postId < b.refresh.postId ? -1 : 1));
  return rated.slice(0, MOST).map(({ refresh }) => refresh);
}

const ORDINAL =
  /\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|january|february|march|april|may|june|july|august|september|october|november|december|\d+(?:st|nd|rd|th)?)\b/g;

/** Entries of a diary, "Month 12" or "My third year", are true of their day for ever. */
function entriesOf(posts: readonly ReportPost[]): (post: ReportPost) => boolean {
  const frameOf = ({ title }: ReportPost): string => title.toLowerCase().replace(ORDINAL, "#");
  const counts = groupBy(posts, frameOf);
  return (post) => {
    const frame = frameOf(post);
    return frame.includes("#") && (counts.get(frame)?.length ?? 0) >= ENTRIES;
  };
}

/** Why a post matters; undefined where it doesn't more than others. */
function matters(
  post: ReportPost,
  input: RefreshInput,
): (Omit<Refresh, "dated"> & { score: number }) | undefined {
  const incoming = input.incoming(post.id);
  const reasons: string[] = [];
  let score = 0;
  if (incoming >= MANY_LINKS) {
    reasons.push(`${incoming} posts link to it`);
    score += Math.log2(incoming);
  }
  let themeId = post.themes[0]?.themeId;
  for (const [i, part] of post.themes.entries()) {
    const theme = input.themes.find(({ id }) => id === part.themeId);
    if (theme === undefined || theme.hidden === true || theme.standing === "finished") continue;
    if (theme.plan.strongestPostId === post.id) {
      reasons.push(`the strongest post on “${theme.label}”`);
      themeId = theme.id;
      score += 3;
    } else if (
      isAbout({ ...part, rank: i + 1 }) &&
      input.middleOf(theme.id).slice(0, NEAR_MIDDLE).includes(post.id)
    ) {
      reasons.push(`among the most typical posts on “${theme.label}”`);
      score += 1.5;
    }
  }
  if (reasons.length === 0 || themeId === undefined) return undefined;
  return { postId: post.id, themeId, reasons, incoming, score };
}

/** What ages in a post: of each sentence the first find, as many as a person will look at. */
export function datedPhrases(post: Pick<ReportPost, "id" | "date">, prose: Prose): DatedPhrase[] {
  const written = Number(post.date?.slice(0, 4));
  const found: DatedPhrase[] = [];
  for (const block of prose.blocksOf(post.id)) {
    if (block.block.kind === "quote") continue;
    if (found.length >= MOST_PHRASES) break;
    found.push(...datedIn(block, written));
  }
  return found.slice(0, MOST_PHRASES);
}

function datedIn({ block }: ProseBlock, written: number): DatedPhrase[] {
  const hits = PATTERNS.flatMap(([kind, pattern]) =>
    [...block.text.matchAll(pattern)]
      // A year long gone is history; that of the day, or one to come then, ages.
      .filter(([phrase]) => kind !== "year" || (Number(phrase) >= written && Number(phrase) <= written + 10))
      .map(({ 0: phrase, index }) => ({ kind, start: index, end: index + phrase.length })),
  );
  if (hits.length === 0) return [];
  const sentences = sentencesOf(block.text);
  const seen = new Set<number>();
  return hits
    .sort((a, b) => a.start - b.start)
    .flatMap(({ kind, ...span }) => {
      const sentence = sentences.find(({ start, end }) => start <= span.start && span.end <= end);
      if (sentence === undefined || seen.has(sentence.start)) return [];
      const phrase = excerptOf(block, span);
      const text = block.text.slice(sentence.start, sentence.end);
      if (LOOSE.test(phrase.text) && GENERAL.test(text)) return [];
      seen.add(sentence.start);
      return [{ kind, phrase, sentence: text }];
    });
}

function weightOf(dated: readonly DatedPhrase[]): number {
  return dated.reduce((sum, { phrase }) => sum + (LOOSE.test(phrase.text) ? LOOSE_WEIGHT : 1), 0);
}
