/* reconcile_say.c -- see reconcile_say.h: results. */
#include "cli/reconcile_say.h"
#include "core/text.h"

#include <math.h>
#include <string.h>

enum { LISTED = 8 }; /* names in a list */

/* As many decimals as `digits` significant ones need, zeros at the end left
 * out. */
static const char *number(double x, int digits, bcl_arena *a)
{
    char text[64];
    double size = fabs(x);
    int most = size == 0 ? 0 : digits - 1 - (int)floor(log10(size));

    if (most > 9)
        return bcl_text_print(a, "%.3g", x);
    while (most > 0) {
        double less = pow(10, most - 1), full = round(x * less * 10) / 10;
        if (fabs(round(full) - full) > 1e-6)
            break;
        most--;
    }
    bcl_number_french(text, sizeof text, x, most < 0 ? 0 : most);
    return bcl_text_copy(a, text, strlen(text));
}

const char *bcl_reconcile_number(double x, bcl_arena *a)
{
    return number(x, 5, a);
}

static const char *percent(double p, bcl_arena *a)
{
    return p < 0.0001 ? "moins de 0,01 %"
                      : bcl_text_print(a, "%s %%", number(100 * p, 2, a));
}

/* In the unit of the variable. */
static const char *quantity(const bcl_variable *v, double x, bcl_arena *a)
{
    return bcl_text_print(a, "%s%s%s",
                          bcl_reconcile_number(x / v->unit.factor, a),
                          *v->unit.text ? " " : "", v->unit.text);
}

static void say_classes(FILE *to, const bcl_flowproblem *f,
                        const bcl_rec_result *r)
{
    static const char *const word[] = {
        [BCL_REC_REDUNDANT] = "mesurés et contrôlés par d'autres (redondants)",
        [BCL_REC_NONREDUNDANT] = "mesurés que rien ne contrôle",
        [BCL_REC_FIXED] = "exacts",
        [BCL_REC_OBSERVABLE] = "non mesurés, déduits des autres",
        [BCL_REC_UNOBSERVABLE] = "non mesurés, indéterminés"};
    const bcl_flowtable *t = f->table;
    size_t n[BCL_REC_UNOBSERVABLE + 1] = {0};

    fprintf(to, "%s : %zu flux, %zu processus", bcl_text_file(t->path),
            t->nflow, t->processes.n);
    if (t->nshare)
        fprintf(to, ", %zu part%s", t->nshare, t->nshare > 1 ? "s" : "");
    if (t->substances.n)
        fprintf(to, ", %zu substance%s", t->substances.n,
                t->substances.n > 1 ? "s" : "");
    fputs(".\n", to);
    for (size_t i = 0; i < f->p.n; i++)
        n[r->class[i]] += f->var[i].printed;
    for (int k = 0; k <= BCL_REC_UNOBSERVABLE; k++)
        if (n[k])
            fprintf(to, "  %s : %zu\n", word[k], n[k]);
}

static void say_test(FILE *to, const bcl_rec_result *r, bcl_arena *a)
{
    bool pass = r->verdict == BCL_REC_PASS;

    if (r->verdict == BCL_REC_UNTESTABLE) {
        fputs("Test global : impossible, aucune donnée n'en contrôle une "
              "autre.\n",
              to);
        return;
    }
    fprintf(to,
            "Test global : %s.\n  chi2 = %s pour %d degré%s de liberté, %s la "
            "limite à 95 %% (%s) ; probabilité d'un tel écart par hasard : "
            "%s.\n",
            pass ? "les données s'accordent, à leurs incertitudes près"
                 : "ÉCHEC, les données se contredisent plus que leurs "
                   "incertitudes ne l'expliquent",
            number(r->chi2, 3, a), r->dof, r->dof > 1 ? "s" : "",
            pass ? "sous" : "au-dessus de", number(r->critical, 3, a),
            percent(r->p, a));
}

/* What was measured at the ends of a process, all of its flows being so. */
typedef struct {
    double in, out, variance;
    bool open; /* one of them is not measured */
} node;

static void add_end(node *n, const bcl_rec_problem *p, size_t flow, double in,
                    double out)
{
    n->open |= isnan(p->value[flow]);
    n->in += in * p->value[flow];
    n->out += out * p->value[flow];
    n->variance += p->sd[flow] * p->sd[flow];
}

/* How many standard deviations the balance of a process misses by. */
static double miss(const node *n)
{
    return n->open || n->variance == 0
               ? 0
               : fabs(n->in - n->out) / sqrt(n->variance);
}

static void say_balances(FILE *to, const bcl_flowproblem *f, bcl_arena *a)
{
    enum { WORST = 3 };
    const bcl_flowtable *t = f->table;
    node *n = BCL_NEW(a, node, t->processes.n + 1);

    for (size_t i = 0; i < t->nflow; i++) {
        if (f->p.to[i] >= 0)
            add_end(&n[f->p.to[i]], &f->p, i, 1, 0);
        if (f->p.from[i] >= 0)
            add_end(&n[f->p.from[i]], &f->p, i, 0, 1);
    }
    for (int said = 0; said < WORST; said++) {
        size_t worst = 0;
        for (size_t k = 1; k < t->processes.n; k++)
            if (miss(&n[k]) > miss(&n[worst]))
                worst = k;
        if (t->processes.n == 0 || miss(&n[worst]) < 1.96)
            return;
        if (said == 0)
            fputs("Bilans qui ferment le moins, avant réconciliation :\n", to);
        fprintf(to,
                "  %s : il entre %s, il sort %s ; l'écart est %s fois son "
                "écart-type\n",
                t->processes.text[worst], quantity(&f->var[0], n[worst].in, a),
                quantity(&f->var[0], n[worst].out, a),
                number(miss(&n[worst]), 2, a));
        n[worst].open = true;
    }
}

/* Who deviates as much as the first suspect; of later ones, what remains was
 * reconciled again, and only their number is known. */
static void say_alike(FILE *to, const bcl_rec_suspect *s, bool first,
                      const bcl_flowproblem *f, const bcl_rec_result *r)
{
    size_t n = 0;

    fputs("     ", to);
    for (size_t i = 0; first && i < f->p.n && n < LISTED; i++)
        if ((int)i != s->var &&
            fabs(fabs(r->z[i]) - fabs(s->z)) <= 1e-6 * fabs(s->z))
            fprintf(to, "%s« %s »", n++ ? ", " : "", f->var[i].name);
    if (n < (size_t)s->alike)
        fprintf(to, "%s%d %s", n ? " et " : "", s->alike - (int)n,
                s->alike - (int)n > 1 ? "autres" : "autre");
    fprintf(to, " dévie%s autant : le calcul ne peut pas les départager\n",
            s->alike > 1 ? "nt" : "");
}

static void say_suspect(FILE *to, size_t i, const bcl_flowproblem *f,
                        const bcl_rec_result *r, bcl_arena *a)
{
    const bcl_rec_suspect *s = &r->suspect[i];
    const bcl_variable *v = &f->var[s->var];

    fprintf(to,
            "  %zu. « %s » (%s:%d) : donné %s, réconcilié %s, z = %s ; "
            "sans cette donnée, ",
            i + 1, v->name, bcl_text_file(v->at.file ? v->at.file : ""),
            v->at.line, quantity(v, f->p.value[s->var], a),
            quantity(v, r->x[s->var], a), number(s->z, 3, a));
    if (isnan(s->p))
        fputs("plus rien n'est contrôlé\n", to);
    else
        fprintf(to, "chi2 = %s, probabilité %s\n", number(s->chi2, 3, a),
                percent(s->p, a));
    if (s->alike)
        say_alike(to, s, i == 0, f, r);
}

static void say_suspects(FILE *to, const bcl_flowproblem *f,
                         const bcl_rec_result *r, bcl_arena *a)
{
    if (r->nsuspect)
        fputs("À vérifier d'abord (valeur, unité, écart-type, flux oublié à "
              "côté) :\n",
              to);
    for (size_t i = 0; i < r->nsuspect && i < LISTED; i++)
        say_suspect(to, i, f, r, a);
    if (r->nsuspect > LISTED)
        fprintf(to, "  ... et %zu autres\n", r->nsuspect - LISTED);
}

static void say_bounds(FILE *to, const bcl_flowproblem *f,
                       const bcl_rec_result *r, bcl_arena *a)
{
    size_t said = 0;

    if (!r->unbounded)
        return;
    fprintf(to,
            "Bornes : %zu atteinte%s ; les écarts-types supposent qu'elle%s "
            "le reste%s.\n",
            r->nbinding, r->nbinding > 1 ? "s" : "", r->nbinding > 1 ? "s" : "",
            r->nbinding > 1 ? "nt" : "");
    for (size_t i = 0; i < f->p.n && said < LISTED; i++) {
        if (!r->binding[i] || !f->var[i].printed)
            continue;
        fprintf(to, "  « %s » : %s ; sans borne, %s\n", f->var[i].name,
                quantity(&f->var[i], r->x[i], a),
                isnan(r->unbounded[i])
                    ? "indéterminé"
                    : quantity(&f->var[i], r->unbounded[i], a));
        said++;
    }
    if (r->nbinding > said)
        fprintf(to, "  ... et %zu autres\n", r->nbinding - said);
}

static void say_open(FILE *to, const bcl_flowproblem *f,
                     const bcl_rec_result *r, bcl_arena *a)
{
    size_t n = 0;

    for (size_t i = 0; i < f->p.n; i++) {
        const bcl_variable *v = &f->var[i];
        if (r->class[i] != BCL_REC_UNOBSERVABLE || !v->printed || n++ >= LISTED)
            continue;
        if (n == 1)
            fputs("Indéterminés : une mesure de plus est nécessaire.\n", to);
        bool low = isfinite(r->low[i]), high = isfinite(r->high[i]);
        fprintf(to, "  « %s » : ", v->name);
        if (low && high && r->low[i] == r->high[i])
            fprintf(to, "les bornes ne lui laissent que %s\n",
                    quantity(v, r->low[i], a));
        else if (low && high)
            fprintf(to, "entre %s et %s\n", quantity(v, r->low[i], a),
                    quantity(v, r->high[i], a));
        else if (low || high)
            fprintf(to, "%s %s\n", low ? "au moins" : "au plus",
                    quantity(v, low ? r->low[i] : r->high[i], a));
        else
            fputs("rien ne le borne\n", to);
    }
    if (n > LISTED)
        fprintf(to, "  ... et %zu autres\n", n - LISTED);
}

void bcl_reconcile_say(FILE *to, const bcl_flowproblem *f,
                       const bcl_rec_result *r, bcl_arena *a)
{
    say_classes(to, f, r);
    say_test(to, r, a);
    if (r->verdict == BCL_REC_FAIL)
        say_balances(to, f, a);
    say_suspects(to, f, r, a);
    say_bounds(to, f, r, a);
    say_open(to, f, r, a);
    if (r->second_minimum)
        fputs("Attention : un autre départ mène à une autre solution ; "
              "mesurez une part ou une concentration de plus.\n",
              to);
}
