/* outdir.c -- see outdir.h. */
#include "report/outdir.h"
#include "core/text.h"
#include "report/outfile.h"
#include "report/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char mark[] = ".bouclage";

/* ---- what may be replaced ---- */

static bool is_marked(const char *path)
{
    struct stat st;
    int dir = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    bool marked = dir >= 0 &&
                  fstatat(dir, mark, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
                  S_ISREG(st.st_mode);

    if (dir >= 0)
        close(dir);
    return marked;
}

static bool check_replaceable(const char *path, bcl_diag *d)
{
    struct stat st;
    bcl_pos at = {.file = path};

    if (lstat(path, &st) != 0)
        return errno == ENOENT || bcl_outfile_fail(d, errno, path, NULL);
    if (!S_ISDIR(st.st_mode)) {
        bcl_fail(d, "W05", at, "« %s » existe et n’est pas un dossier", path);
        return bcl_hint(d, "donnez un autre nom au dossier des résultats");
    }
    if (is_marked(path) || bcl_tree_is_empty(path))
        return true;
    bcl_fail(d, "W04", at,
             "le dossier « %s » n’a pas été écrit par bouclage : il ne sera "
             "pas remplacé",
             path);
    return bcl_hint(d, "donnez un autre nom, ou videz ce dossier");
}

/* ---- the folder in the making ---- */

static bool write_mark(FILE *to, const void *what, bcl_diag *d)
{
    (void)what;
    (void)d;
    fputs("Ce dossier est écrit par bouclage, et remplacé en entier à chaque "
          "calcul :\nn’y gardez rien d’autre.\n",
          to);
    return true;
}

/* "." and ".." cannot be renamed, nor can "/". */
static bool is_renamable(const char *path)
{
    const char *last = bcl_text_file(path);

    return *last && strcmp(last, ".") != 0 && strcmp(last, "..") != 0;
}

bool bcl_outdir_begin(bcl_outdir *o, const char *path, bcl_arena *a,
                      bcl_diag *d)
{
    enum { TRIES = 1000 };
    size_t n = strlen(path);

    while (n > 1 && path[n - 1] == '/')
        n--;
    *o = (bcl_outdir){.path = bcl_text_copy(a, path, n)};
    if (!is_renamable(o->path)) {
        bcl_fail(d, "W05", (bcl_pos){0},
                 "« %s » ne peut pas être le dossier des résultats", path);
        return bcl_hint(d, "donnez le nom d’un dossier à créer");
    }
    if (!check_replaceable(o->path, d))
        return false;
    for (int i = 0; i < TRIES; i++) {
        o->temp =
            bcl_text_print(a, "%s.nouveau.%ld", o->path, (long)getpid() + i);
        if (mkdir(o->temp, 0777) == 0) {
            if (bcl_outdir_write(o, mark, write_mark, NULL, d))
                return true;
            bcl_outdir_abandon(o);
            return false;
        }
        if (errno != EEXIST)
            break;
    }
    return bcl_outfile_fail(d, errno, o->path, NULL);
}

static bool is_plain(const char *name)
{
    for (const char *s = name; *s; s += strspn(s, "/")) {
        size_t n = strcspn(s, "/");

        if (n == 0 || (s[0] == '.' && strcmp(s, mark) != 0))
            return false;
        s += n;
        if (s[0] == '/' && (s[1] == '/' || s[1] == '\0'))
            return false;
    }
    return *name && strspn(name, "abcdefghijklmnopqrstuvwxyz"
                                 "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "0123456789._-/") == strlen(name);
}

/* Open `name` for writing below the folder `dir`, sub-folders made as needed;
 * -1 with errno set when it cannot be.  Closes `dir`. */
static int open_new(int dir, const char *name)
{
    enum { FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC };
    char part[NAME_MAX + 1];
    int file = -1, saved;

    for (const char *slash; dir >= 0 && (slash = strchr(name, '/')) != NULL;
         name = slash + 1) {
        int sub = -1;

        if ((size_t)(slash - name) >= sizeof part) {
            errno = ENAMETOOLONG;
        } else {
            memcpy(part, name, (size_t)(slash - name));
            part[slash - name] = '\0';
            if (mkdirat(dir, part, 0777) == 0 || errno == EEXIST)
                sub = openat(dir, part, FOLDER);
        }
        saved = errno;
        close(dir);
        errno = saved;
        dir = sub;
    }
    if (dir >= 0) {
        file =
            openat(dir, name,
                   O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        saved = errno;
        close(dir);
        errno = saved;
    }
    return file;
}

bool bcl_outdir_write(const bcl_outdir *o, const char *name,
                      bcl_outdir_writer *write, const void *what, bcl_diag *d)
{
    if (!is_plain(name))
        return bcl_fail_system(d, "W02", (bcl_pos){.file = o->path},
                               "« %s » ne peut pas être un nom de fichier",
                               name);
    int dir = open(o->temp, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int fd = dir < 0 ? -1 : open_new(dir, name);
    if (fd < 0)
        return bcl_outfile_fail(d, errno, o->path, name);
    return bcl_outfile_fill(fd, write, what, o->path, name, d);
}

typedef struct {
    const void *v;
    size_t size;
} bytes;

static bool write_bytes(FILE *to, const void *what, bcl_diag *d)
{
    const bytes *b = what;

    (void)d;
    fwrite(b->v, 1, b->size, to);
    return true;
}

bool bcl_outdir_write_bytes(const bcl_outdir *o, const char *name,
                            const void *v, size_t size, bcl_diag *d)
{
    return bcl_outdir_write(o, name, write_bytes, &(bytes){v, size}, d);
}

bool bcl_outdir_commit(const bcl_outdir *o, bcl_diag *d)
{
    struct stat st;

    /* It may have changed hands during the run. */
    if (!check_replaceable(o->path, d)) {
        bcl_outdir_abandon(o);
        return false;
    }
    if (!bcl_tree_swap(o->temp, o->path)) {
        bcl_outfile_fail(d, errno, o->path, NULL);
        bcl_outdir_abandon(o);
        return false;
    }
    if (lstat(o->temp, &st) == 0 && !bcl_tree_remove(o->temp))
        bcl_warn(d, "W06", (bcl_pos){.file = o->path},
                 "les anciens résultats restent dans « %s » : ils n’ont pas pu "
                 "être effacés",
                 o->temp);
    return true;
}

void bcl_outdir_abandon(const bcl_outdir *o)
{
    bcl_tree_remove(o->temp);
}
