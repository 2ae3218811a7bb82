/* cmd_init.c -- `bouclage init DIR`: a territory folder ready to be filled. */
#include "cli/command.h"
#include "core/text.h"
#include "model/spec.h"
#include "report/folder.h"
#include "report/tree.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool run(int argc, char **argv, bcl_context *c);

const bcl_command bcl_cmd_init = {
    .name = "init",
    .args = "DOSSIER --epci SIREN[,SIREN…] | --communes FICHIER [--from "
            "DOSSIER]",
    .summary = "prépare le dossier d'un nouveau territoire",
    .help = "  --epci SIREN        les communes de cette intercommunalité "
            "(neuf chiffres)\n"
            "  --communes FICHIER  celles dont le code est dans la première "
            "colonne, sous un en-tête\n"
            "  --from DOSSIER      fichiers publiés, reconnus à leurs "
            "en-têtes, dont une liste des\n"
            "                      communes et de leurs intercommunalités : "
            "Banatic, ou data.gouv.fr\n",
    .run = run,
};

typedef struct {
    const char *dir;
    bcl_folder_wish wish;
} words;

static bool wrong(bcl_context *c, const char *what, const char *word)
{
    fprintf(stderr, "bouclage init: %s%s\nusage : bouclage init %s\n", what,
            word, bcl_cmd_init.args);
    c->usage = true;
    return false;
}

static bool read_words(words *w, int argc, char **argv, bcl_context *c)
{
    *w = (words){0};
    for (int i = 1; i < argc; i++) {
        const char **to = strcmp(argv[i], "--epci") == 0 ? &w->wish.epci
                          : strcmp(argv[i], "--communes") == 0
                              ? &w->wish.communes
                          : strcmp(argv[i], "--from") == 0 ? &w->wish.from
                                                           : NULL;
        if (to && (i + 1 >= argc || !argv[i + 1][0]))
            return wrong(c, "il manque une valeur à ", argv[i]);
        if (to)
            *to = argv[++i];
        else if (argv[i][0] == '-' || w->dir)
            return wrong(c,
                         argv[i][0] == '-' ? "option inconnue "
                                           : "argument de trop : ",
                         argv[i]);
        else
            w->dir = argv[i];
    }
    if (!w->dir)
        return wrong(c, "il manque le dossier à créer", "");
    if (!w->wish.epci == !w->wish.communes)
        return wrong(c, "dites --epci ou --communes", "");
    return true;
}

/* A folder that holds anything is somebody's work. */
static bool is_free(const char *dir, bcl_diag *d)
{
    struct stat st;

    if (lstat(dir, &st) != 0 || (S_ISDIR(st.st_mode) && bcl_tree_is_empty(dir)))
        return true;
    bcl_fail(d, "I01", (bcl_pos){.file = dir}, "« %s » existe déjà", dir);
    return bcl_hint(d, "init ne touche à rien de ce qui existe : donnez un "
                       "autre nom");
}

/* "/tmp/Mon dossier" -> "mon_dossier" */
static const char *id_of(const char *dir, bcl_arena *a)
{
    size_t n = strlen(dir);

    while (n > 1 && dir[n - 1] == '/')
        n--;
    const char *whole = bcl_text_copy(a, dir, n), *last = strrchr(whole, '/');
    char *s = bcl_text_print(a, "t_%s", last && last[1] ? last + 1 : whole);

    for (char *c = s; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
        else if (!(*c >= 'a' && *c <= 'z') && !(*c >= '0' && *c <= '9'))
            *c = '_';
    return s[2] >= 'a' && s[2] <= 'z' ? s + 2 : s;
}

static void name(bcl_folder *f, const words *w, bcl_arena *a)
{
    f->id = id_of(w->dir, a);
    f->title = f->id;
    for (size_t i = 0; i < f->places.ntable; i++)
        if (strcmp(f->places.table[i].id, "epci") == 0 &&
            f->places.table[i].nrow == 1 &&
            strcmp(f->places.table[i].row[0][0],
                   f->places.table[i].row[0][1]) != 0)
            f->title = f->places.table[i].row[0][1];
}

static void summary(const bcl_folder *f, const char *dir)
{
    size_t bound = 0, missing = 0, known = 0;

    for (size_t i = 0; i < f->catalog.nneed; i++) {
        bool asked = f->catalog.theme[f->catalog.need[i].theme].chosen;
        bound += asked && f->catalog.need[i].bound;
        missing += asked && !f->catalog.need[i].bound;
    }
    printf("%s : %s\n", dir, f->title);
    for (size_t i = 0; i < f->places.ntable; i++)
        printf("  data/%s.csv : %zu ligne%s\n", f->places.table[i].id,
               f->places.table[i].nrow, f->places.table[i].nrow > 1 ? "s" : "");
    for (size_t i = 0; i < f->raws.n; i++)
        if (f->raws.item[i].format) {
            known++;
            printf("  %s : %s%s", f->raws.item[i].name,
                   bcl_attr(f->raws.item[i].format->root, "titre"),
                   f->raws.item[i].elsewhere
                       ? " ; aucune ligne pour ce territoire"
                       : "");
            if (f->raws.item[i].cut)
                printf(" ; aucune ligne pour %zu lieu%s (%s)",
                       f->raws.item[i].ncut,
                       f->raws.item[i].ncut > 1 ? "x" : "",
                       f->raws.item[i].cut);
            putchar('\n');
        }
    if (f->from)
        printf("  %zu fichier%s reconnu%s sur %zu\n", known,
               known > 1 ? "s" : "", known > 1 ? "s" : "", f->raws.n);
    printf("  thèmes :");
    for (size_t i = 0; i < f->catalog.n; i++)
        if (f->catalog.theme[i].chosen)
            printf(" %s", bcl_attr(f->catalog.theme[i].root, "id"));
    printf("\n  données liées : %zu ; à remplir : %zu (LISEZ-MOI.txt)\n", bound,
           missing);
}

static bool write_folder(const bcl_folder *f, const char *dir, bcl_context *c)
{
    bcl_outdir to;

    if (!bcl_outdir_begin(&to, dir, c->mem, c->d))
        return false;
    if (!bcl_folder_write(f, &to, c->mem, c->d)) {
        bcl_outdir_abandon(&to);
        return false;
    }
    /* It is the user's from now on: no later command may replace it. */
    unlink(bcl_text_print(c->mem, "%s/.bouclage", to.temp));
    return bcl_outdir_commit(&to, c->d);
}

static bool run(int argc, char **argv, bcl_context *c)
{
    words w;
    bcl_folder *f = BCL_NEW(c->mem, bcl_folder, 1);

    if (!read_words(&w, argc, argv, c) || !is_free(w.dir, c->d))
        return false;
    if (!bcl_folder_plan(f, &w.wish, c->datadir, c->mem, c->d))
        return false;
    name(f, &w, c->mem);
    if (!write_folder(f, w.dir, c))
        return false;
    summary(f, w.dir);
    return true;
}
