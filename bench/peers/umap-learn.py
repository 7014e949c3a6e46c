"""Lays points out by umap-learn, for bench/map-engines.ts.

    umap-learn.py POINTS ROWS DIMS NEIGHBORS PLANE

POINTS holds ROWS x DIMS float32; PLANE gets ROWS x 2 float32. Prints the seconds that it took, and those of the
processor, without loading and compiling. The seed is set, as it is in Throughline, so that umap-learn works in one thread.
"""

import sys
import time

import numpy
import umap


def lay(points, neighbors):
    return umap.UMAP(n_neighbors=neighbors, metric="cosine", random_state=1).fit_transform(points)


points_file, rows, dims, neighbors, plane_file = sys.argv[1:]
points = numpy.fromfile(points_file, dtype=numpy.float32).reshape(int(rows), int(dims))
# Both ways of finding neighbours are compiled when they are first used: the exact one below 4,096 rows, the other from there.
noise = numpy.random.default_rng(1).normal(size=(4200, 8)).astype(numpy.float32)
lay(noise[:300], int(neighbors))
lay(noise, int(neighbors))
start, busy = time.perf_counter(), time.process_time()
plane = lay(points, int(neighbors))
print(time.perf_counter() - start, time.process_time() - busy)
plane.astype(numpy.float32).tofile(plane_file)
