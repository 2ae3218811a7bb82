#!/usr/bin/python3
"""A network of flows to reconcile, the same each time: processes in a row, each
fed by some at most 60 places before it, 2 % of flows from anywhere, a tenth to
or from the outside, 3 to 8 flows a process; true flows balance, measurements
err by 2 to 30 %.
usage: gen_net.py FLOWS OUT.txt [--measured 0.9]
First line: flows, processes; then a flow a line: from to (0: the outside)
measured (0 or 1) value sd truth.  OUT.csv is the same as `bouclage reconcile`
reads it."""
import argparse
import os
import random

ap = argparse.ArgumentParser()
ap.add_argument("flows", type=int)
ap.add_argument("out")
ap.add_argument("--measured", type=float, default=0.9)
a = ap.parse_args()
R = random.Random(20260)
P = max(4, int(a.flows * 0.338))
SPAN = max(3, min(60, P // 8))
MOST = 8
flows, degree = [], [0] * (P + 1)


def link(i, j):
    flows.append((i, j))
    degree[i] += 1
    degree[j] += 1


for i in range(1, P + 1):  # something enters each process
    link(i - 1 - R.randrange(SPAN) if i > SPAN and R.random() < 0.9 else 0, i)
feeds = {i for i, _ in flows}
for i in range(1, P + 1):  # and something leaves it
    if i not in feeds:
        link(i, min(P, i + 1 + R.randrange(SPAN)) if i < P and R.random() < 0.6 else 0)
while len(flows) < a.flows:
    i = R.randrange(1, P + 1)
    j = R.randrange(1, P + 1) if R.random() < 0.02 else i + 1 + R.randrange(SPAN)
    i, j = min(i, j), max(i, j)
    outside = R.random() < 0.1
    if degree[i] >= MOST or (not outside and (j > P or j == i or degree[j] >= MOST)):
        continue
    if outside:
        link(*((i, 0) if R.random() < 0.93 else (0, i)))
    else:
        link(i, j)

leaving, entering = [[] for _ in range(P + 1)], [[] for _ in range(P + 1)]
for k, (i, j) in enumerate(flows):
    leaving[i].append(k)
    entering[j].append(k)
truth = [0.0] * len(flows)
for k in leaving[0]:
    truth[k] = 10 ** R.uniform(1, 4)
for i in range(1, P + 1):  # what enters is shared out; flows go to later processes
    total, share = sum(truth[k] for k in entering[i]), [R.uniform(0.2, 1) for _ in leaving[i]]
    for k, s in zip(leaving[i], share):
        truth[k] = total * s / sum(share)
with open(a.out, "w", encoding="ascii") as f, open(os.path.splitext(a.out)[0] + ".csv", "w", encoding="ascii") as table:
    f.write("%d %d\n" % (len(flows), P))
    table.write("flow,from,to,value,sd\n")
    for k, (i, j) in enumerate(flows):
        sd = R.choice([0.02, 0.05, 0.1, 0.2, 0.3]) * truth[k]
        value = max(0.0, R.gauss(truth[k], sd))
        known = R.random() < a.measured
        f.write("%d %d %d %.12g %.12g %.12g\n" % (i, j, known, value if known else 0, sd if known else 0, truth[k]))
        table.write("f%d,%s,%s,%s\n" % (k, "p%d" % i if i else "", "p%d" % j if j else "", "%.12g,%.12g" % (value, sd) if known else ","))
