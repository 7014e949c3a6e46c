/** Compressed sparse rows: row i holds `indices[starts[i]…starts[i+1]]` with their `values`, indices rising. */
export interface SparseMatrix {
  rows: number;
  cols: number;
  starts: Uint32Array;
  indices: Uint32Array;
  values: Float32Array;
}

/** Builds the matrix from one map of column → value per row. */
export function sparseFromRows(rows: readonly ReadonlyMap<number, number>[], cols: number): SparseMatrix {
  const starts = new Uint32Array(rows.length + 1);
  rows.forEach((entries, i) => (starts[i + 1] = starts[i]! + entries.size));
  const total = starts[rows.length]!;
  const indices = new Uint32Array(total);
  const values = new Float32Array(total);
  let at = 0;
  for (const entries of rows) {
    for (const [column, value] of [...entries].sort((a, b) => a[0] - b[0])) {
      indices[at] = column;
      values[at] = value;
      at++;
    }
  }
  return { rows: rows.length, cols, starts, indices, values };
}

/** A × B for a dense B of `width` columns, stored row after row in double precision. */
export function timesDense(a: SparseMatrix, b: Float64Array, width: number): Float64Array {
  const out = new Float64Array(a.rows * width);
  for (let i = 0; i < a.rows; i++) {
    for (let p = a.starts[i]!; p < a.starts[i + 1]!; p++) {
      const value = a.values[p]!;
      const from = a.indices[p]! * width;
      const to = i * width;
      for (let c = 0; c < width; c++) out[to + c] = out[to + c]! + value * b[from + c]!;
    }
  }
  return out;
}

/** Aᵀ × B for a dense B of `width` columns. */
export function transposeTimesDense(a: SparseMatrix, b: Float64Array, width: number): Float64Array {
  const out = new Float64Array(a.cols * width);
  for (let i = 0; i < a.rows; i++) {
    for (let p = a.starts[i]!; p < a.starts[i + 1]!; p++) {
      const value = a.values[p]!;
      const to = a.indices[p]! * width;
      const from = i * width;
      for (let c = 0; c < width; c++) out[to + c] = out[to + c]! + value * b[from + c]!;
    }
  }
  return out;
}
