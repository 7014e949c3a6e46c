import { dot, row } from "../../../math/matrix.js";
import type { VectorOf } from "../../../shapes/embedder.js";
import type { Matrix } from "../../../shapes/embeddings.js";
import type { Passage } from "../../../shapes/passage.js";
import type { Post } from "../../../shapes/post.js";
import type { Term } from "../../../shapes/theme.js";
import { bylinesOf } from "./bylines.js";
import { labelsOf, type Scored, type Taken } from "./label.js";
import type { Members, Parts } from "../members.js";
import { countPhrases, joinThemes, type PhraseTable } from "../terms/phrase-table.js";
import { Settings } from "./setting.js";
import { tagsOf } from "./tags.js";
import { candidatesOf, pickTerms, type Candidate } from "../terms/terms.js";

export interface Naming {
  label: string;
  terms: Term[];
}

export interface NamingSources {
  posts: ReadonlyMap<string, Post>;
  passages: readonly Passage[];
  parts: Parts;
  /** True for a lower-case word that never describes a theme. */
  stopped: (word: string) => boolean;
  /** Embeds a phrase as the passages were embedded. */
  vectorOf: VectorOf;
}

/** Names groups of passages against one another; reads every passage, and embeds every phrase, once. */
export class Namer {
  readonly #sources: NamingSources;
  readonly #table: PhraseTable;
  readonly #settings: Settings;
  readonly #bylines: ReadonlySet<string>;
  readonly #vectors = new Map<string, Float32Array>();

  constructor(sources: NamingSources) {
    this.#sources = sources;
    const { posts, passages, parts, stopped } = sources;
    this.#table = countPhrases(posts, passages, parts.members, stopped);
    this.#settings = new Settings(passages);
    this.#bylines = bylinesOf(posts.values());
  }

  /**
   * Label and terms of each group.
   *
   * @param groups for each, the numbers of the parts that it is made of
   * @param centroids one row per group
   */
  async name(groups: readonly (readonly number[])[], centroids: Matrix, taken: Taken): Promise<Naming[]> {
    const { posts, passages, stopped } = this.#sources;
    const members = groups.map((group) => this.#membersOf(group));
    const candidates = candidatesOf(joinThemes(this.#table, groups), {
      tags: tagsOf(posts, passages, members, stopped),
      settingOf: (key, holding) => this.#settings.of(key, holding),
      bylines: this.#bylines,
    });
    const scored: Scored[][] = [];
    for (const [g, own] of candidates.entries()) {
      const list: Scored[] = [];
      for (const candidate of own) list.push(await this.#scored(candidate, centroids, g));
      scored.push(list);
    }
    const labels = labelsOf(scored, taken);
    return labels.map((label, g) => ({ label, terms: pickTerms(candidates[g] ?? []) }));
  }

  #membersOf(group: readonly number[]): Members {
    const parts = group.flatMap((part) => this.#sources.parts.members[part] ?? []);
    return { all: parts.flatMap(({ all }) => all), distinct: parts.flatMap(({ distinct }) => distinct) };
  }

  /** The cosines of a candidate's own embedding to its group's centroid and to the nearest other one. */
  async #scored(candidate: Candidate, centroids: Matrix, group: number): Promise<Scored> {
    const vector = this.#vectors.get(candidate.text) ?? (await this.#sources.vectorOf(candidate.text));
    this.#vectors.set(candidate.text, vector);
    let otherCloseness = -1;
    for (let c = 0; c < centroids.rows; c++) {
      if (c !== group) otherCloseness = Math.max(otherCloseness, dot(vector, row(centroids, c)));
    }
    return { candidate, closeness: dot(vector, row(centroids, group)), otherCloseness };
  }
}
