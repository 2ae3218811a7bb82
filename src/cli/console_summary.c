/* console_summary.c -- what a run found, on the terminal: closure of ledgers,
 * controls, verdicts, what is estimated or cannot be computed. */
#include "cli/console.h"
#include "core/text.h"
#include "result/closure.h"
#include "result/control.h"
#include "result/verdict.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LABEL = 52 };

static void ledger_line(const bcl_plan *p, size_t g, const char *where,
                        bcl_closure k, int y)
{
    const bcl_ledger *l = &p->s->m.ledger[g];
    double gap = k.gap / bcl_unit_factor(l->unit);
    char text[64], share[64];

    fputs("  ", stdout);
    bcl_console_cell(bcl_text_print(p->a, "%s%s%s, %d", l->head.title,
                                    *where ? " — " : "", where, y),
                     LABEL + 14, false);
    printf(" %s", bcl_closure_word(k.how));
    bcl_number_french(text, sizeof text, gap, bcl_console_decimals(gap));
    bcl_number_french(share, sizeof share, 100 * k.share, 2);
    if (k.how == BCL_GAP || k.how == BCL_CLOSES)
        printf(" ; écart %s %s (%s %%)", text, l->unit_text,
               isnan(k.share) ? "0" : share);
    if (k.how == BCL_NOT_COMPUTED && k.missing)
        printf(" : %s", bcl_values_missing_text(k.missing, p->a));
    putchar('\n');
}

/* A line a cell; one for all where none can be computed. */
static void summary_ledgers(const bcl_plan *p)
{
    const bcl_model *m = &p->s->m;

    puts("\nBilans");
    for (size_t g = 0; g < m->nledger; g++) {
        const bcl_ledger *l = &m->ledger[g];
        size_t n = bcl_closure_cells(m, l), silent = 0;
        int y = bcl_closure_year(p, 0, g);
        for (size_t c = 0; c < n; c++)
            silent += bcl_closure_of(p, 0, g, c, y).how == BCL_NOT_COMPUTED;
        for (size_t c = 0; c < (silent == n ? n > 0 : n); c++)
            ledger_line(
                p, g, silent == n ? "" : bcl_closure_cell_title(m, l, c, p->a),
                bcl_closure_of(p, 0, g, c, y), y);
    }
}

static void summary_controls(const bcl_plan *p)
{
    bcl_control *c;
    size_t n = bcl_control_list(&c, p, 0);

    if (n)
        puts("\nContrôles");
    for (size_t i = 0; i < n; i++) {
        char gap[64], share[64] = "";
        bcl_number_french(gap, sizeof gap, c[i].gap,
                          bcl_console_decimals(c[i].gap));
        fputs("  ", stdout);
        bcl_console_cell(c[i].what, LABEL + 14, false);
        printf(" %s", isnan(c[i].gap) ? "non calculable"
                      : c[i].ok       ? "tient"
                                      : "ne tient pas");
        if (!isnan(c[i].gap) && c[i].gap != 0 && !c[i].ok) {
            bcl_number_french(share, sizeof share, 100 * c[i].share, 2);
            printf(" ; écart %s %s%s%s%s en %d %s", gap, c[i].unit_text,
                   isnan(c[i].share) ? "" : " (",
                   isnan(c[i].share) ? "" : share,
                   isnan(c[i].share) ? "" : " %)", c[i].year, c[i].where);
        }
        putchar('\n');
    }
}

/* False when nothing can be said of it. */
static bool target_line(const bcl_plan *p, const bcl_target *t, size_t run)
{
    const char *where = bcl_plan_scenario(p, run);
    bcl_verdict s = bcl_verdict_scenario(p, run, t, 0),
                o = bcl_verdict_observed(p, t, 0);
    char value[64], goal[64];

    if (s.outcome == BCL_NO_VERDICT && o.outcome == BCL_NO_VERDICT)
        return false;
    fputs("  ", stdout);
    bcl_console_cell(bcl_text_print(p->a, "%s (%d)", t->head.title, t->to),
                     LABEL, false);
    bcl_number_french(value, sizeof value, s.value,
                      bcl_console_decimals(s.value));
    bcl_number_french(goal, sizeof goal, t->value,
                      bcl_console_decimals(t->value));
    printf(" %-12s %s pour %s %s ; scénario : %s ; suivi : %s\n", where, value,
           goal, t->unit_text, bcl_verdict_word(s.outcome),
           bcl_verdict_word(o.outcome));
    return true;
}

static void summary_targets(const bcl_plan *p)
{
    puts("\nObjectifs");
    for (size_t run = 0; run < p->nrun; run++) {
        const bcl_target **t;
        size_t n = bcl_verdict_targets(p, run, &t);
        size_t silent = 0;
        for (size_t i = 0; i < n; i++)
            silent += !target_line(p, t[i], run);
        if (silent)
            printf("  %s : %zu objectif%s non calculable%s (voir le rapport)\n",
                   bcl_plan_scenario(p, run), silent, silent > 1 ? "s" : "",
                   silent > 1 ? "s" : "");
    }
}

/* The last year up to the reference in which an indicator stands, or 0. */
static int last_year(const bcl_model *m, const bcl_values *x)
{
    for (int y = m->dims.reference; y >= m->dims.first_year; y--)
        if (x->avail[bcl_values_year(m, y)])
            return y;
    return 0;
}

/* What there is to say of an indicator, or NULL. */
static const char *indicator_note(const bcl_plan *p, size_t q)
{
    const bcl_model *m = &p->s->m;
    int wish = p->indicator[q];
    const bcl_values *x = bcl_plan_value(p, 0, wish);
    const char *why = bcl_values_missing_text(p->missing[0][wish], p->a);
    int y = last_year(m, x);
    size_t at = y ? bcl_values_year(m, y) : 0;

    if (!y)
        return why ? bcl_text_print(p->a, "non calculable ; %s", why)
                   : "non calculable";
    if (y < m->dims.reference)
        return bcl_text_print(p->a, "dernière valeur %d", y);
    if (x->extended[at])
        return "prolongé d'une année antérieure";
    return x->status[at] == BCL_ESTIMATED ? "estimé"
           : x->status[at] == BCL_ASSUMED ? "hypothèse"
                                          : NULL;
}

enum { NAMED = 3 };

/* One note and the indicators it is said of, from the first of them. */
static void note_line(const bcl_plan *p, const char *const *note, size_t first)
{
    size_t n = 0;

    printf("  %s :", note[first]);
    for (size_t q = first; q < p->s->m.nquantity; q++) {
        if (!note[q] || strcmp(note[q], note[first]) != 0)
            continue;
        if (n++ < NAMED)
            printf("%s %s", n > 1 ? " ;" : "", p->s->m.quantity[q].head.title);
    }
    if (n > NAMED)
        printf(" ; et %zu autre%s", n - NAMED, n - NAMED > 1 ? "s" : "");
    putchar('\n');
}

/* One line a note, in the order of the indicators it is first said of. */
static void summary_indicators(const bcl_plan *p)
{
    size_t n = p->s->m.nquantity;
    const char **note = BCL_NEW(p->a, const char *, n + 1);

    puts("\nIndicateurs estimés, anciens ou non calculables");
    for (size_t q = 0; q < n; q++)
        note[q] = p->indicator[q] < 0 ? NULL : indicator_note(p, q);
    for (size_t q = 0; q < n; q++) {
        bool said = !note[q];
        for (size_t k = 0; k < q && !said; k++)
            said = note[k] && strcmp(note[k], note[q]) == 0;
        if (!said)
            note_line(p, note, q);
    }
}

void bcl_console_summary(const bcl_plan *p)
{
    printf("%s", p->s->m.title);
    for (size_t k = 0; k < p->nrun; k++)
        printf("%s%s", k ? ", " : " : scénarios ",
               bcl_plan_scenario_title(p, k));
    putchar('\n');
    summary_ledgers(p);
    bcl_console_reconciled(p, true);
    summary_controls(p);
    summary_targets(p);
    summary_indicators(p);
}
