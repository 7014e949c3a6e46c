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

/** Aᵀ, whose rows hold their entries in the order of the rows of A. */
export function transposed({ rows, cols, starts, indices, values }: SparseMatrix): SparseMatrix {
  const out: SparseMatrix = {
    rows: cols,
    cols: rows,
    starts: new Uint32Array(cols + 1),
    indices: new Uint32Array(indices.length),
    values: new Float32Array(values.length),
  };
  for (const column of indices) out.starts[column + 1]! += 1;
  for (let c = 0; c < cols; c++) out.starts[c + 1]! += out.starts[c]!;
  const next = out.starts.slice(0, cols);
  for (let i = 0; i < rows; i++) {
    for (let p = starts[i]!; p < starts[i + 1]!; p++) {
      const place = next[indices[p]!]!++;
      out.indices[place] = i;
      out.values[place] = values[p]!;
    }
  }
  return out;
}

/**
 * A × B for a dense B of `width` columns, stored row after row in double precision. Four entries of a row of A are added in
 * one go, in their order, so that the row of the result is read and written once for four.
 */
export function timesDense(a: SparseMatrix, b: Float64Array, width: number): Float64Array {
  const { indices, values } = a;
  const out = new Float64Array(a.rows * width);
  for (let i = 0; i < a.rows; i++) {
    const to = i * width;
    const end = a.starts[i + 1]!;
    let p = a.starts[i]!;
    for (; p + 3 < end; p += 4) {
      const [v0, v1, v2, v3] = [values[p]!, values[p + 1]!, values[p + 2]!, values[p + 3]!];
      const r0 = indices[p]! * width;
      const r1 = indices[p + 1]! * width;
      const r2 = indices[p + 2]! * width;
      const r3 = indices[p + 3]! * width;
      for (let c = 0; c < width; c++) {
        const sum = out[to + c]! + v0 * b[r0 + c]! + v1 * b[r1 + c]!;
        out[to + c] = sum + v2 * b[r2 + c]! + v3 * b[r3 + c]!;
      }
    }
    for (; p < end; p++) {
      const value = values[p]!;
      const from = indices[p]! * width;
      for (let c = 0; c < width; c++) out[to + c] = out[to + c]! + value * b[from + c]!;
    }
  }
  return out;
}

/** Aᵀ × B for a dense B of `width` columns. */
export function transposeTimesDense(a: SparseMatrix, b: Float64Array, width: number): Float64Array {
  return timesDense(transposed(a), b, width);
}
