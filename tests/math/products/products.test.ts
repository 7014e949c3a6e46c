import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import loadWabt from "wabt";
import { dotRows } from "../../../src/math/matrix.js";
import { createProducts } from "../../../src/math/products/products.js";
import { PRODUCTS_WASM } from "../../../src/math/products/products.wasm.js";
import type { Matrix } from "../../../src/shapes/embeddings.js";
import { cloud } from "../../helpers/vectors.js";

/** All products of the rows named, as `dotRows` computes them. */
function expected(points: Matrix, left: readonly number[], right: readonly number[]): number[] {
  return left.flatMap((i) => right.map((j) => Math.fround(dotRows(points, i, points, j))));
}

function found({ values, stride }: { values: Float32Array; stride: number }, rows: number, columns: number) {
  return Array.from(
    { length: rows * columns },
    (_, at) => values[Math.floor(at / columns) * stride + (at % columns)],
  );
}

describe("createProducts", () => {
  it("has the kernel that its source assembles to", async () => {
    const source = readFileSync(new URL("../../../src/math/products/products.wat", import.meta.url), "utf8");
    const { buffer } = (await loadWabt()).parseWat("products.wat", source, { simd: true }).toBinary({});
    expect(PRODUCTS_WASM).toBe(Buffer.from(buffer).toString("base64"));
  });

  const ways = [
    { isPlain: false, how: "by the kernel" },
    { isPlain: true, how: "by the plain loop" },
  ];
  const cases = ways.flatMap((way) => [1, 3, 4, 7, 96].map((dims) => ({ ...way, dims })));
  it.each(cases)("gives the bits of dotRows $how over $dims dims", ({ dims, isPlain }) => {
    const points = cloud(12, dims, dims);
    const products = createProducts(dims, 6, isPlain);
    products.setLeft(points, 0, 6);
    products.setRight(points, 7, 12);
    expect(found(products.multiply(), 6, 5)).toEqual(expected(points, [0, 1, 2, 3, 4, 5], [7, 8, 9, 10, 11]));
    products.pickLeft(points, [9, 2, 4, 1], 3);
    products.pickRight(points, Int32Array.of(8), 1);
    expect(found(products.multiply(), 3, 1)).toEqual(expected(points, [9, 2, 4], [8]));
  });
});
