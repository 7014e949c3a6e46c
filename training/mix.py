#!/usr/bin/env python3
"""mix.py OUT.npy TABLE.npy...: the mean of several tuned tables. They start from one table, so they can be averaged."""
import sys

import numpy as np

np.save(sys.argv[1], sum(np.load(f) for f in sys.argv[2:]) / len(sys.argv[2:]))
