#!/usr/bin/python3
"""300 formulas over zone x secteur x vecteur x annee, the same in four forms:
OUT/territoire.xml for the program, OUT/model_np.py for NumPy, OUT/fused.h for C
(one flat loop a formula over a block of zones, broadcasts expanded once,
scratch reused), OUT/shape.h for those who fill the inputs.  Deterministic.

usage: gen_formula.py OUT [--zones 1200] [--formulas 300]"""
import argparse
import os
import random

ap = argparse.ArgumentParser()
ap.add_argument("out")
ap.add_argument("--zones", type=int, default=1200)
ap.add_argument("--formulas", type=int, default=300)
a = ap.parse_args()
R = random.Random(7)
# Bits of a mask, in the order of the layout: zone is outermost, annee innermost.
Z, S, C, Y = 8, 4, 2, 1
DIMS = [(Z, "zone", a.zones), (S, "secteur", 8), (C, "vecteur", 10), (Y, "annee", 21)]
FIRST = 2010
V = []  # mask of each variable, inputs first
for mask, count in [(15, 6), (Z | S | Y, 4), (Z | Y, 4), (Y | C, 3), (S | C, 2), (Z, 2), (Y, 2)]:
    V += [mask] * count
NI = len(V)
read = [True] * NI  # has a later formula read it?
F = []  # (mask, postfix)


def choose(pool):
    fresh = [i for i in pool if not read[i]]
    i = R.choice(fresh if fresh and R.random() < 0.6 else pool)
    read[i] = True
    return i


def operand(m, inputs_only):
    pool = [i for i in range(len(V)) if not V[i] & ~m and (i < NI or (not inputs_only and i >= len(V) - 50))]
    full = [i for i in pool if V[i] == m]
    return choose(full if full and R.random() < 0.65 else pool)


for f in range(a.formulas):
    r, kind, post = R.random(), R.random(), []
    m = Z | (S | C | Y if r < 0.55 else S | Y if r < 0.75 else Y if r < 0.88 else C | Y if r < 0.95 else 0)
    if kind < 0.10 and m & Y:
        pool = [i for i in range(len(V)) if V[i] == m][-20:]
        if pool:
            post.append(("lag", choose(pool)))
    elif kind < 0.22 and m != 15:
        bit = R.choice([b for b in (S, C) if not m & b])
        pool = [i for i in range(len(V)) if V[i] == m | bit][-20:]
        if pool:
            post.append(("sum", choose(pool), bit))
    if not post:
        post.append(("v", operand(m, False)))
    for k in range(R.randint(1, 5)):
        o = R.choices(["+", "-", "*", "/", "min", "max"], [30, 15, 30, 10, 7, 8])[0]
        if R.random() < 0.2:
            post.append(("k", round(R.uniform(0.6, 1.4), 3)))
        else:
            post.append(("v", operand(m, o in "*/")))
        post.append(("op", o))
    post += [("k", 0.6), ("op", "*")]
    V.append(m)
    read.append(False)
    F.append((m, post))
ROOTS = [i for i in range(NI, len(V)) if not read[i]]


def size(m, zones=True):
    n = 1
    for bit, _, k in DIMS:
        if m & bit and (zones or bit != Z):
            n *= k
    return n


def name(i):
    return "in%d" % i if i < NI else "f%d" % (i - NI)


def dims(m):
    return [d for b, d, _ in DIMS if m & b]


def text(m, post):
    """The language: + - min max ask for equal dimensions, save annee."""
    st = []
    for p in post:
        if p[0] == "v":
            st.append((name(p[1]), V[p[1]]))
        elif p[0] == "k":
            st.append((repr(p[1]), None))
        elif p[0] == "lag":
            st.append(("precedent(%s, 0)" % name(p[1]), V[p[1]]))
        elif p[0] == "sum":
            st.append(("somme(%s sur %s)" % (name(p[1]), ", ".join(dims(p[2]))), V[p[1]] & ~p[2]))
        else:
            (y, my), (x, mx) = st.pop(), st.pop()
            if p[1] not in "*/":
                if mx is not None and my is not None:
                    x, y = repeat(x, mx, mx | my), repeat(y, my, mx | my)
            x = x if p[1] in "+-*/" else x
            both = (mx or 0) | (my or 0)
            st.append(("(%s %s %s)" % (x, p[1], y) if p[1] in "+-*/" else "%s(%s, %s)" % (p[1], x, y), both))
    x, mx = st[0]
    return repeat(x, mx, m)


def repeat(x, have, want):
    lack = dims(want & ~have & ~Y) + dims(want & ~have & Y)
    return "repete(%s sur %s)" % (x, ", ".join(lack)) if lack else x


os.makedirs(a.out, exist_ok=True)
with open(a.out + "/territoire.xml", "w") as t:
    t.write('<?xml version="1.0" encoding="UTF-8"?>\n<modele xmlns="urn:bouclage:1" id="formules" titre="Banc"'
            ' annees="%d..%d" reference="%d">\n' % (FIRST, FIRST + 20, FIRST))
    for _, d, n in DIMS[:3]:
        t.write('<dimension id="%s" titre="%s">' % (d, d))
        t.write("".join('<membre id="%s%d" titre="%d"/>' % (d[0], i, i) for i in range(n)) + "</dimension>\n")
    for i in range(NI):
        t.write('<donnee id="%s" titre="%s" unite="1" dims="%s"/>\n' % (name(i), name(i), " ".join(dims(V[i]))))
    for f, (m, post) in enumerate(F):
        t.write('<calcul id="f%d" titre="f%d" unite="1" dims="%s">%s</calcul>\n' % (f, f, " ".join(dims(m)), text(m, post)))
    t.write("</modele>\n")

with open(a.out + "/shape.h", "w") as h:
    h.write("enum{ZONES=%d,NV=%d,NI=%d,NROOT=%d};\n" % (a.zones, len(V), NI, len(ROOTS)))
    h.write("static const int MASK[]={%s};\nstatic const int ROOT[]={%s};\n" % (
        ",".join(map(str, V)), ",".join(map(str, ROOTS))))
    h.write("static const double ALL_BYTES=%d.0;\n" % (8 * sum(size(m) for m in V)))

with open(a.out + "/model_np.py", "w") as q:
    q.write("import numpy as np\nNI=%d\nMASK=%r\nROOTS=%r\nSIZE=%r\n" % (NI, V, ROOTS, [(b, n) for b, _, n in DIMS]))
    q.write("def lag(x):\n r=np.zeros_like(x);r[...,1:]=x[...,:-1];return r\n")
    q.write("def run(v,drop,nz):\n mini=np.minimum;maxi=np.maximum\n")
    last = {}
    for f, (m, post) in enumerate(F):
        for p in post:
            if p[0] in ("v", "lag", "sum"):
                last[p[1]] = f
    for f, (m, post) in enumerate(F):
        st = []
        for p in post:
            if p[0] == "v":
                st.append("v[%d]" % p[1])
            elif p[0] == "k":
                st.append(repr(p[1]))
            elif p[0] == "lag":
                st.append("lag(v[%d])" % p[1])
            elif p[0] == "sum":
                st.append("v[%d].sum(axis=%d,keepdims=True)" % (p[1], {S: 1, C: 2}[p[2]]))
            else:
                y, x = st.pop(), st.pop()
                st.append("(%s%s%s)" % (x, p[1], y) if p[1] in "+-*/" else "%si(%s,%s)" % (p[1], x, y))
        shape = ",".join("nz" if b == Z and m & b else str(n) if m & b else "1" for b, _, n in DIMS)
        q.write(" v[%d]=np.broadcast_to(%s,(%s))\n" % (NI + f, st[0], shape))
        dead = [v for v, l in last.items() if l == f and v >= NI]
        if dead:
            q.write(" if drop:\n  %s\n" % ";".join("v[%d]=None" % x for x in dead))
    q.write(" return v\n")

# C: slots of one block of zones, freed after their last reader.  An operand of
# other dimensions is expanded once into a slot of the formula's own shape.
last = {}
need = []  # by formula: [(variable, mask)]
for f, (m, post) in enumerate(F):
    mine = []
    for p in post:
        if p[0] == "v":
            key = (p[1], m)
            if V[p[1]] != m and key not in mine:
                mine.append(key)
        if p[0] in ("v", "lag", "sum"):
            last[(p[1], V[p[1]])] = f
    for key in mine:
        last[key] = f
    need.append(mine)
free, slot, nslot = [], {}, 0
fixed = {}  # expansions of inputs without zones: once for all blocks


def take():
    global nslot
    if free:
        return free.pop()
    nslot += 1
    return nslot - 1


def at(v, m, f):
    if v < NI and V[v] == m:
        return "IN(%d)" % v
    if (v, m) in fixed:
        return "FX(%d)" % fixed[(v, m)]
    return "SL(%d)" % slot[(v, m)]


def bits(m):
    return [(n if b != Z else 0) if m & b else 1 for b, _, n in DIMS]


def expand(to, x, m, mx):
    """to[m] = x[mx], nested loops of constants."""
    k = bits(m)
    stride, step = {}, 1
    for b, _, n in reversed(DIMS):
        stride[b] = step if mx & b else 0
        step *= n if mx & b and b != Z else 1
    return ("{double*restrict d=%s;const double*restrict x=%s;for(long z=0;z<%s;z++)for(long s=0;s<%d;s++)"
            "for(long c=0;c<%d;c++){const double*restrict r=x+z*%d+s*%d+c*%d;for(long y=0;y<%d;y++)*d++=r[y*%d];}}\n"
            % (to, x, "n" if m & Z else "1", k[1], k[2], stride[Z], stride[S], stride[C], k[3], stride[Y]))


body = []
for f, (m, post) in enumerate(F):
    for v, want in need[f]:
        if (v, want) in slot or (v, want) in fixed:
            continue
        if v < NI and not V[v] & Z:
            fixed[(v, want)] = len(fixed)
            continue
        s = take()
        body.append(expand("SL(%d)" % s, at(v, V[v], f), want, V[v]))
        slot[(v, want)] = s
    st, args, head = [], [], ""
    width = size(m, False)
    for p in post:
        if p[0] == "v":
            args.append(p[1])
            st.append("x%d[i]" % p[1])
        elif p[0] == "k":
            st.append(repr(p[1]))
        elif p[0] in ("lag", "sum"):
            src = at(p[1], V[p[1]], f)
            if p[0] == "lag":
                head = ("{const double*restrict x=%s;for(long r=0;r<n*%d;r++){T[r*21]=0;for(long y=1;y<21;y++)"
                        "T[r*21+y]=x[r*21+y-1];}}\n" % (src, width // 21))
            else:
                inner = 21 if p[2] == C or not V[p[1]] & C else 210
                inner = inner if V[p[1]] & Y else inner // 21
                k = 10 if p[2] == C else 8
                head = ("{const double*restrict x=%s;for(long r=0;r<n*%d;r++){double*restrict d=T+r*%d;"
                        "for(long y=0;y<%d;y++)d[y]=0;for(long k=0;k<%d;k++)for(long y=0;y<%d;y++)"
                        "d[y]+=x[(r*%d+k)*%d+y];}}\n" % (src, width // inner, inner, inner, k, inner, k, inner))
            st.append("T[i]")
        else:
            y, x = st.pop(), st.pop()
            st.append("(%s%s%s)" % (x, p[1], y) if p[1] in "+-*/" else "%s(%s,%s)" % ({"min": "MN", "max": "MX"}[p[1]], x, y))
    me = take()
    line = head + "{double*restrict d=SL(%d);" % me
    for v in dict.fromkeys(args):
        line += "const double*restrict x%d=%s;" % (v, at(v, m, f))
    line += "for(long i=0;i<n*%d;i++)d[i]=%s;}\n" % (width, st[0])
    slot[(NI + f, m)] = me
    if NI + f in ROOTS:
        line += "{const double*restrict x=SL(%d);double t[8]={0};long i=0;for(;i+8<=n*%d;i+=8)for(int k=0;k<8;k++)t[k]+=x[i+k];for(;i<n*%d;i++)t[0]+=x[i];total[%d]+=t[0]+t[1]+t[2]+t[3]+t[4]+t[5]+t[6]+t[7];}\n" % (
            me, width, width, ROOTS.index(NI + f))
        free.append(me)
        del slot[(NI + f, m)]
    body.append("static void form%d(long z,long n){\n%s}\n" % (f, line))
    body.append(f)
    for key in [k for k in slot if last.get(k) == f]:
        free.append(slot.pop(key))

with open(a.out + "/fused.h", "w") as g:
    g.write("enum{NSLOT=%d,NFIXED=%d,WIDEST=1680};\n" % (nslot, len(fixed)))
    g.write("static double *in[NI],*slots[NSLOT],*fx[%d],*T,total[NROOT];\n" % max(1, len(fixed)))
    g.write("static const long INNER[]={%s};\n" % ",".join(str(size(m, False) if m & Z else 0) for m in V))
    g.write("#define IN(v) (in[v]+z*INNER[v])\n#define SL(s) slots[s]\n#define FX(k) fx[k]\n")
    calls = []
    for x in body:
        if isinstance(x, int):
            calls.append("form%d(z,n);" % x)
        elif x.startswith("static"):
            g.write(x)
        else:
            g.write("static void exp%d(long z,long n){(void)z;%s}\n" % (len(calls), x))
            calls.append("exp%d(z,n);" % len(calls))
    g.write("static void prepare(long n){const long z=0;(void)z;\n")
    for (v, m), k in fixed.items():
        g.write(expand("fx[%d]" % k, "in[%d]" % v, m, V[v]))
    g.write("}\nstatic void block(long z,long n){%s}\n" % "\n".join(calls))
print("%d formules, %d lues en fin, %d tableaux de bloc, %.0f Mio si tout était gardé" % (
    len(F), len(ROOTS), nslot, 8 * sum(size(m) for m in V) / 2**20))
