"""K-means by scikit-learn, from a start: scikit-learn.py POINTS ROWS DIMS START K ITERATIONS; files of 32-bit floats.

Prints seconds by the clock, seconds of the processor in all threads, and the inertia."""

import sys
import time

import numpy as np
from sklearn.cluster import KMeans

points, rows, dims, start, k, iterations = sys.argv[1:]
x = np.fromfile(points, dtype=np.float32).reshape(int(rows), int(dims))
centroids = np.fromfile(start, dtype=np.float32).reshape(int(k), int(dims))


def fit(data):
    # No tolerance: until no label changes, as the others do.
    return KMeans(int(k), init=centroids, n_init=1, algorithm="lloyd", max_iter=int(iterations), tol=0).fit(data)


KMeans(2, n_init=1, max_iter=1).fit(x[:500])
seconds, busy = time.perf_counter(), time.process_time()
inertia = fit(x).inertia_
print(time.perf_counter() - seconds, time.process_time() - busy, inertia)
