#!/usr/bin/env python3
"""score.py MODEL.bin [--seeds 10] [--grid] LABELLED.jsonl...: V-measure, k-means at the true k, mean and spread over seeds.

--grid: also random subsets of the texts, and texts cut to their first words."""
import argparse
import json
import os

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import v_measure_score

import joined as J
from encode import StaticModel


def v(x, label, seeds):
    k = len(set(label))
    r = [v_measure_score(label, KMeans(k, n_init=1, max_iter=60, random_state=s).fit_predict(x)) for s in range(seeds)]
    return np.array(r)


def parts(model, texts):
    words = J.content(texts)
    return np.stack([model.encode(t)[0] for t in texts]), J.tfidf(words), sum(map(len, words))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("model")
    p.add_argument("files", nargs="+")
    p.add_argument("--seeds", type=int, default=10)
    p.add_argument("--grid", action="store_true")
    a = p.parse_args()
    model = StaticModel(a.model)
    for path in a.files:
        rows = [json.loads(line) for line in open(path, encoding="utf-8")]
        text, label = [r["text"] for r in rows], np.array([r["label"] for r in rows])
        s, m, n_words = parts(model, text)
        c = J.corpus_fitted(m)
        out = []
        for name, x in (("corpus-fitted", c), ("static", s), ("static, centred", J.centred(s)), ("joined", J.joined(s, m, n_words, c))):
            r = v(x, label, a.seeds)
            out.append(f"{name} {r.mean():.3f} ± {r.std():.3f}")
        print(os.path.basename(path), len(text), "texts, weight", round(J.weight(n_words), 2), " | ".join(out), flush=True)
        if not a.grid:
            continue
        for cut in (None, 100, 30, 10):
            cut_text = [" ".join(t.split()[:cut]) for t in text]
            if cut and np.mean([len(t.split()) for t in text]) < cut:
                continue
            for n in (30, 60, 120, 250, 500, 1000, 2000, 4000):
                result = []
                for r in range(max(1, min(6, 1000 // n))):
                    pick = np.random.default_rng(r).permutation(len(text))[:n]
                    s, m, n_words = parts(model, [cut_text[i] for i in pick])
                    c = J.corpus_fitted(m)
                    result.append([v(x, label[pick], 3).mean() for x in (c, s, J.centred(s), J.joined(s, m, n_words, c))])
                r = np.mean(result, 0)
                print(f"  first {cut or 'all'} words, {n} texts, weight {J.weight(n_words):.2f}: corpus-fitted {r[0]:.3f}  static {r[1]:.3f}  "
                      f"centred {r[2]:.3f}  joined {r[3]:.3f}", flush=True)


if __name__ == "__main__":
    main()
