import type { Matrix } from "../../shapes/embeddings.js";
import { KMEANS_WASM } from "./kernel.wasm.js";

const ALIGNED = 16;
const INTEGER = Int16Array.BYTES_PER_ELEMENT;
const WORD = 4;
/** Numbers of a row come in sixteens, centroids in fours. */
const NUMBERS = 16;
const CENTROIDS = 4;
const SIDE = 8;
/** Rows that are written to the kernel's memory at once. */
const STAGED = 256;
const PAGE = 65_536;
/** Memory larger than this is given back after use. */
const MOST_KEPT = 64 * 1024 * 1024;
/** What stands for 1. The product of two rows of length 1 fits 32 bits, and so do its parts (Cauchy & Schwarz). */
export const ONE = 32_767;
/** What a product is taken times, for a distance. */
const FACTOR = -2 / (ONE * ONE);
/** A point is measured from all centroids where more than this part of them may be nearer than its own. */
const MANY = 0.25;

/** See `kernel.wat`; places in bytes. */
interface Exports {
  memory: { buffer: ArrayBuffer; grow: (pages: number) => number };
  place: (...places: number[]) => void;
  largest: (from: number, to: number, bytes: number, out: number) => void;
  pack: (from: number, to: number, out: number, factor: number) => void;
  follow: (
    from: number,
    to: number,
    factor: number,
    error: number,
    slack: number,
    fastest: number,
    many: number,
    list: number,
    unsure: number,
  ) => [list: number, unsure: number];
  measure: (
    list: number,
    to: number,
    factor: number,
    error: number,
    fastest: number,
    unsure: number,
  ) => number;
}

/** What is used of the language's own WebAssembly; Node's types leave it out. */
interface Assembly {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: unknown };
  validate: (bytes: Uint8Array) => boolean;
}
declare const WebAssembly: Assembly | undefined;

/** What distances and bounds may be wrong by, and how far the fastest lower bound has moved. */
export interface Wrong {
  error: number;
  /** Of a bound that moved with its centroid. */
  slack: number;
  fastest: number;
}

/** The points of which the nearest centroid is not sure; valid until the next call. */
export type Unsure = Int32Array;

/** The kernel with the points of one run in its memory. Distances are in squares of the longest row. */
export interface Kernel {
  /** Centroids with those that fill up the last four. */
  k: number;
  /** Of the points, and of the start centroids. */
  longest: number;
  /** The largest number of the points. */
  largest: number;
  /** One number for each centroid: |c|², how far lower and upper bounds have moved, and what is taken off a new lower bound. */
  tables: { squares: Float32Array; downs: Float32Array; ups: Float32Array; shifts: Float32Array };
  /** Points × k lower bounds, less how far they had moved. */
  lower: Float32Array;
  /** One number for each point. */
  upper: Float32Array;
  labels: Int32Array;
  setCentroids(centroids: Matrix): void;
  /** Measures every point from every centroid. */
  measureAll(wrong: Wrong): Unsure;
  /** Measures what the bounds don't tell. */
  follow(wrong: Wrong): Unsure;
  /** To be called when no more of it is read. */
  release(): void;
}

/** Loads points into a kernel; undefined where the processor or Node's own options allow none, or where memory is short. */
export function loadKernel(points: Matrix, start: Matrix): Kernel | undefined {
  const width = roundedUp(points.dims, NUMBERS);
  const k = roundedUp(start.rows, CENTROIDS);
  const layout = layOut(points.rows, k, width);
  const kernel = obtain(layout.bytes);
  return kernel && load(kernel, layout.places, points, start, width);
}

function load(kernel: Exports, places: Places, points: Matrix, start: Matrix, width: number): Kernel {
  const k = roundedUp(start.rows, CENTROIDS);
  const { buffer } = kernel.memory;
  const floats = (place: number, length: number): Float32Array => new Float32Array(buffer, place, length);
  const words = (place: number, length: number): Int32Array => new Int32Array(buffer, place, length);
  const { rows } = points;
  const stage = createStage(kernel, floats(places.staged, STAGED * width), places, width);
  stage.measure(points);
  const largest = stage.largest();
  stage.measure(start);
  const longest = stage.longest() || 1;
  stage.pack(points, places.points, longest);
  const tables = {
    squares: floats(places.squares, k),
    downs: floats(places.downs, k),
    ups: floats(places.ups, k),
    shifts: floats(places.shifts, k),
  };
  tables.squares.fill(Infinity);
  words(places.packed, (k * width * INTEGER) / WORD).fill(0);
  for (const table of [tables.downs, tables.ups, tables.shifts]) table.fill(0);
  const list = words(places.list, rows + 1);
  kernel.place(
    ...[places.points, width * INTEGER, places.centroids, k, places.squares, places.downs, places.ups],
    ...[places.shifts, places.distances, places.lower, places.upper, places.least, places.labels],
  );
  const unsure = words(places.unsure, rows + 1);
  const countTo = (end: number): number => (end - places.unsure) / WORD;
  function measure(count: number, { error, fastest }: Wrong, to: number): number {
    // An odd one is measured twice.
    if (count % 2 === 1) list[count] = list[count - 1]!;
    return kernel.measure(places.list, places.list + roundedUp(count, 2) * WORD, FACTOR, error, fastest, to);
  }
  return {
    k,
    longest,
    largest,
    tables,
    lower: floats(places.lower, rows * k),
    upper: floats(places.upper, rows),
    labels: words(places.labels, rows),
    setCentroids(centroids) {
      stage.pack(centroids, places.packed, longest);
      const rows = new Int16Array(buffer, places.packed, k * width);
      setSideBySide(rows, new Int16Array(buffer, places.centroids, k * width), width);
    },
    measureAll(wrong) {
      for (let i = 0; i < rows; i++) list[i] = i;
      return unsure.subarray(0, countTo(measure(rows, wrong, places.unsure)));
    },
    follow(wrong) {
      const { error, slack, fastest } = wrong;
      const [listed, from] = kernel.follow(
        ...[0, rows, FACTOR, error, slack, fastest, k * MANY, places.list, places.unsure],
      );
      return unsure.subarray(0, countTo(measure((listed - places.list) / WORD, wrong, from)));
    },
    release: () => keep(kernel),
  };
}

type Places = ReturnType<typeof layOut>["places"];

/** Where everything lies in memory. */
function layOut(rows: number, k: number, width: number) {
  let bytes = 0;
  const room = (size: number): number => {
    const place = bytes;
    bytes = roundedUp(bytes + size, ALIGNED);
    return place;
  };
  const places = {
    points: room(rows * width * INTEGER),
    centroids: room(k * width * INTEGER),
    packed: room(k * width * INTEGER),
    squares: room(k * WORD),
    downs: room(k * WORD),
    ups: room(k * WORD),
    shifts: room(k * WORD),
    distances: room(2 * k * WORD),
    lower: room(rows * k * WORD),
    upper: room(rows * WORD),
    least: room(rows * WORD),
    labels: room(rows * WORD),
    list: room((rows + 1) * WORD),
    // A point that is measured twice may be listed twice.
    unsure: room((rows + 1) * WORD),
    staged: room(STAGED * width * WORD),
    largest: room(2 * WORD),
  };
  return { places, bytes };
}

/** Goes over the rows of a matrix by way of a room in the kernel's memory, where each is filled up to a whole width. */
function createStage(kernel: Exports, staged: Float32Array, places: Places, width: number) {
  const found = new Float32Array(kernel.memory.buffer, places.largest, 2).fill(0);
  staged.fill(0);
  function each({ data, rows, dims }: Matrix, work: (from: number, end: number) => void): void {
    for (let from = 0; from < rows; from += STAGED) {
      const to = Math.min(rows, from + STAGED);
      if (dims === width) staged.set(data.subarray(from * dims, to * dims));
      else {
        for (let i = from; i < to; i++) {
          const place = (i - from) * width;
          for (let d = 0; d < dims; d++) staged[place + d] = data[i * dims + d]!;
        }
      }
      work(from, places.staged + (to - from) * width * WORD);
    }
  }
  return {
    measure: (matrix: Matrix) =>
      each(matrix, (_, end) => kernel.largest(places.staged, end, width * WORD, places.largest)),
    /** A little more than the length of the longest row so far, for what is rounded off. */
    longest: () => Math.sqrt(found[0]! * (1 + width * 2 ** -23)),
    largest: () => found[1]!,
    pack: (matrix: Matrix, place: number, unit: number) =>
      each(matrix, (from, end) =>
        kernel.pack(places.staged, end, place + from * width * INTEGER, ONE / unit),
      ),
  };
}

/** Writes rows four by four: eight numbers of the first, eight of the second, and so on. */
function setSideBySide(rows: Int16Array, into: Int16Array, width: number): void {
  let at = 0;
  for (let group = 0; group < rows.length; group += CENTROIDS * width) {
    for (let d = 0; d < width; d += SIDE) {
      for (let c = 0; c < CENTROIDS; c++) {
        const from = group + c * width + d;
        for (let side = 0; side < SIDE; side++) into[at++] = rows[from + side]!;
      }
    }
  }
}

function roundedUp(count: number, unit: number): number {
  return Math.ceil(count / unit) * unit;
}

let module: object | null | undefined;
let idle: Exports | undefined;

/** A kernel with memory of so many bytes; that of an earlier run where it is not in use. */
function obtain(bytes: number): Exports | undefined {
  const assembly = typeof WebAssembly === "undefined" ? undefined : WebAssembly;
  if (module === undefined) {
    const code = Uint8Array.from(atob(KMEANS_WASM), (letter) => letter.charCodeAt(0));
    module = assembly?.validate(code) === true ? new assembly.Module(code) : null;
  }
  if (module === null || assembly === undefined) return undefined;
  const kernel = idle ?? (new assembly.Instance(module).exports as Exports);
  idle = undefined;
  const missing = bytes - kernel.memory.buffer.byteLength;
  try {
    if (missing > 0) kernel.memory.grow(Math.ceil(missing / PAGE));
  } catch {
    return undefined;
  }
  return kernel;
}

function keep(kernel: Exports): void {
  if (kernel.memory.buffer.byteLength <= MOST_KEPT) idle = kernel;
}
