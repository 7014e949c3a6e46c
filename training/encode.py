"""The encoder in Python, from the shipped file alone: encode(text) -> (unit vector, known words, counted words, words guessed by pieces)."""
import json

import numpy as np

from text import words_of
from units import stem_of, units_of


class StaticModel:
    def __init__(self, path):
        data = open(path, "rb").read()
        assert data[:4] == b"TLSM"
        h = json.loads(data[8:8 + int.from_bytes(data[4:8], "little")])
        def part(name, dtype):
            p = h["parts"][name]
            return np.frombuffer(data, dtype, p["bytes"] // np.dtype(dtype).itemsize, p["offset"])
        self.dims = h["dims"]
        starts, blob = part("starts", "<u4"), bytes(part("words", np.uint8)).decode("ascii")
        entries = [blob[a:b] for a, b in zip(starts[:-1], starts[1:])]
        self.index = {w: i for i, w in enumerate(entries[:h["rows"]])}
        self.stop = frozenset(entries[h["rows"]:])
        rows = part("rows", np.uint8).reshape(h["rows"], -1)
        self.numbers = np.empty((h["rows"], self.dims), np.int8)
        self.numbers[:, 0::2] = (rows & 15).astype(np.int8) - 8
        self.numbers[:, 1::2] = (rows >> 4).astype(np.int8) - 8
        self.scales = part("scales", "<f4").astype(np.float64)

    def encode(self, text):
        total = known = guessed = 0
        x = np.zeros(self.dims)
        for w in words_of(text):
            if w in self.stop:
                continue
            units = units_of(w, self.index)
            if not units and (len(w) == 1 or w.isdigit()):
                continue
            total += 1
            known += bool(units)
            guessed += bool(units) and w not in self.index and stem_of(w, self.index) is None
            for u in units:
                x += self.numbers[u] * self.scales[u]
        n = np.sqrt((x * x).sum())
        return (x / n if n > 0 else x).astype(np.float32), known, total, guessed
