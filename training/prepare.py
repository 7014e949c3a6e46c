#!/usr/bin/env python3
"""prepare.py CORPUS_DIR WORK: tokens of *.jsonl.xz ({"d": id, "t": title, "p": [paragraphs]}), every distinct word kept.

Writes WORK/tokens.npz (tok: word numbers, par: paragraph starts, doc: document starts in par, src: source of each
document; the first paragraph of a document is its title, perhaps empty) and WORK/words.txt (word, count, documents)."""
import glob
import json
import lzma
import os
import sys
import time
from array import array

import numpy as np

from text import words_of


def main(folder, work):
    begin = time.time()
    os.makedirs(work, exist_ok=True)
    index, seen = {}, set()
    tok, par, doc, src = array("I"), array("Q", [0]), array("Q", [0]), array("H")
    twice = 0
    for s, path in enumerate(sorted(glob.glob(os.path.join(folder, "*.jsonl.xz")))):
        for line in lzma.open(path, "rt", encoding="utf-8"):
            d = json.loads(line)
            paragraphs = []
            for p in d["p"]:
                ids = [index.setdefault(w, len(index)) for w in words_of(p)]
                if len(ids) < 8:
                    continue
                key = hash(tuple(ids))  # the same paragraph again (several versions of one page): once is enough
                if key in seen:
                    twice += 1
                    continue
                seen.add(key)
                paragraphs.append(ids)
            if not paragraphs:
                continue
            title = [index.setdefault(w, len(index)) for w in words_of(d["t"])]
            for ids in [title] + paragraphs:
                tok.extend(ids)
                par.append(len(tok))
            doc.append(len(par) - 1)
            src.append(s)
    tok = np.frombuffer(tok, np.uint32)
    par, doc = np.frombuffer(par, np.uint64).astype(np.int64), np.frombuffer(doc, np.uint64).astype(np.int64)
    counts = np.bincount(tok, minlength=len(index))
    of_doc = np.repeat(np.repeat(np.arange(len(doc) - 1), np.diff(doc)), np.diff(par))
    pair = np.unique(of_doc * len(index) + tok)
    df = np.bincount(pair % len(index), minlength=len(index))
    np.savez(f"{work}/tokens.npz", tok=tok, par=par, doc=doc, src=np.frombuffer(src, np.uint16))
    with open(f"{work}/words.txt", "w", encoding="utf-8") as out:
        for w, c, n in zip(index, counts, df):
            out.write(f"{w}\t{c}\t{n}\n")
    print(f"{len(doc) - 1} documents, {len(par) - 1} paragraphs ({twice} left out as duplicates), {len(tok)} tokens, "
          f"{len(index)} words, {time.time() - begin:.0f} s")


if __name__ == "__main__":
    main(*sys.argv[1:])
