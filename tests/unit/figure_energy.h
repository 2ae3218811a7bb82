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

#define N(name, column)                \
    {                                  \
        .label = name, .layer = column \
    }
static const bcl_sankey_node energy_node[NENERGY] = {
    [PET] = N("Produits pétroliers", 0),
    [GAZ] = N("Gaz naturel", 0),
    [ELI] = N("Électricité importée", 0),
    [BOI] = N("Bois-énergie", 0),
    [PV] = N("Solaire et éolien locaux", 0),
    [MET] = N("Biogaz local", 0),
    [ELE] = N("Réseau électrique", 1),
    [CHA] = N("Réseaux de chaleur", 1),
    [RES] = N("Résidentiel", 2),
    [TER] = N("Tertiaire", 2),
    [IND] = N("Industrie", 2),
    [TRA] = N("Transports", 2),
    [AGR] = N("Agriculture", 2),
    [UTI] = N("Énergie utile", 3),
    [PER] = N("Pertes", 3),
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
static const bcl_sankey_node loop_node[] = {N("Extraction", -1),
                                            N("Entrées", -1), N("Usage", -1),
                                            N("Stock", -1), N("Déchets", -1)};
static const bcl_sankey_link loop_link[] = {
    L(0, 1, 100), L(1, 2, 140), L(2, 3, 60), L(2, 4, 80),
    L(4, 1, 24),  L(3, 1, 16),  L(4, 2, 12), L(4, 4, 5)};
static const bcl_sankey loops = {
    .unit = "kt", .node = loop_node, .nnode = 5, .link = loop_link, .nlink = 8};

#endif
