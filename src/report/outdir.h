/* outdir.h -- a folder of results, replaced whole or not at all.
 *
 * Files are written in a folder beside the wanted one, each one checked and
 * synced; the two are then swapped in one step, and the old one removed.  A
 * run that fails leaves the results of the last one as they were.
 *
 *     if (!bcl_outdir_begin(&o, path, a, d))
 *         return false;
 *     if (bcl_outdir_write(&o, "rapport.html", write, &what, d) && ...)
 *         return bcl_outdir_commit(&o, d);
 *     bcl_outdir_abandon(&o);
 *     return false;
 *
 * Only a folder of our own is ever replaced: an empty one, or one that holds
 * the mark we leave, a file `.bouclage`.  Nothing is followed or removed
 * through a symbolic link, or on another file system.
 * Errors: W01 the disk is full; W02 not writable; W04 a folder that is not
 * ours; W05 not a folder.  W06 (warning): the old folder could not be
 * removed. */
#ifndef BCL_REPORT_OUTDIR_H
#define BCL_REPORT_OUTDIR_H

#include "core/arena.h"
#include "core/diag.h"
#include "report/outfile.h"

#include <stdbool.h>

typedef struct {
    const char *path; /* as wanted */
    const char *temp; /* where files are written until the end */
} bcl_outdir;

typedef bcl_outfile_writer bcl_outdir_writer;

/* Make the folder to write in.  Refuses now, before a long run, what could not
 * be replaced at the end. */
BCL_MUST_CHECK bool bcl_outdir_begin(bcl_outdir *o, const char *path,
                                     bcl_arena *a, bcl_diag *d);

/* Write the file `name`, new in this folder: letters, digits, "._-", with "/"
 * between sub-folders, which are made as needed; no part starts with a dot. */
BCL_MUST_CHECK bool bcl_outdir_write(const bcl_outdir *o, const char *name,
                                     bcl_outdir_writer *write, const void *what,
                                     bcl_diag *d);
BCL_MUST_CHECK bool bcl_outdir_write_bytes(const bcl_outdir *o,
                                           const char *name, const void *bytes,
                                           size_t size, bcl_diag *d);

/* Put the new folder in place of the old one, which is removed.  When that
 * cannot be done the new one is removed and the old one stays. */
BCL_MUST_CHECK bool bcl_outdir_commit(const bcl_outdir *o, bcl_diag *d);

/* Remove the new folder: the old one stays as it was. */
void bcl_outdir_abandon(const bcl_outdir *o);

#endif
