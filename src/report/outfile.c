/* outfile.c -- see outfile.h. */
#include "report/outfile.h"
#include "core/text.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *reason(int error)
{
    switch (error) {
    case EACCES:
    case EPERM:
        return "vous n’en avez pas le droit";
    case ENOENT:
        return "le dossier qui doit le contenir n’existe pas";
    case EROFS:
        return "le disque est en lecture seule";
    case EEXIST:
        return "il existe déjà";
    case ENOTDIR:
    case ELOOP:
        return "un élément du chemin n’est pas un dossier";
    case ENAMETOOLONG:
        return "le nom est trop long";
    default:
        return strerror(error);
    }
}

bool bcl_outfile_fail(bcl_diag *d, int error, const char *path,
                      const char *name)
{
    bcl_pos at = {.file = path};
    const char *sep = name ? "/" : "";

    if (error == ENOSPC || error == EDQUOT)
        return bcl_fail_system(d, "W01", at,
                               "le disque est plein : « %s%s%s » n’est pas "
                               "écrit",
                               path, sep, name ? name : "");
    return bcl_fail_system(d, "W02", at, "impossible d’écrire « %s%s%s » : %s",
                           path, sep, name ? name : "", reason(error));
}

/* A pipe or a device has no disk to reach. */
static bool reaches_disk(int fd)
{
    struct stat st;

    return fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || fsync(fd) == 0;
}

bool bcl_outfile_fill(int fd, bcl_outfile_writer *write, const void *what,
                      const char *path, const char *name, bcl_diag *d)
{
    FILE *to = fdopen(fd, "wb");

    if (!to) {
        close(fd);
        return bcl_outfile_fail(d, errno, path, name);
    }
    errno = 0;
    bool wrote = write(to, what, d);
    /* A full disk may show only when the bytes leave the program. */
    bool flushed = !ferror(to) && fflush(to) == 0 && reaches_disk(fd);
    int error = errno ? errno : EIO;
    if (fclose(to) != 0 && flushed) {
        flushed = false;
        error = errno;
    }
    if (wrote && !flushed)
        return bcl_outfile_fail(d, error, path, name);
    return wrote;
}

bool bcl_outfile_begin(bcl_outfile *o, const char *path,
                       bcl_outfile_writer *write, const void *what,
                       bcl_arena *a, bcl_diag *d)
{
    char real[PATH_MAX];
    struct stat st;
    bool there = stat(path, &st) == 0;

    *o = (bcl_outfile){.path = path};
    if (there && S_ISDIR(st.st_mode)) {
        bcl_fail(d, "W05", (bcl_pos){.file = path},
                 "« %s » est un dossier, il faut un nom de fichier", path);
        return bcl_hint(d, "donnez le nom du fichier à écrire");
    }
    if (there && S_ISREG(st.st_mode) && realpath(path, real))
        o->path = bcl_text_copy(a, real, strlen(real));
    bool whole = !there || S_ISREG(st.st_mode);
    const char *temp =
        bcl_text_print(a, "%s.nouveau.%ld", o->path, (long)getpid());
    int fd = whole ? open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)
                   : open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return bcl_outfile_fail(d, errno, path, NULL);
    o->temp = whole ? temp : NULL;
    if (bcl_outfile_fill(fd, write, what, path, NULL, d))
        return true;
    bcl_outfile_abandon(o);
    return false;
}

bool bcl_outfile_commit(bcl_outfile *o, bcl_diag *d)
{
    if (!o->temp)
        return true;
    if (rename(o->temp, o->path) == 0) {
        o->temp = NULL;
        return true;
    }
    int error = errno;
    bcl_outfile_abandon(o);
    return bcl_outfile_fail(d, error, o->path, NULL);
}

void bcl_outfile_abandon(bcl_outfile *o)
{
    if (o->temp)
        unlink(o->temp);
    o->temp = NULL;
}
