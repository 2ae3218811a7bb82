/* alluvial.c -- see alluvial.h. */
#include "figure/alluvial.h"

#include "figure/palette.h"
#include "figure/sankey.h"

#include <math.h>

static bcl_sankey_node *list_nodes(const bcl_alluvial *l, bcl_arena *a)
{
    bcl_sankey_node *node = BCL_NEW(a, bcl_sankey_node, l->nclass * l->ndate);
    unsigned *rgb = BCL_NEW(a, unsigned, l->nclass + 1);

    for (size_t i = 0; i < l->nclass && l->rgb; i++)
        rgb[i] = l->rgb[i];
    bcl_palette_fill(rgb, l->nclass);
    for (size_t t = 0; t < l->ndate; t++)
        for (size_t i = 0; i < l->nclass; i++)
            node[t * l->nclass + i] = (bcl_sankey_node){
                .label = l->label[i], .rgb = rgb[i], .layer = (int)t};
    return node;
}

/* A class at a date in between gives what it got, or the tables differ. */
static void find_gaps(bcl_sankey_node *node, const bcl_alluvial *l)
{
    const double tolerance = 0.005;
    size_t n = l->nclass;

    for (size_t t = 1; t + 1 < l->ndate; t++)
        for (size_t i = 0; i < n; i++) {
            double in = 0, out = 0;

            for (size_t j = 0; j < n; j++) {
                double gets = l->v[((t - 1) * n + j) * n + i];
                double gives = l->v[(t * n + i) * n + j];

                in += isnan(gets) ? 0 : gets;
                out += isnan(gives) ? 0 : gives;
            }
            if (fabs(in - out) > tolerance * fmax(in, out)) {
                node[t * n + i].gap = in - out;
                node[t * n + i].gap_of = in;
            }
        }
}

static const bcl_sankey_link *list_links(size_t *n, const bcl_alluvial *l,
                                         bcl_arena *a)
{
    size_t square = l->nclass * l->nclass;
    bcl_sankey_link *link = BCL_NEW(a, bcl_sankey_link, square * l->ndate);

    *n = 0;
    for (size_t t = 0; t + 1 < l->ndate; t++)
        for (size_t k = 0; k < square; k++)
            link[(*n)++] = (bcl_sankey_link){
                .from = t * l->nclass + k / l->nclass,
                .to = (t + 1) * l->nclass + k % l->nclass,
                .v = l->v[t * square + k],
                .estimated = l->estimated && l->estimated[t * square + k]};
    return link;
}

bcl_canvas *bcl_alluvial_draw(const bcl_alluvial *l, bcl_arena *a, bcl_diag *d)
{
    if (l->nclass == 0 || l->ndate < 2) {
        bcl_fail(d, "G06", (bcl_pos){0},
                 "« %.80s » : il faut au moins une classe et deux dates",
                 l->page.title ? l->page.title : "changements de classe");
        return NULL;
    }
    bcl_sankey s = {.page = l->page,
                    .unit = l->unit,
                    .nnode = l->nclass * l->ndate,
                    .heading = l->date,
                    .nheading = l->ndate,
                    .keep_order = true};

    bcl_sankey_node *node = list_nodes(l, a);

    find_gaps(node, l);
    s.node = node;
    s.link = list_links(&s.nlink, l, a);
    return bcl_sankey_draw(&s, a, d);
}
