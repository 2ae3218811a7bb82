#!/usr/bin/python3
"""A territory of any number of communes: the tables of one that exists, again
and again under other codes (communes, EPCI, departements), with its themes and
scenarios.  Deterministic.

usage: gen_national.py OUT [--communes 35000] [--source territories/val-d-oise]"""
import argparse
import csv
import os
import re
import shutil

here = os.path.dirname(os.path.abspath(__file__))
ap = argparse.ArgumentParser()
ap.add_argument("out")
ap.add_argument("--communes", type=int, default=35000)
ap.add_argument("--source", default=os.path.join(here, "..", "territories", "val-d-oise"))
a = ap.parse_args()
OWN = {"commune", "epci", "departement", "COM_AV", "COM_AP"}

shutil.rmtree(a.out, ignore_errors=True)
shutil.copytree(a.source, a.out, ignore=shutil.ignore_patterns("data"))
os.makedirs(a.out + "/data")
root = os.path.join(a.source, "..", "..")
for folder, _, files in os.walk(a.out):
    for f in files:
        path = os.path.join(folder, f)
        text = open(path, encoding="utf-8").read()
        near = os.path.relpath(root, folder)
        text = re.sub(r'fichier="(\.\./)+(model|scenarios)/', lambda m: 'fichier="%s/%s/' % (near, m.group(2)), text)
        open(path, "w", encoding="utf-8").write(text)
with open(a.source + "/data/communes.csv", encoding="utf-8") as f:
    communes = [r["commune"] for r in csv.DictReader(f, delimiter=";")]
with open(a.source + "/data/mouvements.csv", encoding="utf-8") as f:
    moved = {r["COM_AV"]: r["COM_AP"] for r in csv.DictReader(f, delimiter=";")}
copies = -(-a.communes // len(communes))
for name in sorted(os.listdir(a.source + "/data")):
    with open(a.source + "/data/" + name, encoding="utf-8", newline="") as f:
        rows = list(csv.reader(f, delimiter=";"))
    head, rows = rows[0], rows[1:]
    own = [i for i, h in enumerate(head) if h in OWN]
    place = next((i for i, h in enumerate(head) if h in ("commune", "COM_AV")), None)
    with open(a.out + "/data/" + name, "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f, delimiter=";", lineterminator="\n")
        w.writerow(head)
        for k in range(copies if own else 1):
            kept = set(communes[: a.communes - k * len(communes)])
            for r in rows:
                if place is not None and moved.get(r[place], r[place]) not in kept:
                    continue
                r = list(r)
                for i in own if k else []:
                    r[i] = "%s.%d" % (r[i], k)
                w.writerow(r)
print(a.communes, "communes,", copies, "copies")
