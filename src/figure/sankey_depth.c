/* sankey_depth.c -- vertical places, ports, lanes and legs: see sankey_plan.h.
 */
#include "figure/sankey_plan.h"

#include <math.h>
#include <stdlib.h>

const double bcl_sankey_lane_gap = 0.12;

static const double least_lane = 0.36; /* a text must fit on it, cm */
enum { TURNS = 32 };

static double gap(const bcl_sankey_plan *p, size_t upper, size_t lower)
{
    return p->vertex[upper].dummy || p->vertex[lower].dummy ? p->pad / 2
                                                            : p->pad;
}

static double gaps(const bcl_sankey_plan *p, size_t c)
{
    double sum = 0;

    for (size_t i = 0; i + 1 < p->column[c].n; i++)
        sum += gap(p, p->column[c].item[i], p->column[c].item[i + 1]);
    return sum;
}

static double lane_width(const bcl_sankey_plan *p, size_t link, double scale)
{
    return fmax(p->course[link].v * scale, least_lane);
}

static double lanes_height(const bcl_sankey_plan *p, double scale)
{
    double sum = p->nloop > 0 ? 0.28 : 0;

    for (size_t i = 0; i < p->nloop; i++)
        sum += lane_width(p, p->loop[i], scale) + bcl_sankey_lane_gap;
    return sum;
}

static double column_height(const bcl_sankey_plan *p, size_t c, double scale)
{
    double sum = gaps(p, c);

    for (size_t i = 0; i < p->column[c].n; i++)
        sum += p->vertex[p->column[c].item[i]].value * scale;
    return sum;
}

/* The largest scale at which the fullest column and the lanes fit: the sum
 * grows with the scale, so it is cornered by halves. */
static double fit_scale(const bcl_sankey_plan *p, double height)
{
    double most = 0, low = 0;

    for (size_t c = 0; c < p->ncolumn; c++)
        most = fmax(most, column_height(p, c, 1) - gaps(p, c));
    double high = most > 0 ? height / most : 0;

    for (int turn = 0; turn < 60; turn++) {
        double scale = (low + high) / 2, tallest = 0;

        for (size_t c = 0; c < p->ncolumn; c++)
            tallest = fmax(tallest, column_height(p, c, scale));
        if (tallest + lanes_height(p, scale) <= height)
            low = scale;
        else
            high = scale;
    }
    return low;
}

/* The link ends on one face of a vertex, by the height of the far end. */
static int by_far_end(const bcl_sankey_plan *p, size_t a, size_t b, bool out)
{
    const bcl_sankey_piece *e = &p->piece[a], *f = &p->piece[b];
    const bcl_sankey_vertex *v = &p->vertex[out ? e->to : e->from];
    const bcl_sankey_vertex *w = &p->vertex[out ? f->to : f->from];
    double gap_y = v->y + v->h / 2 - w->y - w->h / 2;

    return gap_y < -1e-9 ? -1 : gap_y > 1e-9 ? 1 : 0;
}

static void face(bcl_sankey_plan *p, size_t vertex, bool out, size_t *end)
{
    double y = p->vertex[vertex].y + p->vertex[vertex].lead[out];
    size_t n = 0;

    for (size_t k = 0; k < p->npiece; k++)
        if ((out ? p->piece[k].from : p->piece[k].to) == vertex)
            end[n++] = k;
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j > 0 && by_far_end(p, end[j], end[j - 1], out) < 0;
             j--) {
            size_t swap = end[j];

            end[j] = end[j - 1];
            end[j - 1] = swap;
        }
    for (size_t i = 0; i < n; i++) {
        double w = p->piece[end[i]].v * p->scale;

        *(out ? &p->piece[end[i]].ys : &p->piece[end[i]].yd) = y + w / 2;
        y += w;
    }
    /* Loops come last, the innermost lowest, so that legs do not cross. */
    for (size_t i = p->nloop; i-- > 0;) {
        const bcl_sankey_link *l = &p->s->link[p->loop[i]];
        bcl_sankey_course *c = &p->course[p->loop[i]];
        double w = c->v * p->scale;

        if ((out ? l->from : l->to) != vertex)
            continue;
        *(out ? &c->ys : &c->yd) = y + w / 2;
        y += w;
    }
}

static void ports(bcl_sankey_plan *p, size_t *scratch)
{
    for (size_t v = 0; v < p->nvertex; v++) {
        face(p, v, true, scratch);
        face(p, v, false, scratch);
    }
}

/* Push overlapping vertices apart from the middle one, then back from the
 * bottom and the top; `share` of each push is done. */
static void resolve(bcl_sankey_plan *p, size_t column, double bottom,
                    double share)
{
    const bcl_sankey_column *c = &p->column[column];
    bcl_sankey_vertex *v = p->vertex;

    if (c->n == 0)
        return;
    for (int pass = 0; pass < 2; pass++) {
        bool whole = pass == 1;
        size_t m = c->n / 2;
        double y = whole ? bottom : v[c->item[m]].y;

        for (size_t i = whole ? c->n : m; i-- > 0;) {
            bcl_sankey_vertex *u = &v[c->item[i]];
            double limit =
                i + 1 < c->n ? y - gap(p, c->item[i], c->item[i + 1]) : y;
            double over = u->y + u->h - limit;

            if (over > 0)
                u->y -= over * share;
            y = u->y;
        }
        y = whole ? 0 : v[c->item[m]].y + v[c->item[m]].h;
        for (size_t i = whole ? 0 : m + 1; i < c->n; i++) {
            bcl_sankey_vertex *u = &v[c->item[i]];
            double limit = i > 0 ? y + gap(p, c->item[i - 1], c->item[i]) : y;
            double under = limit - u->y;

            if (under > 0)
                u->y += under * share;
            y = u->y + u->h;
        }
    }
}

/* Move a vertex to where its flows on one side run level. */
static void pull(bcl_sankey_plan *p, size_t vertex, bool out, double share)
{
    double sum = 0, weight = 0;

    for (size_t k = 0; k < p->npiece; k++) {
        const bcl_sankey_piece *e = &p->piece[k];

        if ((out ? e->from : e->to) != vertex)
            continue;
        sum += (out ? e->yd - e->ys : e->ys - e->yd) * e->weight;
        weight += e->weight;
    }
    if (weight > 0)
        p->vertex[vertex].y += sum / weight * share;
}

static void relax(bcl_sankey_plan *p, double bottom, size_t *scratch)
{
    for (int turn = 0; turn < TURNS; turn++) {
        double soft = pow(0.99, turn);
        double push = fmax(1 - soft, (turn + 1.0) / TURNS);

        for (size_t i = 0; i < 2 * p->ncolumn; i++) {
            bool out = i % 2 == 0;
            size_t c = out ? p->ncolumn - 1 - i / 2 : i / 2;

            for (size_t k = 0; k < p->column[c].n; k++)
                pull(p, p->column[c].item[k], out, soft);
            resolve(p, c, bottom, push);
            ports(p, scratch);
        }
    }
    for (size_t c = 0; c < p->ncolumn; c++)
        resolve(p, c, bottom, 1);
    ports(p, scratch);
}

static void start(bcl_sankey_plan *p, double bottom)
{
    for (size_t c = 0; c < p->ncolumn; c++) {
        double y = (bottom - column_height(p, c, p->scale)) / 2;

        for (size_t i = 0; i < p->column[c].n; i++) {
            bcl_sankey_vertex *v = &p->vertex[p->column[c].item[i]];

            if (i > 0)
                y += gap(p, p->column[c].item[i - 1], p->column[c].item[i]);
            v->y = y;
            v->h = v->value * p->scale;
            y += v->h;
        }
    }
}

bool bcl_sankey_plan_depths(bcl_sankey_plan *p, double height, double pad)
{
    size_t *scratch = BCL_NEW(p->a, size_t, p->npiece + 1);
    double ends = 0;

    /* Narrower gaps rather than flows too thin to see. */
    for (p->pad = pad; p->pad > 0.02; p->pad *= 0.8) {
        p->scale = fit_scale(p, height);
        for (size_t c = 0; c < p->ncolumn; c++)
            ends = fmax(ends, column_height(p, c, p->scale) - gaps(p, c));
        if (ends > 0.35 * (height - lanes_height(p, 0)))
            break;
        ends = 0;
    }
    if (!(p->scale > 0) || ends <= 0)
        return false;
    double bottom = height - lanes_height(p, p->scale), y = bottom + 0.28;

    start(p, bottom);
    ports(p, scratch);
    relax(p, bottom, scratch);
    bcl_sankey_plan_stubs(p);
    ports(p, scratch);
    for (size_t i = 0; i < p->nloop; i++) {
        double w = lane_width(p, p->loop[i], p->scale);

        p->course[p->loop[i]].lane = y + w / 2;
        y += w + bcl_sankey_lane_gap;
    }
    return true;
}

/* Legs on one side of a column, the innermost lane's next to it. */
static double stack_legs(bcl_sankey_plan *p, int layer, bool out)
{
    double at = 0.15;

    for (size_t i = 0; i < p->nloop; i++) {
        const bcl_sankey_link *l = &p->s->link[p->loop[i]];
        bcl_sankey_course *c = &p->course[p->loop[i]];
        double w = fmax(c->v * p->scale, 0.02);

        if (p->vertex[out ? l->from : l->to].layer != layer)
            continue;
        *(out ? &c->leg : &c->rise) = at + w / 2;
        at += w + bcl_sankey_lane_gap;
    }
    return at > 0.15 ? at : 0;
}

void bcl_sankey_plan_legs(double *left, double *right, bcl_sankey_plan *p)
{
    int last = (int)p->ncolumn - 1;

    for (int layer = 0; layer <= last; layer++) {
        double down = stack_legs(p, layer, true);
        double up = stack_legs(p, layer, false);

        if (layer == 0)
            *left = up;
        if (layer == last)
            *right = down;
    }
}
