#!/usr/bin/env python3
"""words.py WORK [N_WORDS N_PIECES]: two tables of word vectors from co-occurrence alone.

  WORK/units.txt, WORK/units.npz   the vocabulary; the corpus in its units
  WORK/doc.npy                     SVD of documents x units (TF-IDF)
  WORK/near.npy                    SVD of units x units (positive PMI within a window of 10)
"""
import sys
import time

import numpy as np
import scipy.sparse as sp
from sklearn.utils.extmath import randomized_svd

from units import build, expand, read_words

DIMS_DOC, DIMS_NEAR, WINDOW = 256, 256, 10


def log(begin, *what):
    print(f"{time.time() - begin:5.0f} s", *what, flush=True)


def unit_rows(m):
    return sp.diags((1 / np.maximum(np.sqrt(np.asarray(m.multiply(m).sum(1)).ravel()), 1e-9)).astype(np.float32)) @ m


def document_view(tok, of_tok, n_docs, n_units):
    m = sp.coo_matrix((np.ones(len(tok), np.float32), (of_tok, tok)), shape=(n_docs, n_units)).tocsr()
    m.sum_duplicates()
    m.data = 1 + np.log(m.data)
    df = np.bincount(m.indices, minlength=n_units)
    idf = np.log((n_docs + 1) / (df + 1)).astype(np.float32)
    m = unit_rows((m @ sp.diags(idf)).tocsr()).astype(np.float32).tocsr()
    _, s, vt = randomized_svd(m, DIMS_DOC, n_oversamples=20, n_iter=3, random_state=0)
    return vt.T * np.sqrt(s), idf, df


def near_view(tok, par, n_units, begin):
    of_par = np.repeat(np.arange(len(par) - 1, dtype=np.int32), np.diff(par))
    total = None
    step = 3_000_000
    for a in range(0, len(tok), step):
        rows, cols, weights = [], [], []
        for k in range(1, WINDOW + 1):
            x, y = tok[a:a + step], tok[a + k:a + step + k]
            x = x[:len(y)]
            same = of_par[a:a + len(y)] == of_par[a + k:a + k + len(y)]
            rows.append(x[same])
            cols.append(y[same])
        rows, cols = np.concatenate(rows), np.concatenate(cols)
        part = sp.coo_matrix((np.ones(len(rows), np.float32), (rows, cols)), shape=(n_units, n_units)).tocsr()
        part.sum_duplicates()
        total = part if total is None else total + part
    m = (total + total.T).tocsr()
    log(begin, "pairs", m.nnz)
    keep = m.data >= 2
    m.data[~keep] = 0
    sums = np.asarray(m.sum(1)).ravel().astype(np.float64)
    m.eliminate_zeros()
    smooth = sums ** 0.75
    smooth /= smooth.sum()
    row = np.repeat(np.arange(n_units), np.diff(m.indptr))
    pmi = np.log(np.maximum(m.data, 1e-9) / (sums[row] * smooth[m.indices]))
    m.data = np.maximum(pmi, 0).astype(np.float32)
    m.eliminate_zeros()
    log(begin, "positive", m.nnz)
    _, s, vt = randomized_svd(m, DIMS_NEAR, n_oversamples=20, n_iter=2, random_state=0)
    return vt.T * np.sqrt(s)


def main(work, n_words=72_000, n_pieces=8_000):
    begin = time.time()
    z = np.load(f"{work}/tokens.npz")
    words, counts, df = read_words(f"{work}/words.txt")
    vocab, index = build(words, counts, df, n_words, n_pieces)
    tok, par = expand(z["tok"], z["par"], words, index)
    doc = z["doc"]
    of_doc = np.repeat(np.arange(len(doc) - 1, dtype=np.int32), np.diff(par[doc]))
    log(begin, f"{len(vocab)} units, {len(tok)} in the corpus")
    doc_vectors, idf, unit_df = document_view(tok, of_doc, len(doc) - 1, len(vocab))
    np.save(f"{work}/doc.npy", doc_vectors.astype(np.float32))
    log(begin, "documents x units")
    np.savez(f"{work}/units.npz", tok=tok, par=par, doc=doc, src=z["src"], idf=idf, df=unit_df)
    with open(f"{work}/units.txt", "w", encoding="utf-8") as out:
        out.write("".join(u + "\n" for u in vocab))
    near = near_view(tok, par, len(vocab), begin)
    np.save(f"{work}/near.npy", near.astype(np.float32))
    log(begin, "units x units")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
