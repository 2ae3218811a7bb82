/* tree.h -- folders removed and exchanged whole. */
#ifndef BCL_REPORT_TREE_H
#define BCL_REPORT_TREE_H

#include <stdbool.h>

/* Does the folder hold nothing?  False when it cannot be read. */
bool bcl_tree_is_empty(const char *path);

/* Remove a file or a folder with all it holds, as much as can be; true when
 * nothing is left.  Symbolic links are removed, never followed; another file
 * system mounted in the folder, and levels below the 16th, are left. */
bool bcl_tree_remove(const char *path);

/* Give the folder `fresh` the name `path`.  What had that name, if anything,
 * is then called `fresh`, unless it was an empty folder, which is gone.
 * False with errno set when the names are as they were. */
bool bcl_tree_swap(const char *fresh, const char *path);

#endif
