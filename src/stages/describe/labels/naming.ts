import { at } from "../../../math/at.js";
import { dot, row } from "../../../math/matrix.js";
import type { VectorOf } from "../../../shapes/embedder.js";
import type { Matrix } from "../../../shapes/embeddings.js";
import type { Passage } from "../../../shapes/passage.js";
import type { Post } from "../../../shapes/post.js";
import { joinerOf, type Language } from "../../../text/languages.js";
import { commonestLanguage } from "../../../text/post-languages.js";
import type { Naming } from "../../../shapes/fit.js";
import { bylinesOf } from "./bylines.js";
import { asHeading } from "./headings.js";
import { nameless, wordingsFor, type Taken } from "./label.js";
import { score, type Scored } from "./score.js";
import type { Members, Parts } from "../members.js";
import { countPhrases, joinThemes, type PhraseTable } from "../terms/phrase-table.js";
import { QueryFit } from "./query-fit.js";
import { Settings } from "./setting.js";
import { subjectCandidate } from "./subject-candidate.js";
import { SubjectNames } from "../subjects/subject-names.js";
import type { Holdings } from "../subjects/holdings.js";
import { tagsOf } from "./tags.js";
import { wordingOf } from "./wording.js";
import type { ReadText } from "../terms/read-text.js";
import { candidatesOf, pickTerms, type Candidate } from "../terms/terms.js";

export interface NamingSources {
  posts: ReadonlyMap<string, Post>;
  passages: readonly Passage[];
  embeddings: Matrix;
  parts: Parts;
  /** Of each passage. */
  languages: readonly Language[];
  /** What stands in a text. */
  read: ReadText;
  /** True for a lower-case word that never describes a theme. */
  stopped: (word: string) => boolean;
  /** Embeds a phrase as the passages were embedded. */
  vectorOf: VectorOf;
  /** Embeds a phrase by what words mean in general. */
  wordVectorOf: VectorOf;
  /** Which passages hold which subjects of the vocabulary. */
  holdings: Holdings;
  /** Headings of recurring sections, by their keys: they name nothing. */
  formats: ReadonlySet<string>;
}

/** Phrases that are looked at closely, per group. */
const CLOSELY = 24;
/** A phrase names several themes where a tag of its words marks them so well. */
const TAG_OF_MANY = 0.3;
/** A theme holds a name in full where so many of its passages do. */
const HELD = 0.2;
/** How much of a subject's query is its name where the texts say it, and not its cues, 0…1. */
const BY_NAME = 0.2;
/** Names that fit less well than this, or are held by a smaller share of the themes, name no pillar. */
const LEAST_SUBJECT = 0.12;
const LEAST_BREADTH = 0.75;

/** Names groups of passages against one another; reads every passage, and embeds every phrase, once. */
export class Namer {
  readonly #sources: NamingSources;
  readonly #table: PhraseTable;
  readonly #settings: Settings;
  readonly #bylines: ReadonlySet<string>;
  readonly #subjects: SubjectNames;
  readonly #vectors = new Map<string, Float32Array>();

  constructor(sources: NamingSources) {
    this.#sources = sources;
    const { posts, passages, parts, read, languages, formats } = sources;
    this.#table = countPhrases(posts, passages, parts.members, read, languages, formats);
    this.#settings = new Settings(passages, languages);
    this.#bylines = bylinesOf(posts.values());
    this.#subjects = new SubjectNames(sources.holdings, sources.wordVectorOf);
  }

  /**
   * Label and terms of each group.
   *
   * @param groups for each, the numbers of the parts that it is made of
   * @param centroids one row per group
   * @param taken what labels must keep clear of; for groups of themes besides, for each the parts of each of its themes
   */
  async name(
    groups: readonly (readonly number[])[],
    centroids: Matrix,
    taken: Taken & { members?: readonly (readonly (readonly number[])[])[] },
  ): Promise<Naming[]> {
    const { posts, passages, stopped, formats } = this.#sources;
    const members = groups.map((group) => this.#membersOf(group));
    const candidates = candidatesOf(joinThemes(this.#table, groups), {
      tags: tagsOf(posts, passages, members, stopped),
      settingOf: (key, holding) => this.#settings.of(key, holding),
      bylines: this.#bylines,
    });
    const own = members.map(({ distinct }) => new Set(distinct));
    const among = members.flatMap(({ distinct }) => distinct);
    const query = new QueryFit(this.#sources.embeddings, among);
    const scored: Scored[][] = [];
    for (const [g, phrases] of candidates.entries()) {
      const names = await this.#subjects.of(at(own, g), new Set(among), phrases, taken.members !== undefined);
      const subjects = names.map((name) =>
        subjectCandidate(name, at(own, g).size, (key) => this.#wordingOf(key)),
      );
      const promising = phrases
        .filter(({ key }) => !formats.has(key))
        .sort((a, b) => b.fit - a.fit)
        .slice(0, CLOSELY);
      const list: Scored[] = [];
      for (const candidate of [...promising, ...subjects]) {
        list.push(await this.#scored(candidate, centroids, g, (v) => query.averagePrecision(v, at(own, g))));
      }
      const themes = taken.members?.[g]?.map((theme) => new Set(this.#membersOf(theme).distinct));
      scored.push(themes === undefined ? list : forMany(list, themes));
    }
    const joiner = joinerOf(commonestLanguage(among.map((i) => at(this.#sources.languages, i))));
    const wordings = wordingsFor(scored, { joiner, ...taken });
    return wordings.map((found, g) => {
      const wording = found ?? nameless(g);
      return {
        wording,
        label: asHeading(wording),
        isNamed: found !== undefined,
        terms: pickTerms(at(candidates, g)),
        fit: Math.max(0, ...at(scored, g).map(score)),
      };
    });
  }

  /** A subject's name as the author writes it, where the text has it. */
  #wordingOf(key: string): string | undefined {
    const facts = this.#table.facts.get(key);
    return facts && wordingOf(facts, this.#table);
  }

  #membersOf(group: readonly number[]): Members {
    const parts = group.flatMap((part) => this.#sources.parts.members[part] ?? []);
    return { all: parts.flatMap(({ all }) => all), distinct: parts.flatMap(({ distinct }) => distinct) };
  }

  /** How a candidate's own embedding lies to its group, to the nearest other one, and among the passages. */
  async #scored(
    candidate: Candidate,
    centroids: Matrix,
    group: number,
    queryFit: (vector: Float32Array) => number,
  ): Promise<Scored> {
    const vector = await this.#vectorOf(candidate.query ?? candidate.text);
    let otherCloseness = -1;
    for (let c = 0; c < centroids.rows; c++) {
      if (c !== group) otherCloseness = Math.max(otherCloseness, dot(vector, row(centroids, c)));
    }
    return {
      candidate,
      closeness: dot(vector, row(centroids, group)),
      otherCloseness,
      query: await this.#queryOf(candidate, vector, queryFit),
    };
  }

  /**
   * A subject is found by its words; and by its name, which a reader would look for, where the texts say it. One that they never
   * say may yet be what people call it.
   */
  async #queryOf(
    { key, query, text }: Candidate,
    vector: Float32Array,
    queryFit: (vector: Float32Array) => number,
  ): Promise<number> {
    const found = queryFit(vector);
    if (query === undefined || this.#wordingOf(key) === undefined) return found;
    return found ** (1 - BY_NAME) * queryFit(await this.#vectorOf(text)) ** BY_NAME;
  }

  async #vectorOf(text: string): Promise<Float32Array> {
    const vector = this.#vectors.get(text) ?? (await this.#sources.vectorOf(text));
    this.#vectors.set(text, vector);
    return vector;
  }
}

/**
 * What may name several themes together: subjects, areas and the author's tags that most of them hold; none where nothing
 * is as wide as that.
 */
function forMany(list: readonly Scored[], themes: readonly ReadonlySet<number>[]): Scored[] {
  return list.flatMap((scored): Scored[] => {
    const { candidate } = scored;
    const breadth = breadthOf(candidate, themes);
    const isWide = candidate.subjectCloseness !== undefined || candidate.tag >= TAG_OF_MANY;
    if (!isWide || breadth < LEAST_BREADTH) return [];
    const wide = { ...scored, candidate: { ...candidate, fit: candidate.fit * breadth } };
    return score(wide) >= LEAST_SUBJECT ? [wide] : [];
  });
}

/** The share of the themes that hold a candidate in enough of their passages, 0…1; in fewer, a part of it. */
function breadthOf({ passages }: Candidate, themes: readonly ReadonlySet<number>[]): number {
  const shares = themes.map((theme) => {
    const held = [...theme].filter((i) => passages.has(i)).length / Math.max(1, theme.size);
    return Math.min(1, held / HELD);
  });
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, themes.length);
}
