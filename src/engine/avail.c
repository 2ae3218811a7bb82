/* avail.c -- in which years each instruction has a value, how it must be
 * labelled and whether secrets can reach it: all before any number.
 *
 * Cycles are met by starting from "all years" and taking away until nothing
 * changes: a recurrence is available as long as what feeds it is. */
#include "engine/private.h"

#include <string.h>

static bool constant(const bcl_program *p, int i, size_t y, double *x,
                     int depth)
{
    const bcl_instr *s = &p->i[i];
    double a, b;

    if (depth > 64)
        return false;
    switch (s->op) {
    case BCL_N_NUMBER:
        *x = s->number;
        return true;
    case BCL_N_YEAR:
        *x = p->m->dims.first_year + (double)y;
        return true;
    case BCL_N_NOT:
        if (!constant(p, s->arg[0], y, &a, depth + 1))
            return false;
        *x = a == 0;
        return true;
    case BCL_N_ADD:
    case BCL_N_SUB:
    case BCL_N_EQ:
    case BCL_N_NE:
    case BCL_N_LT:
    case BCL_N_LE:
    case BCL_N_GT:
    case BCL_N_GE:
    case BCL_N_AND:
    case BCL_N_OR:
        break;
    default:
        return false;
    }
    if (!constant(p, s->arg[0], y, &a, depth + 1) ||
        !constant(p, s->arg[1], y, &b, depth + 1))
        return false;
    *x = s->op == BCL_N_ADD   ? a + b
         : s->op == BCL_N_SUB ? a - b
         : s->op == BCL_N_EQ  ? a == b
         : s->op == BCL_N_NE  ? a != b
         : s->op == BCL_N_LT  ? a < b
         : s->op == BCL_N_LE  ? a <= b
         : s->op == BCL_N_GT  ? a > b
         : s->op == BCL_N_GE  ? a >= b
         : s->op == BCL_N_AND ? (a != 0 && b != 0)
                              : (a != 0 || b != 0);
    return true;
}

bool bcl_program_constant(const bcl_program *p, int i, size_t y, double *x)
{
    return constant(p, i, y, x, 0);
}

static const bool *avail(const bcl_program *p, const bcl_instr *s, int k)
{
    return p->i[s->arg[k]].avail;
}

static bool all_args(const bcl_program *p, const bcl_instr *s, size_t y)
{
    for (int k = 0; k < s->narg; k++)
        if (!avail(p, s, k)[y])
            return false;
    return true;
}

static bool stock_avail(const bcl_program *p, const bcl_instr *s, size_t y)
{
    size_t first =
        s->member ? (size_t)(s->member - p->m->dims.first_year) + 1 : 0;

    if (y + 1 < first)
        return false;
    if (y + 1 == first)
        return s->op == BCL_N_STOCK && avail(p, s, 1)[y];
    bool before =
        y == first || (s->op != BCL_N_STOCK && y == first) || s->avail[y - 1];
    return before && all_args(p, s, y);
}

static bool now(const bcl_program *p, const bcl_instr *s, size_t y)
{
    double test;

    switch (s->op) {
    case BCL_I_INPUT:
        return p->input[s->ref].slice && p->input[s->ref].avail[y];
    case BCL_I_GIVEN:
        return p->given[s->ref].avail[y];
    case BCL_N_IF:
        if (constant(p, s->arg[0], y, &test, 0))
            return avail(p, s, test != 0 ? 1 : 2)[y];
        return all_args(p, s, y);
    case BCL_N_DEFAULT:
        return avail(p, s, 0)[y] || avail(p, s, 1)[y];
    case BCL_N_PREVIOUS:
        return (y > 0 && avail(p, s, 0)[y - 1]) ||
               (s->narg > 1 && avail(p, s, 1)[y]);
    case BCL_N_CUMUL: {
        size_t first = (size_t)(s->member - p->m->dims.first_year);
        return y >= first && avail(p, s, 0)[y] &&
               (y == first || s->avail[y - 1]);
    }
    case BCL_N_STOCK:
    case BCL_N_RETIRED:
    case BCL_N_DRIVEN:
        return stock_avail(p, s, y);
    case BCL_N_PICK:
    case BCL_N_REPLACE:
    case BCL_N_DIAGONAL:
        if (s->dim == BCL_YEAR && s->op == BCL_N_PICK)
            return avail(p, s, 0)[s->member];
        return all_args(p, s, y);
    case BCL_N_SUM:
        if (s->over & BCL_YEAR_BIT) { /* all years must stand */
            for (size_t z = 0; z < p->years; z++)
                if (!avail(p, s, 0)[z])
                    return false;
            return true;
        }
        return all_args(p, s, y);
    default:
        return all_args(p, s, y);
    }
}

/* The weaker of two labels, extended if one is. */
static uint8_t weaker(uint8_t a, uint8_t b)
{
    uint8_t worst = BCL_STATUS_LABEL(a) > BCL_STATUS_LABEL(b)
                        ? BCL_STATUS_LABEL(a)
                        : BCL_STATUS_LABEL(b);

    return worst | ((a | b) & BCL_EXTENDED);
}

static uint8_t worst_arg(const bcl_program *p, const bcl_instr *s, size_t y)
{
    uint8_t worst = BCL_OBSERVED;

    for (int k = 0; k < s->narg; k++)
        worst = weaker(worst, p->i[s->arg[k]].status[y]);
    return worst;
}

static uint8_t label(const bcl_program *p, const bcl_instr *s, size_t y)
{
    double test;
    uint8_t worst, before;

    switch (s->op) {
    case BCL_I_INPUT:
        return p->input[s->ref].slice ? p->input[s->ref].status[y]
                                      : BCL_OBSERVED;
    case BCL_I_GIVEN:
        return p->given[s->ref].status ? p->given[s->ref].status[y]
                                       : BCL_OBSERVED;
    case BCL_N_IF:
        if (constant(p, s->arg[0], y, &test, 0))
            return p->i[s->arg[test != 0 ? 1 : 2]].status[y];
        return worst_arg(p, s, y);
    case BCL_N_DEFAULT:
        return p->i[s->arg[avail(p, s, 0)[y] ? 0 : 1]].status[y];
    case BCL_N_PREVIOUS:
        if (y > 0 && avail(p, s, 0)[y - 1])
            return p->i[s->arg[0]].status[y - 1];
        return s->narg > 1 ? p->i[s->arg[1]].status[y] : BCL_OBSERVED;
    case BCL_N_CUMUL:
    case BCL_N_STOCK:
    case BCL_N_RETIRED:
    case BCL_N_DRIVEN:
        worst = worst_arg(p, s, y);
        before = y > 0 && s->avail[y - 1] ? s->status[y - 1] : worst;
        return weaker(worst, before);
    case BCL_N_PICK:
        if (s->dim == BCL_YEAR)
            return p->i[s->arg[0]].status[s->member];
        return worst_arg(p, s, y);
    default:
        return worst_arg(p, s, y);
    }
}

static bool mark_avail(bcl_program *p, bcl_instr *s)
{
    bool changed = false;

    for (size_t y = 0; y < p->years; y++)
        if (s->avail[y] && !now(p, s, y)) {
            s->avail[y] = false;
            changed = true;
        }
    return changed;
}

static bool mark_status(bcl_program *p, bcl_instr *s)
{
    bool changed = false;

    for (size_t y = 0; y < p->years; y++) {
        uint8_t l = weaker(s->status[y], label(p, s, y));
        if (l != s->status[y]) {
            s->status[y] = l;
            changed = true;
        }
    }
    return changed;
}

static bool mark_holes(bcl_program *p, bcl_instr *s)
{
    bool was = s->holes;
    bool holes = s->op == BCL_I_INPUT && bcl_input_holes(p, s);

    for (int k = 0; k < s->narg; k++)
        holes = holes || p->i[s->arg[k]].holes;
    s->holes = holes;
    return holes != was;
}

static void until_still(bcl_program *p,
                        bool (*mark)(bcl_program *, bcl_instr *))
{
    bool changed = true;

    while (changed) {
        changed = false;
        for (size_t c = 0; c < p->ncomponent; c++)
            for (size_t i = 0; i < p->component[c].n; i++)
                changed = mark(p, &p->i[p->component[c].instr[i]]) || changed;
    }
}

/* Is it a sum some of whose cells may be secret? */
static bool partial_sum(const bcl_program *p, int i)
{
    const bcl_instr *s = &p->i[i];

    return (s->op == BCL_N_SUM || s->op == BCL_N_GROUP) && s->holes;
}

/* R06: two sums, each over the cells it knows, do not make a ratio. */
static void warn_ratios(const bcl_program *p)
{
    for (size_t i = 0; i < p->n; i++) {
        const bcl_instr *s = &p->i[i];
        if (s->op != BCL_N_DIV || s->paired || s->component < 0 ||
            !partial_sum(p, s->arg[0]) || !partial_sum(p, s->arg[1]))
            continue;
        bcl_warn(p->d, "R06", s->at,
                 "rapport de deux sommes dont des cellules sont secrètes : "
                 "chacune porte sur les cellules qu'elle connaît");
        bcl_hint(p->d, "rapport(x, y sur …) ne compte que les cellules où les "
                       "deux sont connues");
    }
}

void bcl_program_mark(bcl_program *p)
{
    for (size_t i = 0; i < p->n; i++) {
        p->i[i].avail = BCL_NEW(p->a, bool, p->years);
        p->i[i].status = BCL_NEW(p->a, uint8_t, p->years);
        memset(p->i[i].avail, 1, p->years);
    }
    until_still(p, mark_avail);
    until_still(p, mark_status);
    until_still(p, mark_holes);
    warn_ratios(p);
}
