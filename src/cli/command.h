/* command.h -- one subcommand of the program. */
#ifndef BCL_CLI_COMMAND_H
#define BCL_CLI_COMMAND_H

#include "core/arena.h"
#include "core/diag.h"
#include "result/study.h"

/* Where model/ and scenarios/ are, and where results go. */
typedef struct {
    const char *datadir;
    bcl_arena *mem;
    bcl_diag *d;
    bool usage; /* set when the words are wrong: exit status 2 */
} bcl_context;

typedef struct {
    const char *name, *args, *summary;
    const char *help; /* the options, a line each */
    bool (*run)(int argc, char **argv, bcl_context *c);
} bcl_command;

extern const bcl_command bcl_cmd_check;
extern const bcl_command bcl_cmd_eval;
extern const bcl_command bcl_cmd_balance;
extern const bcl_command bcl_cmd_run;
extern const bcl_command bcl_cmd_explain;
extern const bcl_command bcl_cmd_compare;
extern const bcl_command bcl_cmd_list;
extern const bcl_command bcl_cmd_init;
extern const bcl_command bcl_cmd_reconcile;

/* The options that commands share; positional words in `word`. */
typedef struct {
    const char *word[8];
    size_t nword;
    const char *scenario[32];
    size_t nscenario;
    const char *out, *year, *unit, *theme;
    const char *constraints, *correlations, *shares, *concentrations, *summary,
        *period;
    bool no_figures, json, additivity, nonnegative, as_observed, every;
    int depth; /* --depth, 6 */
} bcl_options;

/* Read the words of a command: `known` lists the letters it takes (s, o, y, u,
 * t) and for the long ones f (--sans-figures), j (--json), a (--additivite), p
 * (--depth), n (--nonnegative), C (--constraints), R (--correlations), S
 * (--shares), K (--concentrations), J (--summary), P (--period), r
 * (--sans-reconciliation), e (--tous-les-ajustements).  False after saying what
 * is wrong on stderr and setting c->usage. */
bool bcl_options_read(bcl_options *o, int argc, char **argv, const char *known,
                      size_t least, size_t most, const bcl_command *cmd,
                      bcl_context *c);

/* Open the territory of the first word with the scenarios asked for, or with
 * `tendanciel` where there is one. */
bool bcl_options_open(bcl_study *s, const bcl_options *o,
                      bcl_context *c) BCL_MUST_CHECK;

/* "2030" or "2024..2030". */
bool bcl_options_years(const bcl_options *o, int *from, int *to);

#endif
