/* tree.c -- see tree.h. */
#include "report/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_real(const struct dirent *e)
{
    return strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
}

bool bcl_tree_is_empty(const char *path)
{
    DIR *list = opendir(path);
    bool empty = list != NULL;

    if (!list)
        return false;
    for (struct dirent *e; empty && (e = readdir(list)) != NULL;)
        empty = !is_real(e);
    closedir(list);
    return empty;
}

static bool remove_entries(int in, const char *name, dev_t device, int depth);

/* True when `name` is gone from the folder `in`. */
static bool remove_entry(int in, const char *name, dev_t device, int depth)
{
    struct stat st;

    if (fstatat(in, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT;
    if (!S_ISDIR(st.st_mode))
        return unlinkat(in, name, 0) == 0;
    return st.st_dev == device && depth > 0 &&
           remove_entries(in, name, device, depth - 1) &&
           unlinkat(in, name, AT_REMOVEDIR) == 0;
}

static bool remove_entries(int in, const char *name, dev_t device, int depth)
{
    int dir = openat(in, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *list = dir < 0 ? NULL : fdopendir(dir);
    bool ok = list != NULL;

    if (!list) {
        if (dir >= 0)
            close(dir);
        return false;
    }
    for (struct dirent *e; (e = readdir(list)) != NULL;)
        if (is_real(e))
            ok = remove_entry(dir, e->d_name, device, depth) && ok;
    closedir(list);
    return ok;
}

bool bcl_tree_remove(const char *path)
{
    enum { DEEPEST = 16 };
    struct stat st;

    if (lstat(path, &st) != 0)
        return errno == ENOENT;
    return remove_entry(AT_FDCWD, path, st.st_dev, DEEPEST);
}

/* Where the file system cannot exchange two names: a moment without either. */
static bool swap_in_two(const char *fresh, const char *path)
{
    char aside[PATH_MAX];
    int n = snprintf(aside, sizeof aside, "%s.ancien", fresh);

    if (n < 0 || (size_t)n >= sizeof aside) {
        errno = ENAMETOOLONG;
        return false;
    }
    if (rename(path, aside) != 0)
        return false;
    if (rename(fresh, path) == 0)
        return rename(aside, fresh) == 0;
    int saved = errno;
    if (rename(aside, path) == 0)
        errno = saved;
    return false;
}

bool bcl_tree_swap(const char *fresh, const char *path)
{
    /* Enough when `path` is absent or empty. */
    if (rename(fresh, path) == 0)
        return true;
    if (errno != ENOTEMPTY && errno != EEXIST)
        return false;
    if (renameat2(AT_FDCWD, fresh, AT_FDCWD, path, RENAME_EXCHANGE) == 0)
        return true;
    return (errno == EINVAL || errno == ENOSYS) && swap_in_two(fresh, path);
}
