/* diag.c -- see diag.h. */
#include "core/diag.h"

#include <stdarg.h>
#include <string.h>

/* Cut a text at the end of its last whole UTF-8 character. */
static void trim_utf8(char *text, size_t size)
{
    size_t n = strlen(text);

    if (n + 1 < size)
        return;
    size_t start = n;
    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
        start--;
    if (start > 0)
        text[start - 1] = '\0';
}

/* Whatever a file's texts hold, a message is one line and moves no cursor. */
static void flatten(char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || *text == 0x7F)
            *text = ' ';
}

/* A warning met again (under another scenario, say) is said once. */
static bool said(const bcl_diag *d, const bcl_message *m)
{
    size_t n = d->count < BCL_DIAG_MAX ? d->count : BCL_DIAG_MAX;

    for (size_t i = 0; i < n; i++)
        if (d->item[i].severity == m->severity &&
            d->item[i].at.line == m->at.line &&
            d->item[i].at.column == m->at.column &&
            strcmp(d->item[i].code, m->code) == 0 &&
            strcmp(d->item[i].message, m->message) == 0)
            return true;
    return false;
}

static void add(bcl_diag *d, bcl_severity severity, const char *code,
                bcl_pos at, const char *fmt, va_list ap)
{
    bcl_message m = {.severity = severity, .at = at};

    snprintf(m.code, sizeof m.code, "%s", code);
    vsnprintf(m.message, sizeof m.message, fmt, ap);
    trim_utf8(m.message, sizeof m.message);
    flatten(m.message);
    d->repeated = severity == BCL_WARNING && said(d, &m);
    if (d->repeated)
        return;
    if (severity == BCL_ERROR)
        d->errors++;
    else
        d->warnings++;
    if (d->count++ < BCL_DIAG_MAX)
        d->item[d->count - 1] = m;
}

bool bcl_fail(bcl_diag *d, const char *code, bcl_pos at, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    add(d, BCL_ERROR, code, at, fmt, ap);
    va_end(ap);
    return false;
}

void bcl_warn(bcl_diag *d, const char *code, bcl_pos at, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    add(d, BCL_WARNING, code, at, fmt, ap);
    va_end(ap);
}

bool bcl_fail_system(bcl_diag *d, const char *code, bcl_pos at, const char *fmt,
                     ...)
{
    va_list ap;

    va_start(ap, fmt);
    add(d, BCL_ERROR, code, at, fmt, ap);
    va_end(ap);
    d->system = true;
    return false;
}

bool bcl_hint(bcl_diag *d, const char *fmt, ...)
{
    if (d->count > 0 && d->count <= BCL_DIAG_MAX && !d->repeated) {
        bcl_message *m = &d->item[d->count - 1];
        va_list ap;

        va_start(ap, fmt);
        vsnprintf(m->hint, sizeof m->hint, fmt, ap);
        va_end(ap);
        trim_utf8(m->hint, sizeof m->hint);
        flatten(m->hint);
    }
    return false;
}

/* The source line under a message, with a caret at its column.  The file is
 * read again: keeping every input's text for this would cost more. */
static void print_source(bcl_pos at, FILE *to)
{
    enum { SHOWN = 160 };
    char text[SHOWN + 2];
    int line = 1, c;
    size_t n = 0;
    FILE *f =
        at.file && at.line > 0 && at.column > 0 ? fopen(at.file, "r") : NULL;

    if (!f)
        return;
    if ((c = getc(f)) == 0xFF || c == 0xFE)
        line = at.line + 1; /* UTF-16: not for this terminal */
    ungetc(c, f);
    while (line < at.line && (c = getc(f)) != EOF)
        line += c == '\n';
    while (line == at.line && n < SHOWN && (c = getc(f)) != EOF && c != '\n')
        if (c != '\r' && c != '\0')
            text[n++] = c < ' ' || c == 0x7F ? ' ' : (char)c;
    fclose(f);
    text[n] = '\0';
    trim_utf8(text, SHOWN + 1);
    n = strlen(text);
    if ((size_t)at.column > n + 1 || n == 0)
        return;
    fprintf(to, "  %s\n  ", text);
    for (int i = 0; i < at.column - 1; i++)
        if (((unsigned char)text[i] & 0xC0) != 0x80)
            putc(' ', to); /* one blank a character, not a byte */
    fputs("^\n", to);
}

void bcl_diag_print(const bcl_diag *d, FILE *to)
{
    for (size_t i = 0; i < d->count && i < BCL_DIAG_MAX; i++) {
        const bcl_message *m = &d->item[i];

        if (m->at.file)
            fprintf(to, "%s:", m->at.file);
        if (m->at.line > 0)
            fprintf(to, "%d:", m->at.line);
        if (m->at.column > 0)
            fprintf(to, "%d:", m->at.column);
        fprintf(to, "%s%s %s: %s", m->at.file ? " " : "",
                m->severity == BCL_ERROR ? "erreur" : "avertissement", m->code,
                m->message);
        if (m->hint[0])
            fprintf(to, " ; %s", m->hint);
        putc('\n', to);
        print_source(m->at, to);
    }
    if (d->count > BCL_DIAG_MAX)
        fprintf(to, "... et %zu autres messages\n", d->count - BCL_DIAG_MAX);
}
