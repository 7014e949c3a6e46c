/** What would become of the themes if there were fewer: they are joined two by two, the least loss first. */
import type { Pair, Theme } from "./run.js";

/** A theme or several joined to one. */
export interface Group {
  themes: string[];
  passages: number;
  /** Mean cosine of the passages to the centre of the group. */
  cohesion: number;
}

export interface Merge {
  left: Group;
  right: Group;
  joined: Group;
  /** How far the mean cosine of all placed passages to the centre of their theme falls by this merge. */
  loss: number;
}

/** A group on its way: the sum of its passages' vectors is known by its length and its products with the others. */
interface Part extends Group {
  /** Length of the sum. */
  length: number;
  /** Products of the sum with that of each other part. */
  products: Map<Part, number>;
}

/**
 * Joins the pair that costs least until one group is left; returns the merges in that order. The centre of a theme is
 * the mean of its passages' unit vectors, whose length is the theme's cohesion; so cohesion, size and the cosines of the
 * centres give the cohesion of every union exactly, without a vector at hand.
 *
 * @throws Error where a pair of themes is missing
 */
export function mergesOf(themes: readonly Theme[], pairs: readonly Pair[]): Merge[] {
  const placed = themes.reduce((sum, theme) => sum + theme.passages, 0);
  let parts = partsOf(themes, pairs);
  const merges: Merge[] = [];
  while (parts.length > 1) {
    const [left, right] = cheapest(parts);
    const others = parts.filter((part) => part !== left && part !== right);
    const joined = union(left, right, others);
    const loss = lossOf(left, right) / placed;
    merges.push({ left: group(left), right: group(right), joined: group(joined), loss });
    parts = [...others, joined];
  }
  return merges;
}

/** The groups that are left when there are `count` of them, the largest first. */
export function groupsAt(themes: readonly Theme[], merges: readonly Merge[], count: number): Group[] {
  const groups = new Map<string, Group>(
    themes.map(({ name, passages, cohesion }) => [name, { themes: [name], passages, cohesion }]),
  );
  for (const { left, right, joined } of merges.slice(0, Math.max(0, themes.length - count))) {
    groups.delete(keyOf(left));
    groups.delete(keyOf(right));
    groups.set(keyOf(joined), joined);
  }
  return [...groups.values()].sort((a, b) => b.passages - a.passages);
}

/** A stroke of the tree: from x1, y1 to x2, y2, where y counts the themes and x the merges. */
export interface Stroke {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

/** The merges as a tree: an order of the themes in which no strokes cross, and the strokes. */
export function treeOf(
  themes: readonly Theme[],
  merges: readonly Merge[],
): { order: string[]; strokes: Stroke[] } {
  const last = merges.at(-1);
  const order = last === undefined ? themes.map(({ name }) => name) : last.joined.themes;
  const ends = new Map(order.map((name, y) => [name, { x: 0, y }]));
  const strokes = merges.flatMap(({ left, right, joined }, index): Stroke[] => {
    const a = endOf(left);
    const b = endOf(right);
    const x = index + 1;
    ends.set(keyOf(joined), { x, y: (a.y + b.y) / 2 });
    return [
      { x1: a.x, y1: a.y, x2: x, y2: a.y },
      { x1: b.x, y1: b.y, x2: x, y2: b.y },
      { x1: x, y1: a.y, x2: x, y2: b.y },
    ];
  });
  return { order, strokes };

  function endOf(of: Group): { x: number; y: number } {
    const end = ends.get(keyOf(of));
    if (end === undefined) throw new Error(`Expected a group ${keyOf(of)}.`);
    return end;
  }
}

function partsOf(themes: readonly Theme[], pairs: readonly Pair[]): Part[] {
  const parts = themes.map(({ name, passages, cohesion }): Part => {
    return { themes: [name], passages, cohesion, length: passages * cohesion, products: new Map() };
  });
  const byName = new Map(parts.map((part) => [part.themes[0], part]));
  for (const { theme, other, similarity } of pairs) {
    const a = byName.get(theme);
    const b = byName.get(other);
    if (a === undefined || b === undefined) continue;
    a.products.set(b, a.length * b.length * similarity);
    b.products.set(a, a.length * b.length * similarity);
  }
  return parts;
}

function cheapest(parts: readonly Part[]): [Part, Part] {
  let best: [Part, Part] | undefined;
  let least = Infinity;
  parts.forEach((left, i) => {
    for (const right of parts.slice(i + 1)) {
      const loss = lossOf(left, right);
      if (loss < least) [least, best] = [loss, [left, right]];
    }
  });
  if (best === undefined) throw new Error("Expected at least two groups.");
  return best;
}

/** The sum of the cosines to the centre is the length of the sum of the vectors. */
function lossOf(a: Part, b: Part): number {
  return a.length + b.length - jointLength(a, b);
}

function jointLength(a: Part, b: Part): number {
  return Math.sqrt(Math.max(0, a.length ** 2 + b.length ** 2 + 2 * productOf(a, b)));
}

function productOf(a: Part, b: Part): number {
  const product = a.products.get(b);
  if (product === undefined) {
    throw new Error(`Expected the similarity of "${a.themes.join(", ")}" and "${b.themes.join(", ")}".`);
  }
  return product;
}

function union(a: Part, b: Part, others: readonly Part[]): Part {
  const passages = a.passages + b.passages;
  const length = jointLength(a, b);
  const joined: Part = {
    themes: [...a.themes, ...b.themes],
    passages,
    cohesion: length / passages,
    length,
    products: new Map(),
  };
  for (const other of others) {
    const product = productOf(a, other) + productOf(b, other);
    joined.products.set(other, product);
    other.products.set(joined, product);
  }
  return joined;
}

function group({ themes, passages, cohesion }: Part): Group {
  return { themes, passages, cohesion };
}

function keyOf({ themes }: Group): string {
  return themes.join("\n");
}
