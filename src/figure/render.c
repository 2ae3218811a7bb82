/* render.c -- see render.h. */
#include "figure/render.h"

#include "figure/buffer.h"

#include <string.h>

static const double cm_per_pt = 2.54 / 72;

static void write_points(bcl_buffer *b, const bcl_paint *s)
{
    for (size_t i = 0; i < s->n; i++)
        bcl_buffer_print(b, "%.17g %.17g\n", s->point[i].x, s->point[i].y);
    bcl_buffer_add(b, "\n", 1);
}

static bool same_style(const bcl_paint *a, const bcl_paint *b)
{
    return a->filled == b->filled && a->rgb == b->rgb && a->alpha == b->alpha &&
           a->pt == b->pt;
}

/* Neighbours of one style share a datablock, so a dashed line is one. */
static size_t same_run(const bcl_canvas *c, size_t first)
{
    size_t end = first + 1;

    while (end < c->nshape && same_style(&c->shape[first], &c->shape[end]))
        end++;
    return end;
}

static void write_data(bcl_buffer *b, const bcl_canvas *c)
{
    for (size_t i = 0, end; i < c->nshape; i = end) {
        end = same_run(c, i);
        bcl_buffer_print(b, "$B%zu <<BCL_EOD\n", i);
        for (size_t k = i; k < end; k++)
            write_points(b, &c->shape[k]);
        bcl_buffer_print(b, "BCL_EOD\n");
    }
}

static void write_plot(bcl_buffer *b, const bcl_canvas *c)
{
    bcl_buffer_print(b, "plot NaN notitle");
    for (size_t i = 0; i < c->nshape; i = same_run(c, i)) {
        const bcl_paint *s = &c->shape[i];

        if (s->filled)
            bcl_buffer_print(b,
                             ", $B%zu using 1:2 with polygons fs transparent "
                             "solid %.4g noborder fc rgb '#%06X' notitle",
                             i, s->alpha, s->rgb & 0xFFFFFF);
        else
            bcl_buffer_print(b,
                             ", $B%zu using 1:2 with lines lw %.4g lc rgb "
                             "'#%06X' notitle",
                             i, s->pt, s->rgb & 0xFFFFFF);
    }
    bcl_buffer_print(b, "\n");
}

/* How far under its label's point each terminal puts the base line, in ems
 * (measured on gnuplot 5.4). */
static double drop(bcl_image_format format)
{
    return format == BCL_IMAGE_SVG   ? 0.244
           : format == BCL_IMAGE_PNG ? 0.376
                                     : 0.360;
}

/* Doubling apostrophes is not enough: gnuplot 5.4 misreads two in a row, and
 * one that comes first, and takes the rest of the text for commands.  None is
 * let through. */
static void write_quoted(bcl_buffer *b, const char *s, bool lowered)
{
    while (*s) {
        const char *from = s;
        unsigned c = bcl_width_decode(&s);

        if (c == '\'')
            bcl_buffer_print(b, "’");
        else if (!lowered && c >= 0x2070 && c <= 0x2089)
            bcl_buffer_print(b, "%u", c & 15);
        else if (c >= 0x20)
            bcl_buffer_add(b, from, (size_t)(s - from));
    }
}

static void write_labels(bcl_buffer *b, const bcl_canvas *c,
                         bcl_image_format format, bool lowered)
{
    static const char *const anchor[] = {"left", "center", "right"};
    const double middle = 0.344; /* of the capitals above the base line, em */

    for (size_t i = 0; i < c->nlabel; i++) {
        const bcl_label *l = &c->label[i];
        double shift = (drop(format) - middle) * l->font.pt * cm_per_pt;

        bcl_buffer_print(b, "set label %zu '", i + 1);
        write_quoted(b, l->text, lowered);
        bcl_buffer_print(b,
                         "' at %.17g,%.17g %s noenhanced font '%s,%.4g' "
                         "textcolor rgb '#%06X' front\n",
                         l->x, l->y + shift, anchor[l->anchor],
                         l->font.bold ? "Liberation Sans:Bold"
                                      : "Liberation Sans",
                         l->font.pt, l->font.rgb & 0xFFFFFF);
    }
}

const char *bcl_render_script(size_t *n, const bcl_canvas *c,
                              bcl_image_format format, bool lowered,
                              bcl_arena *a)
{
    bcl_buffer b = {.arena = a};

    bcl_buffer_print(&b,
                     "unset border\nunset tics\nunset key\n"
                     "set lmargin at screen 0\nset rmargin at screen 1\n"
                     "set tmargin at screen 1\nset bmargin at screen 0\n"
                     "set xrange [0:%.17g]\nset yrange [0:%.17g]\n",
                     c->width, c->height);
    write_data(&b, c);
    write_labels(&b, c, format, lowered);
    write_plot(&b, c);
    *n = b.n;
    return b.s;
}

/* What to write instead of the piece of SVG that begins at `s`: the length of
 * that piece goes to `*skip`, 0 when it stays. */
static const char *instead(size_t *skip, const char *s)
{
    static const struct {
        const char *from, *to, *until;
    } rule[] = {
        {" shape-rendering='crispEdges'", "", NULL},
        {"font-family=\"Liberation Sans:Bold\"",
         "font-family=\"Liberation Sans, Arial, Helvetica, sans-serif\" "
         "font-weight=\"bold\"",
         NULL},
        {"font-family=\"Liberation Sans\"",
         "font-family=\"Liberation Sans, Arial, Helvetica, sans-serif\"", NULL},
        {" id=\"gnuplot_", "", "\""},
        {"<title>", "", "</title>"},
        {"<desc>", "", "</desc>"},
        {"<defs>", "", "</defs>"},
    };

    *skip = 0;
    if (*s != '<' && *s != ' ' && *s != 'f')
        return NULL;
    for (size_t i = 0; i < sizeof rule / sizeof *rule; i++) {
        size_t n = strlen(rule[i].from);

        if (strncmp(s, rule[i].from, n) != 0)
            continue;
        const char *end = rule[i].until ? strstr(s + n, rule[i].until) : s + n;

        if (end)
            *skip =
                (size_t)(end - s) + (rule[i].until ? strlen(rule[i].until) : 0);
        return rule[i].to;
    }
    return NULL;
}

char *bcl_render_clean_svg(size_t *n, const char *svg, size_t nsvg,
                           bcl_arena *a)
{
    bcl_buffer b = {.arena = a};

    for (size_t i = 0; i < nsvg;) {
        size_t skip = 0, plain = i + 1;
        const char *to = instead(&skip, svg + i);

        if (skip > 0) {
            bcl_buffer_add(&b, to, strlen(to));
            i += skip;
            continue;
        }
        /* A text may hold the words of a rule, but no '<' (it is escaped), and
         * quotes are escaped too, so attributes are never found in it. */
        while (plain < nsvg && !strchr("< f", svg[plain]))
            plain++;
        bcl_buffer_add(&b, svg + i, plain - i);
        i = plain;
    }
    *n = b.n;
    return b.s;
}

bool bcl_render(char **image, size_t *n, const bcl_canvas *c, bcl_gnuplot *g,
                bcl_image_format format, bcl_arena *a, bcl_diag *d)
{
    bcl_arena *scratch = bcl_arena_create();
    size_t nscript;
    const char *script = bcl_render_script(
        &nscript, c, format, bcl_gnuplot_fonts(g)->lowered, scratch);
    bool ok = bcl_gnuplot_draw(g, script, nscript, format, c->width, c->height,
                               image, n, a, d);

    bcl_arena_destroy(scratch);
    if (ok && format == BCL_IMAGE_SVG)
        *image = bcl_render_clean_svg(n, *image, *n, a);
    return ok;
}
