/* model.h -- a territory's model: what is declared, bound and checked.
 *
 * Loaded from XML files, then bound: every name, dimension, unit and formula
 * is settled before any table is read.  All of it lives in one arena. */
#ifndef BCL_MODEL_MODEL_H
#define BCL_MODEL_MODEL_H

#include "formula/check.h"
#include "input/xml.h"

/* What every declaration has. */
typedef struct {
    const char *id, *title, *note;
    const char *source; /* ids separated by blanks, or "" */
    bcl_pos at;
    const bcl_xml *xml;
    const char *dir; /* folder of the declaring file */
} bcl_head;

typedef enum {
    BCL_INPUT,     /* donnee */
    BCL_DERIVED,   /* calcul */
    BCL_FLOW,      /* flux */
    BCL_STOCK,     /* stock */
    BCL_INDICATOR, /* indicateur */
    BCL_HIDDEN     /* inflow or outflow of a process */
} bcl_kind;

typedef enum {
    BCL_OBSERVED,
    BCL_RECONCILED,
    BCL_ESTIMATED,
    BCL_ASSUMED,
    BCL_PROJECTED,
    /* beside one of the above: the value repeats or extends an earlier year */
    BCL_EXTENDED = 16
} bcl_status;

#define BCL_STATUS_LABEL(s) ((uint8_t)((s)&15))

typedef enum {
    BCL_FLOW_VALUE,
    BCL_FLOW_COEFFICIENT,
    BCL_FLOW_CLOSING,
    BCL_FLOW_RETIRED, /* fin_de_vie: leaves a cohort stock by age */
    BCL_FLOW_DRIVING, /* pilote: enters so that the stock follows a formula */
    BCL_FLOW_EARLY    /* retrait: what a driven stock has too much of */
} bcl_flow_kind;

/* How years after a measure follow it, where hidden cells keep the formula
 * from saying what it measured. */
typedef enum { BCL_FIT_RATIO, BCL_FIT_GAP, BCL_FIT_NONE } bcl_fit;

enum { BCL_OUTSIDE = -1, BCL_RANK_MAX = 8 };

/* One index of a flow's end: process[dim=...]. */
typedef struct {
    int dim;    /* of the process */
    int member; /* dim=member, or -1 */
    int from;   /* dim=dim2: dimension of the flow that is read, or -1 */
    const bool *keep;
} bcl_end_index;

typedef struct {
    int process; /* or BCL_OUTSIDE */
    bcl_pos at;
    bcl_end_index index[BCL_RANK_MAX];
    size_t nindex;
} bcl_end;

/* How a file is read into a donnee: a <csv> or a <lecture>. */
typedef struct {
    const bcl_xml *xml;
    const char *dir;
    bcl_pos at;
} bcl_reading;

typedef enum {
    BCL_LAW_NONE,
    BCL_LAW_NORMAL,
    BCL_LAW_LOGNORMAL, /* the value is its median */
    BCL_LAW_UNIFORM,
    BCL_LAW_TRIANGULAR
} bcl_law;

/* How well a donnee is known: the law of its error.  Relative: of value =
 * given * (1 + error), or given * exp(error) when lognormal; else of value =
 * given + error, in base units. */
typedef struct {
    bcl_law law;
    bool relative;
    double sd;        /* of the error; lognormal: of ln(value) */
    double low, high; /* of the error when relative, else of the value;
                       * infinite for a law of two tails */
    bcl_dimset drawn; /* `tirage`: one error for each of their members; cells
                       * that differ only elsewhere share theirs */
} bcl_uncertainty;

typedef struct {
    bcl_head head;
    bcl_kind kind;
    const char *unit_text;
    const bcl_unit *unit;
    bcl_dimset dims;
    int order[BCL_RANK_MAX]; /* dims as declared */
    size_t rank;
    bcl_expr *expr;
    bcl_node *node; /* what it is computed from; NULL for a file's input */
    int measure;    /* the donnee or calcul that measures it, or -1 */
    bcl_fit fit;
    /* input */
    bcl_status status;
    bcl_reading *reading;
    size_t nreading, reading_cap;
    int rest_dim, rest_member; /* "reste"; -1 */
    bcl_uncertainty error;
    double low, high; /* `min`, `max`: base units, infinite where not said */
    /* flow */
    bcl_flow_kind flow;
    bcl_node *wanted; /* DRIVING: the formula as written */
    bcl_end from, to;
    bool closes_to; /* closing flow: which end's balance */
    bool free_sign;
    int stock; /* RETIRED: index of the stock's quantity */
    /* stock */
    int process;
    bcl_expr *initial_expr;
    bcl_node *initial;
    int since;   /* calendar year, or 0 */
    int driver;  /* flow that drives it, or -1 */
    int cohorts; /* dimension of age classes, or -1 */
} bcl_quantity;

typedef struct {
    bcl_head head;
    bcl_dimset by;
    bool balanced;
    double tolerance;
    int inflow, outflow; /* hidden quantities, or -1 */
    int stock;           /* quantity, or -1 */
    bool closed;         /* a closing flow closes it */
} bcl_process;

typedef struct {
    bcl_head head;
    const bcl_unit *x_unit, *unit;
    double *x, *y; /* base units, x increasing */
    size_t n;
    bool extend; /* beyond the ends: false keeps the end's value */
    bool strict; /* ... or is an error: no value */
} bcl_curve;

typedef struct {
    const char *title;
    bool resource; /* else use */
    bcl_expr *expr;
    bcl_node *node;
    bcl_pos at;
    bool closing; /* it reads a closing flow */
} bcl_ledger_line;

typedef struct {
    bcl_head head;
    const char *theme, *unit_text;
    const bcl_unit *unit;
    bcl_dimset dims;
    double tolerance; /* relative; default 0.005 */
    bcl_ledger_line *line;
    size_t nline;
} bcl_ledger;

typedef enum { BCL_AT_MOST, BCL_AT_LEAST, BCL_EQUAL } bcl_target_sense;

typedef struct {
    bcl_head head;
    int on;                 /* quantity */
    int from, to;           /* years whose mean is held to it */
    int base_from, base_to; /* relative to; 0 when absolute */
    bool has_base;
    double base; /* published base, in the indicator's declared unit */
    bcl_target_sense sense;
    double value, tolerance; /* in its own unit */
    const char *unit_text;
    const bcl_unit *unit;
} bcl_target;

typedef struct {
    const char *id, *title, *author, *year, *url, *licence;
} bcl_source;

/* A table of labels that files use for the members of a dimension. */
typedef struct {
    bcl_names code;
    const char **member; /* by code number: id of the member */
    size_t cap;
    bcl_names moved; /* old codes */
    const char **successor;
    size_t moved_cap;
} bcl_labels;

typedef struct {
    const char *path, *dir;        /* of the territory */
    const char *id, *title, *note; /* note: "" when there is none */
    bcl_dims dims;
    bcl_labels *labels; /* by dimension */
    bcl_units *units;
    bcl_symbols symbols;
    bcl_quantity *quantity;
    size_t nquantity, quantity_cap;
    bcl_process *process;
    size_t nprocess, process_cap;
    bcl_curve *curve;
    size_t ncurve, curve_cap;
    bcl_ledger *ledger;
    size_t nledger, ledger_cap;
    bcl_target *target;
    size_t ntarget, target_cap;
    bcl_source *source;
    size_t nsource, source_cap;
    bcl_head *figure;
    size_t nfigure, figure_cap;
    bcl_head *table;
    size_t ntable, table_cap;
    const char *part_dim, *part; /* kept to one member, or NULL */
    const char *datadir;         /* where model/ and scenarios/ are installed */
    bool installed;              /* some document is of the installed model/ */
} bcl_model;

/* Load and bind a territory: a folder with territoire.xml, or a model file.
 * Every error of every file is reported.  `units` stays the caller's. */
bool bcl_model_load(bcl_model *m, const char *path, const char *datadir,
                    bcl_units *units, bcl_arena *a, bcl_diag *d) BCL_MUST_CHECK;

/* The same model kept to one more member: the part of a territory that member
 * `member` of dimension `dim` holds. */
bool bcl_model_load_part(bcl_model *m, const char *path, const char *datadir,
                         bcl_units *units, const char *dim, const char *member,
                         bcl_arena *a, bcl_diag *d) BCL_MUST_CHECK;

/* The quantity named so, or -1. */
int bcl_model_find(const bcl_model *m, const char *id);

/* The first existing of: the territory's folder, `dir`, the data folder's
 * model/, the data folder; NULL after reporting C10 at `at`. */
const char *bcl_model_path(const bcl_model *m, const char *dir,
                           const char *file, bcl_pos at, bcl_arena *a,
                           bcl_diag *d);

/* The member a file's label stands for: >= 0; -1 unknown; -2 known but outside
 * the perimeter.  `moved` (may be NULL) says whether an old code was read as
 * its successor. */
int bcl_model_label(const bcl_model *m, int dim, const char *label,
                    bool *moved);

/* Parse and settle a formula of an element's text or attribute. */
bcl_expr *bcl_model_parse_text(const bcl_xml *e, bcl_arena *a, bcl_diag *d);
bcl_expr *bcl_model_parse_attr(const bcl_xml *e, const char *name, bcl_arena *a,
                               bcl_diag *d);
bcl_scope bcl_model_scope(const bcl_model *m);

/* The dimensions named in a blank-separated list. */
bool bcl_model_dims(bcl_dimset *set, int *order, size_t *rank,
                    const bcl_model *m, const bcl_xml *e, const char *attr,
                    bcl_diag *d) BCL_MUST_CHECK;

bcl_head bcl_model_head(const bcl_xml *e, const char *dir);

/* Read an <objectif>; also used for those of scenarios. */
bool bcl_model_target(bcl_target *t, const bcl_model *m, const bcl_head *head,
                      bcl_diag *d) BCL_MUST_CHECK;

#endif
