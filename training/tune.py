#!/usr/bin/env python3
"""tune.py WORK [--name tuned] [--steps 400] [--drop .5] [--lr .002] [--stay 0] [--hard .5] ...

Contrastive tuning of the two views side by side (InfoNCE, negatives within the batch, heavy word dropout): two spans of
one document should be nearer to each other than to spans of other documents. Writes WORK/NAME-STEP.npy."""
import argparse
import math
import queue
import threading
import time

import numpy as np
import torch
import torch.nn.functional as F


def unit(x):
    return x / (np.linalg.norm(x, axis=1, keepdims=True) + 1e-9)


def start_table(work, views):
    idf = np.load(f"{work}/units.npz")["idf"]
    x = np.hstack([unit(np.load(f"{work}/{v}.npy")) for v in views]) * idf[:, None]
    return (x / np.sqrt((x ** 2).sum(1).mean())).astype(np.float32)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("work")
    p.add_argument("--name", default="tuned")
    p.add_argument("--views", default="doc,near")
    p.add_argument("--steps", type=int, default=400)
    p.add_argument("--save", default="100,200,400")
    p.add_argument("--batch", type=int, default=2048)
    p.add_argument("--lr", type=float, default=2e-3)
    p.add_argument("--drop", type=float, default=0.5)
    p.add_argument("--hard", type=float, default=0.5)
    p.add_argument("--few", type=int, default=8)
    p.add_argument("--stay", type=float, default=0.0, help="weight of the squared distance from the start")
    p.add_argument("--longest", type=int, default=60)
    p.add_argument("--title", type=float, default=0.15, help="share of pairs that are title and paragraph, where there is a title")
    p.add_argument("--seed", type=int, default=0)
    a = p.parse_args()
    torch.manual_seed(a.seed)
    rng = np.random.default_rng(a.seed)
    z = np.load(f"{a.work}/units.npz")
    tok, par, doc, src, df = z["tok"], z["par"], z["doc"], z["src"], z["df"]
    share_of_docs = df / (len(doc) - 1)
    keep = np.minimum(1, np.sqrt(0.01 / np.maximum(share_of_docs, 1e-9))).astype(np.float32)
    # Documents with at least 12 units in their paragraphs; a document with one paragraph is cut in two.
    sizes = par[doc[1:]] - par[doc[:-1] + 1]
    good = np.where(sizes >= 12)[0]
    groups = [g for g in (good[src[good] == s] for s in range(src.max() + 1)) if len(g) >= 32]
    share = np.array([len(g) for g in groups], float)
    share /= share.sum()

    def cut(x):
        n = int(rng.integers(6, a.longest + 1))
        if len(x) > n:
            o = rng.integers(0, len(x) - n + 1)
            x = x[o:o + n]
        r = rng.random(len(x), dtype=np.float32)
        kept = x[(r < keep[x] * (1 - a.drop))]
        return kept if len(kept) >= 2 else x

    def pair(d):
        start, end = doc[d], doc[d + 1]
        if rng.random() < a.title and par[start + 1] - par[start] >= 2:
            i = rng.integers(start + 1, end)
            return tok[par[start]:par[start + 1]], cut(tok[par[i]:par[i + 1]])
        first, last = par[start + 1], par[end]
        if end - start > 2 and rng.random() < .7:  # at the edge of two paragraphs
            m = par[rng.integers(start + 2, end)]
        else:
            m = rng.integers(first + 4, last - 3)
        if m - first < 3 or last - m < 3:
            m = (first + last) // 2
        return cut(tok[first:m]), cut(tok[m:last])

    def pack(spans):
        offsets = np.zeros(len(spans), np.int64)
        offsets[1:] = np.cumsum([len(s) for s in spans])[:-1]
        return torch.from_numpy(np.concatenate(spans).astype(np.int64)), torch.from_numpy(offsets)

    def make():
        if rng.random() >= a.hard:
            ids = rng.choice(good, a.batch)
        else:
            ids = np.concatenate([rng.choice(groups[rng.choice(len(groups), p=share)], a.batch // a.few) for _ in range(a.few)])
        x, y = zip(*(pair(d) for d in np.unique(ids)))
        return pack(x), pack(y)

    start = torch.from_numpy(start_table(a.work, a.views.split(",")))
    table = torch.nn.EmbeddingBag(*start.shape, mode="sum")
    with torch.no_grad():
        table.weight.copy_(start)
    scale = torch.nn.Parameter(torch.tensor(math.log(20.)))
    adam = torch.optim.Adam([{"params": table.parameters(), "lr": a.lr}, {"params": [scale], "lr": 1e-3}])
    q = queue.Queue(4)
    threading.Thread(target=lambda: [q.put(make()) for _ in range(a.steps)], daemon=True).start()
    begin = time.time()
    saves = {int(s) for s in a.save.split(",")} | {a.steps}
    mean_loss = 0
    for step in range(1, a.steps + 1):
        adam.param_groups[0]["lr"] = a.lr * min(1, step / 30) * max(.05, 1 - step / a.steps)
        (x, xo), (y, yo) = q.get()
        sim = F.normalize(table(x, xo)) @ F.normalize(table(y, yo)).T * scale.exp().clamp(max=50)
        label = torch.arange(len(sim))
        loss = (F.cross_entropy(sim, label) + F.cross_entropy(sim.T, label)) / 2
        mean_loss = loss.item() if step == 1 else .95 * mean_loss + .05 * loss.item()
        adam.zero_grad()
        loss.backward()
        if a.stay:
            table.weight.grad.add_(table.weight.detach() - start, alpha=a.stay)
        adam.step()
        if step % 50 == 0 or step == 1:
            print(step, round(mean_loss, 3), round(scale.exp().item(), 1), f"{time.time() - begin:.0f} s", flush=True)
        if step in saves:
            np.save(f"{a.work}/{a.name}-{step}.npy", table.weight.detach().numpy())


if __name__ == "__main__":
    main()
