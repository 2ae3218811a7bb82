/* flowresult.c -- see flowresult.h. */
#include "report/flowresult.h"
#include "core/text.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

const char *bcl_flowresult_class(bcl_rec_class c)
{
    static const char *const word[] = {[BCL_REC_REDUNDANT] = "redundant",
                                       [BCL_REC_NONREDUNDANT] = "nonredundant",
                                       [BCL_REC_FIXED] = "fixed",
                                       [BCL_REC_OBSERVABLE] = "observable",
                                       [BCL_REC_UNOBSERVABLE] = "unobservable"};

    return word[c];
}

/* ---- table ---- */

static void put_text(FILE *to, const char *s)
{
    if (!strpbrk(s, ",\"\n\r")) {
        fputs(s, to);
        return;
    }
    putc('"', to);
    for (; *s; s++) {
        if (*s == '"')
            putc('"', to);
        putc(*s, to);
    }
    putc('"', to);
}

static void put_number(FILE *to, double x)
{
    char text[32];

    bcl_number_print(text, sizeof text, x);
    fprintf(to, ",%s", text);
}

static void put_bound(FILE *to, double x, bool open)
{
    if (open && isinf(x))
        fputs(",?", to);
    else
        put_number(to, x);
}

bool bcl_flowresult_table(FILE *to, const void *what, bcl_diag *d)
{
    const bcl_flowresult *f = what;
    const bcl_rec_result *r = f->result;

    (void)d;
    fputs("flow,class,value,sd,adjustment,z,low,high\n", to);
    for (size_t i = 0; i < f->problem->p.n; i++) {
        const bcl_variable *v = &f->problem->var[i];
        bool open = r->class[i] == BCL_REC_UNOBSERVABLE;
        if (!v->printed)
            continue;
        put_text(to, v->name);
        fprintf(to, ",%s", bcl_flowresult_class(r->class[i]));
        put_number(to, r->x[i] / v->unit.factor);
        put_number(to, r->sd[i] / v->unit.factor);
        put_number(to, r->adjustment[i] / v->unit.factor);
        put_number(to, r->z[i]);
        put_bound(to, open ? r->low[i] / v->unit.factor : (double)NAN, open);
        put_bound(to, open ? r->high[i] / v->unit.factor : (double)NAN, open);
        putc('\n', to);
    }
    return true;
}

/* ---- summary ---- */

static json_t *number(double x)
{
    return isfinite(x) ? json_real(x == 0 ? 0 : x) : json_null();
}

static json_t *suspects(const bcl_flowresult *f)
{
    json_t *list = json_array();

    for (size_t i = 0; i < f->result->nsuspect; i++) {
        const bcl_rec_suspect *s = &f->result->suspect[i];
        json_array_append_new(
            list, json_pack("{s:s, s:o, s:o, s:o, s:i}", "flow",
                            f->problem->var[s->var].name, "z", number(s->z),
                            "chi2", number(s->chi2), "p_value", number(s->p),
                            "alike", s->alike));
    }
    return list;
}

/* What bounds changed: each variable that has a value with and without. */
static json_t *unbounded(const bcl_flowresult *f)
{
    const bcl_rec_result *r = f->result;
    json_t *list = json_array();

    for (size_t i = 0; r->unbounded && i < f->problem->p.n; i++) {
        const bcl_variable *v = &f->problem->var[i];
        if (!v->printed || isnan(r->unbounded[i]))
            continue;
        json_array_append_new(
            list, json_pack("{s:s, s:o, s:o, s:b}", "flow", v->name, "value",
                            number(r->x[i] / v->unit.factor), "unbounded",
                            number(r->unbounded[i] / v->unit.factor), "binding",
                            r->binding && r->binding[i]));
    }
    return list;
}

static json_t *classes(const bcl_flowresult *f)
{
    int n[BCL_REC_UNOBSERVABLE + 1] = {0};
    json_t *o = json_object();

    for (size_t i = 0; i < f->problem->p.n; i++)
        n[f->result->class[i]] += f->problem->var[i].printed;
    for (int k = 0; k <= BCL_REC_UNOBSERVABLE; k++)
        json_object_set_new(o, bcl_flowresult_class((bcl_rec_class)k),
                            json_integer(n[k]));
    return o;
}

bool bcl_flowresult_summary(FILE *to, const void *what, bcl_diag *d)
{
    static const char *const verdict[] = {[BCL_REC_PASS] = "pass",
                                          [BCL_REC_FAIL] = "fail",
                                          [BCL_REC_UNTESTABLE] = "untestable"};
    const bcl_flowresult *f = what;
    const bcl_rec_result *r = f->result;

    (void)d;
    json_t *o = json_pack(
        "{s:o, s:i, s:o, s:o, s:s, s:i, s:o, s:o, s:b, s:b, s:o, s:o}", "chi2",
        number(r->chi2), "dof", r->dof, "critical_95", number(r->critical),
        "p_value", number(r->p), "verdict", verdict[r->verdict], "iterations",
        r->iterations, "suspects", suspects(f), "z_bonferroni",
        number(r->z_bonferroni), "second_minimum", r->second_minimum,
        "sd_conditional", r->unbounded != NULL, "bounds", unbounded(f),
        "classes", classes(f));
    json_dumpf(o, to, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    putc('\n', to);
    json_decref(o);
    return true;
}
