#!/usr/bin/env python3
"""export.py WORK TABLE.npy OUT_DIR [DIMS N_WORDS]: reduce to DIMS by PCA over passages, 4 bits a number, one file.

Also writes WORK/shipped.npy (the table as the encoder sees it). FORMAT.md describes the file."""
import hashlib
import json
import os
import sys

import numpy as np
import scipy.sparse as sp

from text import MAX_WORD
from units import ENDINGS, PIECE_MAX, PIECE_MIN, STOP

NAME = "throughline-static-en-v1"
LEVELS = 7


def unit(x):
    return x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9)


def principal_axes(table, tok, par, n=60_000):
    """Axes of the largest variance of paragraph vectors, each with a fixed sign."""
    rng = np.random.default_rng(0)
    p = rng.choice(len(par) - 1, min(n, len(par) - 1), replace=False)
    p = p[par[p + 1] - par[p] >= 5]
    rows = np.repeat(np.arange(len(p)), par[p + 1] - par[p])
    cols = np.concatenate([tok[par[i]:par[i + 1]] for i in p])
    x = unit(sp.coo_matrix((np.ones(len(cols), np.float32), (rows, cols)), shape=(len(p), len(table))).tocsr() @ table)
    x -= x.mean(0)
    _, u = np.linalg.eigh((x.T @ x).astype(np.float64))
    u = u[:, ::-1]
    return u * np.sign(u[np.abs(u).argmax(0), np.arange(u.shape[1])])


def quantise(x):
    """Whole numbers from -7 to 7 and a scale for each row: the clipping with the least squared error."""
    top = np.abs(x).max(1, keepdims=True)
    best = np.full(len(x), np.inf)
    numbers, scales = np.zeros(x.shape, np.int8), np.ones(len(x), np.float32)
    for clip in (1, .9, .8, .7, .6, .5, .4):
        s = (top * clip / LEVELS).astype(np.float32)
        y = np.clip(np.round(x / s), -LEVELS, LEVELS)
        error = ((x - y * s) ** 2).sum(1)
        better = error < best
        numbers[better], scales[better], best[better] = y[better], s[better, 0], error[better]
    return numbers, scales


def fnv1a(word):
    h = 0x811C9DC5
    for b in word.encode("ascii"):
        h = (h ^ b) * 0x01000193 & 0xFFFFFFFF
    return h


def hash_table(entries, bits):
    """Open addressing, linear probing: slot -> entry number + 1, 0 for empty."""
    slots = np.zeros(1 << bits, np.uint32)
    mask = (1 << bits) - 1
    for i, w in enumerate(entries):
        at = fnv1a(w)
        at = (at ^ at >> 15) & mask
        while slots[at]:
            at = (at + 1) & mask
        slots[at] = i + 1
    return slots


def pack(vocab, numbers, scales, stop):
    """vocab: the units (rows of numbers), then the stop words, which have no row."""
    entries = vocab + stop
    blob = "".join(entries).encode("ascii")
    starts = np.zeros(len(entries) + 1, np.uint32)
    np.cumsum([len(e) for e in entries], out=starts[1:])
    bits = max(4, int(np.ceil(np.log2(len(entries) * 1.5))))
    slots = hash_table(entries, bits)
    low, high = numbers[:, 0::2].astype(np.int16) + 8, numbers[:, 1::2].astype(np.int16) + 8
    rows = (low | high << 4).astype(np.uint8)
    parts = [("slots", "u32", slots), ("starts", "u32", starts), ("scales", "f32", scales.astype("<f4")),
             ("rows", "u4", rows), ("words", "ascii", np.frombuffer(blob, np.uint8))]
    header = {
        "format": 1, "name": NAME, "dims": int(numbers.shape[1]), "rows": len(vocab), "stopWords": len(stop), "slotBits": bits,
        "maxWord": MAX_WORD, "pieceMin": PIECE_MIN, "pieceMax": PIECE_MAX, "endings": [list(e) for e in ENDINGS], "parts": {},
    }
    def lay(head_bytes):
        at, out = 8 + head_bytes, []
        for name, kind, a in parts:
            at += -at % 16
            header["parts"][name] = {"type": kind, "offset": at, "bytes": a.nbytes}
            out.append((at, a.tobytes()))
            at += a.nbytes
        return at, out
    size = 2048  # room for the header, padded with spaces
    total, out = lay(size)
    text = json.dumps(header, separators=(",", ":")).encode("ascii")
    assert len(text) <= size, len(text)
    data = bytearray(total)
    data[0:4] = b"TLSM"
    data[4:8] = size.to_bytes(4, "little")
    data[8:8 + size] = text.ljust(size)
    for at, b in out:
        data[at:at + len(b)] = b
    return bytes(data)


def main(work, table, out, dims=256, n_words=66_000):
    vocab = [line.rstrip("\n") for line in open(f"{work}/units.txt", encoding="utf-8")]
    z = np.load(f"{work}/units.npz")
    x = np.load(table)
    # The n_words most frequent words and all pieces, as far as the corpus has them.
    is_word = np.array(["-" not in v for v in vocab])
    there = (np.linalg.norm(x, axis=1) > 0) & (~is_word | (np.arange(len(vocab)) < int(n_words)))
    axes = principal_axes(x, z["tok"], z["par"])[:, :int(dims)]
    x = (x @ axes).astype(np.float32)
    numbers, scales = quantise(np.where(there[:, None], x, 1))
    scales /= np.sqrt(((numbers[there] * scales[there, None]) ** 2).sum(1).mean())  # mean squared norm 1
    shipped = numbers * scales[:, None]
    shipped[~there] = 0
    np.save(f"{work}/shipped.npy", shipped.astype(np.float32))
    os.makedirs(out, exist_ok=True)
    data = pack([v for v, t in zip(vocab, there) if t], numbers[there], scales[there], sorted(STOP))
    open(f"{out}/{NAME}.bin", "wb").write(data)
    line = f"{hashlib.sha256(data).hexdigest()}  {NAME}.bin\n"
    open(f"{out}/SHA256SUMS", "w").write(line)
    print(f"{there.sum()} rows of {dims}, {len(data) / 1e6:.2f} MB\n{line}", end="")


if __name__ == "__main__":
    main(*sys.argv[1:])
