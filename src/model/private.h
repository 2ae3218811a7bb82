/* private.h -- what the files of the loader share. */
#ifndef BCL_MODEL_PRIVATE_H
#define BCL_MODEL_PRIVATE_H

#include "model/model.h"
#include "model/spec.h"

/* One document, in order of import. */
typedef struct {
    const char *path, *dir;
    bcl_xml *root;
} bcl_document;

typedef struct {
    bcl_model *m;
    bcl_arena *a;
    bcl_diag *d;
    bcl_document *doc;
    size_t ndoc, doc_cap;
    bcl_names wrong; /* paths: their errors are told once */
} bcl_loader;

/* Calls `f` on every top-level element named so, in order of documents. */
typedef bool bcl_visit(bcl_loader *l, const bcl_document *doc,
                       const bcl_xml *e);
bool bcl_loader_each(bcl_loader *l, const char *name, bcl_visit *f);

bool bcl_load_documents(bcl_loader *l, const char *path);
bool bcl_load_dims(bcl_loader *l);
bool bcl_load_members(bcl_loader *l); /* from tables, groupings, perimeter */
bool bcl_load_declarations(bcl_loader *l);
/* `incertitude`, `min` and `max` of donnees; `mesure` of flows and calculs. */
bool bcl_load_uncertainty(bcl_loader *l);
bool bcl_load_processes(bcl_loader *l); /* ends of flows, balances */
bool bcl_load_formulas(bcl_loader *l);
bool bcl_load_targets(bcl_loader *l);
bool bcl_load_outputs(bcl_loader *l); /* ledgers, targets, figures, tables */

/* A new name in formulas; N04 when it is taken. */
bool bcl_symbol_add(bcl_loader *l, const char *id, bcl_pos at,
                    bcl_symbol symbol);
bcl_visit bcl_load_curve;

/* The process named so, or -1. */
int bcl_process_find(const bcl_model *m, const char *id);
bool bcl_load_stock(bcl_loader *l, int ref);
/* A flow that serves a stock: fin_de_vie, pilote, retrait. */
bool bcl_load_served(bcl_loader *l, bcl_quantity *q);

bool bcl_restrict(bcl_loader *l);

/* Members, groupings and old codes of dimension `d` from its <csv>. */
bool bcl_table_members(bcl_loader *l, const bcl_document *doc,
                       const bcl_xml *csv, int d);

/* A new quantity with its symbol; -1 after reporting N04 (named twice). */
int bcl_quantity_add(bcl_loader *l, bcl_kind kind, bcl_head head);

#endif
