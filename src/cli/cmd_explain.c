/* cmd_explain.c -- `bouclage explain TERRITORY 'name[dim=member]'`: the chain
 * behind a number, as a tree. */
#include "cli/command.h"
#include "cli/console.h"
#include "core/text.h"
#include "formula/parser.h"
#include "result/explain.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool run(int argc, char **argv, bcl_context *c);

const bcl_command bcl_cmd_explain = {
    .name = "explain",
    .args = "TERRITOIRE 'NOM[DIM=MEMBRE]' [-y ANNEE] [-s SCENARIO] "
            "[--depth N] [--json] [--sans-reconciliation]",
    .summary = "dit d'où vient un nombre : formule, opérandes, table, leviers",
    .help = "  -y ANNEE     défaut : l'année de référence\n"
            "  -s SCENARIO  défaut : tendanciel\n"
            "  --depth N    niveaux de la chaîne (défaut : 6)\n"
            "  --json       pour un programme\n"
            "  --sans-reconciliation  les données comme observées\n",
    .run = run,
};

static bcl_pos place(void *ctx, size_t offset)
{
    (void)ctx;
    return (bcl_pos){"nom", 1, (int)offset + 1};
}

/* name[dim=member, ...] */
static bool what(int *ref, bcl_cell_of *at, const bcl_model *m,
                 const char *text, bcl_context *c)
{
    bcl_expr *x;

    if (!bcl_formula_parse(&x, text, place, NULL, c->mem, c->d))
        return false;
    const bcl_expr *name = x->kind == BCL_X_SELECT ? x->arg[0] : x;
    *ref = name->kind == BCL_X_NAME ? bcl_model_find(m, name->name) : -1;
    if (*ref < 0) {
        bcl_fail(c->d, "N01", name->at,
                 "une grandeur du modèle est attendue : nom[dim=membre]");
        const char *near = name->kind == BCL_X_NAME
                               ? bcl_names_nearest(&m->symbols.name, name->name)
                               : NULL;
        return near ? bcl_hint(c->d, "vouliez-vous « %s » ?", near) : false;
    }
    for (size_t d = 0; d < BCL_DIMS_MAX; d++)
        at->member[d] = -1;
    for (size_t i = 0; i < x->nselect; i++) {
        const bcl_select *s = &x->select[i];
        int d = bcl_dim_find(&m->dims, s->dim);
        if (d == BCL_YEAR && s->nright == 1) {
            at->year = atoi(s->right[0]);
            continue;
        }
        int k = d < 0 ? -1
                      : bcl_names_find(bcl_dim_members(&m->dims, d),
                                       s->right[0], strlen(s->right[0]));
        bool has = d >= 0 && m->quantity[*ref].dims & BCL_DIM_BIT(d);
        if (k < 0 || !has) {
            bcl_fail(c->d, "D03", s->at,
                     "« %s=%s » n'est pas une cellule de « %s » (%s)", s->dim,
                     s->right[0], m->quantity[*ref].head.id,
                     bcl_dimset_text(&m->dims, m->quantity[*ref].dims, c->mem));
            return has && bcl_dim_hint_member(&m->dims, d, s->right[0], c->d);
        }
        at->member[d] = k;
    }
    return true;
}

static void indent(int n)
{
    for (int i = 0; i < n; i++)
        fputs("  ", stdout);
}

static void print_value(const bcl_why *y)
{
    char text[64];
    double a = fabs(y->value);
    int decimals = a >= 1000 ? 1 : a >= 1 ? 3 : 6;

    if (isnan(y->value) && y->aggregate) {
        printf(" en %s (%s)", y->unit, bcl_values_status_word(y->status));
        return;
    }
    bcl_console_text(text, sizeof text, y->value, y->unit, decimals);
    const char *unit = bcl_unit_shown(y->unit);
    printf(" = %s%s%s (%s)", text, *unit ? " " : "", unit,
           bcl_values_status_word(y->status));
}

static void print_tree(const bcl_why *y, int depth)
{
    indent(depth);
    printf("%s %s%s", y->kind, y->id, y->cell);
    print_value(y);
    printf(" — %s\n", y->title);
    if (y->aggregate) {
        indent(depth + 1);
        printf("%s\n", y->aggregate);
    }
    if (y->formula || y->how) {
        indent(depth + 1);
        printf("%s%s%s%s\n", y->formula ? "formule : " : "",
               y->formula ? y->formula : "", y->formula && y->how ? " ; " : "",
               y->how ? y->how : "");
    }
    indent(depth + 1);
    printf("%s:%d%s%s\n", y->file, y->line, y->source ? " ; source : " : "",
           y->source ? y->source : "");
    if (y->settled) {
        indent(depth + 1);
        puts(y->settled);
    }
    for (size_t i = 0; i < y->nlever; i++) {
        indent(depth + 1);
        puts(y->lever[i]);
    }
    if (y->loop) {
        indent(depth + 1);
        puts("boucle : déjà dite plus haut, résolue avec elle");
    }
    for (size_t i = 0; i < y->noperand; i++)
        print_tree(y->operand[i], depth + 1);
}

static json_t *to_json(const bcl_why *y)
{
    json_t *o =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:i, s:b}", "id", y->id,
                  "titre", y->title, "genre", y->kind, "cellule", y->cell,
                  "unite", y->unit, "statut", y->status, "fichier", y->file,
                  "ligne", y->line, "boucle", y->loop);
    json_t *operands = json_array(), *levers = json_array();

    json_object_set_new(o, "valeur",
                        isfinite(y->value) ? json_real(y->value) : json_null());
    if (y->aggregate)
        json_object_set_new(o, "agregat", json_string(y->aggregate));
    if (y->formula)
        json_object_set_new(o, "formule", json_string(y->formula));
    if (y->how)
        json_object_set_new(o, "comment", json_string(y->how));
    if (y->source)
        json_object_set_new(o, "source", json_string(y->source));
    if (y->settled)
        json_object_set_new(o, "reconciliation", json_string(y->settled));
    for (size_t i = 0; i < y->nlever; i++)
        json_array_append_new(levers, json_string(y->lever[i]));
    for (size_t i = 0; i < y->noperand; i++)
        json_array_append_new(operands, to_json(y->operand[i]));
    json_object_set_new(o, "leviers", levers);
    json_object_set_new(o, "operandes", operands);
    return o;
}

static bool show(bcl_study *s, const bcl_options *o, bcl_context *c)
{
    bcl_plan p;
    bcl_cell_of at = {.year = s->m.dims.reference};
    int ref, to;

    if (!what(&ref, &at, &s->m, o->word[1], c))
        return false;
    if ((o->year && !bcl_options_years(o, &at.year, &to)) ||
        at.year < s->m.dims.first_year || at.year > s->m.dims.last_year)
        return bcl_fail(c->d, "R09", (bcl_pos){"-y", 1, 1},
                        "une année de %d à %d est attendue",
                        s->m.dims.first_year, s->m.dims.last_year);
    bcl_plan_open(&p, s, c->mem);
    bcl_explain_plan(&p, ref, o->depth);
    if (!bcl_plan_run(&p, c->d))
        return false;
    bcl_why *y = bcl_explain(&p, ref, &at, o->depth);
    if (!o->json) {
        print_tree(y, 0);
        return true;
    }
    json_t *tree = to_json(y);
    json_dumpf(tree, stdout, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
    putchar('\n');
    json_decref(tree);
    return true;
}

static bool run(int argc, char **argv, bcl_context *c)
{
    bcl_options o;
    bcl_study s;

    if (!bcl_options_read(&o, argc, argv, "yspjr", 2, 2, &bcl_cmd_explain, c))
        return false;
    bool ok = bcl_options_open(&s, &o, c) && show(&s, &o, c);
    bcl_study_close(&s);
    return ok;
}
