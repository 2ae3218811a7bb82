#!/usr/bin/python3
"""Values of a network of gen_net.py reconciled by SciPy: unmeasured flows
contracted, then the grounded Laplacian of what is left solved once; no
refinement, no standard deviation.
usage: reconcile_scipy.py NET.txt"""
import statistics
import sys
import time

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import splu

REPEAT = 5
with open(sys.argv[1], encoding="ascii") as f:
    n, P = map(int, f.readline().split())
    data = np.loadtxt(f)
start, end = data[:, 0].astype(int), data[:, 1].astype(int)
measured, m, sd = data[:, 2] > 0, data[:, 3], data[:, 4]


def reconcile():
    """x, NaN where nothing was measured."""
    free = ~measured
    links = sp.coo_matrix((np.ones(free.sum()), (start[free], end[free])), shape=(P + 1, P + 1))
    nodes, node = connected_components(links, directed=False)
    index = np.empty(nodes, dtype=int)  # the outside becomes -1, the ground
    index[node[0]] = -1
    index[np.arange(nodes) != node[0]] = np.arange(nodes - 1)
    i, j = index[node[start]], index[node[end]]
    k = np.flatnonzero(measured & (i != j))
    i, j, row = i[k], j[k], np.arange(len(k))
    a = sp.csc_matrix(
        (np.r_[-np.ones((i >= 0).sum()), np.ones((j >= 0).sum())], (np.r_[i[i >= 0], j[j >= 0]], np.r_[row[i >= 0], row[j >= 0]])),
        shape=(nodes - 1, len(k)))
    v = sd[k] ** 2
    s = (a @ sp.diags(v) @ a.T).tocsc()
    lu = splu(s, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True})
    x = np.where(measured, m, np.nan)
    x[k] -= v * (a.T @ lu.solve(a @ m[k]))
    return x


wall, cpu = [], []
for _ in range(REPEAT):
    w, c = time.perf_counter(), time.process_time()
    x = reconcile()
    wall.append(time.perf_counter() - w)
    cpu.append(time.process_time() - c)
print("scipy load %.6f s cpu %.6f s measured sum %.12g" % (statistics.median(wall), statistics.median(cpu), np.nansum(x)))
