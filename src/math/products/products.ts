import type { Matrix } from "../../shapes/embeddings.js";
import { PRODUCTS_WASM } from "./products.wasm.js";

/** Doubles are summed four side by side, as in `dotRows`; a row is laid out in groups of so many. Integers go eight by eight. */
const GROUP = 4;
const INTEGERS = 8;
/** What stands for 1 in fixed point. The product of two rows of length 1 fits 32 bits, and so do its parts (Cauchy & Schwarz). */
const ONE = 32_767;
const UNIT = Math.fround(1 / (ONE * ONE));
/** The kernel takes so many rows of the left block at a time, and two of the right. */
const LEFT_ROWS = 4;
const FLOAT = Float32Array.BYTES_PER_ELEMENT;
const PAGE = 65_536;

/** See `products.wat`; places and sizes in bytes. */
type Multiply = (a: number, rows: number, b: number, columns: number, bytes: number, out: number) => void;

interface Kernel {
  memory: { buffer: ArrayBuffer; grow: (pages: number) => number };
  multiplyDoubles: Multiply;
  multiplyIntegers: (...args: [...Parameters<Multiply>, unit: number]) => void;
}

/** What is used of the language's own WebAssembly; Node's types leave it out. */
interface Assembly {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: unknown };
  validate: (bytes: Uint8Array) => boolean;
}
declare const WebAssembly: Assembly | undefined;

/**
 * How products are computed. `double`: each is that of `dotRows` rounded to single precision, to the bit. `fixed`: in fixed
 * point, right to about 0.00002, in a quarter of the time; for rows no longer than 1.
 */
export type Precision = "fixed" | "double";

/** The rows of a matrix, written as they are multiplied. */
export interface Packed {
  precision: Precision;
  rows: number;
  /** Numbers that a row takes. */
  width: number;
  numbers: Numbers;
}

/** Two blocks of rows, and the inner products of all rows of one with all rows of the other. */
export interface Products {
  /** Takes the rows from `from` to before `to` for the block on the left. */
  setLeft(points: Packed, from: number, to: number): void;
  setRight(points: Packed, from: number, to: number): void;
  /** As `setLeft`, of the rows named: the first `count` of them. */
  pickLeft(points: Packed, rows: ArrayLike<number>, count: number): void;
  pickRight(points: Packed, rows: ArrayLike<number>, count: number): void;
  /** Computes the products; that of row i and row j is then `values[i * stride + j]`, until the next call. */
  multiply(): { values: Float32Array; stride: number };
}

/** Writes the rows of a matrix as they are multiplied. */
export function pack(points: Matrix, precision: Precision): Packed {
  const { rows, dims } = points;
  const isFixed = precision === "fixed";
  const width = isFixed ? roundedUp(dims, INTEGERS) : widthOfDoubles(dims);
  const numbers = isFixed ? new Int16Array(rows * width) : new Float64Array(rows * width);
  for (let i = 0; i < rows; i++) {
    if (isFixed) writeIntegers(numbers, i * width, points, i);
    else writeDoubles(numbers, i * width, points, i);
  }
  return { precision, rows, width, numbers };
}

/**
 * Room for two blocks of rows, multiplied by WebAssembly with two doubles or eight integers an instruction where the processor
 * has such, else by a plain loop.
 *
 * @param shape of the rows to multiply: all are packed alike
 * @param most rows of a block at the most
 * @param isPlain true for the plain loop also where the processor has better; the bits are the same
 */
export function createProducts(
  { precision, width }: Pick<Packed, "precision" | "width">,
  most: number,
  isPlain = false,
): Products {
  const isFixed = precision === "fixed";
  const Numbers = isFixed ? Int16Array : Float64Array;
  const padded = roundedUp(most, LEFT_ROWS);
  const rowBytes = width * Numbers.BYTES_PER_ELEMENT;
  const block = padded * rowBytes;
  const bytes = 2 * block + padded * padded * FLOAT;
  const kernel = isPlain ? undefined : kernelMaker()?.(bytes);
  const buffer = kernel?.memory.buffer ?? new ArrayBuffer(bytes);
  const left = new Numbers(buffer, 0, padded * width);
  const right = new Numbers(buffer, block, padded * width);
  const values = new Float32Array(buffer, 2 * block, padded * padded);
  const set = (into: Numbers, { numbers }: Packed, from: number, to: number): number => {
    into.set(numbers.subarray(from * width, to * width));
    return to - from;
  };
  const pick = (into: Numbers, { numbers }: Packed, rows: ArrayLike<number>, count: number): number => {
    for (let at = 0; at < count; at++) {
      into.set(numbers.subarray(rows[at]! * width, (rows[at]! + 1) * width), at * width);
    }
    return count;
  };
  let rows = 0;
  let columns = 0;
  return {
    setLeft: (points, from, to) => void (rows = set(left, points, from, to)),
    setRight: (points, from, to) => void (columns = set(right, points, from, to)),
    pickLeft: (points, those, count) => void (rows = pick(left, points, those, count)),
    pickRight: (points, those, count) => void (columns = pick(right, points, those, count)),
    multiply: () => {
      const stride = roundedUp(columns, 2);
      // Rows that are left over from before are multiplied too, and not looked at.
      const all = roundedUp(rows, LEFT_ROWS);
      if (kernel && isFixed) kernel.multiplyIntegers(0, all, block, stride, rowBytes, 2 * block, UNIT);
      else if (kernel) kernel.multiplyDoubles(0, all, block, stride, rowBytes, 2 * block);
      else multiplyPlainly({ left, right, width, values, stride, unit: isFixed ? UNIT : 1 }, rows, columns);
      return { values, stride };
    },
  };
}

interface Blocks {
  left: Numbers;
  right: Numbers;
  width: number;
  values: Float32Array;
  stride: number;
  unit: number;
}

function multiplyPlainly(
  { left, right, width, values, stride, unit }: Blocks,
  rows: number,
  columns: number,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      values[i * stride + j] = Math.fround(product(left, i * width, right, j * width, width)) * unit;
    }
  }
}

type Numbers = Int16Array | Float64Array;

function roundedUp(count: number, unit: number): number {
  return Math.ceil(count / unit) * unit;
}

/** What is left over after whole groups is added to the first sum, so each such number has a group of its own. */
function widthOfDoubles(dims: number): number {
  const rest = dims % GROUP;
  return dims - rest + rest * GROUP;
}

/** Writes row i of a matrix to a place. */
function writeDoubles(into: Numbers, place: number, { data, dims }: Matrix, i: number): void {
  const from = i * dims;
  const whole = dims - (dims % GROUP);
  for (let d = 0; d < whole; d++) into[place + d] = data[from + d]!;
  for (let d = whole; d < dims; d++) into[place + whole + (d - whole) * GROUP] = data[from + d]!;
}

function writeIntegers(into: Numbers, place: number, { data, dims }: Matrix, i: number): void {
  const from = i * dims;
  for (let d = 0; d < dims; d++) into[place + d] = Math.round(ONE * data[from + d]!);
}

/** The sums of `dotRows` in its order. */
function product(x: Numbers, p: number, y: Numbers, q: number, width: number): number {
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
