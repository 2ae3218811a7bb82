/* sankey_text.c -- what is written of values, totals and gaps in a Sankey
 * diagram: see sankey_label.h. */
#include "core/text.h"
#include "figure/palette.h"
#include "figure/sankey_label.h"
#include "figure/scale.h"

#include <math.h>
#include <string.h>

int bcl_sankey_decimals(const bcl_sankey *s)
{
    double most = 0;
    bool whole = true;

    if (s->page.decimals)
        return *s->page.decimals;
    for (size_t k = 0; k < s->nlink; k++)
        if (!s->link[k].unknown && s->link[k].v > 0) {
            most = fmax(most, s->link[k].v);
            whole = whole && s->link[k].v == floor(s->link[k].v);
        }
    return bcl_scale_decimals(most, whole);
}

bool bcl_sankey_unit_apart(const bcl_sankey *s)
{
    return s->unit && bcl_width_text(s->unit, bcl_sankey_value_pt, false) > 1.1;
}

const char *bcl_sankey_value(const bcl_sankey *s, double v, int decimals,
                             bcl_arena *a)
{
    const char *text = bcl_frame_value(a, v, decimals);

    if (!s->unit || !s->unit[0] || bcl_sankey_unit_apart(s))
        return text;
    return bcl_text_print(a, "%s\u00A0%s", text, bcl_width_clean(a, s->unit));
}

bool bcl_sankey_least(const bcl_sankey *s, size_t node, bool out)
{
    for (size_t k = 0; k < s->nlink; k++) {
        const bcl_sankey_link *l = &s->link[k];

        if ((out ? l->from : l->to) == node &&
            (l->unknown || (l->least && l->v > 0)))
            return true;
    }
    return false;
}

const char *bcl_sankey_bound(const char *value, bool least, bcl_arena *a)
{
    return least ? bcl_text_print(a, "≥\u00A0%s", value) : value;
}

/* One side of a node; `s` NULL: without unit. */
static const char *side(const bcl_sankey *s, double v, bool least, int decimals,
                        bcl_arena *a)
{
    if (least && !(v > 0))
        return "n.d.";
    return bcl_sankey_bound(s ? bcl_sankey_value(s, v, decimals, a)
                              : bcl_frame_value(a, v, decimals),
                            least, a);
}

/* What enters is not what leaves, and that shows in print. */
bool bcl_sankey_differs(const bcl_sankey_place *n, int decimals, bcl_arena *a)
{
    return n->passes && fabs(n->in - n->out) > 1e-9 * fmax(n->in, n->out) &&
           strcmp(side(NULL, n->in, n->least_in, decimals, a),
                  side(NULL, n->out, n->least_out, decimals, a)) != 0;
}

/* Of two equal sides, one that is no bound tells the value of both. */
static const char *single(const bcl_sankey *s, const bcl_sankey_place *n,
                          int decimals, bcl_arena *a)
{
    bool least = n->passes        ? n->least_in && n->least_out
                 : n->in > n->out ? n->least_in
                 : n->out > n->in ? n->least_out
                                  : n->least_in || n->least_out;

    return side(s, fmax(n->in, n->out), least, decimals, a);
}

const char *bcl_sankey_total(const bcl_sankey *s, const bcl_sankey_place *n,
                             int decimals, double width, bcl_arena *a)
{
    if (!bcl_sankey_differs(n, decimals, a))
        return single(s, n, decimals, a);
    const char *in = side(NULL, n->in, n->least_in, decimals, a);
    const char *out = side(s, n->out, n->least_out, decimals, a);
    const char *enters = bcl_text_print(a, "entrées\u00A0%s,", in);
    const char *leaves = bcl_text_print(a, "sorties\u00A0%s", out);

    if (fmax(bcl_width_text(enters, bcl_sankey_value_pt, false),
             bcl_width_text(leaves, bcl_sankey_value_pt, false)) *
            1.05 <
        width)
        return bcl_text_print(a, "%s %s", enters, leaves);
    return bcl_text_print(a, "%s\u00A0→ %s", in, out);
}

const char *bcl_sankey_brief(const bcl_sankey_place *n, int decimals,
                             bcl_arena *a)
{
    if (!bcl_sankey_differs(n, decimals, a))
        return single(NULL, n, decimals, a);
    return bcl_text_print(a, "%s\u00A0→\u00A0%s",
                          side(NULL, n->in, n->least_in, decimals, a),
                          side(NULL, n->out, n->least_out, decimals, a));
}

const char *bcl_sankey_gap(const bcl_sankey *s, size_t node, bcl_arena *a)
{
    double gap = fabs(s->node[node].gap), of = s->node[node].gap_of;
    int own = bcl_scale_decimals(gap, gap == floor(gap));
    int figure = bcl_sankey_decimals(s);
    int decimals = s->page.decimals || figure > own ? figure : own;
    const char *value = bcl_sankey_value(s, gap, decimals, a);
    char share[BCL_VALUE_SIZE];

    if (s->rate && s->rate[0])
        value =
            bcl_text_print(a, "%s\u00A0%s", bcl_frame_value(a, gap, decimals),
                           bcl_width_clean(a, s->rate));
    bool larger = bcl_sankey_least(s, node, s->node[node].gap < 0);
    bool smaller = bcl_sankey_least(s, node, s->node[node].gap > 0);

    if (larger != smaller)
        value = bcl_text_print(a, "%s\u00A0%s", smaller ? "≤" : "≥", value);
    if (!(of > 0))
        return bcl_text_print(a, "écart\u00A0%s", value);
    bcl_scale_value(share, sizeof share, gap / of * 100, 1);
    return bcl_text_print(a, "écart\u00A0%s (%s\u00A0%%)", value, share);
}
