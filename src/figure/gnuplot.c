/* gnuplot.c -- see gnuplot.h. */
#include "figure/gnuplot.h"

#include "core/text.h"
#include "figure/child.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct bcl_gnuplot {
    bcl_child svg;   /* the one that stays; pid 0 when not running */
    unsigned serial; /* of the last figure, in its sentinel */
    double patience; /* seconds */
    bcl_fonts fonts;
};

static const char *const command[] = {"gnuplot", "-d", NULL};
static const bcl_pos nowhere = {0};

static bool fail_start(int why, bcl_diag *d)
{
    if (why != ENOENT)
        return bcl_fail_system(d, "G01", nowhere,
                               "gnuplot ne peut pas être lancé : %s",
                               strerror(why));
    bcl_fail_system(d, "G01", nowhere,
                    "gnuplot est introuvable : les figures ne peuvent pas être "
                    "dessinées");
    return bcl_hint(d, "installez le paquet gnuplot-nox, version 5.4 ou plus "
                       "récente");
}

static bool check_version(bcl_diag *d)
{
    static const char *const argv[] = {"gnuplot", "-d", "--version", NULL};
    bcl_arena *scratch = bcl_arena_create();
    bcl_buffer out = {.arena = scratch}, err = {.arena = scratch};
    bcl_child p;
    int why, major = 0, minor = 0;
    bool ok = bcl_child_start(&p, &why, argv, true);

    if (!ok) {
        fail_start(why, d);
    } else {
        bool heard = bcl_child_talk(&p, "", 0, NULL, 10, &out, &err);

        bcl_child_stop(&p, heard);
        ok = heard && out.n > 0 &&
             sscanf(out.s, "gnuplot %d.%d", &major, &minor) == 2;
        if (!ok)
            bcl_fail_system(d, "G04", nowhere,
                            "gnuplot n’a pas donné sa version");
    }
    if (ok && (major < 5 || (major == 5 && minor < 4))) {
        ok = bcl_fail_system(d, "G03", nowhere,
                             "gnuplot %d.%d est trop ancien pour les figures",
                             major, minor);
        bcl_hint(d, "installez gnuplot 5.4 ou une version plus récente");
    }
    bcl_arena_destroy(scratch);
    return ok;
}

bcl_gnuplot *bcl_gnuplot_open(bcl_arena *a, bcl_diag *d)
{
    if (!check_version(d))
        return NULL;
    bcl_gnuplot *g = BCL_NEW(a, bcl_gnuplot, 1);

    *g = (bcl_gnuplot){.patience = 20};
    bcl_fonts_check(&g->fonts, d);
    return g;
}

void bcl_gnuplot_close(bcl_gnuplot *g)
{
    if (g)
        bcl_child_stop(&g->svg, true);
}

void bcl_gnuplot_set_patience(bcl_gnuplot *g, double seconds)
{
    g->patience = seconds;
}

const bcl_fonts *bcl_gnuplot_fonts(const bcl_gnuplot *g)
{
    return &g->fonts;
}

/* Pango works at 96 dpi and each terminal has its own unit of line width: with
 * these factors a point is a point everywhere (measured on gnuplot 5.4). */
static void set_terminal(bcl_buffer *b, bcl_image_format format, double width,
                         double height)
{
    const char *common = "noenhanced font 'Liberation Sans,8.5' background rgb "
                         "'white'";

    if (format == BCL_IMAGE_SVG)
        bcl_buffer_print(b,
                         "set terminal svg %s size %.0f,%.0f fontscale %.9g "
                         "linewidth %.9g dynamic\n",
                         common, width / 2.54 * 96, height / 2.54 * 96,
                         96. / 72, 96. / 72);
    else if (format == BCL_IMAGE_PNG)
        bcl_buffer_print(b,
                         "set terminal pngcairo %s size %.0f,%.0f fontscale "
                         "%.9g linewidth %.9g\n",
                         common, width / 2.54 * 200, height / 2.54 * 200,
                         200. / 96, 200. / 72);
    else
        bcl_buffer_print(b,
                         "set terminal pdfcairo %s size %.9gcm,%.9gcm "
                         "fontscale 0.75 linewidth 2\n",
                         common, width, height);
}

static bool ends_with(const bcl_buffer *b, const char *end, size_t n)
{
    return b->n >= n && memcmp(b->s + b->n - n, end, n) == 0;
}

static void drop_blank_end(bcl_buffer *b)
{
    while (b->n > 0 && strchr(" \n\r", b->s[b->n - 1]))
        b->s[--b->n] = '\0';
}

static bool is_whole(bcl_buffer *b, bcl_image_format format)
{
    if (format == BCL_IMAGE_PNG)
        return b->n > 8 && memcmp(b->s, "\x89PNG\r\n\x1A\n", 8) == 0 &&
               ends_with(b, "IEND\xAE\x42\x60\x82", 8);
    drop_blank_end(b);
    if (format == BCL_IMAGE_PDF)
        return b->n > 5 && memcmp(b->s, "%PDF-", 5) == 0 &&
               ends_with(b, "%%EOF", 5);
    return b->n > 5 && memcmp(b->s, "<?xml", 5) == 0 &&
           ends_with(b, "</svg>", 6);
}

/* The line by which gnuplot names its first error, else its last words. */
static const char *complaint(const bcl_buffer *err, bcl_arena *a)
{
    bcl_words line = bcl_text_split(a, err->n > 0 ? err->s : "", '\n');
    const char *last = "aucun message";

    for (size_t i = 0; i < line.n; i++) {
        const char *s = line.item[i];

        if (!s[0] || s[0] == '^' || !strncmp(s, "BCL_", 4))
            continue;
        if ((!strncmp(s, "line ", 5) || s[0] == '"') && !strstr(s, "warning"))
            return s;
        last = s;
    }
    return last;
}

typedef struct {
    bcl_buffer script, out, err;
    char sentinel[32];
    bcl_image_format format;
} job;

static void write_script(job *j, const char *script, size_t n, double width,
                         double height, unsigned serial)
{
    snprintf(j->sentinel, sizeof j->sentinel, "BCL_END %u ", serial);
    bcl_buffer_print(&j->script, "reset\nreset errors\nundefine $*\n"
                                 "set encoding utf8\nset output\n");
    set_terminal(&j->script, j->format, width, height);
    bcl_buffer_add(&j->script, script, n);
    bcl_buffer_print(&j->script,
                     "\nset output\n"
                     "print \"%s\", GPVAL_ERRNO, \" \", GPVAL_ERRMSG\n"
                     "print \"BCL_OVER %u \"\n",
                     j->sentinel, serial);
}

/* gnuplot goes on after an error; its number is printed at the end. */
static bool check(job *j, bcl_arena *scratch, bcl_diag *d)
{
    const char *end = j->err.n > 0 ? strstr(j->err.s, j->sentinel) : NULL;
    int number = -1;

    if (!end || sscanf(end + strlen(j->sentinel), "%d", &number) != 1)
        return bcl_fail_system(d, "G04", nowhere,
                               "gnuplot s’est arrêté avant la fin de la "
                               "figure : %.200s",
                               complaint(&j->err, scratch));
    if (number != 0)
        return bcl_fail(d, "G05", nowhere,
                        "gnuplot a refusé la figure (erreur %d) : %.200s",
                        number, complaint(&j->err, scratch));
    if (!is_whole(&j->out, j->format))
        return bcl_fail_system(d, "G05", nowhere,
                               "l’image rendue par gnuplot est incomplète "
                               "(%zu octets) : %.200s",
                               j->out.n, complaint(&j->err, scratch));
    return true;
}

static bool fail_silence(double patience, bcl_diag *d)
{
    return bcl_fail_system(d, "G04", nowhere,
                           "gnuplot n’a pas fini la figure en %g s : arrêté",
                           patience);
}

static bool draw_svg(bcl_gnuplot *g, job *j, bcl_arena *scratch, bcl_diag *d)
{
    double end = bcl_child_clock() + g->patience;
    char over[32];
    int why;

    if (g->svg.pid == 0 && !bcl_child_start(&g->svg, &why, command, true))
        return fail_start(why, d);
    snprintf(over, sizeof over, "BCL_OVER %u ", g->serial);
    bool heard = bcl_child_talk(&g->svg, j->script.s, j->script.n, over,
                                g->patience, &j->out, &j->err);

    if (!heard && bcl_child_clock() >= end)
        fail_silence(g->patience, d);
    else if (check(j, scratch, d))
        return true;
    bcl_child_stop(&g->svg, false); /* what is left in its pipes is unsure */
    return false;
}

static bool draw_once(bcl_gnuplot *g, job *j, bcl_arena *scratch, bcl_diag *d)
{
    double end = bcl_child_clock() + g->patience;
    bcl_child p;
    int why;

    if (!bcl_child_start(&p, &why, command, true))
        return fail_start(why, d);
    bool heard = bcl_child_talk(&p, j->script.s, j->script.n, NULL, g->patience,
                                &j->out, &j->err);
    bool well = bcl_child_stop(&p, heard);

    if (!heard && bcl_child_clock() >= end)
        return fail_silence(g->patience, d);
    if (!check(j, scratch, d))
        return false;
    return well || bcl_fail_system(d, "G04", nowhere,
                                   "gnuplot a rendu une figure puis signalé un "
                                   "échec : %.200s",
                                   complaint(&j->err, scratch));
}

bool bcl_gnuplot_draw(bcl_gnuplot *g, const char *script, size_t n,
                      bcl_image_format format, double width_cm,
                      double height_cm, char **image, size_t *nimage,
                      bcl_arena *a, bcl_diag *d)
{
    bcl_arena *scratch = bcl_arena_create();
    job j = {.script.arena = scratch,
             .out.arena = scratch,
             .err.arena = scratch,
             .format = format};

    write_script(&j, script, n, width_cm, height_cm, ++g->serial);
    bool ok = format == BCL_IMAGE_SVG ? draw_svg(g, &j, scratch, d)
                                      : draw_once(g, &j, scratch, d);
    if (ok) {
        *image = bcl_text_copy(a, j.out.s, j.out.n);
        *nimage = j.out.n;
    }
    bcl_arena_destroy(scratch);
    return ok;
}
