/* study.c -- see study.h. */
#include "result/study.h"
#include "core/text.h"

bool bcl_study_open(bcl_study *s, const char *territory,
                    const char *const *scenario, size_t nscenario,
                    bool optional, const char *datadir, bcl_arena *a,
                    bcl_diag *d)
{
    return bcl_study_open_part(s, territory, scenario, nscenario, optional,
                               NULL, NULL, datadir, a, d);
}

bool bcl_study_open_part(bcl_study *s, const char *territory,
                         const char *const *scenario, size_t nscenario,
                         bool optional, const char *dim, const char *member,
                         const char *datadir, bcl_arena *a, bcl_diag *d)
{
    bool ok;

    *s = (bcl_study){.units = bcl_units_open(
                         bcl_text_print(a, "%s/model/unites.xml", datadir), d)};
    if (!s->units || !bcl_model_load_part(&s->m, territory, datadir, s->units,
                                          dim, member, a, d))
        return false;
    ok = bcl_data_read(&s->data, &s->m, a, d);
    if (!optional || bcl_scenarios_exist(scenario[0], &s->m, a))
        ok = bcl_scenarios_load(&s->scenarios, scenario, nscenario, &s->m,
                                &s->data, a, d) &&
             ok;
    return ok && bcl_inputs_base(&s->inputs, &s->m, &s->data, a, d) &&
           bcl_inputs_levers(&s->inputs, &s->scenarios, a, d);
}

void bcl_study_close(bcl_study *s)
{
    bcl_units_close(s->units);
    s->units = NULL;
}

const bcl_input *bcl_study_inputs(const bcl_study *s, int scenario)
{
    return scenario < 0 ? s->inputs.base : s->inputs.scenario[scenario];
}
