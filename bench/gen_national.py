#!/usr/bin/python3
"""The territory of Val-d'Oise widened to all communes of France, or to some.

Taken from national tables ($SHARED/data/national, or --national): communes,
EPCI and départements of 2026, mergers, populations of 2021 to 2023, dwellings
vacant for two years at the end of 2023 (LOVAC), déchèterie tonnages by type
(SINOE), populations of départements.

Drawn, because no national table is at hand: consumption, dwellings, producers,
ENAF, brownfields, other LOVAC figures, jobs, modes and commutes of a commune
are those, per inhabitant, of the commune of Val-d'Oise nearest in population.
Its places of work become départements: its own, or another of its region for
those outside Val-d'Oise; zones of work are regions (commune x commune would be
1.2 billion cells, nearly all empty).  Household waste of a département is what
Île-de-France collects, or what its déchèteries do and 250 kg; its déchèteries
treat it as those of Val-d'Oise do (scenarios multiply these shares, and those
of others would pass 100 %).

--communes N: whole EPCI in an order that looks random and never changes, the
last one cut.  Deterministic.  Without the national tables, the communes of
Val-d'Oise again and again under other codes.

usage: gen_national.py OUT [--communes 35000] [--source territories/val-d-oise]"""
import argparse
import bisect
import collections
import csv
import os
import re
import shutil
import sys
import zlib

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
ap = argparse.ArgumentParser()
ap.add_argument("out")
ap.add_argument("--communes", type=int, default=35000)
ap.add_argument("--source", default=os.path.join(TOP, "territories", "val-d-oise"))
ap.add_argument("--national", default=os.path.join(os.environ.get("SHARED", os.path.join(TOP, "..", "shared")), "data", "national"))
a = ap.parse_args()


def own(name):
    """Header and rows of a table of the source territory."""
    with open("%s/data/%s.csv" % (a.source, name), encoding="utf-8", newline="") as f:
        rows = list(csv.reader(f, delimiter=";"))
    return rows[0], rows[1:]


def write(name, head, rows):
    with open("%s/data/%s.csv" % (a.out, name), "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f, delimiter=";", lineterminator="\n")
        w.writerow(head)
        w.writerows(rows)


def copy_model():
    """The source's model: its folder, the paths to the themes written anew."""
    shutil.rmtree(a.out, ignore_errors=True)
    shutil.copytree(a.source, a.out, ignore=shutil.ignore_patterns("data"))
    os.makedirs(a.out + "/data")
    for folder, _, files in os.walk(a.out):
        for f in files:
            path = os.path.join(folder, f)
            text = open(path, encoding="utf-8").read()
            near = os.path.relpath(TOP, folder)
            text = re.sub(r'fichier="(\.\./)+(model|scenarios)/', lambda m: 'fichier="%s/%s/' % (near, m.group(2)), text)
            if national:  # an indicator names zones of Val-d'Oise
                text = text.replace("titre=\"Val-d'Oise\"", 'titre="France"')
                text = re.sub(r'<indicateur id="part_hors_departement".*?</indicateur>', "", text, flags=re.S)
            open(path, "w", encoding="utf-8").write(text)


def repeat():
    """Without national tables: copies of the source's communes."""
    places = {"commune", "epci", "departement", "COM_AV", "COM_AP"}
    communes = [r[0] for r in own("communes")[1]]
    head, rows = own("mouvements")
    moved = {r[head.index("COM_AV")]: r[head.index("COM_AP")] for r in rows}
    copies = -(-a.communes // len(communes))
    for name in sorted(os.listdir(a.source + "/data")):
        head, rows = own(name[:-4])
        mine = [i for i, h in enumerate(head) if h in places]
        place = next((i for i, h in enumerate(head) if h in ("commune", "COM_AV")), None)
        out = []
        for k in range(copies if mine else 1):
            kept = set(communes[: a.communes - k * len(communes)])
            for r in rows:
                if place is None or moved.get(r[place], r[place]) in kept:
                    out.append(["%s.%d" % (x, k) if k and i in mine else x for i, x in enumerate(r)])
        write(name[:-4], head, out)
    return a.communes


def table(name, encoding="utf-8-sig", delimiter=";"):
    with open("%s/%s.csv" % (a.national, name), encoding=encoding, newline="") as f:
        return list(csv.DictReader(f, delimiter=delimiter))


def number(text):
    """None when the cell holds no number."""
    try:
        return float(text.replace(" ", "").replace("\u00a0", "").replace(",", "."))
    except ValueError:
        return None


def text(x):
    return "%.10g" % x


def choose(communes):
    """N communes, by whole EPCI."""
    groups = collections.defaultdict(list)
    for c in communes:
        groups[c["siren_epci"] or c["code_commune"]].append(c)
    order = sorted(groups, key=lambda g: (zlib.crc32(g.encode()), g))
    return [c for g in order for c in groups[g]][: a.communes]


def populations(codes):
    """Population of 2021, 2022 and 2023 by code; a vintage that lacks a commune
    takes that of the one after."""
    p = {"2023": {c["code_commune"]: number(c["population_municipale"]) for c in all_communes},
         "2022": {c["insee"]: number(c["pmun_2025"]) for c in table("banatic_perimetre_epci_2025", "cp1252")},
         "2021": {c["COM"]: number(c["PMUN"]) for c in table("insee_populations_legales_communes")}}
    for code in codes:
        for year, after in (("2022", "2023"), ("2021", "2022")):
            if p[year].get(code) is None:
                p[year][code] = p[after][code]
    return p


def scaled(name, kept):
    """Rows of each commune's donor, figures of `kept` columns times the ratio of
    populations; other columns as they are."""
    head, rows = own(name)
    by = collections.defaultdict(list)
    place = head.index("commune")
    where = [head.index(k) for k in kept]
    for r in rows:
        if r[place] in donors:
            by[r[place]].append(r)
    for c in chosen:
        code, ratio = c["code_commune"], ratios[c["code_commune"]]
        for r in by[donor[code]]:
            r = list(r)
            r[place] = code
            for i in where:
                x = number(r[i])
                r[i] = r[i] if x is None else text(x * ratio)
            yield r


def vacant():
    """LOVAC: the number published for the end of 2023, whole numbers, secret
    under 11."""
    published = {r["CODGEO_25"]: r["pp_vacant_plus_2ans_25"] for r in table("lovac_communes_2025")}
    head, _ = own("lovac_vacants")
    long_, year = head.index("vacants_longs"), head.index("annee")
    rows = []
    for r in scaled("lovac_vacants", ["logements_vacants", "vacants_longs"]):
        for i in (head.index("logements_vacants"), long_):
            x = number(r[i])
            r[i] = "s" if x is None or x < 11 else "%d" % round(x)
        if r[year] == "2023":
            r[long_] = published.get(r[0], "s")
        rows.append(r)
    write("lovac_vacants", head, rows)


def commutes():
    """Pairs by département of work, their distance the mean of those joined."""
    region = {c["departement"]: c["region"] for c in all_communes}
    inside = collections.defaultdict(list)
    for d in sorted(region):
        inside[region[d]].append(d)
    pairs = collections.defaultdict(list)
    for r in own("mobpro_navettes")[1]:
        pairs[r[0]].append((r[1][:2], float(r[2]), float(r[3])))
    rows = []
    for c in chosen:
        home, sums = c["departement"], {}
        others = [d for d in inside[c["region"]] if d != home] or [home]
        for to, n, far in pairs[donor[c["code_commune"]]]:
            to = home if to == "95" else others[zlib.crc32(to.encode()) % len(others)]
            s = sums.setdefault(to, [0, 0])
            s[0] += n
            s[1] += n * far
        for to, (n, nfar) in sorted(sums.items()):
            rows.append([c["code_commune"], to, text(n * ratios[c["code_commune"]]), text(nfar / n)])
    write("mobpro_navettes", own("mobpro_navettes")[0], rows)
    write("mobpro_lieux", ["lieu", "titre", "zone"], [[d, d, region[d]] for d in sorted(region)])
    write("mobpro_zones", ["zone", "titre"], [[r, r] for r in sorted(inside)])


def waste(departements, people):
    """Déchèteries from SINOE; the rest as the docstring says."""
    tonnages = [r for r in table("sinoe_tonnage_decheterie_dept", delimiter=",") if r["C_DEPT"] in departements or r["C_DEPT"] == "95"]
    total = collections.Counter()  # furniture counts as bulky waste
    for r in tonnages:
        total[r["C_DEPT"], r["C_TYP_REG_DECHET"].replace("02G", "02D"), r["ANNEE"]] += number(r["TONNAGE_T"])
    write("dechets_decheterie_tonnage", own("dechets_decheterie_tonnage")[0], [
        [r["C_DEPT"], r["C_TYP_REG_DECHET"], r["ANNEE"], text(number(r["TONNAGE_T"]))] for r in tonnages if r["C_DEPT"] in departements])
    head, rows = own("dechets_decheterie_traitement")
    write("dechets_decheterie_traitement", head, [
        [d, kind, how, y, text(float(t) * total[d, kind, y] / total["95", kind, y])]
        for d in sorted(departements) for _, kind, how, y, t in rows if total["95", kind, y]])
    brought = collections.Counter()
    for r in tonnages:
        if r["ANNEE"] == "2021":
            brought[r["C_DEPT"]] += 1000 * number(r["TONNAGE_T"])
    usual = float(own("dechets_dma_region")[1][0][2])
    write("dechets_dma_region", own("dechets_dma_region")[0], [
        [d, "2021", text(max(usual, brought[d] / people[d, "2021"] + 250))] for d in sorted(departements)])


def widen():
    p = populations([c["code_commune"] for c in all_communes])
    codes = {c["code_commune"] for c in chosen}
    departements = {c["departement"] for c in chosen}
    epci = {c["siren_epci"]: c["nom_epci"] for c in chosen if c["siren_epci"]}
    write("communes", ["commune", "nom", "epci", "departement"],
          [[c["code_commune"], c["nom"], c["siren_epci"], c["departement"]] for c in chosen])
    write("epci", ["epci", "nom"], sorted(epci.items()))
    write("departements", ["departement", "nom"], [[d, d] for d in sorted(departements)])
    everywhere = {c["code_commune"] for c in all_communes}
    moves = [r for r in table("insee_cog_mouvements_2024", delimiter=",")
             if r["TYPECOM_AV"] == r["TYPECOM_AP"] == "COM" and r["COM_AV"] not in everywhere and r["COM_AP"] in codes]
    head = own("mouvements")[0]
    write("mouvements", head, [[r[h] for h in head] for r in moves])
    old = {r["COM_AV"] for r in moves}
    write("population", ["commune", "annee", "population"],
          [[c, year, text(p[year][c])] for year in sorted(p) for c in sorted(codes | old) if p[year].get(c) is not None])

    nearest = sorted((float(r[2]), r[0]) for r in own("population")[1] if r[1] == "2023")
    for c in chosen:
        code, n = c["code_commune"], p["2023"][c["code_commune"]]
        k = bisect.bisect_left(nearest, (n, ""))
        size, donor[code] = min(nearest[max(k - 1, 0): k + 1], key=lambda x: abs(x[0] - n))
        ratios[code] = n / size
        donors.add(donor[code])
    for name, kept in (("logements", ["logements"]), ("conso_mesuree", ["conso_mesuree"]), ("pose_registre", ["pose_registre"]),
                       ("injection_registre", ["injection_registre"]), ("puissance_registre", ["puissance_registre"]),
                       ("enaf_conso", ["enaf_conso"]), ("enaf_destination", ["enaf_destination"]), ("friches", ["friches_ha"]),
                       ("lovac_parc", ["parc_prive"]), ("mobpro_actifs", ["actifs_residents", "emplois", "actifs_sur_place"]),
                       ("mobpro_modes", ["actifs_mode"]), ("mobpro_communes", [])):
        write(name, own(name)[0], scaled(name, kept))
    vacant()
    commutes()
    people = collections.Counter()
    for year in p:
        for c in all_communes:
            people[c["departement"], year] += p[year][c["code_commune"]]
    write("dechets_population_dep", ["departement", "annee", "population_dep"],
          [[d, y, text(people[d, y])] for d in sorted(departements) for y in sorted(p)])
    waste(departements, people)
    return len(chosen)


national = os.path.isdir(a.national)
if not national:
    print("pas de tables nationales dans %s : communes du Val-d'Oise répétées" % a.national, file=sys.stderr)
copy_model()
if national:
    cog = [r for r in table("insee_cog_communes_2024", delimiter=",") if r["TYPECOM"] == "COM"]
    french = {r["DEP"] for r in cog}
    all_communes = [c for c in table("communes_2026_etalab") if c["departement"] in french]
    chosen = choose(all_communes)
    donor, ratios, donors = {}, {}, set()
    print(widen(), "communes de France")
else:
    print(repeat(), "communes répétées")
