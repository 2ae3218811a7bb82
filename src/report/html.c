/* html.c -- see html.h. */
#include "report/html.h"
#include "report/html_style.h"
#include "report/svg.h"

/* ---- text ---- */

static void escape(FILE *to, const char *s)
{
    for (; *s; s++) {
        switch (*s) {
        case '&':
            fputs("&amp;", to);
            break;
        case '<':
            fputs("&lt;", to);
            break;
        case '>':
            fputs("&gt;", to);
            break;
        case '"':
            fputs("&quot;", to);
            break;
        default:
            /* HTML has no way to say the other control characters. */
            if ((unsigned char)*s >= ' ' || *s == '\n' || *s == '\t')
                putc(*s, to);
        }
    }
}

/* `before` and `after` are markup, `text` is not. */
static void element(FILE *to, const char *before, const char *text,
                    const char *after)
{
    fputs(before, to);
    escape(to, text);
    fputs(after, to);
}

/* A link within the results folder must not become another kind of address
 * ("javascript:", "//elsewhere"). */
static void put_source(FILE *to, const char *source, const char *data)
{
    if (!source && !data)
        return;
    fputs("<p class=\"source\">", to);
    if (source)
        element(to, "Source\xC2\xA0: ", source, "");
    if (data) {
        fputs(source ? " — " : "", to);
        element(to, "<a href=\"./", data, "\">Données du calcul</a>");
    }
    fputs("</p>\n", to);
}

/* ---- headings and contents ---- */

/* "2.1" as text, and as an anchor "s2-1". */
static void put_number(FILE *to, const bcl_block *b, const char *sep)
{
    for (int i = 0; i < b->level; i++)
        fprintf(to, "%s%d", i ? sep : "", b->number[i]);
}

static void put_heading(FILE *to, const bcl_block *b)
{
    fprintf(to, "<h%d id=\"s", b->level + 1);
    put_number(to, b, "-");
    fputs("\">", to);
    put_number(to, b, ".");
    element(to, "\xC2\xA0\xC2\xA0", b->text, "");
    fprintf(to, "</h%d>\n", b->level + 1);
}

static void put_contents(FILE *to, const bcl_blocks *doc)
{
    int open = 0; /* lists, each with an open item */

    if (doc->level == 0)
        return;
    fputs("<nav aria-labelledby=\"sommaire\">\n"
          "<h2 id=\"sommaire\">Sommaire</h2>\n",
          to);
    for (size_t i = 0; i < doc->n; i++) {
        const bcl_block *b = &doc->item[i];

        if (b->kind != BCL_BLOCK_HEADING || b->level > 2)
            continue;
        if (b->level > open)
            fputs("<ol>", to);
        for (; open > b->level; open--)
            fputs("</li></ol>", to);
        fputs(open == b->level ? "</li>\n<li>" : "<li>", to);
        open = b->level;
        fputs("<a href=\"#s", to);
        put_number(to, b, "-");
        fputs("\">", to);
        put_number(to, b, ".");
        element(to, "\xC2\xA0\xC2\xA0", b->text, "</a>");
    }
    for (; open > 0; open--)
        fputs("</li></ol>", to);
    fputs("\n</nav>\n", to);
}

/* ---- tables ---- */

static void put_columns(FILE *to, const bcl_table *t)
{
    fputs("<thead>\n<tr>", to);
    for (size_t c = 0; c < t->ncolumns; c++) {
        const bcl_column *col = &t->column[c];

        fputs(col->kind == BCL_COLUMN_NUMBER ? "<th scope=\"col\" class=\"n\">"
                                             : "<th scope=\"col\">",
              to);
        escape(to, col->title);
        if (col->unit)
            element(to, " <span class=\"unit\">", col->unit, "</span>");
        fputs("</th>", to);
    }
    fputs("</tr>\n</thead>\n", to);
}

static void put_cell(FILE *to, const bcl_table *t, size_t row, size_t column)
{
    static const char *const tone[] = {[BCL_TONE_PLAIN] = "",
                                       [BCL_TONE_GOOD] = "good",
                                       [BCL_TONE_BAD] = "bad",
                                       [BCL_TONE_WEAK] = "weak"};
    const bcl_cell *cell = &t->cell[row * t->ncolumns + column];
    bool number = t->column[column].kind == BCL_COLUMN_NUMBER;
    /* The first text says what the row is about. */
    const char *name = column == 0 && !number ? "th" : "td";

    fprintf(to, "<%s", name);
    if (name[1] == 'h')
        fputs(" scope=\"row\"", to);
    if (number || cell->tone != BCL_TONE_PLAIN)
        fprintf(to, " class=\"%s%s%s\"", number ? "n" : "",
                number && cell->tone ? " " : "", tone[cell->tone]);
    element(to, ">", cell->text, "");
    fprintf(to, "</%s>", name);
}

static void put_table(FILE *to, const bcl_table *t)
{
    fprintf(to,
            "<div class=\"table\" id=\"tableau-%d\">\n"
            "<div class=\"wide\" role=\"region\" tabindex=\"0\" "
            "aria-labelledby=\"t%d\">\n<table>\n"
            "<caption id=\"t%d\">Tableau\xC2\xA0%d – ",
            t->number, t->number, t->number, t->number);
    element(to, "", t->caption, "</caption>\n");
    put_columns(to, t);
    fputs("<tbody>\n", to);
    for (size_t r = 0; r < t->ncells / t->ncolumns; r++) {
        fputs(t->strong[r] ? "<tr class=\"strong\">" : "<tr>", to);
        for (size_t c = 0; c < t->ncolumns; c++)
            put_cell(to, t, r, c);
        fputs("</tr>\n", to);
    }
    fputs("</tbody>\n</table>\n</div>\n", to);
    put_source(to, t->source, t->data);
    fputs("</div>\n", to);
}

/* ---- the other blocks ---- */

static bool put_figure(FILE *to, const bcl_picture *p, bcl_diag *d)
{
    fprintf(to, "<figure id=\"figure-%d\">\n<figcaption>Figure\xC2\xA0%d – ",
            p->number, p->number);
    element(to, "", p->caption, "</figcaption>\n");
    bool ok = bcl_svg_inline(to, p, d);
    fputs("\n", to);
    put_source(to, p->source, p->data);
    fputs("</figure>\n", to);
    return ok;
}

static void put_list(FILE *to, const bcl_block *b)
{
    fputs("<ul>\n", to);
    for (size_t i = 0; i < b->nitems; i++)
        element(to, "<li>", b->item[i], "</li>\n");
    fputs("</ul>\n", to);
}

static bool put_block(FILE *to, const bcl_block *b, bcl_diag *d)
{
    switch (b->kind) {
    case BCL_BLOCK_HEADING:
        put_heading(to, b);
        break;
    case BCL_BLOCK_PARAGRAPH:
        element(to, "<p>", b->text, "</p>\n");
        break;
    case BCL_BLOCK_NOTE:
        element(to, "<aside class=\"note\"><p>", b->text, "</p></aside>\n");
        break;
    case BCL_BLOCK_WARNING:
        element(to,
                "<aside class=\"warning\"><p><span class=\"label\">"
                "Attention.</span> ",
                b->text, "</p></aside>\n");
        break;
    case BCL_BLOCK_LIST:
        put_list(to, b);
        break;
    case BCL_BLOCK_TABLE:
        put_table(to, b->table);
        break;
    case BCL_BLOCK_FIGURE:
        return put_figure(to, b->picture, d);
    }
    return true;
}

static void put_head(FILE *to, const bcl_blocks *doc)
{
    fputs("<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n"
          "<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" "
          "content=\"width=device-width,initial-scale=1\">\n"
          "<meta http-equiv=\"Content-Security-Policy\" content=\""
          "default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n",
          to);
    element(to, "<title>", doc->title, "</title>\n");
    fprintf(to, "<style>\n%s</style>\n</head>\n", bcl_html_style);
}

bool bcl_html_write(FILE *to, const bcl_blocks *doc, bcl_diag *d)
{
    bool ok = true;

    put_head(to, doc);
    fputs("<body>\n"
          "<a class=\"skip\" href=\"#contenu\">Aller au contenu</a>\n",
          to);
    element(to, "<header>\n<h1>", doc->title, "</h1>\n");
    if (doc->subtitle)
        element(to, "<p class=\"subtitle\">", doc->subtitle, "</p>\n");
    fputs("</header>\n", to);
    put_contents(to, doc);
    fputs("<main id=\"contenu\">\n", to);
    for (size_t i = 0; i < doc->n; i++)
        ok = put_block(to, &doc->item[i], d) && ok;
    fputs("</main>\n", to);
    if (doc->footer)
        element(to, "<footer><p>", doc->footer, "</p></footer>\n");
    fputs("</body>\n</html>\n", to);
    return ok;
}
