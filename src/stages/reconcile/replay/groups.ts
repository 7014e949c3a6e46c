/** Themes while decisions are applied: sets of rows, known by their ids. */
import { at } from "../../../math/at.js";
import { normalize, row, zeros } from "../../../math/matrix.js";
import type { Clustering } from "../../../shapes/clustering.js";
import type { Embeddings, Matrix } from "../../../shapes/embeddings.js";

/** Where a part of a theme comes from, to be named by it. */
export type SubSource =
  /** A sub-theme of the fit, by its theme and its place in it; or a whole theme of the fit. */
  | { theme: number; index?: number }
  /** A theme that a decision made. */
  | { name: string };

export interface SubGroup {
  from: SubSource;
  centroid: Float32Array;
}

export interface Group {
  id: string;
  /** Absent for one that a decision made. */
  theme?: number;
  /** Given by a decision that made it. */
  name?: string;
  centroid: Float32Array;
  stability: number;
  subs: SubGroup[];
  /** Another one than that of the fit, not only with other passages. */
  remade: boolean;
}

/** The groups of a fit, with the group and the part of each row. */
export class Groups {
  readonly groups = new Map<string, Group>();
  /** Of each row, none for unplaced ones. */
  readonly of: (Group | undefined)[];
  /** Of each row, none where its group has no parts. */
  readonly part: (SubGroup | undefined)[];
  /** Groups that went into another one, by their ids. */
  readonly gone = new Map<string, string>();

  constructor(
    { assignment, centroids, stability, subthemes, k }: Clustering,
    ids: readonly string[],
    private readonly embeddings: Embeddings,
  ) {
    const subs = Array.from(subthemes.parents, (theme, s): SubGroup => ({
      from: { theme, index: s - subthemes.parents.indexOf(theme) },
      centroid: row(subthemes.centroids, s),
    }));
    const groups = Array.from({ length: k }, (_, theme): Group => ({
      id: at(ids, theme),
      theme,
      centroid: row(centroids, theme),
      stability: at(stability, theme),
      subs: subs.filter((_, s) => subthemes.parents[s] === theme),
      remade: false,
    }));
    for (const group of groups) this.groups.set(group.id, group);
    this.of = Array.from(assignment, (theme) => (theme < 0 ? undefined : at(groups, theme)));
    this.part = Array.from(subthemes.assignment, (sub) => (sub < 0 ? undefined : at(subs, sub)));
  }

  /** The group that has this id, or that the one of this id went into. */
  find(id: string): Group | undefined {
    const next = this.gone.get(id);
    return next === undefined ? this.groups.get(id) : this.find(next);
  }

  rowsOf(group: Group): number[] {
    return this.of.flatMap((own, i) => (own === group ? [i] : []));
  }

  add(group: Group): Group {
    this.groups.set(group.id, group);
    return group;
  }

  /** Puts a row into a group, and into the part of it that is nearest. */
  put(i: number, group: Group | undefined): void {
    this.of[i] = group;
    this.part[i] = group && this.nearestPart(i, group);
  }

  nearestPart(i: number, { subs }: Group): SubGroup | undefined {
    return nearest(subs, row(this.embeddings, i));
  }

  /** The direction of the mean of some rows. */
  mean(rows: readonly number[]): Float32Array {
    return meanOf(
      rows.map((i) => row(this.embeddings, i)),
      this.embeddings.dims,
    );
  }

  vector(i: number): Float32Array {
    return row(this.embeddings, i);
  }
}

/** The direction of the mean of vectors of length 1; zero where there is none. */
export function meanOf(vectors: readonly Float32Array[], dims: number): Float32Array {
  const sum = row(zeros(1, dims), 0);
  for (const vector of vectors) vector.forEach((value, d) => (sum[d] = at(sum, d) + value));
  normalize(sum);
  return sum;
}

/** The one whose centroid has the highest cosine with a vector, the first of equals. */
export function nearest<T extends { centroid: Float32Array }>(
  among: Iterable<T>,
  vector: Float32Array,
): T | undefined {
  let best: { one: T; cosine: number } | undefined;
  for (const one of among) {
    const cosine = one.centroid.reduce((sum, value, d) => sum + value * at(vector, d), 0);
    if (best === undefined || cosine > best.cosine) best = { one, cosine };
  }
  return best?.one;
}

/** Vectors as the rows of a matrix. */
export function matrixOf(vectors: readonly Float32Array[], dims: number): Matrix {
  const matrix = zeros(vectors.length, dims);
  vectors.forEach((vector, i) => row(matrix, i).set(vector));
  return matrix;
}
