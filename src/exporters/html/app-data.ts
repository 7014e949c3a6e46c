/** The view model as the page carries it: columns, positions instead of ids, nothing that the page doesn't show. */
import type { Quotation, Report, ReportPassage, ReportPost, ReportTheme } from "../../shapes/report.js";
import type {
  AppData,
  AppPassages,
  AppPlan,
  AppPost,
  AppQuotation,
  AppSubtheme,
  AppTheme,
} from "../../render/app-data-types.js";
import { appChanges } from "./app-changes.js";
import { appPlanView } from "./app-plan.js";
import { safeHref } from "../../text/links.js";
import { modelPhrase, summarySentence } from "../../render/sentences.js";

/** Units of the map's width and height. */
const MAP_UNITS = 10_000;

type Position = (id: string | undefined) => number;

interface Positions {
  theme: Position;
  subtheme: Position;
  post: Position;
  passage: Position;
}

/** The same report gives the same data; everything in it is text or number and can be written as JSON. */
export function appData(report: Report): AppData {
  const parts = report.themes.flatMap((theme) => theme.subthemes);
  const positions: Positions = {
    theme: positionsIn(report.themes),
    subtheme: positionsIn(parts),
    post: positionsIn(report.posts),
    passage: positionsIn(report.passages),
  };
  const headingPaths = distinct(report.passages.map(({ headingPath }) => JSON.stringify(headingPath)));
  const reasons = distinct(report.passages.flatMap(({ unplacedReason }) => unplacedReason ?? []));
  return {
    format: 1,
    title: report.title,
    generator: `${report.generator.name} ${report.generator.version}`,
    summary: summarySentence(report),
    notes: report.notes,
    model: `${modelPhrase(report.model)}. ${report.modelReason}`,
    choice: report.choice,
    evidence: report.evidence,
    ...(report.firstDate === undefined ? {} : { firstDate: report.firstDate }),
    ...(report.lastDate === undefined ? {} : { lastDate: report.lastDate }),
    months: report.months,
    pillars: report.pillars.map(({ label, themeIds }) => ({ label, themes: themeIds.map(positions.theme) })),
    themes: report.themes.map((theme) => appTheme(theme, positions)),
    threads: report.threads.map((thread) => ({
      ...{ label: thread.label, posts: thread.posts, passages: thread.passageIds.map(positions.passage) },
      themes: thread.themes.map(({ id, passages }) => ({ theme: positions.theme(id), passages })),
    })),
    subthemes: parts.map((part): AppSubtheme => {
      const { label, passages, posts, share } = part;
      const terms = part.terms.map(({ text }) => text);
      return { theme: positions.theme(part.parentId), label, terms, passages, posts, share: rounded(share) };
    }),
    posts: report.posts.map((post) => appPost(post, positions)),
    headingPaths: headingPaths.values.map((path) => JSON.parse(path) as string[]),
    reasons: reasons.values,
    passages: appPassages(report.passages, positions, headingPaths.position, reasons.position),
    changes: appChanges(report.changes, positions.theme, positions.post),
    plan: appPlanView(report, positions),
  };
}

function positionsIn(items: readonly { id: string }[]): Position {
  const positions = new Map(items.map(({ id }, position) => [id, position]));
  return (id) => (id === undefined ? -1 : (positions.get(id) ?? -1));
}

function distinct(texts: readonly string[]): { values: string[]; position: (text: string) => number } {
  const positions = new Map<string, number>();
  for (const text of texts) if (!positions.has(text)) positions.set(text, positions.size);
  return { values: [...positions.keys()], position: (text) => positions.get(text) ?? -1 };
}

/** Four decimals are more than any page shows. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

function appTheme(theme: ReportTheme, positions: Positions): AppTheme {
  const { slug, number, label, about, summary, passages, posts, words, firstSeen, lastSeen } = theme;
  const { plan } = theme;
  return {
    ...{ slug, number, label, about, passages, posts, words },
    ...(summary === undefined ? {} : { summary }),
    ...(theme.hidden && { hidden: true }),
    ...(theme.colour === undefined ? {} : { colour: theme.colour }),
    ...(firstSeen === undefined ? {} : { firstSeen }),
    ...(lastSeen === undefined ? {} : { lastSeen }),
    terms: theme.terms.map(({ text }) => text),
    share: rounded(theme.share),
    stability: rounded(theme.stability),
    cohesion: rounded(theme.cohesion),
    subthemes: theme.subthemes.map(({ id }) => positions.subtheme(id)),
    related: theme.related.map(({ id, similarity }) => ({
      theme: positions.theme(id),
      similarity: rounded(similarity),
    })),
    quotations: theme.quotations.map((quotation) => appQuotation(quotation, positions)),
    plan: appPlan(plan),
  };
}

function appPlan(plan: ReportTheme["plan"]): AppPlan {
  const { posts, lastCovered, daysSince, countedFrom, postsPerYear, trend, recency, isOverdue } = plan;
  return {
    ...{ posts, trend, isOverdue },
    ...(lastCovered === undefined ? {} : { lastCovered }),
    ...(daysSince === undefined ? {} : { daysSince }),
    ...(countedFrom === undefined ? {} : { countedFrom }),
    ...(postsPerYear === undefined ? {} : { postsPerYear: rounded(postsPerYear) }),
    ...(recency === undefined ? {} : { recency: { ...recency, chance: rounded(recency.chance) } }),
  };
}

function appQuotation(quotation: Quotation, positions: Positions): AppQuotation {
  const { passageId, text, before, after, start, end } = quotation;
  return { passage: positions.passage(passageId), text, before, after, start, end };
}

function appPost(post: ReportPost, positions: Positions): AppPost {
  const { id, path, record, title, date, author, tags, words } = post;
  return {
    ...{ id, path, title, tags, words },
    ...(record === undefined ? {} : { record }),
    ...(date === undefined ? {} : { date }),
    ...(author === undefined ? {} : { author }),
    href: safeHref(post.href) ?? "",
    themes: post.themes.map(({ themeId, share, passages }) => ({
      ...{ theme: positions.theme(themeId), share: rounded(share), passages },
    })),
  };
}

function appPassages(
  passages: readonly ReportPassage[],
  positions: Positions,
  headingPath: (json: string) => number,
  reason: (text: string) => number,
): AppPassages {
  const column = <Value>(value: (passage: ReportPassage) => Value): Value[] => passages.map(value);
  return {
    id: column(({ id }) => id),
    post: column(({ postId }) => positions.post(postId)),
    theme: column(({ themeId }) => positions.theme(themeId)),
    subtheme: column(({ subthemeId }) => positions.subtheme(subthemeId)),
    second: column(({ secondThemeId }) => positions.theme(secondThemeId)),
    confidence: column(({ confidence }) => Math.round(confidence * 100)),
    x: column(({ x }) => Math.round(x * MAP_UNITS)),
    y: column(({ y }) => Math.round(y * MAP_UNITS)),
    words: column(({ words }) => words),
    start: column(({ start }) => start),
    end: column(({ end }) => end),
    headingPath: column((passage) => headingPath(JSON.stringify(passage.headingPath))),
    reason: column(({ unplacedReason }) => (unplacedReason === undefined ? -1 : reason(unplacedReason))),
    duplicateOf: column(({ duplicateOf }) => positions.passage(duplicateOf)),
    text: column(({ text }) => text),
  };
}
