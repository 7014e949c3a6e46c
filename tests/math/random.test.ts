import { describe, expect, it } from "vitest";
import type { Random } from "../../src/shapes/random.js";
import { createRandom } from "../../src/math/random.js";

function take(random: Random, count: number): number[] {
  return Array.from({ length: count }, () => random.next());
}

/** sfc32 and SplitMix32 once more, in 64-bit whole numbers, with nothing shared with the source. */
function referenceSfc32(seed: number, count: number): number[] {
  const mask = 0xffffffffn;
  let s = BigInt(seed);
  const split = (): bigint => {
    s = (s + 0x9e3779b9n) & mask;
    let z = s;
    z = ((z ^ (z >> 16n)) * 0x21f0aaadn) & mask;
    z = ((z ^ (z >> 15n)) * 0x735a2d97n) & mask;
    return z ^ (z >> 15n);
  };
  let a = split();
  let b = split();
  let c = split();
  let counter = 1n;
  const step = (): bigint => {
    const t = (a + b + counter) & mask;
    counter = (counter + 1n) & mask;
    a = b ^ (b >> 9n);
    b = (c + (c << 3n)) & mask;
    c = (((c << 21n) & mask) | (c >> 11n)) + t;
    c &= mask;
    return t;
  };
  for (let i = 0; i < 12; i++) step();
  return Array.from({ length: count }, () => Number(step()) / 2 ** 32);
}

describe("createRandom", () => {
  it.each([0, 1, 42, 2 ** 32 - 1])("gives the numbers of sfc32 for seed %i", (seed) => {
    expect(take(createRandom(seed), 50)).toEqual(referenceSfc32(seed, 50));
  });

  it("gives other numbers for another seed", () => {
    expect(take(createRandom(1), 5)).not.toEqual(take(createRandom(2), 5));
  });

  it("forks the same whatever was drawn or forked before", () => {
    const untouched = createRandom(7);
    const used = createRandom(7);
    take(used, 13);
    take(used.fork("other"), 4);
    expect(take(used.fork("kmeans"), 20)).toEqual(take(untouched.fork("kmeans"), 20));
  });

  it("forks without touching the numbers of its parent", () => {
    const forked = createRandom(7);
    take(forked.fork("kmeans"), 9);
    expect(take(forked, 20)).toEqual(take(createRandom(7), 20));
  });

  it("forks differ by name, by seed, by depth and from their parent", () => {
    const root = createRandom(7);
    const streams = [
      root,
      root.fork("a"),
      root.fork("b"),
      root.fork("a").fork("a"),
      root.fork("a").fork("b"),
      createRandom(8).fork("a"),
      root.fork(""),
    ].map((random) => take(random, 4).join());
    expect(new Set(streams).size).toBe(streams.length);
  });

  it("spreads evenly: 64,000 numbers in 64 bins", () => {
    const random = createRandom(3);
    const bins = new Array<number>(64).fill(0);
    for (let i = 0; i < 64_000; i++) {
      const bin = Math.floor(random.next() * 64);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    const chiSquared = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // χ² with 63 degrees of freedom: 99.9 % lie under 103.4, 0.1 % under 32.
    expect(chiSquared).toBeGreaterThan(32);
    expect(chiSquared).toBeLessThan(103.4);
  });

  it("int reaches every whole number below n and no other", () => {
    const random = createRandom(5);
    const seen = new Set(Array.from({ length: 500 }, () => random.int(7)));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(random.int(1)).toBe(0);
  });

  it("normal has mean 0, variance 1 and the right share within one standard deviation", () => {
    const random = createRandom(11);
    const values = Array.from({ length: 40_000 }, () => random.normal());
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
    const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
    const within = values.filter((v) => Math.abs(v) < 1).length / values.length;
    expect(values.every(Number.isFinite)).toBe(true);
    expect(mean).toBeCloseTo(0, 1);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
    expect(Math.abs(within - 0.6827)).toBeLessThan(0.01);
  });
});
