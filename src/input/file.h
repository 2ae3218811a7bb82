/* file.h -- whole files, and why one cannot be read, in French. */
#ifndef BCL_INPUT_FILE_H
#define BCL_INPUT_FILE_H

#include "core/arena.h"
#include "core/diag.h"

/* Anything that is there and is not a directory. */
bool bcl_file_exists(const char *path);

/* Open for reading; NULL after reporting `code`, also for a directory, a
 * pipe or a device.  The
 * caller closes it in the function that opened it. */
FILE *bcl_file_open(const char *path, const char *code, bcl_diag *d);

/* Why an errno, as the end of a French sentence: "il n'existe pas". */
const char *bcl_file_reason(int error);

/* The bytes of a file, with a NUL after the last; `n` does not count it. */
bool bcl_file_read(char **text, size_t *n, const char *path, const char *code,
                   bcl_arena *a, bcl_diag *d) BCL_MUST_CHECK;

#endif
