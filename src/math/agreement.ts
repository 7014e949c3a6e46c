/**
 * How well a clustering agrees with categories. All five look at the contingency table of the two alone; the names of
 * clusters and categories don't matter.
 */
export interface Agreement {
  /** Adjusted mutual information (Vinh, Epps & Bailey 2010), normalised by the mean of the entropies: 1 equal, 0 chance. */
  ami: number;
  /** V-measure (Rosenberg & Hirschberg 2007): harmonic mean of homogeneity and completeness, 0…1. */
  vMeasure: number;
  /** Adjusted Rand index (Hubert & Arabie 1985): 1 equal, 0 chance. */
  ari: number;
  /**
   * Fowlkes–Mallows index (Fowlkes & Mallows 1983): of the pairs in one cluster the share in one category, and the other way
   * round, their geometric mean, 0…1; 1 where neither has a pair.
   */
  fowlkesMallows: number;
  /** Share of items that carry the commonest category of their cluster, 0…1. */
  purity: number;
}

interface Contingency {
  n: number;
  clusters: number[];
  categories: number[];
  cells: { cluster: number; category: number; count: number }[];
}

/**
 * @param clusters any value per item; equal values are one cluster
 * @param categories any value per item; as many
 */
export function agreement(clusters: readonly unknown[], categories: readonly unknown[]): Agreement {
  const table = contingency(clusters, categories);
  const { n } = table;
  if (n === 0) return { ami: 1, vMeasure: 1, ari: 1, fowlkesMallows: 1, purity: 1 };
  const clusterEntropy = entropy(table.clusters, n);
  const categoryEntropy = entropy(table.categories, n);
  const shared = mutualInformation(table);
  const meanEntropy = (clusterEntropy + categoryEntropy) / 2;
  return {
    ami: adjustedMutualInformation(table, shared, meanEntropy),
    vMeasure: meanEntropy > 0 ? shared / meanEntropy : 1,
    ...ofPairs(table),
    purity: purityOf(table),
  };
}

function contingency(clusters: readonly unknown[], categories: readonly unknown[]): Contingency {
  if (clusters.length !== categories.length) {
    throw new RangeError(
      `Expected as many categories as items (${clusters.length}), got ${categories.length}.`,
    );
  }
  const clusterIndex = new Map<unknown, number>();
  const categoryIndex = new Map<unknown, number>();
  const cells = new Map<string, Contingency["cells"][number]>();
  const out: Contingency = { n: clusters.length, clusters: [], categories: [], cells: [] };
  clusters.forEach((name, i) => {
    const cluster = indexOf(clusterIndex, name);
    const category = indexOf(categoryIndex, categories[i]);
    out.clusters[cluster] = (out.clusters[cluster] ?? 0) + 1;
    out.categories[category] = (out.categories[category] ?? 0) + 1;
    const key = `${cluster},${category}`;
    const cell = cells.get(key) ?? { cluster, category, count: 0 };
    cell.count++;
    cells.set(key, cell);
  });
  return { ...out, cells: [...cells.values()] };
}

function indexOf(map: Map<unknown, number>, value: unknown): number {
  const index = map.get(value) ?? map.size;
  map.set(value, index);
  return index;
}

function entropy(counts: readonly number[], n: number): number {
  return -counts.reduce((sum, count) => sum + (count / n) * Math.log(count / n), 0);
}

function mutualInformation({ n, clusters, categories, cells }: Contingency): number {
  return cells.reduce((sum, { cluster, category, count }) => {
    return sum + (count / n) * Math.log((count * n) / (clusters[cluster]! * categories[category]!));
  }, 0);
}

function adjustedMutualInformation(table: Contingency, shared: number, meanEntropy: number): number {
  if (
    table.clusters.length === table.categories.length &&
    (table.categories.length === 1 || table.categories.length === table.n)
  ) {
    return 1;
  }
  const expected = expectedMutualInformation(table);
  const range = meanEntropy - expected;
  return Math.abs(range) < 1e-15 ? 0 : (shared - expected) / range;
}

/** Mean mutual information over all tables with the same margins (Vinh et al. 2010, eq. 24a). */
function expectedMutualInformation({ n, clusters, categories }: Contingency): number {
  const logFactorial = new Float64Array(n + 1);
  for (let i = 2; i <= n; i++) logFactorial[i] = logFactorial[i - 1]! + Math.log(i);
  let sum = 0;
  for (const a of clusters) {
    for (const b of categories) {
      const fixed =
        logFactorial[a]! + logFactorial[b]! + logFactorial[n - a]! + logFactorial[n - b]! - logFactorial[n]!;
      for (let both = Math.max(1, a + b - n); both <= Math.min(a, b); both++) {
        const chance =
          fixed -
          logFactorial[both]! -
          logFactorial[a - both]! -
          logFactorial[b - both]! -
          logFactorial[n - a - b + both]!;
        sum += (both / n) * Math.log((n * both) / (a * b)) * Math.exp(chance);
      }
    }
  }
  return sum;
}

/** What is counted in pairs of items: those together in one cluster, in one category, and in both. */
function ofPairs({ n, clusters, categories, cells }: Contingency): Pick<Agreement, "ari" | "fowlkesMallows"> {
  const pairs = (count: number): number => (count * (count - 1)) / 2;
  const together = cells.reduce((sum, { count }) => sum + pairs(count), 0);
  const inClusters = clusters.reduce((sum, count) => sum + pairs(count), 0);
  const inLabels = categories.reduce((sum, count) => sum + pairs(count), 0);
  const expected = n > 1 ? (inClusters * inLabels) / pairs(n) : 0;
  const most = (inClusters + inLabels) / 2;
  return {
    ari: most === expected ? 1 : (together - expected) / (most - expected),
    // By two roots: the product of large collections' pairs is no exact number.
    fowlkesMallows:
      most === 0 ? 1 : together === 0 ? 0 : together / (Math.sqrt(inClusters) * Math.sqrt(inLabels)),
  };
}

function purityOf({ n, clusters, cells }: Contingency): number {
  const largest = clusters.map(() => 0);
  for (const { cluster, count } of cells) largest[cluster] = Math.max(largest[cluster]!, count);
  return largest.reduce((sum, count) => sum + count, 0) / n;
}
