import type { Matrix } from "../../shapes/embeddings.js";
import { PRODUCTS_WASM } from "./products.wasm.js";

/** Numbers summed side by side, as in `dotRows`; a row is laid out in groups of so many. */
const GROUP = 4;
const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
const FLOAT = Float32Array.BYTES_PER_ELEMENT;
const PAGE = 65_536;

/** What is used of the language's own WebAssembly; Node's types leave it out. */
interface Kernel {
  memory: { buffer: ArrayBuffer; grow: (pages: number) => number };
  /** See `products.wat`; places and sizes in bytes. */
  multiply: (a: number, rows: number, b: number, columns: number, bytes: number, out: number) => void;
}
interface Assembly {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: unknown };
  validate: (bytes: Uint8Array) => boolean;
}
declare const WebAssembly: Assembly | undefined;

/** Two blocks of rows, and the inner products of all rows of one with all rows of the other. */
export interface Products {
  /** Takes the rows from `from` to before `to` of a matrix for the block on the left. */
  setLeft(points: Matrix, from: number, to: number): void;
  setRight(points: Matrix, from: number, to: number): void;
  /** As `setLeft`, of the rows named: the first `count` of them. */
  pickLeft(points: Matrix, rows: ArrayLike<number>, count: number): void;
  pickRight(points: Matrix, rows: ArrayLike<number>, count: number): void;
  /** Computes the products; `at(i, j)` is then `values[i * stride + j]`, until the next call. */
  multiply(): { values: Float32Array; stride: number };
}

/**
 * Room for two blocks of rows. The products are those of `dotRows`, rounded to single precision: the same bits, by WebAssembly
 * with two doubles an instruction where the processor has such, else by a plain loop.
 *
 * @param dims of every row
 * @param most rows of a block at the most
 * @param isPlain true for the plain loop wherever it runs
 */
export function createProducts(dims: number, most: number, isPlain = false): Products {
  const whole = dims - (dims % GROUP);
  // What is left over after whole groups is added to the first sum, so each such number has a group of its own.
  const width = whole + (dims - whole) * GROUP;
  const even = most + (most % 2);
  const block = even * width * DOUBLE;
  const bytes = 2 * block + even * even * FLOAT;
  const kernel = isPlain ? undefined : kernelMaker()?.(bytes);
  const buffer = kernel?.memory.buffer ?? new ArrayBuffer(bytes);
  const left = new Float64Array(buffer, 0, even * width);
  const right = new Float64Array(buffer, block, even * width);
  const values = new Float32Array(buffer, 2 * block, even * even);
  const set = (into: Float64Array, { data }: Matrix, row: number, place: number): void => {
    const from = row * dims;
    const to = place * width;
    for (let d = 0; d < whole; d++) into[to + d] = data[from + d]!;
    for (let d = whole; d < dims; d++) into[to + whole + (d - whole) * GROUP] = data[from + d]!;
  };
  const fill = (into: Float64Array, points: Matrix, from: number, to: number): number => {
    if (whole === dims) into.set(points.data.subarray(from * dims, to * dims));
    else for (let i = from; i < to; i++) set(into, points, i, i - from);
    return to - from;
  };
  const pick = (into: Float64Array, points: Matrix, rows: ArrayLike<number>, count: number): number => {
    for (let place = 0; place < count; place++) set(into, points, rows[place]!, place);
    return count;
  };
  let rows = 0;
  let columns = 0;
  return {
    setLeft: (points, from, to) => void (rows = fill(left, points, from, to)),
    setRight: (points, from, to) => void (columns = fill(right, points, from, to)),
    pickLeft: (points, those, count) => void (rows = pick(left, points, those, count)),
    pickRight: (points, those, count) => void (columns = pick(right, points, those, count)),
    multiply: () => {
      const stride = columns + (columns % 2);
      // The kernel takes two rows at a time; a row that is left over from before is computed and not looked at.
      if (kernel) kernel.multiply(0, rows + (rows % 2), block, stride, width * DOUBLE, 2 * block);
      else multiplyPlainly({ left, right, width, values, stride }, rows, columns);
      return { values, stride };
    },
  };
}

interface Blocks {
  left: Float64Array;
  right: Float64Array;
  width: number;
  values: Float32Array;
  stride: number;
}

function multiplyPlainly(
  { left, right, width, values, stride }: Blocks,
  rows: number,
  columns: number,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++)
      values[i * stride + j] = product(left, i * width, right, j * width, width);
  }
}

/** The sums of `dotRows` in its order. */
function product(x: Float64Array, p: number, y: Float64Array, q: number, width: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let d = 0; d < width; d += GROUP) {
    s0 += x[p + d]! * y[q + d]!;
    s1 += x[p + d + 1]! * y[q + d + 1]!;
    s2 += x[p + d + 2]! * y[q + d + 2]!;
    s3 += x[p + d + 3]! * y[q + d + 3]!;
  }
  return s0 + s1 + (s2 + s3);
}

let instantiator: ((bytes: number) => Kernel) | null | undefined;

/** Makes a kernel with memory of so many bytes; null where the processor or Node's own options allow none. */
function kernelMaker(): ((bytes: number) => Kernel) | null {
  if (instantiator !== undefined) return instantiator;
  const assembly = typeof WebAssembly === "undefined" ? undefined : WebAssembly;
  const code = Uint8Array.from(atob(PRODUCTS_WASM), (letter) => letter.charCodeAt(0));
  if (assembly?.validate(code) !== true) return (instantiator = null);
  const module = new assembly.Module(code);
  return (instantiator = (bytes) => {
    const kernel = new assembly.Instance(module).exports as Kernel;
    kernel.memory.grow(Math.ceil(bytes / PAGE));
    return kernel;
  });
}
