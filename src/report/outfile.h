/* outfile.h -- a file of results, replaced whole or not at all.
 *
 * It is written beside the wanted one, checked and synced, then renamed: an
 * error leaves what was there as it was.
 *
 *     if (!bcl_outfile_begin(&o, path, write, what, a, d))
 *         return false;
 *     return bcl_outfile_commit(&o, d);   (or bcl_outfile_abandon)
 *
 * Errors: W01 the disk is full; W02 not writable; W05 a folder. */
#ifndef BCL_REPORT_OUTFILE_H
#define BCL_REPORT_OUTFILE_H

#include "core/arena.h"
#include "core/diag.h"

#include <stdbool.h>
#include <stdio.h>

/* Writes a file's bytes; write errors are found by ferror() afterwards, so
 * false is for other failures, already in `d`. */
typedef bool bcl_outfile_writer(FILE *to, const void *what, bcl_diag *d);

typedef struct {
    const char *path; /* as wanted; the target of a symbolic link */
    const char *temp; /* written, not yet renamed; NULL: none */
} bcl_outfile;

/* Write all of it beside.  What is not a regular file (/dev/null, a pipe) is
 * written at once. */
BCL_MUST_CHECK bool bcl_outfile_begin(bcl_outfile *o, const char *path,
                                      bcl_outfile_writer *write,
                                      const void *what, bcl_arena *a,
                                      bcl_diag *d);

/* Give it its name. */
BCL_MUST_CHECK bool bcl_outfile_commit(bcl_outfile *o, bcl_diag *d);

/* Remove what was written beside, if anything. */
void bcl_outfile_abandon(bcl_outfile *o);

/* Write into `fd`, check, sync, close.  The file is called path/name in
 * messages, or path where `name` is NULL. */
BCL_MUST_CHECK bool bcl_outfile_fill(int fd, bcl_outfile_writer *write,
                                     const void *what, const char *path,
                                     const char *name, bcl_diag *d);

/* Why writing failed, in French; false. */
bool bcl_outfile_fail(bcl_diag *d, int error, const char *path,
                      const char *name);

#endif
