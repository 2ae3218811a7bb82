/* cmd_eval.c -- `bouclage eval TERRITORY FORMULA`: any formula of the language,
 * as CSV (';', decimal point, 15 digits). */
#include "cli/command.h"
#include "core/text.h"
#include "formula/parser.h"
#include "result/values.h"

#include <stdio.h>
#include <string.h>

static bool run(int argc, char **argv, bcl_context *c);

const bcl_command bcl_cmd_eval = {
    .name = "eval",
    .args = "TERRITOIRE FORMULE [-s SCENARIO] [-y ANNEE|DE..A] [-u UNITE] "
            "[--sans-reconciliation]",
    .summary = "calcule une formule quelconque, en CSV",
    .help = "  -s SCENARIO  défaut : tendanciel\n"
            "  -y ANNEES    2030 ou 2024..2030 (défaut : toutes)\n"
            "  -u UNITE     défaut : celle de la grandeur seule, choisie ou "
            "additionnée,\n               sinon les unités de base\n"
            "  --sans-reconciliation  les données comme observées\n",
    .run = run,
};

static bcl_pos place(void *ctx, size_t offset)
{
    (void)ctx;
    return (bcl_pos){"formule", 1, (int)offset + 1};
}

/* Dimensions in order of first appearance, the year last. */
typedef struct {
    int dim[BCL_DIMS_MAX];
    size_t n;
    bcl_dimset seen;
} columns;

static void add_column(columns *c, const bcl_node *root, int d)
{
    if (d == BCL_YEAR || (c->seen & BCL_DIM_BIT(d)) ||
        !(root->dims & BCL_DIM_BIT(d)))
        return;
    c->seen |= BCL_DIM_BIT(d);
    c->dim[c->n++] = d;
}

static void find_columns(columns *c, const bcl_model *m, const bcl_node *root,
                         const bcl_node *n)
{
    if (n->op == BCL_N_QUANTITY)
        for (size_t k = 0; k < m->quantity[n->ref].rank; k++)
            add_column(c, root, m->quantity[n->ref].order[k]);
    for (int k = 0; k < n->narg; k++)
        if (n->arg[k])
            find_columns(c, m, root, n->arg[k]);
    if (n->dim2 > 0)
        add_column(c, root, n->dim2);
    for (size_t d = 1; n == root && d < m->dims.n; d++)
        add_column(c, root, (int)d);
}

static void print_field(const char *s)
{
    if (!strpbrk(s, ";\"\n\r")) {
        fputs(s, stdout);
        return;
    }
    putchar('"');
    for (; *s; s++) {
        if (*s == '"')
            putchar('"');
        putchar(*s);
    }
    putchar('"');
}

typedef struct {
    const bcl_model *m;
    const bcl_values *x;
    columns col;
    const char *unit;
    double factor;
    int from, to; /* calendar years */
} table;

static void print_row(const table *t, const size_t *at)
{
    size_t cell = 0;
    char text[32] = "";
    const bcl_layout *l = &t->x->layout;
    bool dated = t->x->dims & BCL_YEAR_BIT;

    for (size_t k = 0; k < t->col.n; k++) {
        print_field(bcl_dim_members(&t->m->dims, t->col.dim[k])->text[at[k]]);
        putchar(';');
        cell += at[k] * bcl_layout_stride(l, t->col.dim[k]);
    }
    if (dated) {
        printf("%d;", t->m->dims.first_year + (int)at[t->col.n]);
        cell += at[t->col.n];
    }
    if (bcl_values_has(t->x, t->m, cell))
        bcl_number_print(text, sizeof text, t->x->v[cell] / t->factor);
    printf("%s;%s;%s\n", text, t->unit, bcl_values_status(t->x, t->m, cell));
}

static void print_table(const table *t)
{
    size_t at[BCL_DIMS_MAX + 1] = {0}, size[BCL_DIMS_MAX + 1];
    size_t n = t->col.n;
    bool dated = t->x->dims & BCL_YEAR_BIT;

    for (size_t k = 0; k < n; k++) {
        printf("%s;", t->m->dims.dim[t->col.dim[k]].id);
        size[k] = bcl_dim_size(&t->m->dims, t->col.dim[k]);
    }
    printf("%svaleur;unite;statut\n", dated ? "annee;" : "");
    size_t first = dated ? (size_t)(t->from - t->m->dims.first_year) : 0;
    if (dated)
        size[n] = (size_t)(t->to - t->m->dims.first_year) + 1;
    size_t rank = n + dated;
    if (dated)
        at[n] = first;
    for (;;) {
        print_row(t, at);
        size_t k = rank;
        while (k > 0 && ++at[k - 1] == size[k - 1]) {
            at[k - 1] = k - 1 == n && dated ? first : 0;
            k--;
        }
        if (k == 0)
            return;
    }
}

/* The quantity that a formula selects from, adds up or repeats; else NULL. */
static const bcl_quantity *quantity_of(const bcl_model *m, const bcl_node *n)
{
    for (;;)
        switch (n->op) {
        case BCL_N_QUANTITY:
            return &m->quantity[n->ref];
        case BCL_N_PICK:
        case BCL_N_KEEP:
        case BCL_N_PLACE:
        case BCL_N_REPLACE:
        case BCL_N_DIAGONAL:
        case BCL_N_REPEAT:
        case BCL_N_PREVIOUS:
        case BCL_N_SUM:
        case BCL_N_GROUP:
            n = n->arg[0];
            break;
        default:
            return NULL;
        }
}

static bool choose_unit(table *t, const bcl_node *n, const bcl_options *o,
                        bcl_study *s, bcl_context *c)
{
    const bcl_unit *own = n->unit ? n->unit : bcl_unit_one(s->units), *u = own;

    const bcl_quantity *q = quantity_of(&s->m, n);

    t->unit = bcl_unit_base_text(own, c->mem);
    t->factor = 1;
    if (q && q->unit) {
        t->unit = q->unit_text;
        t->factor = bcl_unit_factor(q->unit);
    }
    if (!o->unit)
        return true;
    u = bcl_unit_parse(s->units, o->unit, (bcl_pos){"-u", 1, 1}, c->d);
    if (!u)
        return false;
    t->unit = o->unit;
    t->factor = bcl_unit_factor(u);
    return bcl_unit_same(u, own) ||
           bcl_fail(c->d, "U01", (bcl_pos){"-u", 1, 1},
                    "la formule donne des %s, pas des %s",
                    bcl_unit_text(own, c->mem), o->unit);
}

static bool evaluate(bcl_study *s, const bcl_options *o, bcl_context *c)
{
    bcl_expr *x;
    bcl_values v;
    table t = {.m = &s->m,
               .x = &v,
               .from = s->m.dims.first_year,
               .to = s->m.dims.last_year};
    bcl_scope scope = bcl_model_scope(&s->m);

    scope.allow_parent = true;
    if (!bcl_formula_parse(&x, o->word[1], place, NULL, c->mem, c->d))
        return false;
    bcl_node *n = bcl_formula_check(x, &scope, c->mem, c->d);
    if (!n || !choose_unit(&t, n, o, s, c))
        return false;
    if (o->year &&
        (!bcl_options_years(o, &t.from, &t.to) ||
         t.from < s->m.dims.first_year || t.to > s->m.dims.last_year))
        return bcl_fail(c->d, "R09", (bcl_pos){"-y", 1, 1},
                        "« %s » : une année ou une période de %d à %d", o->year,
                        s->m.dims.first_year, s->m.dims.last_year);
    bcl_wish wish = {.node = n, .dims = n->dims};
    int scenario = s->scenarios.n ? (int)s->scenarios.n - 1 : -1;
    if (!bcl_values_compute(&v, NULL, &wish, 1, s, scenario, c->mem, c->d))
        return false;
    find_columns(&t.col, &s->m, n, n);
    print_table(&t);
    return true;
}

static bool run(int argc, char **argv, bcl_context *c)
{
    bcl_options o;
    bcl_study s;

    if (!bcl_options_read(&o, argc, argv, "syur", 2, 2, &bcl_cmd_eval, c))
        return false;
    bool ok = bcl_options_open(&s, &o, c) && evaluate(&s, &o, c);
    bcl_study_close(&s);
    return ok;
}
