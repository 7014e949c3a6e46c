"""The joined embedding, for reference: static vectors, and what a corpus of texts can add to them.

A text's static vector depends on that text alone. Everything below the static vectors is fitted to the corpus at hand."""
from collections import Counter

import numpy as np
import scipy.sparse as sp
from sklearn.utils.extmath import randomized_svd

from text import words_of
from units import STOP

DIMS = 100
FULL_STEP, FULL_WORDS = 0.2, 2500  # weight of the corpus-fitted part: FULL_STEP * log2(content words / FULL_WORDS)
LEAST, MOST = 0.05, 1.2  # LEAST keeps texts without a known word apart; it is too small to matter to the others
RELEARN_WORDS = 4000
FEWEST, MOST_NEIGHBOURS, TEXTS_A_NEIGHBOUR = 3, 20, 100


def unit(x):
    n = np.linalg.norm(x, axis=1, keepdims=True)
    return np.where(n > 0, x / np.maximum(n, 1e-12), 0).astype(np.float32)


def stem(w):
    for end in ("ies", "es", "s"):
        if w.endswith(end) and len(w) - len(end) >= 3 and not w.endswith("ss"):
            w = w[:-len(end)] + ("y" if end == "ies" else "")
            break
    for end in ("ing", "ed", "ly"):
        if w.endswith(end) and len(w) - len(end) >= 4:
            w = w[:-len(end)]
            break
    return w[:-1] if w.endswith("e") and len(w) > 4 else w


def content(texts):
    return [[w for w in words_of(t) if w not in STOP and len(w) > 1] for t in texts]


def tfidf(words, stem=stem, min_df=2, max_df=0.5):
    docs = [Counter(stem(w) for w in ws) for ws in words]
    df = Counter(t for d in docs for t in d)
    n = len(docs)
    terms = {t: i for i, t in enumerate(sorted(t for t, k in df.items() if min_df <= k <= max_df * n))}
    cells = [(i, terms[t], (1 + np.log(c)) * (np.log((1 + n) / (1 + df[t])) + 1))
             for i, d in enumerate(docs) for t, c in d.items() if t in terms]
    i, j, v = zip(*cells) if cells else ((), (), ())
    m = sp.coo_matrix((v, (i, j)), shape=(n, max(1, len(terms)))).tocsr().astype(np.float32)
    length = np.sqrt(np.asarray(m.multiply(m).sum(1)).ravel())
    return sp.diags((1 / np.maximum(length, 1e-12)).astype(np.float32)) @ m


def corpus_fitted(m, dims=DIMS, seed=0):
    k = min(dims, min(m.shape) - 1)
    if k < 1:
        return np.zeros((m.shape[0], 1), np.float32)
    u, s, _ = randomized_svd(m, k, n_iter=4, random_state=seed)
    return unit(u * s)


def centred(x):
    """Rows of zero (a text without a known word) stay zero and do not count."""
    there = np.abs(x).sum(1) > 0
    return unit((x - x[there].mean(0)) * there[:, None]) if there.any() else x


def weight(content_words):
    return float(np.clip(FULL_STEP * np.log2(max(1, content_words) / FULL_WORDS), LEAST, MOST))


def relearn(x, m, a):
    """Each word's vector from the texts that hold it, then each text's from its words: added to the vector so far."""
    words = unit(m.T @ x)
    return unit(x + a * centred(unit(m @ words)))


def smooth(x, neighbours):
    """Adds the mean of the nearest neighbours."""
    s = x @ x.T
    np.fill_diagonal(s, -9)
    near = np.argpartition(-s, neighbours, 1)[:, :neighbours]
    return unit(x + x[near].mean(1))


def joined(static, m, content_words, c=None, dims=DIMS, w=None, a=None, k=None):
    n = len(static)
    c = corpus_fitted(m, dims) if c is None else c
    w = weight(content_words) if w is None else w
    a = min(1.0, content_words / RELEARN_WORDS) if a is None else a
    k = int(np.clip(n // TEXTS_A_NEIGHBOUR, FEWEST, MOST_NEIGHBOURS)) if k is None else k
    x = unit(np.hstack([centred(static), w * c]))
    x = relearn(x, m, a)
    return smooth(x, min(k, n - 2)) if k and n > 4 else x
