/* sankey_mark.h -- how a Sankey diagram shows what is known of each flow, and
 * what does not close. */
#ifndef BCL_FIGURE_SANKEY_MARK_H
#define BCL_FIGURE_SANKEY_MARK_H

#include "figure/legend.h"
#include "figure/sankey.h"

/* The keys of the marks that occur, in a fixed order; their number. */
enum { BCL_SANKEY_KEYS = 4 };
size_t bcl_sankey_keys(bcl_legend *key, const bcl_sankey *s);

/* A ribbon: plain, hatched (estimated), with dashed edges (a lower bound) or
 * nothing but a dashed line (no value). */
void bcl_sankey_ribbon_draw(bcl_canvas *c, const bcl_sankey_ribbon *r,
                            const bcl_sankey_link *l, unsigned rgb);

/* The stub of a gap, fading away from its node. */
void bcl_sankey_stub_draw(bcl_canvas *c, const bcl_box *stub, bool right);

/* "n.d." on each line of no value between nodes that have one, where there is
 * room; the other lines end at a node that says it. */
void bcl_sankey_unknown_label(bcl_canvas *c, const bcl_sankey *s,
                              const bcl_sankey_layout *l);

#endif
