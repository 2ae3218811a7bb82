/* study.c -- see study.h. */
#include "result/study.h"
#include "core/text.h"

bool bcl_study_settle(bcl_study *s, bool as_observed, bcl_arena *a, bcl_diag *d)
{
    if (!bcl_inputs_base(&s->observed, &s->m, &s->data, NULL, a, d))
        return false;
    s->inputs = s->observed;
    if (!as_observed)
        bcl_reconciled_compute(&s->reconciled, &s->m, &s->data,
                               s->observed.base, a, d);
    if (s->reconciled.ncell &&
        !(bcl_inputs_base(&s->inputs, &s->m, &s->data, s->reconciled.settled, a,
                          d) &&
          bcl_inputs_fit(&s->inputs, &s->reconciled, a, d)))
        return false;
    return bcl_inputs_levers(&s->inputs, &s->scenarios, a, d);
}

bool bcl_study_open(bcl_study *s, const char *territory,
                    const bcl_study_wish *wish, const char *datadir,
                    bcl_arena *a, bcl_diag *d)
{
    bool ok;

    *s = (bcl_study){.units = bcl_units_open(
                         bcl_text_print(a, "%s/model/unites.xml", datadir), d)};
    if (!s->units || !bcl_model_load_part(&s->m, territory, datadir, s->units,
                                          wish->dim, wish->member, a, d))
        return false;
    ok = bcl_data_read(&s->data, &s->m, a, d);
    if (!wish->optional || bcl_scenarios_exist(wish->scenario[0], &s->m, a))
        ok = bcl_scenarios_load(&s->scenarios, wish->scenario, wish->nscenario,
                                &s->m, &s->data, a, d) &&
             ok;
    return ok && bcl_study_settle(s, wish->as_observed, a, d);
}

void bcl_study_close(bcl_study *s)
{
    bcl_units_close(s->units);
    s->units = NULL;
}

const bcl_input *bcl_study_inputs(const bcl_study *s, int scenario)
{
    return scenario == BCL_AS_OBSERVED ? s->observed.base
           : scenario < 0              ? s->inputs.base
                                       : s->inputs.scenario[scenario];
}
