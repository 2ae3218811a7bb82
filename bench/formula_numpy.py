#!/usr/bin/python3
"""The formulas of gen_formula.py by NumPy: whole arrays, or by hand a few zones
at a time (--chunk N), letting go of what is read no more (--drop).

usage: formula_numpy.py FOLDER [--zones 1200] [--chunk N] [--drop]"""
import argparse
import importlib.util
import resource
import time

import numpy as np

ap = argparse.ArgumentParser()
ap.add_argument("dir")
ap.add_argument("--zones", type=int, default=1200)
ap.add_argument("--chunk", type=int, default=0)
ap.add_argument("--drop", action="store_true")
a = ap.parse_args()
spec = importlib.util.spec_from_file_location("m", a.dir + "/model_np.py")
m = importlib.util.module_from_spec(spec)
spec.loader.exec_module(m)


def fill(i, mask):
    shape = [n if mask & b else 1 for b, n in m.SIZE]
    k = np.arange(int(np.prod(shape)), dtype=np.uint64)
    h = (k + np.uint64(i * 1000003 + 1)) * np.uint64(0x9E3779B97F4A7C15)
    h ^= h >> np.uint64(29)
    h *= np.uint64(0xBF58476D1CE4E5B9)
    h ^= h >> np.uint64(32)
    return (0.5 + (h >> np.uint64(11)).astype(float) * 2.0**-53).reshape(shape)


inputs = [fill(i, m.MASK[i]) for i in range(m.NI)]
start, cpu = time.perf_counter(), time.process_time()
step, total = a.chunk or a.zones, 0.0
for z in range(0, a.zones, step):
    v = [x[z : z + step] if x.shape[0] > 1 else x for x in inputs]
    n = min(step, a.zones - z)
    v = m.run(v + [None] * (len(m.MASK) - m.NI), a.drop, n)
    total += sum(float(v[r].sum()) for r in m.ROOTS)
print("numpy load %.4f s cpu %.4f s check %.9g peak %.0f MiB" % (
    time.perf_counter() - start, time.process_time() - cpu, total, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
