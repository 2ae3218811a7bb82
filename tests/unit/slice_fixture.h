/* slice_fixture.h -- what is kept of a donnee, looked at. */
#ifndef SLICE_FIXTURE_H
#define SLICE_FIXTURE_H

#include "study_fixture.h"

static inline const bcl_input *input_of(const char *id, int scenario)
{
    for (size_t q = 0; q < study.m.nquantity; q++)
        if (strcmp(study.m.quantity[q].head.id, id) == 0)
            return &bcl_study_inputs(&study, scenario)[q];
    fail_msg("no donnee %s", id);
    return NULL;
}

static inline const bcl_slice *year_of(const char *id, int scenario, int year)
{
    return input_of(id, scenario)->slice[year - study.m.dims.first_year];
}

/* Distinct slices of a donnee. */
static inline size_t kept(const char *id, int scenario)
{
    const bcl_input *in = input_of(id, scenario);
    size_t years = bcl_dim_size(&study.m.dims, BCL_YEAR), n = 0;

    for (size_t y = 0; y < years; y++) {
        bool again = !in->slice[y];
        for (size_t z = 0; z < y; z++)
            again = again || in->slice[z] == in->slice[y];
        n += !again;
    }
    return n;
}

static inline void expect_cells(const bcl_slice *s, double a, double b,
                                double c)
{
    assert_non_null(s);
    assert_true(near(s->v[0], a) && near(s->v[1], b) && near(s->v[2], c));
}

#define X(attributes)                                                    \
    "<donnee id=\"x\" unite=\"t/an\" dims=\"commune annee\" " attributes \
    "><csv fichier=\"x.csv\"/></donnee>\n"
#define ROWS                                           \
    "commune;annee;x\na;2019;4\nb;2019;10\nc;2019;1\n" \
    "a;2021;8\nb;2021;20\nc;2021;3\n"

#endif
