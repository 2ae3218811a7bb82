/* chapter.c -- see chapter.h: the order of the parts. */
#include "report/chapter.h"
#include "core/text.h"
#include "model/spec.h"
#include "report/chapter_private.h"

#include <math.h>
#include <string.h>

int bcl_chapter_decimals(double x)
{
    double v = fabs(x);

    return v >= 100 || v == 0 ? 0 : v >= 10 ? 1 : v >= 1 ? 2 : 3;
}

const char *bcl_chapter_status(const char *status)
{
    return strcmp(status, "minorant") == 0 ? "minorant (≥)"
           : strcmp(status, "indisponible") == 0
               ? "n.d."
               : bcl_values_status_word(status);
}

const char *bcl_chapter_source(const bcl_chapter *c, const char *ids)
{
    const char *text = bcl_sources_text(c->m, ids, c->a);

    return *text ? text : NULL;
}

static void figures_of(const bcl_chapter *c, const char *theme)
{
    for (size_t i = 0; i < c->nfigure; i++) {
        const bcl_drawn *f = &c->figure[i];
        if (strcmp(f->theme, theme) != 0)
            continue;
        bcl_block_figure(c->doc, &(bcl_picture){.caption = f->title,
                                                .source = f->source,
                                                .data = "tables/valeurs.csv",
                                                .alt = f->alt,
                                                .svg = f->svg,
                                                .svg_size = f->size});
    }
}

/* Does a table or figure read a quantity of this theme?  The file that
 * declares it says so: themes are files. */
static const char *root_id(const bcl_xml *e)
{
    while (e->parent)
        e = e->parent;
    return bcl_attr(e, "id");
}

static const char *root_title(const bcl_xml *e)
{
    while (e->parent)
        e = e->parent;
    const char *t = bcl_attr(e, "titre");

    return t ? t : bcl_attr(e, "id");
}

static bool theme_has(const bcl_chapter *c, const char *id)
{
    for (size_t g = 0; g < c->m->nledger; g++)
        if (strcmp(root_id(c->m->ledger[g].head.xml), id) == 0)
            return true;
    for (size_t i = 0; i < c->nfigure; i++)
        if (strcmp(c->figure[i].theme, id) == 0)
            return true;
    return false;
}

static void one_theme(const bcl_chapter *c, const char *id, const char *title)
{
    bcl_block_heading(c->doc, 1, title);
    figures_of(c, id);
    for (size_t g = 0; g < c->m->nledger; g++) {
        if (strcmp(root_id(c->m->ledger[g].head.xml), id) != 0)
            continue;
        bcl_chapter_ledger(c, g);
    }
    for (size_t i = 0; i < c->tables->n; i++)
        if (strcmp(root_id(c->tables->item[i].head->xml), id) == 0)
            bcl_chapter_table(c, &c->tables->item[i]);
}

/* Themes in the order their ledgers were declared. */
static void themes(const bcl_chapter *c)
{
    bcl_names seen = {0};

    for (size_t g = 0; g < c->m->nledger; g++) {
        const bcl_xml *e = c->m->ledger[g].head.xml;
        const char *id = root_id(e);
        size_t before = seen.n;
        bcl_names_add(&seen, id, strlen(id), c->a);
        if (seen.n > before && theme_has(c, id))
            one_theme(c, id, root_title(e));
    }
    bool any = false;
    for (size_t i = 0; i < c->nfigure; i++)
        if (bcl_names_find(&seen, c->figure[i].theme,
                           strlen(c->figure[i].theme)) < 0) {
            if (!any)
                bcl_block_heading(c->doc, 1, "Vue d’ensemble");
            any = true;
            bcl_names_add(&seen, c->figure[i].theme, strlen(c->figure[i].theme),
                          c->a);
            figures_of(c, c->figure[i].theme);
        }
}

static void sources(const bcl_chapter *c)
{
    const char **item = BCL_NEW(c->a, const char *, c->m->nsource + 1);

    bcl_block_heading(c->doc, 1, "Sources");
    for (size_t i = 0; i < c->m->nsource; i++) {
        const bcl_source *s = &c->m->source[i];
        item[i] = bcl_text_print(
            c->a, "%s%s%s%s%s%s%s%s%s", s->author ? s->author : "",
            s->author ? ", " : "", s->title, s->year ? ", " : "",
            s->year ? s->year : "", s->licence ? ", " : "",
            s->licence ? s->licence : "", s->url ? ", " : "",
            s->url ? s->url : "");
    }
    bcl_block_list(c->doc, item, c->m->nsource);
}

void bcl_chapter_write(bcl_blocks *doc, const bcl_plan *p,
                       const bcl_declared_tables *t, const bcl_drawn *figure,
                       size_t nfigure)
{
    bcl_chapter c = {.doc = doc,
                     .p = p,
                     .m = &p->s->m,
                     .tables = t,
                     .figure = figure,
                     .nfigure = nfigure,
                     .a = p->a};

    bcl_chapter_figures(&c);
    themes(&c);
    bcl_chapter_reconciled(&c);
    bcl_chapter_targets(&c);
    bcl_chapter_compare(&c);
    bcl_chapter_scenarios(&c);
    sources(&c);
}
