/* diag.h -- diagnostics: what is wrong, where it is, what to do about it.
 *
 * A function that can fail takes a `bcl_diag *` as its last argument and
 * returns false after adding at least one error to it.  Diagnostics keep their
 * text by value, so reporting one never allocates and never dangles.  The
 * texts are in French: planners read them.  A code ("U03", "C04") never
 * changes meaning once published; the manual lists them. */
#ifndef BCL_CORE_DIAG_H
#define BCL_CORE_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#if defined(__GNUC__)
#define BCL_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define BCL_MUST_CHECK __attribute__((warn_unused_result))
#else
#define BCL_PRINTF(fmt, args)
#define BCL_MUST_CHECK
#endif

/* A place in an input file, counted from 1 in lines and bytes; 0 means "not
 * known".  `file` must outlive the diagnostics (argv or the run's arena). */
typedef struct {
    const char *file;
    int line, column;
} bcl_pos;

typedef enum { BCL_ERROR, BCL_WARNING } bcl_severity;

typedef struct {
    bcl_severity severity;
    char code[4]; /* a letter and two digits */
    bcl_pos at;
    char message[400];
    char hint[200];
} bcl_message;

enum { BCL_DIAG_MAX = 256 };

typedef struct {
    bcl_message item[BCL_DIAG_MAX]; /* the first ones, in order */
    size_t count;                   /* all of them, also those not kept */
    size_t errors, warnings;        /* of `count` */
    bool repeated; /* the last warning was said before: its hint too */
    bool system;   /* a missing program or a full disk: exit status 3 */
} bcl_diag;

/* Add an error; always returns false, so that callers can
 * `return bcl_fail(...)`. */
bool bcl_fail(bcl_diag *d, const char *code, bcl_pos at, const char *fmt, ...)
    BCL_PRINTF(4, 5);

/* Add a warning; the run goes on. */
void bcl_warn(bcl_diag *d, const char *code, bcl_pos at, const char *fmt, ...)
    BCL_PRINTF(4, 5);

/* An error that is the machine's, not the data's (exit status 3). */
bool bcl_fail_system(bcl_diag *d, const char *code, bcl_pos at, const char *fmt,
                     ...) BCL_PRINTF(4, 5);

/* Attach advice to the message added last; always returns false. */
bool bcl_hint(bcl_diag *d, const char *fmt, ...) BCL_PRINTF(2, 3);

/* Print every message as "file:line:column: erreur CODE: text ; hint", the
 * form editors jump to, each with its source line and a caret. */
void bcl_diag_print(const bcl_diag *d, FILE *to);

#endif
