/* options.c -- the words of a command line. */
#include "cli/command.h"
#include "core/text.h"

#include <stdio.h>
#include <string.h>

static bool wrong(bcl_context *c, const bcl_command *cmd, const char *what,
                  const char *word)
{
    fprintf(stderr, "bouclage %s: %s%s\nusage : bouclage %s %s\n", cmd->name,
            what, word, cmd->name, cmd->args);
    c->usage = true;
    return false;
}

static const char **place(bcl_options *o, char letter)
{
    switch (letter) {
    case 's':
        return o->nscenario < 32 ? &o->scenario[o->nscenario++] : NULL;
    case 'o':
        return &o->out;
    case 'y':
        return &o->year;
    case 'u':
        return &o->unit;
    case 'C':
        return &o->constraints;
    case 'R':
        return &o->correlations;
    case 'S':
        return &o->shares;
    case 'K':
        return &o->concentrations;
    case 'J':
        return &o->summary;
    case 'P':
        return &o->period;
    default:
        return &o->theme;
    }
}

/* The letter of a long option, which then cannot be written short. */
static char long_letter(const char *word)
{
    static const struct {
        const char *word;
        char letter;
    } known[] = {
        {"--sans-figures", 'f'},
        {"--sans-reconciliation", 'r'},
        {"--json", 'j'},
        {"--additivite", 'a'},
        {"--depth", 'p'},
        {"--nonnegative", 'n'},
        {"--constraints", 'C'},
        {"--correlations", 'R'},
        {"--shares", 'S'},
        {"--concentrations", 'K'},
        {"--summary", 'J'},
        {"--period", 'P'},
        {"--tous-les-ajustements", 'e'},
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(word, known[i].word) == 0)
            return known[i].letter;
    return '\0';
}

/* Long options: 1 read, 0 none of this command's, -1 badly written, -2 without
 * its value. */
static int long_option(bcl_options *o, int argc, char **argv, int *i,
                       const char *known)
{
    char letter = long_letter(argv[*i]);
    double n;

    if (!letter || !strchr(known, letter))
        return 0;
    if (letter == 'f') {
        o->no_figures = true;
    } else if (letter == 'j') {
        o->json = true;
    } else if (letter == 'a') {
        o->additivity = true;
    } else if (letter == 'n') {
        o->nonnegative = true;
    } else if (letter == 'r') {
        o->as_observed = true;
    } else if (letter == 'e') {
        o->every = true;
    } else if (letter == 'p') {
        const char *value = *i + 1 < argc ? argv[++*i] : "";
        if (!bcl_number_parse(&n, value, strlen(value), '.') || n < 0 || n > 99)
            return -1;
        o->depth = (int)n;
    } else {
        if (*i + 1 >= argc)
            return -2;
        *place(o, letter) = argv[++*i];
    }
    return 1;
}

bool bcl_options_read(bcl_options *o, int argc, char **argv, const char *known,
                      size_t least, size_t most, const bcl_command *cmd,
                      bcl_context *c)
{
    bool only_words = false;

    *o = (bcl_options){.depth = 6};
    for (int i = 1; i < argc; i++) {
        const char *w = argv[i];
        if (!only_words && strcmp(w, "--") == 0) {
            only_words = true;
        } else if (!only_words && w[0] == '-' && w[1] == '-') {
            int read = long_option(o, argc, argv, &i, known);
            if (read <= 0)
                return wrong(c, cmd,
                             read == -2 ? "il manque une valeur à "
                             : read     ? "un nombre de 0 à 99 doit suivre "
                                        : "option inconnue ",
                             w);
        } else if (!only_words && w[0] == '-' && w[1]) {
            if (strchr("fjpanreCRSKJP", w[1]) || !strchr(known, w[1]))
                return wrong(c, cmd, "option inconnue ", w);
            const char **to = place(o, w[1]);
            const char *value = w[2] ? w + 2 : i + 1 < argc ? argv[++i] : NULL;
            if (!to)
                return wrong(c, cmd, "trop de scénarios, 32 au plus", "");
            if (!value)
                return wrong(c, cmd, "il manque une valeur à ", w);
            *to = value;
            int from, last;
            if (w[1] == 'y' && !bcl_options_years(o, &from, &last))
                return wrong(c, cmd,
                             "une année (2030) ou une période (2025..2030) "
                             "doit suivre -y, pas ",
                             value);
        } else if (o->nword < most) {
            o->word[o->nword++] = w;
        } else {
            return wrong(c, cmd, "argument de trop : ", w);
        }
    }
    return o->nword >= least || wrong(c, cmd, "il manque un argument", "");
}

bool bcl_options_years(const bcl_options *o, int *from, int *to)
{
    double a, b;
    size_t n = o->year ? strlen(o->year) : 0;

    if (n != 4 && n != 10)
        return false;
    if (strspn(o->year, "0123456789") != 4 ||
        (n == 10 && strspn(o->year + 6, "0123456789") != 4))
        return false;
    if (n == 4 && bcl_number_parse(&a, o->year, 4, '.')) {
        *from = *to = (int)a;
        return true;
    }
    if (n == 10 && strncmp(o->year + 4, "..", 2) == 0 &&
        bcl_number_parse(&a, o->year, 4, '.') &&
        bcl_number_parse(&b, o->year + 6, 4, '.') && a <= b) {
        *from = (int)a;
        *to = (int)b;
        return true;
    }
    return false;
}

bool bcl_options_open(bcl_study *s, const bcl_options *o, bcl_context *c)
{
    static const char *const usual = "tendanciel";

    bcl_study_wish wish = {.scenario = o->nscenario ? o->scenario : &usual,
                           .nscenario = o->nscenario ? o->nscenario : 1,
                           .optional = o->nscenario == 0,
                           .as_observed = o->as_observed};

    return bcl_study_open(s, o->word[0], &wish, c->datadir, c->mem, c->d);
}
