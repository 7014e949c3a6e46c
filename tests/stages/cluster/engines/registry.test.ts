import { expect, it } from "vitest";
import { clustererFor, clusterers } from "../../../../src/stages/cluster/engines/registry.js";

it("takes ml-kmeans for small collections and an engine on flat arrays for large ones", () => {
  expect(clustererFor(50, 128).name).toBe("ml-kmeans");
  expect(clustererFor(100_000, 384).name).toBe("flat-kmeans");
});

it("knows every engine it may take, each under a name of its own", () => {
  const names = clusterers.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const rows of [1, 1000, 1_000_000]) expect(names).toContain(clustererFor(rows, 64).name);
});
