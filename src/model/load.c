/* load.c -- documents and their imports. */
#include "core/text.h"
#include "formula/parser.h"
#include "input/file.h"
#include "model/private.h"
#include "model/process.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { IMPORT_DEPTH = 16 };

static bool is_folder(const char *path)
{
    struct stat s;

    return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

const char *bcl_model_path(const bcl_model *m, const char *dir,
                           const char *file, bcl_pos at, bcl_arena *a,
                           bcl_diag *d)
{
    const char *bases[] = {
        m->dir, dir, bcl_text_print(a, "%s/model", m->datadir), m->datadir};

    if (file[0] == '/')
        return file;
    for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++) {
        const char *path = strcmp(bases[i], ".") == 0
                               ? bcl_text_copy(a, file, strlen(file))
                               : bcl_text_print(a, "%s/%s", bases[i], file);
        if (bcl_file_exists(path))
            return path;
        if (is_folder(path)) {
            bcl_fail(d, "C10", at, "« %s » est un dossier, pas un fichier",
                     file);
            return NULL;
        }
    }
    bcl_fail(d, "C10", at, "fichier introuvable : %s", file);
    bcl_hint(d, "cherché dans %s%s%s et %s/model", m->dir,
             strcmp(m->dir, dir) == 0 ? "" : ", ",
             strcmp(m->dir, dir) == 0 ? "" : dir, m->datadir);
    return NULL;
}

/* The same file under two spellings is one document. */
static bool known(bcl_loader *l, const char *path)
{
    char here[PATH_MAX], there[PATH_MAX];

    if (!realpath(path, here))
        return false;
    if (bcl_names_find(&l->wrong, here, strlen(here)) >= 0)
        return true;
    for (size_t i = 0; i < l->ndoc; i++)
        if (realpath(l->doc[i].path, there) && strcmp(here, there) == 0)
            return true;
    return false;
}

static bool read_root(bcl_loader *l, const char *path, bcl_xml **root)
{
    char real[PATH_MAX];

    if (bcl_xml_read(root, path, l->a, l->d) &&
        bcl_spec_check(*root, l->a, l->d) &&
        (bcl_is(*root, "modele") ||
         bcl_fail(l->d, "R02", (*root)->at,
                  "<modele> est attendu ici, pas <%s>", (*root)->name)))
        return true;
    if (realpath(path, real))
        bcl_names_add(&l->wrong, real, strlen(real), l->a);
    return false;
}

static bool read_document(bcl_loader *l, const char *path, int depth)
{
    bcl_xml *root;
    bool ok;

    if (!read_root(l, path, &root))
        return false;
    BCL_GROW(l->a, l->doc, l->ndoc, &l->doc_cap);
    l->doc[l->ndoc++] = (bcl_document){
        .path = path, .dir = bcl_text_folder(l->a, path), .root = root};
    const char *dir = l->doc[l->ndoc - 1].dir;
    ok = true;
    if (depth >= IMPORT_DEPTH)
        return bcl_fail(l->d, "R12", root->at,
                        "plus de %d importations en chaîne", IMPORT_DEPTH);
    for (const bcl_xml *e = bcl_child(root, "importer", NULL); e;
         e = bcl_child(root, "importer", e)) {
        const char *file =
            bcl_model_path(l->m, dir, bcl_attr(e, "fichier"),
                           bcl_attr_at(e, "fichier"), l->a, l->d);
        if (!file)
            ok = false;
        else if (!known(l, file))
            ok = read_document(l, file, depth + 1) && ok;
    }
    return ok;
}

/* Is one of the documents among those installed with the program? */
static bool any_installed(const bcl_loader *l)
{
    char base[PATH_MAX], here[PATH_MAX];
    const char *model = bcl_text_print(l->a, "%s/model", l->m->datadir);
    bool any = false;

    if (!realpath(model, base))
        return false;
    size_t n = strlen(base);
    for (size_t i = 0; i < l->ndoc; i++)
        any = any || (realpath(l->doc[i].path, here) &&
                      strncmp(here, base, n) == 0 && here[n] == '/');
    return any;
}

bool bcl_load_documents(bcl_loader *l, const char *path)
{
    const char *file = is_folder(path)
                           ? bcl_text_print(l->a, "%s/territoire.xml", path)
                           : path;

    l->m->path = file;
    l->m->dir = bcl_text_folder(l->a, file);
    bool ok = read_document(l, file, 0);
    struct stat s;
    if (!ok && stat(file, &s) != 0 && errno == ENOENT)
        bcl_hint(l->d, "le dossier d'un territoire est attendu ici ; bouclage "
                       "init en prépare un");
    l->m->installed = any_installed(l);
    return ok;
}

bool bcl_loader_each(bcl_loader *l, const char *name, bcl_visit *f)
{
    bool ok = true;

    /* Last imported first: what a file declares may lean on its imports. */
    for (size_t i = l->ndoc; i-- > 0;)
        for (const bcl_xml *e = bcl_child(l->doc[i].root, name, NULL); e;
             e = bcl_child(l->doc[i].root, name, e))
            ok = f(l, &l->doc[i], e) && ok;
    return ok;
}

bcl_head bcl_model_head(const bcl_xml *e, const char *dir)
{
    const char *id = bcl_attr(e, "id"), *title = bcl_attr(e, "titre"),
               *note = bcl_attr(e, "note"), *source = bcl_attr(e, "source");

    return (bcl_head){.id = id,
                      .title = title && *title ? title : id,
                      .note = note ? note : "",
                      .source = source ? source : "",
                      .at = e->at,
                      .xml = e,
                      .dir = dir};
}

static bool load_unit(bcl_loader *l, const bcl_document *doc, const bcl_xml *e)
{
    (void)doc;
    return bcl_units_declare(l->m->units, bcl_attr(e, "id"),
                             bcl_attr(e, "vaut"), bcl_attr_at(e, "id"), l->d);
}

static bool load_source(bcl_loader *l, const bcl_document *doc,
                        const bcl_xml *e)
{
    bcl_model *m = l->m;

    (void)doc;
    BCL_GROW(l->a, m->source, m->nsource, &m->source_cap);
    m->source[m->nsource++] = (bcl_source){.id = bcl_attr(e, "id"),
                                           .title = bcl_attr(e, "titre"),
                                           .author = bcl_attr(e, "auteur"),
                                           .year = bcl_attr(e, "annee"),
                                           .url = bcl_attr(e, "url"),
                                           .licence = bcl_attr(e, "licence")};
    return true;
}

static void choose_slab(bcl_model *m)
{
    size_t users[BCL_DIMS_MAX] = {0};

    for (size_t q = 0; q < m->nquantity; q++)
        for (size_t d = 0; d < m->dims.n; d++)
            users[d] += (m->quantity[q].dims & BCL_DIM_BIT(d)) != 0;
    bcl_dims_choose_slab(&m->dims, users);
}

bool bcl_model_load(bcl_model *m, const char *path, const char *datadir,
                    bcl_units *units, bcl_arena *a, bcl_diag *d)
{
    return bcl_model_load_part(m, path, datadir, units, NULL, NULL, a, d);
}

bool bcl_model_load_part(bcl_model *m, const char *path, const char *datadir,
                         bcl_units *units, const char *dim, const char *member,
                         bcl_arena *a, bcl_diag *d)
{
    bcl_loader l = {.m = m, .a = a, .d = d};
    bool ok;

    *m = (bcl_model){
        .units = units, .datadir = datadir, .part_dim = dim, .part = member};
    if (!bcl_load_documents(&l, path))
        return false;
    m->id = bcl_attr(l.doc[0].root, "id");
    m->title = bcl_attr(l.doc[0].root, "titre");
    m->note = bcl_attr(l.doc[0].root, "note");
    if (!m->note)
        m->note = "";
    if (!m->title)
        m->title = m->id;
    ok = bcl_loader_each(&l, "unite", load_unit);
    ok = bcl_loader_each(&l, "source", load_source) && ok;
    if (!bcl_load_dims(&l) || !bcl_load_members(&l))
        return false;
    ok = bcl_load_declarations(&l) && ok;
    if (!ok) /* formulas would repeat each unknown name */
        return false;
    choose_slab(m);
    ok = bcl_load_processes(&l);
    ok = bcl_load_formulas(&l) && ok;
    if (ok) /* balances are made of formulas: all must stand */
        ok = bcl_process_compile(m, a, d);
    return bcl_load_outputs(&l) && ok;
}

int bcl_model_find(const bcl_model *m, const char *id)
{
    int i = bcl_names_find(&m->symbols.name, id, strlen(id));

    return i >= 0 && m->symbols.symbol[i].kind == BCL_SYM_QUANTITY
               ? m->symbols.symbol[i].ref
               : -1;
}

static bcl_pos text_at(void *ctx, size_t offset)
{
    return bcl_xml_text_at(ctx, offset);
}

bcl_expr *bcl_model_parse_text(const bcl_xml *e, bcl_arena *a, bcl_diag *d)
{
    bcl_expr *x = NULL;
    bcl_xml_text text = e->text;

    return bcl_formula_parse(&x, text.s, text_at, &text, a, d) ? x : NULL;
}

static bcl_pos attr_at(void *ctx, size_t offset)
{
    bcl_pos at = *(const bcl_pos *)ctx;

    at.column += (int)offset;
    return at;
}

bcl_expr *bcl_model_parse_attr(const bcl_xml *e, const char *name, bcl_arena *a,
                               bcl_diag *d)
{
    bcl_expr *x = NULL;
    bcl_pos at = bcl_attr_at(e, name);

    return bcl_formula_parse(&x, bcl_attr(e, name), attr_at, &at, a, d) ? x
                                                                        : NULL;
}

bcl_scope bcl_model_scope(const bcl_model *m)
{
    return (bcl_scope){
        .dims = &m->dims, .symbols = &m->symbols, .units = m->units};
}
