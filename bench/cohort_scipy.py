#!/usr/bin/python3
"""150 years x 1 000 categories, each with its own normal lifetime.
usage: cohort_scipy.py table|fft; inflow as bench/cohort."""
import sys
import time

import numpy as np
from scipy.signal import fftconvolve
from scipy.special import ndtr

YEARS, KINDS = 150, 1000
k = np.arange(YEARS * KINDS, dtype=np.uint64)
h = (k + np.uint64(1000004)) * np.uint64(0x9E3779B97F4A7C15)
h ^= h >> np.uint64(29)
h *= np.uint64(0xBF58476D1CE4E5B9)
h ^= h >> np.uint64(32)
inflow = (0.5 + (h >> np.uint64(11)).astype(float) * 2.0**-53).reshape(KINDS, YEARS)
kind = np.arange(KINDS)
mean, sd = 10 + 60.0 * kind / KINDS, 3 + 12.0 * kind / KINDS
ndtr(0.0)
start, cpu = time.perf_counter(), time.process_time()
age = np.arange(YEARS)
s = ndtr((mean[:, None] - age[None, :]) / sd[:, None])
left = 0.0
if sys.argv[1] == "table":  # [kind, cohort, year]
    t = age[None, :] - age[:, None]
    table = np.where(t >= 0, s[:, np.maximum(t, 0)] * inflow[:, :, None], 0.0)
    stock = table[:, :, -1].sum()
else:
    dead = np.concatenate([1 - s[:, :1], s[:, :-1] - s[:, 1:]], axis=1)
    level = fftconvolve(inflow, s, axes=1)[:, :YEARS]
    out = fftconvolve(inflow, dead, axes=1)[:, :YEARS]
    stock, left = level[:, -1].sum(), out[:, -1].sum()
print("%s load %.5f s cpu %.5f s stock %.9g outflow %.9g" % (
    sys.argv[1], time.perf_counter() - start, time.process_time() - cpu, stock, left))
