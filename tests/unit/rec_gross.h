/* One bad datum put into a random network of about 30 flows and 11 processes,
 * all of them measured, and looked for: for the tests and for bench/. */
#ifndef BCL_TESTS_REC_GROSS_H
#define BCL_TESTS_REC_GROSS_H

#include "rec_net.h"

typedef struct {
    int trials;  /* networks that check some flow */
    int noticed; /* the test fails */
    int first;   /* and the bad datum is the first suspect, */
    int tied;    /* or deviates as much as the first */
    int close;   /* or its z squared is within 3.84 of the first: at 95 %, which
                  * of them is wrong cannot be told; these three exclude each
                  * other */
    int listed;  /* it is a suspect at all */
} gross_score;

static inline network gross_network(uint64_t *seed, bcl_arena *a)
{
    network w = random_network(30, 11, seed, a);

    measure(&w, 1, seed);
    return w;
}

/* A redundant flow, or -1. */
static inline int gross_choose(const bcl_rec_problem *p, uint64_t *seed,
                               bcl_arena *a)
{
    static const bcl_rec_options quick = {.no_sd = true, .no_interval = true};
    bcl_rec_result r;

    for (int attempt = 0; bcl_reconcile(&r, p, &quick, a) && attempt < 100;
         attempt++) {
        size_t k = pick(seed, p->n);

        if (r.class[k] == BCL_REC_REDUNDANT)
            return (int)k;
    }
    return -1;
}

/* A datum wrong by so many standard deviations, either way; false when there is
 * no answer, or nothing to check. */
static inline bool gross_draw(gross_score *c, double size, uint64_t number)
{
    uint64_t s = number * 16807 + 1;
    bcl_arena *a = bcl_arena_create();
    network w = gross_network(&s, a);
    bcl_rec_problem p = problem_of(&w);
    int bad = gross_choose(&p, &s, a);
    bcl_rec_result r;
    bool fine = bad >= 0;

    if (fine) {
        w.value[bad] += (uniform(&s) < 0.5 ? -size : size) * w.sd[bad];
        fine = bcl_reconcile(&r, &p, NULL, a);
    }
    c->trials += fine;
    c->noticed += fine && r.verdict == BCL_REC_FAIL;
    if (fine && r.nsuspect > 0) {
        double z = r.suspect[0].z;
        bool first = r.suspect[0].var == bad;
        bool tied = !first && fabs(fabs(r.z[bad]) - fabs(z)) < 1e-6;

        c->first += first;
        c->tied += tied;
        c->close += !first && !tied && z * z - r.z[bad] * r.z[bad] < 3.84;
    }
    for (size_t i = 0; fine && i < r.nsuspect; i++)
        c->listed += r.suspect[i].var == bad;
    bcl_arena_destroy(a);
    return fine;
}

#endif
