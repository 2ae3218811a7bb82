/* rec_graph_exact.c -- see rec_graph.h. */
#include "flow/rec_graph.h"

#include <float.h>
#include <math.h>

/* Exact data that miss by less than this share of what they add up agree. */
static const double AGREE = 1e-9;

typedef struct {
    bcl_rec_sum in; /* exact flows that enter a part, less those that leave */
    double size;    /* their sizes added up */
    int crossing;   /* how many they are */
} border;

static bool crosses(const bcl_rec_net *g, int j)
{
    return g->class[j] == BCL_REC_FIXED &&
           g->whole.tree[g->from[j]] != g->whole.tree[g->to[j]];
}

static void cross(border *b, double value)
{
    bcl_rec_add(&b->in, value);
    b->size += fabs(value);
    b->crossing++;
}

/* The part at odds with the fewest exact flows; of equals, that which misses
 * most.  -1: none is. */
static int find_odd(const border *b, int n)
{
    int odd = -1;
    double most = 0;

    for (int t = 0; t < n; t++) {
        double miss = fabs(bcl_rec_total(b[t].in));

        if (!(miss > AGREE * b[t].size))
            continue;
        if (odd < 0 || b[t].crossing < b[odd].crossing ||
            (b[t].crossing == b[odd].crossing && miss > most)) {
            odd = t;
            most = miss;
        }
    }
    return odd;
}

static int find_root(int *up, int t)
{
    while (up[t] != t)
        t = up[t] = up[up[t]];
    return t;
}

/* Whose balances say it: the processes of the part; of the one with the
 * outside, which has no balance, all others that exact flows link to it. */
static bool *find_speakers(const bcl_rec_net *g, int odd, bcl_arena *a)
{
    const int *tree = g->whole.tree;
    bool rest = tree[g->outside] == odd;
    bool *speaks = BCL_NEW(a, bool, (size_t)g->whole.ntree);
    int *up = BCL_NEW(a, int, (size_t)g->whole.ntree);

    for (int t = 0; t < g->whole.ntree; t++)
        up[t] = t;
    for (int j = 0; rest && j < g->n; j++)
        if (crosses(g, j))
            up[find_root(up, tree[g->from[j]])] = find_root(up, tree[g->to[j]]);
    for (int t = 0; t < g->whole.ntree; t++)
        speaks[t] =
            (t == odd) != rest && find_root(up, t) == find_root(up, odd);
    return speaks;
}

static void tell(bcl_rec_result *out, const bcl_rec_net *g, const border *odd,
                 const bool *speaks, bcl_arena *a)
{
    const int *tree = g->whole.tree;
    bcl_rec_sum miss = {0, 0};

    out->culprit = BCL_NEW(a, int, (size_t)odd->crossing);
    out->culprit_coef = BCL_NEW(a, double, (size_t)odd->crossing);
    out->process = BCL_NEW(a, int, (size_t)g->nnode);
    out->row = NULL;
    out->nculprit = out->nprocess = out->nrow = 0;
    for (int j = 0; j < g->n; j++) {
        int side = speaks[tree[g->to[j]]] - speaks[tree[g->from[j]]];

        if (g->class[j] != BCL_REC_FIXED || side == 0)
            continue;
        out->culprit[out->nculprit] = j;
        out->culprit_coef[out->nculprit++] = side;
        bcl_rec_add(&miss, side * g->p->value[j]);
    }
    for (int v = 0; v < g->outside; v++)
        if (speaks[tree[v]])
            out->process[out->nprocess++] = v;
    out->imbalance = bcl_rec_total(miss);
}

bool bcl_rec_exact_agree(bcl_rec_result *out, const bcl_rec_net *g,
                         bcl_arena *a)
{
    const int *tree = g->whole.tree;
    bcl_arena *own = bcl_arena_create();
    border *b = BCL_NEW(own, border, (size_t)g->whole.ntree);

    for (int j = 0; j < g->n; j++)
        if (crosses(g, j)) {
            cross(&b[tree[g->to[j]]], g->p->value[j]);
            cross(&b[tree[g->from[j]]], -g->p->value[j]);
        }
    int odd = find_odd(b, g->whole.ntree);

    if (odd >= 0)
        tell(out, g, &b[odd], find_speakers(g, odd, own), a);
    bcl_arena_destroy(own);
    return odd < 0;
}

/* Where only rounding is left, nothing is: 0.1 + 0.2 - 0.3. */
static double settled(bcl_rec_sum in, double size)
{
    double total = bcl_rec_total(in);

    return fabs(total) <= 2 * DBL_EPSILON * size ? 0 : total;
}

/* A forced flow brings to what hangs by it what exact flows take there. */
static void force(double *x, const bcl_rec_net *g, bcl_rec_sum *in,
                  double *size)
{
    const bcl_rec_forest *f = &g->whole;

    for (int k = g->nnode; k-- > 0;) {
        int v = f->order[k];
        const bcl_rec_limb *l = &f->limb[v];

        if (l->parent < 0)
            continue;
        if (l->bridge) {
            double need = settled(in[v], size[v]);

            x[l->via] = g->to[l->via] == v ? 0 - need : need;
        }
        bcl_rec_add(&in[l->parent], in[v].high);
        bcl_rec_add(&in[l->parent], in[v].low);
        size[l->parent] += size[v];
    }
}

void bcl_rec_exact_fill(double *x, const bcl_rec_net *g, bcl_arena *a)
{
    bcl_rec_sum *in = BCL_NEW(a, bcl_rec_sum, (size_t)g->nnode);
    double *size = BCL_NEW(a, double, (size_t)g->nnode);

    for (int j = 0; j < g->n; j++) {
        x[j] = g->p->value[j];
        if (g->class[j] != BCL_REC_FIXED || g->from[j] == g->to[j])
            continue;
        bcl_rec_add(&in[g->to[j]], x[j]);
        bcl_rec_add(&in[g->from[j]], -x[j]);
        size[g->to[j]] += fabs(x[j]);
        size[g->from[j]] += fabs(x[j]);
    }
    force(x, g, in, size);
}
