/* file.c -- see file.h. */
#include "input/file.h"
#include "core/text.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

bool bcl_file_exists(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && !S_ISDIR(st.st_mode);
}

static const char unknown[] = "le système le refuse";

const char *bcl_file_reason(int error)
{
    static const struct {
        int error;
        const char *reason;
    } known[] = {
        {ENOENT, "il n'existe pas"},
        {EACCES, "vous n'avez pas le droit de le lire"},
        {EPERM, "vous n'avez pas le droit de le lire"},
        {EISDIR, "c'est un dossier"},
        {ENOTDIR, "un élément de son chemin n'est pas un dossier"},
        {ENAMETOOLONG, "son nom est trop long"},
        {ELOOP, "trop de liens symboliques se suivent"},
        {EMFILE, "trop de fichiers sont ouverts"},
        {ENFILE, "trop de fichiers sont ouverts"},
        {EIO, "le disque ne se lit pas"},
        {ENOMEM, "la mémoire est épuisée"},
    };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].error == error)
            return known[i].reason;
    return unknown;
}

/* errno names the case that the table does not know. */
static void refuse(const char *path, const char *code, int error, bcl_diag *d)
{
    const char *reason = bcl_file_reason(error);

    if (reason == unknown)
        bcl_fail(d, code, (bcl_pos){path, 0, 0},
                 "ce fichier ne peut pas être lu : %s (erreur %d)", reason,
                 error);
    else
        bcl_fail(d, code, (bcl_pos){path, 0, 0},
                 "ce fichier ne peut pas être lu : %s", reason);
}

FILE *bcl_file_open(const char *path, const char *code, bcl_diag *d)
{
    struct stat st;

    /* Known before it is opened: a pipe without a writer would wait for ever.
     */
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode)) {
        bcl_fail(d, code, (bcl_pos){path, 0, 0},
                 "ce fichier ne peut pas être lu : ce n'est pas un fichier "
                 "ordinaire");
        return NULL;
    }
    FILE *f = fopen(path, "rb");
    if (!f) {
        refuse(path, code, errno, d);
        return NULL;
    }
    if (fstat(fileno(f), &st) == 0 && S_ISDIR(st.st_mode)) {
        fclose(f);
        refuse(path, code, EISDIR, d);
        return NULL;
    }
    return f;
}

bool bcl_file_read(char **text, size_t *n, const char *path, const char *code,
                   bcl_arena *a, bcl_diag *d)
{
    const char *kept = bcl_text_copy(a, path, strlen(path));
    FILE *f = bcl_file_open(kept, code, d);
    struct stat st;
    size_t cap = 1 << 12;

    if (!f)
        return false;
    /* One byte more than announced, to meet the end without growing. */
    if (fstat(fileno(f), &st) == 0 && st.st_size > 0)
        cap = (size_t)st.st_size + 2;
    *text = BCL_NEW(a, char, cap);
    *n = 0;
    for (size_t got; (got = fread(*text + *n, 1, cap - 1 - *n, f)) > 0;) {
        *n += got;
        if (*n + 1 == cap)
            *text = bcl_arena_grow(a, *text, cap, &cap, 1);
    }
    int error = ferror(f) ? errno : 0;
    fclose(f);
    (*text)[*n] = '\0';
    if (error)
        refuse(kept, code, error, d);
    return !error;
}
