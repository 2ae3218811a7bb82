/* csvout.c -- see csvout.h. */
#include "report/csvout.h"
#include "core/text.h"

#include <math.h>
#include <string.h>

bcl_csvout bcl_csvout_start(FILE *to)
{
    fputs("\xEF\xBB\xBF", to);
    return (bcl_csvout){.to = to};
}

static void separate(bcl_csvout *c, const char *s)
{
    if (c->ncells++ > 0)
        putc(';', c->to);
    c->nbytes += strlen(s);
}

void bcl_csvout_text(bcl_csvout *c, const char *s)
{
    size_t n = strlen(s);

    separate(c, s);
    /* Readers trim the blanks of a bare cell. */
    if (n == 0 || (!strpbrk(s, ";\"\r\n") && !strchr(" \t", s[0]) &&
                   !strchr(" \t", s[n - 1]))) {
        fputs(s, c->to);
        return;
    }
    putc('"', c->to);
    for (; *s; s++) {
        if (*s == '"')
            putc('"', c->to);
        putc(*s, c->to);
    }
    putc('"', c->to);
}

void bcl_csvout_number(bcl_csvout *c, double x)
{
    char s[32] = "";

    if (isfinite(x))
        bcl_number_print(s, sizeof s, x);
    char *mark = strchr(s, '.');
    if (mark)
        *mark = ',';
    separate(c, s);
    fputs(s, c->to);
}

void bcl_csvout_row(bcl_csvout *c)
{
    /* One empty cell is a row; an empty line is not. */
    if (c->ncells == 1 && c->nbytes == 0)
        fputs("\"\"", c->to);
    putc('\n', c->to);
    c->ncells = c->nbytes = 0;
}
