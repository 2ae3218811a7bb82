/* spread.c -- see spread.h. */
#include "figure/spread.h"

#include "figure/palette.h"

#include <math.h>

typedef struct {
    double sum;
    size_t n;
} pool;

bool bcl_spread(double *y, const double *h, size_t n, double lo, double hi,
                bcl_arena *a)
{
    pool *stack = BCL_NEW(a, pool, n + 1);
    double *shift = BCL_NEW(a, double, n + 1); /* centres when packed at 0 */
    double total = 0;
    size_t top = 0, k = 0;

    for (size_t i = 0; i < n; i++) {
        shift[i] = total + h[i] / 2;
        total += h[i];
    }
    if (total > hi - lo + 1e-9)
        return false;
    for (size_t i = 0; i < n; i++) {
        stack[top++] = (pool){y[i] - shift[i], 1};
        while (top > 1 && stack[top - 2].sum * (double)stack[top - 1].n >
                              stack[top - 1].sum * (double)stack[top - 2].n) {
            stack[top - 2].sum += stack[top - 1].sum;
            stack[top - 2].n += stack[top - 1].n;
            top--;
        }
    }
    for (size_t i = 0; i < top; i++) {
        double base = stack[i].sum / (double)stack[i].n;

        base = fmax(lo, fmin(base, hi - total));
        for (size_t j = 0; j < stack[i].n; j++, k++)
            y[k] = base + shift[k];
    }
    return true;
}

/* Does the segment meet the box?  (Liang and Barsky's clipping.) */
static bool meets(bcl_xy a, bcl_xy b, const bcl_box *box)
{
    double d[] = {a.x - b.x, b.x - a.x, a.y - b.y, b.y - a.y};
    double q[] = {a.x - box->x0, box->x1 - a.x, a.y - box->y0, box->y1 - a.y};
    double from = 0, to = 1;

    for (int i = 0; i < 4; i++) {
        if (d[i] == 0 && q[i] < 0)
            return false;
        if (d[i] < 0)
            from = fmax(from, q[i] / d[i]);
        else if (d[i] > 0)
            to = fmin(to, q[i] / d[i]);
    }
    return from <= to;
}

static double clutter(const bcl_canvas *c, const bcl_box *box)
{
    double cost = 0;

    for (size_t i = 0; i < c->nlabel; i++)
        cost += bcl_box_overlap(&c->label[i].box, box) ? 100 : 0;
    for (size_t i = 0; i < c->nshape; i++) {
        const bcl_paint *s = &c->shape[i];

        if (s->filled || s->rgb == BCL_GRID)
            continue;
        for (size_t k = 0; k + 1 < s->n; k++)
            cost += meets(s->point[k], s->point[k + 1], box) ? 3 : 0;
    }
    return cost;
}

bcl_box bcl_spread_near(const bcl_canvas *c, double x, double y, double gap,
                        double w, double h, bcl_box within)
{
    static const struct {
        double dx, dy;
    } side[] = {{1, 0},  {-1, 0},  {0, 1},   {0, -1},
                {1, .9}, {-1, .9}, {1, -.9}, {-1, -.9}};
    bcl_box best = {0};
    double least = INFINITY;

    for (int ring = 1; ring <= 4; ring++)
        for (size_t i = 0; i < sizeof side / sizeof *side; i++) {
            double cx = x + side[i].dx * (w / 2 + gap * ring);
            double cy = y + side[i].dy * (h / 2 + gap * ring);

            cx = fmax(within.x0 + w / 2, fmin(cx, within.x1 - w / 2));
            cy = fmax(within.y0 + h / 2, fmin(cy, within.y1 - h / 2));
            bcl_box box = {cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2};
            bool covers = x > box.x0 - gap / 2 && x < box.x1 + gap / 2 &&
                          y > box.y0 - gap / 2 && y < box.y1 + gap / 2;
            double cost =
                clutter(c, &box) + (covers ? 20 : 0) + ring + 0.1 * (double)i;

            if (cost < least) {
                least = cost;
                best = box;
            }
        }
    return best;
}
