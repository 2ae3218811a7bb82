/* bind.c -- see bind.h. */
#include "figure/bind.h"

#include "core/text.h"
#include "figure/bind_private.h"
#include "figure/render.h"
#include "model/spec.h"

#include <string.h>

static const char *root_id(const bcl_xml *e)
{
    while (e->parent)
        e = e->parent;
    const char *id = bcl_attr(e, "id");

    return id ? id : "";
}

/* Scenarios inherit figures: the same element comes once. */
static bool known(const bcl_figures *f, const bcl_head *h)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->item[i].head->xml == h->xml)
            return true;
    return false;
}

static bool taken(const bcl_figures *f, const char *id)
{
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->item[i].id, id) == 0)
            return true;
    return false;
}

static bool add(bcl_figures *out, bcl_plan *p, const bcl_head *h, bcl_diag *d)
{
    const char *id = h->id;

    if (known(out, h))
        return true;
    for (int k = 2; taken(out, id); k++)
        id = k == 2
                 ? bcl_text_print(p->a, "%s-%s", root_id(h->xml), h->id)
                 : bcl_text_print(p->a, "%s-%s-%d", root_id(h->xml), h->id, k);
    BCL_GROW(p->a, out->item, out->n, &out->cap);
    bcl_figure *f = &out->item[out->n++];
    *f = (bcl_figure){.head = h, .id = id, .x = -1, .serie = -1, .wish = -1};
    return bcl_bind_settle(f, p, d);
}

bool bcl_figures_plan(bcl_figures *out, bcl_plan *p, bcl_diag *d)
{
    const bcl_study *s = p->s;
    bool ok = true;

    *out = (bcl_figures){0};
    for (size_t i = 0; i < s->m.nfigure; i++)
        ok = add(out, p, &s->m.figure[i], d) && ok;
    for (size_t k = 0; k < p->nrun; k++) {
        if (p->run[k] < 0)
            continue;
        const bcl_scenario *sc = &s->scenarios.item[p->run[k]];
        for (size_t i = 0; i < sc->nfigure; i++)
            ok = add(out, p, &sc->figure[i], d) && ok;
    }
    return ok;
}

static bcl_canvas *paint(bcl_binding *b)
{
    static bcl_canvas *(*const bind[])(bcl_binding *) = {
        [BCL_FIGURE_LINES] = bcl_bind_lines,
        [BCL_FIGURE_AREAS] = bcl_bind_areas,
        [BCL_FIGURE_BARS] = bcl_bind_bars,
        [BCL_FIGURE_SHARES] = bcl_bind_shares,
        [BCL_FIGURE_BUDGET] = bcl_bind_budget,
        [BCL_FIGURE_SANKEY] = bcl_bind_sankey,
        [BCL_FIGURE_ALLUVIAL] = bcl_bind_alluvial,
        [BCL_FIGURE_BOARD] = bcl_bind_board,
    };
    size_t before = b->d->count, errors = b->d->errors;
    bcl_canvas *c = bind[b->f->kind](b);

    if (c)
        (void)bcl_canvas_check(c, b->d);
    else if (b->d->errors == errors)
        bcl_warn(b->d, "G10", b->f->head->at,
                 "figure « %s » laissée de côté : %s", b->f->head->id,
                 b->why ? b->why : "rien à montrer");
    /* Painters know no file; say which figure it is. */
    for (size_t i = before; i < b->d->count && i < BCL_DIAG_MAX; i++)
        if (!b->d->item[i].at.file)
            b->d->item[i].at = b->f->head->at;
    return c;
}

/* The library's cascades wait for what computes them; who wrote one of his own
 * is told. */
static bool drawn_yet(const bcl_figure *f, const bcl_plan *p, bcl_diag *d)
{
    if (f->kind != BCL_FIGURE_CASCADE)
        return true;
    if (!p->s->m.installed)
        bcl_warn(d, "G10", f->head->at,
                 "figure « %s » laissée de côté : les cascades ne sont pas "
                 "encore dessinées",
                 f->head->id);
    return false;
}

typedef struct {
    bcl_canvas *canvas;
    bcl_drawn drawn;
} picture;

static size_t paint_all(picture *to, bool *ok, const bcl_figures *f,
                        const bcl_plan *p, bcl_arena *a, bcl_diag *d)
{
    size_t n = 0;

    for (size_t i = 0; i < f->n; i++) {
        const bcl_figure *g = &f->item[i];
        bcl_binding b = {
            .f = g, .p = p, .m = &p->s->m, .a = a, .d = d, .note = ""};
        size_t errors = d->errors;

        if (!drawn_yet(g, p, d))
            continue;
        to[n].canvas = paint(&b);
        *ok = *ok && d->errors == errors;
        if (!to[n].canvas)
            continue;
        to[n++].drawn = (bcl_drawn){.id = g->id,
                                    .title = g->head->title,
                                    .source = bcl_bind_sources(&b),
                                    .alt = b.alt ? b.alt : g->head->title,
                                    .theme = root_id(g->head->xml)};
    }
    return n;
}

static bool render(bcl_drawn *to, const picture *from, bcl_gnuplot *g,
                   bcl_arena *a, bcl_diag *d)
{
    char *svg;

    *to = from->drawn;
    if (!bcl_render(&svg, &to->size, from->canvas, g, BCL_IMAGE_SVG, a, d))
        return false;
    to->svg = svg;
    return true;
}

bool bcl_figures_draw(bcl_drawn **out, size_t *n, const bcl_figures *f,
                      const bcl_plan *p, bcl_arena *a, bcl_diag *d)
{
    picture *all = BCL_NEW(a, picture, f->n + 1);
    bool ok = true;

    *n = paint_all(all, &ok, f, p, a, d);
    *out = BCL_NEW(a, bcl_drawn, *n + 1);
    if (!ok || *n == 0)
        return ok;
    bcl_gnuplot *g = bcl_gnuplot_open(a, d);

    if (!g)
        return false;
    for (size_t i = 0; i < *n && ok; i++)
        ok = render(&(*out)[i], &all[i], g, a, d);
    bcl_gnuplot_close(g);
    return ok;
}
