/* figure_energy.h -- two flow tables: energy with known crossings, and a chain
 * with loops. */
#ifndef TEST_FIGURE_ENERGY_H
#define TEST_FIGURE_ENERGY_H

#include "figure_awkward.h"

#include "figure/sankey.h"

enum {
    PET,
    GAZ,
    ELI,
    BOI,
    PV,
    MET,
    ELE,
    CHA,
    RES,
    TER,
    IND,
    TRA,
    AGR,
    UTI,
    PER,
    NENERGY
};

static const bcl_sankey_node energy_node[NENERGY] = {
    [PET] = {"Produits pétroliers", 0, 0},
    [GAZ] = {"Gaz naturel", 0, 0},
    [ELI] = {"Électricité importée", 0, 0},
    [BOI] = {"Bois-énergie", 0, 0},
    [PV] = {"Solaire et éolien locaux", 0, 0},
    [MET] = {"Biogaz local", 0, 0},
    [ELE] = {"Réseau électrique", 0, 1},
    [CHA] = {"Réseaux de chaleur", 0, 1},
    [RES] = {"Résidentiel", 0, 2},
    [TER] = {"Tertiaire", 0, 2},
    [IND] = {"Industrie", 0, 2},
    [TRA] = {"Transports", 0, 2},
    [AGR] = {"Agriculture", 0, 2},
    [UTI] = {"Énergie utile", 0, 3},
    [PER] = {"Pertes", 0, 3},
};

#define L(a, b, x)                 \
    {                              \
        .from = a, .to = b, .v = x \
    }
static const bcl_sankey_link energy_link[] = {
    L(PET, TRA, 352), L(PET, RES, 48),  L(PET, TER, 14),  L(PET, IND, 22),
    L(PET, AGR, 30),  L(GAZ, RES, 72),  L(GAZ, TER, 40),  L(GAZ, IND, 66),
    L(GAZ, CHA, 8),   L(ELI, ELE, 214), L(PV, ELE, 46),   L(BOI, RES, 68),
    L(BOI, CHA, 26),  L(BOI, IND, 10),  L(MET, ELE, 6),   L(MET, IND, 9),
    L(ELE, RES, 112), L(ELE, TER, 68),  L(ELE, IND, 70),  L(ELE, TRA, 7),
    L(ELE, AGR, 9),   L(CHA, RES, 16),  L(CHA, TER, 18),  L(RES, UTI, 221),
    L(RES, PER, 95),  L(TER, UTI, 103), L(TER, PER, 37),  L(IND, UTI, 128),
    L(IND, PER, 49),  L(TRA, UTI, 96),  L(TRA, PER, 263), L(AGR, UTI, 18),
    L(AGR, PER, 21)};
enum { NLINK = sizeof energy_link / sizeof *energy_link };

static const bcl_sankey energy = {.unit = "GWh",
                                  .node = energy_node,
                                  .nnode = NENERGY,
                                  .link = energy_link,
                                  .nlink = NLINK};

/* A chain with three loops, one inside a node, no layer given. */
static const bcl_sankey_node loop_node[] = {{"Extraction", 0, -1},
                                            {"Entrées", 0, -1},
                                            {"Usage", 0, -1},
                                            {"Stock", 0, -1},
                                            {"Déchets", 0, -1}};
static const bcl_sankey_link loop_link[] = {
    L(0, 1, 100), L(1, 2, 140), L(2, 3, 60), L(2, 4, 80),
    L(4, 1, 24),  L(3, 1, 16),  L(4, 2, 12), L(4, 4, 5)};
static const bcl_sankey loops = {
    .unit = "kt", .node = loop_node, .nnode = 5, .link = loop_link, .nlink = 8};

#endif
