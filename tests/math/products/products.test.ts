import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import loadWabt from "wabt";
import { dotRows, normalizeRows } from "../../../src/math/matrix.js";
import { createProducts, pack } from "../../../src/math/products/products.js";
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

  const cases = [1, 3, 4, 7, 96].flatMap((dims) => [
    { dims, isPlain: false },
    { dims, isPlain: true },
  ]);
  it.each(cases)(
    "gives the bits of dotRows in double precision: $dims dims, plain: $isPlain",
    ({ dims, isPlain }) => {
      const points = cloud(12, dims, dims);
      const packed = pack(points, "double");
      const products = createProducts(packed, 6, isPlain);
      products.setLeft(packed, 0, 6);
      products.setRight(packed, 7, 12);
      expect(found(products.multiply(), 6, 5)).toEqual(
        expected(points, [0, 1, 2, 3, 4, 5], [7, 8, 9, 10, 11]),
      );
      products.pickLeft(packed, [9, 2, 4, 1], 3);
      products.pickRight(packed, Int32Array.of(8), 1);
      expect(found(products.multiply(), 3, 1)).toEqual(expected(points, [9, 2, 4], [8]));
    },
  );

  it.each([1, 4, 9, 96])("gives the same bits in fixed point, plainly or not, of %i dims", (dims) => {
    const points = normalizeRows(cloud(13, dims, dims));
    const both = [false, true].map((isPlain) => {
      const packed = pack(points, "fixed");
      const products = createProducts(packed, 7, isPlain);
      products.setLeft(packed, 0, 7);
      products.setRight(packed, 8, 13);
      return found(products.multiply(), 7, 5);
    });
    expect(both[0]).toEqual(both[1]);
    expected(points, [0, 1, 2, 3, 4, 5, 6], [8, 9, 10, 11, 12]).forEach((value, at) =>
      expect(both[0]![at]).toBeCloseTo(value, 4),
    );
  });
});
