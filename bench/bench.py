#!/usr/bin/python3
"""Ratios against named peers, alternated in one run, medians.  `make bench`.

Environment: BENCH_COMPILE and BENCH_LINK build the C programs, BENCH_PROGRAM is
bouclage, BENCH_WORK a folder for what is generated, BENCH_PYTHON one that has
NumPy, SciPy and pandas.  usage: bench.py [-n 5] [formula csv cohort reconcile gross run national]"""
import argparse
import os
import platform
import re
import shlex
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(HERE)
WORK = os.environ.get("BENCH_WORK", "bench-work")
PYTHON = os.environ.get("BENCH_PYTHON", "/usr/bin/python3")
PROGRAM = os.environ.get("BENCH_PROGRAM", "./bouclage")
ap = argparse.ArgumentParser()
ap.add_argument("-n", type=int, default=5)
ap.add_argument("only", nargs="*", default=["formula", "csv", "cohort", "reconcile", "gross", "run", "national"])
a = ap.parse_args()


def build(name, extra="", link=True):
    out = "%s/%s" % (WORK, name)
    command = "%s -I%s %s %s/%s.c -o %s %s" % (
        os.environ["BENCH_COMPILE"], HERE, extra, HERE, name, out, os.environ["BENCH_LINK"] if link else "-lm")
    subprocess.run(command, shell=True, check=True)
    return out


def once(command):
    start = time.perf_counter()
    p = subprocess.Popen(shlex.split(command), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    out = p.stdout.read().decode(errors="replace")
    _, status, use = os.wait4(p.pid, 0)
    wall = time.perf_counter() - start
    load = re.search(r"load ([0-9.]+)", out)
    cpu = re.search(r"cpu ([0-9.]+)", out)
    if status:
        print("  échec", status, command)
    return {"wall": wall, "cpu": use.ru_utime + use.ru_stime, "mib": use.ru_maxrss / 1024,
            "load": float(load.group(1)) if load else wall,
            "inner": float(cpu.group(1)) if cpu else use.ru_utime + use.ru_stime, "out": out.strip()}


def table(title, rows, time_of="load", warm=1):
    """rows: (label, command); ratios are those of each round to the first."""
    print("\n## %s\n%-42s %9s %9s %9s %8s %8s" % (title, "", "s", "s proc.", "Mio", "rapport", "proc."))
    seen = [[] for _ in rows]
    for k in range(-warm, a.n):
        for j, (_, command) in enumerate(rows):
            r = once(command)
            if k >= 0:
                seen[j].append(r)
    proc = "inner" if time_of == "load" else "cpu"
    med = statistics.median
    for (label, _), runs in zip(rows, seen):
        print("%-42s %9.4f %9.4f %9.0f %8.2f %8.2f" % (
            label, med(r[time_of] for r in runs), med(r[proc] for r in runs), med(r["mib"] for r in runs),
            med(r[time_of] / f[time_of] for r, f in zip(runs, seen[0])),
            med(r[proc] / f[proc] for r, f in zip(runs, seen[0]))))
    sys.stdout.flush()
    return seen


def formula():
    out = subprocess.run([sys.executable, HERE + "/gen_formula.py", WORK + "/m"], check=True, capture_output=True, text=True).stdout
    shape = open(WORK + "/m/shape.h").read()
    first = int(re.search(r"NI=(\d+)", shape).group(1))
    roots = " ".join("f%d" % (int(i) - first) for i in re.search(r"ROOT\[\]=\{([^}]*)", shape).group(1).split(","))
    fused = build("formula_fused", "-O3 -march=x86-64-v3 -w -I%s/m" % WORK, link=False)
    numpy = "%s %s/formula_numpy.py %s/m" % (PYTHON, HERE, WORK)
    own = "%s %s/m %s %s" % (build("formula"), WORK, TOP, roots)
    seen = table("bench/formula : " + out.strip(), [
        ("bouclage, un fil", "env OMP_NUM_THREADS=1 " + own),
        ("bouclage, deux fils", "env OMP_NUM_THREADS=2 " + own),
        ("NumPy, tableaux entiers", numpy),
        ("NumPy, 16 zones à la fois", numpy + " --chunk 16 --drop"),
        ("NumPy, 32 zones à la fois", numpy + " --chunk 32 --drop"),
        ("C fusionné à la main", fused + " 1")])
    checks = {re.search(r"check (\S+)", r[0]["out"]).group(1) for r in seen}
    everything = float(re.search(r"ALL_BYTES=([0-9]+)", shape).group(1)) / 2**20
    print("mêmes sommes : %s ; mémoire : %.1f %% de tout garder" % (
        "oui" if len(checks) == 1 else "NON %s" % checks, 100 * seen[0][0]["mib"] / everything))


def csv():
    program = build("csv")
    for label, option in (("propre", ["--clean"]), ("espaces insécables", [])):
        path = "%s/c%d.csv" % (WORK, len(option))
        if not os.path.exists(path):
            subprocess.run([sys.executable, HERE + "/gen_communes.py", path] + option, check=True, capture_output=True)
        table("bench/csv : %s, %.0f Mo, processus entiers" % (label, os.path.getsize(path) / 1e6), [
            ("bouclage (lecteur)", "%s %s" % (program, path)),
            ("pandas", "%s %s/csv_pandas.py %s" % (PYTHON, HERE, path))], "wall")


def cohort():
    program, peer = build("cohort"), "%s %s/cohort_scipy.py" % (PYTHON, HERE)
    table("bench/cohort : 150 ans × 1 000 durées de vie, table par âge",
          [("bouclage, un fil", "env OMP_NUM_THREADS=1 " + program + " table"),
           ("bouclage, deux fils", "env OMP_NUM_THREADS=2 " + program + " table"), ("NumPy", peer + " table")])
    table("bench/cohort : stock et sorties seuls",
          [("bouclage, un fil", "env OMP_NUM_THREADS=1 " + program + " run"), ("SciPy, fftconvolve", peer + " fft")])


def reconcile():
    program = build("reconcile")
    graph = [("values", "valeurs seules"), ("sd", "et tous les écarts-types")]
    whole = [("whole", "tout : test, intervalles"), ("bounds", "tout, aucun flux négatif"), ("gross", "tout, 2 % de faux, suspects")]
    for n, kinds in ((10000, graph + whole), (100000, graph + [("classes", "classes seules")] + whole[:2])):
        path = "%s/net%d" % (WORK, n)
        subprocess.run([sys.executable, HERE + "/gen_net.py", str(n), path + ".txt"], check=True)
        seen = table("bench/reconcile : %d flux, 90 %% mesurés" % n, [
            ("bouclage, " + label, "%s %s.txt %s" % (program, path, word)) for word, label in kinds] + [
            ("bouclage, commande, du CSV au CSV", "%s reconcile %s.csv -o %s-out.csv" % (PROGRAM, path, path)),
            ("SciPy, laplacien, valeurs seules", "%s %s/reconcile_scipy.py %s.txt" % (PYTHON, HERE, path))])
        sums = {"%.9g" % float(re.search(r"measured sum (\S+)", runs[0]["out"]).group(1)) for runs in (seen[0], seen[1], seen[-1])}
        ratio = [statistics.median(s["load"] / r["load"] for s, r in zip(seen[-1], runs)) for runs in seen[:2]]
        print("mêmes sommes : %s ; SciPy / valeurs : %.2f ; écarts-types / SciPy : %.2f" % (
            "oui" if len(sums) == 1 else "NON %s" % sums, ratio[0], 1 / ratio[1]))


def gross():
    program = build("gross", "-I%s/tests/unit" % TOP)
    print("\n## bench/gross : une donnée fausse dans un réseau d'environ 30 flux et 11 processus ; quand le test échoue, est-elle le premier suspect ?")
    sys.stdout.flush()
    subprocess.run([program], check=True)


ROOMS = "core flow unit input formula model data scenario engine ensemble result figure report cli".split()


def profile(command):
    """Which room takes the time, by perf when it is there."""
    data = WORK + "/perf.data"
    try:
        subprocess.run(["perf", "record", "-q", "-o", data] + shlex.split(command), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        text = subprocess.run(["perf", "report", "-q", "-i", data, "--stdio", "--sort", "dso,srcfile,symbol"], check=True, capture_output=True, text=True, timeout=120).stdout
    except (OSError, subprocess.SubprocessError):
        print("profil : perf ne tourne pas ici")
        return
    where = {}
    for room in ROOMS:
        for f in os.listdir(TOP + "/src/" + room) if os.path.isdir(TOP + "/src/" + room) else []:
            where[f] = room
    share = {}
    for line in text.splitlines():
        m = re.match(r"\s*([0-9.]+)%\s+(\S+)\s+(\S+)", line)
        if m:
            own = where.get(os.path.basename(m.group(3)), m.group(2).split(".so")[0])
            share[own] = share.get(own, 0) + float(m.group(1))
    print("profil : " + ", ".join("%s %.0f %%" % (k, v) for k, v in sorted(share.items(), key=lambda x: -x[1])[:9] if v >= 1))


def run():
    base = "%s run %s/territories/val-d-oise -o %s/out" % (PROGRAM, TOP, WORK)
    table("bench/run : val-d-oise, trois scénarios", [("toutes sorties", base), ("--sans-figures", base + " --sans-figures")], "wall")
    profile(base + " --sans-figures")


def national():
    rows, counts, what = [], [], ""
    for n in (350, 3500, 35000):
        folder = "%s/national%d" % (WORK, n)
        said = subprocess.run([sys.executable, HERE + "/gen_national.py", folder, "--communes", str(n)],
                              check=True, stdout=subprocess.PIPE, text=True).stdout.split(None, 1)
        counts.append(int(said[0]))
        what = said[1].strip()
        rows.append(("%d communes" % counts[-1], "%s run %s -o %s/out%d --sans-figures" % (PROGRAM, folder, WORK, n)))
    seen = table("bench/national : %s, quatre thèmes, trois scénarios, jusqu'à 2050" % what, rows, "wall", 0)
    for n, runs in zip(counts, seen):
        med = statistics.median
        print("  %6d communes : %.3f ms, %.3f ms de processeur et %.0f Kio par commune" % (
            n, 1000 * med(r["wall"] for r in runs) / n, 1000 * med(r["cpu"] for r in runs) / n, 1024 * med(r["mib"] for r in runs) / n))


os.makedirs(WORK, exist_ok=True)
os.environ.setdefault("BOUCLAGE_DATA", TOP)
model = re.search(r"model name\s*: (.*)", open("/proc/cpuinfo").read()) if os.path.exists("/proc/cpuinfo") else None
print("%s, %d cœurs, %s, %s ; charge %.1f ; médianes de %d, rapport au premier de chaque tableau" % (
    platform.node(), os.cpu_count(), model.group(1) if model else platform.machine(), platform.release(), os.getloadavg()[0], a.n))
for name in a.only:
    globals()[name]()
