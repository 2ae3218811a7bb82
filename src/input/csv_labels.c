/* csv_labels.c -- the distinct labels, made UTF-8; see csv_rows.h. */
#include "core/text.h"
#include "input/csv_rows.h"

#include <string.h>

/* The first row that bears label k, or the file when no row kept does. */
static bcl_pos label_at(const bcl_csv_rows *r, size_t i, size_t k)
{
    const bcl_csv *t = r->table;

    for (size_t row = 0; row < t->nrow; row++)
        if (t->col[i].label[row] == (int)k)
            return bcl_csv_at(t, row, i);
    return (bcl_pos){t->path, 0, 0};
}

/* Bytes that move cursors or ring bells are part of no name: a page or a
 * terminal must never get them. */
static bool is_control(char c)
{
    return ((unsigned char)c < ' ' && !strchr("\t\n\r", c)) || c == 0x7F;
}

static void blank_controls(char *s)
{
    for (; *s; s++)
        if (is_control(*s))
            *s = ' ';
}

/* The label without the NBSP around it, which differ by encoding. */
static const char *trim(char *s, size_t *length)
{
    size_t n = strlen(s);

    for (size_t size; (size = bcl_encoding_blank(s, n)) > 0; n -= size)
        s += size;
    for (size_t size; (size = bcl_encoding_blank_end(s, n)) > 0;)
        n -= size;
    *length = n;
    return s;
}

/* Labels that become the same text get the same number. */
static bool decode_column(bcl_csv_rows *r, size_t i, bcl_encoding encoding)
{
    bcl_col *col = &r->table->col[i];
    bcl_names names = {0};
    int *now = BCL_NEW(r->arena, int, col->labels.n);
    bool moved = false;

    for (size_t k = 0; k < col->labels.n; k++) {
        const char *raw = col->labels.text[k];
        char *s = bcl_encoding_decode(raw, strlen(raw), encoding, r->arena);
        char shown[BCL_SHOWN];
        size_t n;
        if (!s) {
            bcl_encoding_show(shown, raw, strlen(raw));
            bcl_fail(r->diag, "C08", label_at(r, i, k),
                     "« %s » n'est pas en %s, comme le reste du fichier", shown,
                     encoding == BCL_ENCODING_UTF8 ? "UTF-8" : "Windows-1252");
            return bcl_hint(r->diag,
                            "enregistrez tout le fichier en « CSV UTF-8 »");
        }
        blank_controls(s);
        const char *text = trim(s, &n);
        now[k] = bcl_names_add(&names, text, n, r->arena);
        moved |= now[k] != (int)k;
    }
    for (size_t row = 0; row < r->table->nrow && moved; row++)
        col->label[row] = now[col->label[row]];
    col->labels = names;
    return true;
}

/* Whether a column has any text that decoding would change. */
static bool is_plain(const bcl_names *labels)
{
    for (size_t k = 0; k < labels->n; k++) {
        const char *s = labels->text[k];
        if (!bcl_encoding_ascii(s, strlen(s)))
            return false;
        for (; *s; s++)
            if (is_control(*s))
                return false;
    }
    return true;
}

bool bcl_csv_labels_decode(bcl_csv_rows *r)
{
    bcl_csv *t = r->table;
    bcl_encoding_votes all = r->votes;
    bool good = true;

    for (size_t i = 0; i < t->ncol; i++)
        for (size_t k = 0; k < t->col[i].labels.n; k++) {
            const char *s = t->col[i].labels.text[k];
            bcl_encoding_vote(&all, s, strlen(s));
        }
    bcl_encoding head = bcl_encoding_elected(&r->votes);
    bcl_encoding encoding = bcl_encoding_elected(&all);
    if (r->votes.utf8 + r->votes.other > 0 &&
        (head == BCL_ENCODING_UTF8) != (encoding == BCL_ENCODING_UTF8)) {
        bcl_fail(r->diag, "C08", t->at,
                 "l'en-tête et les cellules n'ont pas le même encodage "
                 "(UTF-8 et Windows-1252)");
        return bcl_hint(r->diag,
                        "enregistrez tout le fichier en « CSV UTF-8 »");
    }
    for (size_t i = 0; i < t->ncol; i++)
        if (!is_plain(&t->col[i].labels))
            good &= decode_column(r, i, encoding);
    return good;
}
