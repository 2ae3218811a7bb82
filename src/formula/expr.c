/* expr.c -- see expr.h. */
#include "formula/expr.h"

#include "core/text.h"

#include <math.h>
#include <string.h>

typedef struct {
    char *s;
    size_t n, cap;
    bcl_arena *a;
} buffer;

/* How tightly each kind binds, and how tight its arguments must be. */
static const struct {
    signed char level, left, right;
    const char *sign;
} syntax[] = {[BCL_X_NUMBER] = {10, 0, 0, NULL},
              [BCL_X_NAME] = {10, 0, 0, NULL},
              [BCL_X_MEMBER] = {10, 0, 0, NULL},
              [BCL_X_YEAR] = {10, 0, 0, "annee"},
              [BCL_X_INHERITED] = {10, 0, 0, "herite"},
              [BCL_X_REFERENCE] = {10, 0, 0, "reference"},
              [BCL_X_NEG] = {7, 7, 0, "-"},
              [BCL_X_NOT] = {3, 3, 0, "non "},
              [BCL_X_ADD] = {5, 5, 6, " + "},
              [BCL_X_SUB] = {5, 5, 6, " - "},
              [BCL_X_MUL] = {6, 6, 7, " * "},
              [BCL_X_DIV] = {6, 6, 7, " / "},
              [BCL_X_POW] = {8, 9, 7, "^"},
              [BCL_X_EQ] = {4, 5, 5, " = "},
              [BCL_X_NE] = {4, 5, 5, " ≠ "},
              [BCL_X_LT] = {4, 5, 5, " < "},
              [BCL_X_LE] = {4, 5, 5, " ≤ "},
              [BCL_X_GT] = {4, 5, 5, " > "},
              [BCL_X_GE] = {4, 5, 5, " ≥ "},
              [BCL_X_AND] = {2, 2, 3, " et "},
              [BCL_X_OR] = {1, 1, 2, " ou "},
              [BCL_X_IF] = {0, 0, 0, NULL},
              [BCL_X_CALL] = {10, 0, 0, NULL},
              [BCL_X_SELECT] = {9, 9, 0, NULL}};

static void put(buffer *b, const char *s)
{
    for (; *s; s++) {
        BCL_GROW(b->a, b->s, b->n, &b->cap);
        b->s[b->n++] = *s;
    }
}

static void put_char(buffer *b, char c)
{
    put(b, (char[]){c, '\0'});
}

static bool all_digits(const char *s)
{
    return s[strspn(s, "0123456789")] == '\0';
}

static bool is_word(const char *s)
{
    return *s >= 'a' && *s <= 'z' &&
           s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

/* The shortest text that reads back as `x` once divided by `by` (1 or 100):
 * x times 100 may miss by a unit or two in the last place, hence the steps. */
static void write_number(char *to, size_t size, double x, double by)
{
    double z, below = x * by, above = below;

    for (int step = 0; step < 4; step++) {
        for (int digits = 15; digits < 18; digits++) {
            snprintf(to, size, "%.*g", digits, below);
            if (bcl_number_parse(&z, to, strlen(to), '.') && z / by == x)
                return;
            snprintf(to, size, "%.*g", digits, above);
            if (bcl_number_parse(&z, to, strlen(to), '.') && z / by == x)
                return;
        }
        below = nextafter(below, 0);
        above = nextafter(above, (double)INFINITY);
    }
}

/* `beside_name`: digits alone would read back as a code. */
static void put_number(buffer *b, const bcl_expr *e, bool beside_name)
{
    char text[32];

    write_number(text, sizeof text, e->number, e->percent ? 100 : 1);
    put(b, text);
    if (e->percent)
        put(b, "%");
    else if (e->unit) {
        put(b, " {");
        put(b, e->unit);
        put(b, "}");
    } else if (beside_name && all_digits(text))
        put(b, ".0");
}

static void put_member(buffer *b, const char *s, bool quoted)
{
    if (!quoted) {
        put(b, s);
        return;
    }
    put_char(b, '\'');
    put(b, s);
    put_char(b, '\'');
}

static void put_select(buffer *b, const bcl_select *s)
{
    put(b, s->dim);
    put(b, s->keeps ? ":" : "=");
    for (size_t i = 0; i < s->nright; i++) {
        if (i > 0)
            put(b, "|");
        bool word = i == 0 ? !s->quoted : is_word(s->right[i]);
        put_member(b, s->right[i], !word && !all_digits(s->right[i]));
    }
}

static void put_expr(buffer *b, const bcl_expr *e, int least);

static void put_selects(buffer *b, const bcl_expr *e)
{
    put_expr(b, e->arg[0], syntax[BCL_X_SELECT].left);
    for (size_t i = 0; i < e->nselect; i++) {
        put(b, i == 0 ? "[" : ", ");
        put_select(b, &e->select[i]);
    }
    put(b, "]");
}

static void put_call(buffer *b, const bcl_expr *e)
{
    put(b, e->name);
    put(b, "(");
    for (size_t i = 0; i < e->narg; i++) {
        if (i > 0)
            put(b, ", ");
        put_expr(b, e->arg[i], 0);
    }
    for (size_t i = 0; i < e->nover; i++) {
        if (i > 0)
            put(b, ", ");
        else
            put(b, &(e->toward ? " vers " : " sur ")[e->narg == 0]);
        put(b, e->over[i]);
    }
    put(b, ")");
}

static void put_choice(buffer *b, const bcl_expr *e)
{
    put(b, "si ");
    put_expr(b, e->arg[0], 1);
    put(b, " alors ");
    put_expr(b, e->arg[1], 0);
    put(b, " sinon ");
    put_expr(b, e->arg[2], 0);
}

static void put_operator(buffer *b, const bcl_expr *e)
{
    bool compares = e->kind >= BCL_X_EQ && e->kind <= BCL_X_GE;

    if (e->narg == 2)
        put_expr(b, e->arg[0], syntax[e->kind].left);
    put(b, syntax[e->kind].sign);
    if (e->narg == 1)
        put_expr(b, e->arg[0], syntax[e->kind].left);
    else if (compares && e->arg[1]->kind == BCL_X_NUMBER)
        put_number(b, e->arg[1], e->arg[0]->kind == BCL_X_NAME);
    else if (e->narg == 2)
        put_expr(b, e->arg[1], syntax[e->kind].right);
}

static void put_expr(buffer *b, const bcl_expr *e, int least)
{
    bool wrapped = syntax[e->kind].level < least;

    if (wrapped)
        put(b, "(");
    if (e->kind == BCL_X_NUMBER)
        put_number(b, e, false);
    else if (e->kind == BCL_X_NAME)
        put(b, e->name);
    else if (e->kind == BCL_X_MEMBER)
        put_member(b, e->name, isnan(e->number));
    else if (e->kind == BCL_X_CALL)
        put_call(b, e);
    else if (e->kind == BCL_X_SELECT)
        put_selects(b, e);
    else if (e->kind == BCL_X_IF)
        put_choice(b, e);
    else
        put_operator(b, e);
    if (wrapped)
        put(b, ")");
}

char *bcl_expr_text(const bcl_expr *e, bcl_arena *a)
{
    buffer b = {.a = a};

    put_expr(&b, e, 0);
    return bcl_text_copy(a, b.s, b.n);
}

static bool same_text(const char *x, const char *y)
{
    return (!x && !y) || (x && y && strcmp(x, y) == 0);
}

static bool same_texts(const char *const *x, size_t nx, const char *const *y,
                       size_t ny)
{
    bool same = nx == ny;

    for (size_t i = 0; same && i < nx; i++)
        same = same_text(x[i], y[i]);
    return same;
}

static bool same_select(const bcl_select *x, const bcl_select *y)
{
    return same_text(x->dim, y->dim) && x->keeps == y->keeps &&
           x->quoted == y->quoted &&
           same_texts(x->right, x->nright, y->right, y->nright);
}

bool bcl_expr_same(const bcl_expr *x, const bcl_expr *y)
{
    bool same =
        x->kind == y->kind && x->percent == y->percent &&
        (x->number == y->number || (isnan(x->number) && isnan(y->number))) &&
        same_text(x->unit, y->unit) && same_text(x->name, y->name) &&
        x->toward == y->toward &&
        same_texts(x->over, x->nover, y->over, y->nover) &&
        x->narg == y->narg && x->nselect == y->nselect;

    for (size_t i = 0; same && i < x->narg; i++)
        same = bcl_expr_same(x->arg[i], y->arg[i]);
    for (size_t i = 0; same && i < x->nselect; i++)
        same = same_select(&x->select[i], &y->select[i]);
    return same;
}
