import type { Matrix } from "../../shapes/embeddings.js";
import { PRODUCTS_WASM } from "./products.wasm.js";

/** Numbers summed side by side, as in `dotRows`; a row is laid out in groups of so many. */
const GROUP = 4;
/** The kernel takes so many rows of the left block at a time, and two of the right. */
const LEFT_ROWS = 4;
const FLOAT = Float32Array.BYTES_PER_ELEMENT;
const PAGE = 65_536;

/** See `products.wat`; places and sizes in bytes. */
type Multiply = (a: number, rows: number, b: number, columns: number, bytes: number, out: number) => void;

interface Kernel {
  memory: { buffer: ArrayBuffer; grow: (pages: number) => number };
  multiplyDoubles: Multiply;
  multiplyFloats: Multiply;
}

/** What is used of the language's own WebAssembly; Node's types leave it out. */
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

export interface ProductsOptions {
  /**
   * `double`: each product is that of `dotRows` rounded to single precision, to the bit. `single`: sums in single precision,
   * in the same order, in half the time.
   */
  precision: "single" | "double";
  /** True for a plain loop also where the processor has better; the bits are the same. @default false */
  isPlain?: boolean;
}

/**
 * Room for two blocks of rows, multiplied by WebAssembly with two doubles or four floats an instruction where the processor has
 * such, else by a plain loop.
 *
 * @param dims of every row
 * @param most rows of a block at the most
 */
export function createProducts(
  dims: number,
  most: number,
  { precision, isPlain = false }: ProductsOptions,
): Products {
  const Numbers = precision === "single" ? Float32Array : Float64Array;
  const whole = dims - (dims % GROUP);
  // What is left over after whole groups is added to the first sum, so each such number has a group of its own.
  const width = whole + (dims - whole) * GROUP;
  const padded = roundedUp(most, LEFT_ROWS);
  const rowBytes = width * Numbers.BYTES_PER_ELEMENT;
  const block = padded * rowBytes;
  const bytes = 2 * block + padded * padded * FLOAT;
  const kernel = isPlain ? undefined : kernelMaker()?.(bytes);
  const buffer = kernel?.memory.buffer ?? new ArrayBuffer(bytes);
  const left = new Numbers(buffer, 0, padded * width);
  const right = new Numbers(buffer, block, padded * width);
  const values = new Float32Array(buffer, 2 * block, padded * padded);
  const set = (into: Numbers, { data }: Matrix, row: number, place: number): void => {
    const from = row * dims;
    const to = place * width;
    for (let d = 0; d < whole; d++) into[to + d] = data[from + d]!;
    for (let d = whole; d < dims; d++) into[to + whole + (d - whole) * GROUP] = data[from + d]!;
  };
  const fill = (into: Numbers, points: Matrix, from: number, to: number): number => {
    if (whole === dims) into.set(points.data.subarray(from * dims, to * dims));
    else for (let i = from; i < to; i++) set(into, points, i, i - from);
    return to - from;
  };
  const pick = (into: Numbers, points: Matrix, rows: ArrayLike<number>, count: number): number => {
    for (let place = 0; place < count; place++) set(into, points, rows[place]!, place);
    return count;
  };
  const multiplyByKernel =
    kernel && (precision === "single" ? kernel.multiplyFloats : kernel.multiplyDoubles);
  const round = precision === "single" ? Math.fround : (sum: number): number => sum;
  let rows = 0;
  let columns = 0;
  return {
    setLeft: (points, from, to) => void (rows = fill(left, points, from, to)),
    setRight: (points, from, to) => void (columns = fill(right, points, from, to)),
    pickLeft: (points, those, count) => void (rows = pick(left, points, those, count)),
    pickRight: (points, those, count) => void (columns = pick(right, points, those, count)),
    multiply: () => {
      const stride = roundedUp(columns, 2);
      // Rows that are left over from before are multiplied too, and not looked at.
      if (multiplyByKernel) {
        multiplyByKernel(0, roundedUp(rows, LEFT_ROWS), block, stride, rowBytes, 2 * block);
      } else {
        for (let i = 0; i < rows; i++) {
          for (let j = 0; j < columns; j++) {
            values[i * stride + j] = product(left, i * width, right, j * width, width, round);
          }
        }
      }
      return { values, stride };
    },
  };
}

type Numbers = Float32Array | Float64Array;

function roundedUp(count: number, unit: number): number {
  return Math.ceil(count / unit) * unit;
}

/** The sums of `dotRows` in its order, each rounded. */
function product(
  x: Numbers,
  p: number,
  y: Numbers,
  q: number,
  width: number,
  round: (sum: number) => number,
): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let d = 0; d < width; d += GROUP) {
    s0 = round(s0 + round(x[p + d]! * y[q + d]!));
    s1 = round(s1 + round(x[p + d + 1]! * y[q + d + 1]!));
    s2 = round(s2 + round(x[p + d + 2]! * y[q + d + 2]!));
    s3 = round(s3 + round(x[p + d + 3]! * y[q + d + 3]!));
  }
  return round(s0 + s1) + round(s2 + s3);
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
