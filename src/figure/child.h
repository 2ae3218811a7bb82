/* child.h -- another program on three pipes, started without a shell. */
#ifndef BCL_FIGURE_CHILD_H
#define BCL_FIGURE_CHILD_H

#include "core/diag.h"
#include "figure/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

typedef struct {
    pid_t pid;        /* 0: not running */
    int in, out, err; /* our ends, non-blocking; -1 when closed */
} bcl_child;

/* Start argv[0], looked up in PATH.  `locked`: where the kernel has Landlock
 * the child, and what it starts, can neither create, write nor remove a file.
 * False when it cannot be run; `*why` is then the errno, otherwise 0. */
bool bcl_child_start(bcl_child *p, int *why, const char *const *argv,
                     bool locked);

/* Send `n` bytes while reading both outputs.  With `until` the talk is over
 * when that text came in on `err`; without, our end is closed after the last
 * byte and the talk lasts until both outputs close.  False when the program
 * ended too early or `deadline` (seconds from now) passed. */
bool bcl_child_talk(bcl_child *p, const char *s, size_t n, const char *until,
                    double deadline, bcl_buffer *out, bcl_buffer *err);

/* Close the pipes and wait for the end; killed when `mercy` is false or it has
 * not ended after two seconds.  True when it exited with status 0. */
bool bcl_child_stop(bcl_child *p, bool mercy);

/* Seconds on a clock that never goes back. */
double bcl_child_clock(void);

#endif
