import { expect, it } from "vitest";
import { clusterers, engineFor } from "../../../../src/stages/cluster/engines/registry.js";

it("takes ml-kmeans for small collections and an engine on flat arrays for large ones", () => {
  expect(engineFor({ rows: 50, dims: 128 }).name).toBe("ml-kmeans");
  expect(engineFor({ rows: 100_000, dims: 384 }).name).toBe("flat-kmeans");
});

it("knows every engine it may take, each under a name of its own", () => {
  const names = Object.values(clusterers).map(({ name }) => name);
  expect(names).toEqual(Object.keys(clusterers));
  for (const rows of [1, 1000, 1_000_000]) expect(names).toContain(engineFor({ rows, dims: 64 }).name);
});
