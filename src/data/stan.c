/* stan.c -- see stan_private.h: processes, flows and their ends. */
#include "core/text.h"
#include "data/private.h"
#include "data/stan_private.h"
#include "input/file.h"

#include <math.h>
#include <string.h>

enum { SYMBOL, FROM, TO };
static const char *const flow_columns[] = {
    "Short symbol|Kurzzeichen|Kürzel|Symbol", "From|Von", "To|Nach"};
const bcl_sheet_layout bcl_stan_flows = {flow_columns, 3, 3};

enum { P_SYMBOL, P_STOCK, P_NAME, P_SUB };
static const char *const process_columns[] = {
    "Short symbol|Kurzzeichen|Kürzel|Symbol", "Stock|Lager", "Name|Bezeichnung",
    "Sub system|Subsystem|Teilsystem"};
static const bcl_sheet_layout process_layout = {process_columns, 4, 2};

bool bcl_stan_beside(bcl_sheet *s, bcl_table_reader *r, const char *names,
                     const bcl_sheet_layout *layout)
{
    const char *folder = bcl_text_folder(r->a, r->t->path);
    bcl_words w = bcl_text_split(r->a, names, '|');

    for (size_t i = 0; i < w.n; i++) {
        const char *path = bcl_text_print(r->a, "%s/%s.csv", folder, w.item[i]);
        if (bcl_file_exists(path))
            return bcl_sheet_open(s, path, layout, 1, r->a, r->d);
    }
    return false;
}

/* ---- periods, layers, quantities ---- */

bool bcl_stan_period(bcl_table_reader *r, const bcl_sheet *s, size_t row,
                     int column, const char **period)
{
    const char *here = bcl_sheet_text(s, row, column);

    if (!*period)
        *period = here;
    r->period_seen |= strcmp(here, *period) == 0;
    if (strcmp(here, *period) == 0)
        return true;
    if (!r->several_periods && !r->period_given) {
        bcl_fail(r->d, "B31", bcl_sheet_at(s, row, column),
                 "cette table a plusieurs périodes : « %s » et « %s »", *period,
                 here);
        bcl_hint(r->d, "dites laquelle : --period %s", *period);
    }
    r->several_periods = true;
    return false;
}

int bcl_stan_layer(bcl_table_reader *r, const char *layer)
{
    return bcl_list_has(BCL_STAN_GOODS, layer)
               ? -1
               : bcl_names_add(&r->t->substances, layer, strlen(layer), r->a);
}

/* Bytes of the number that starts a text. */
static size_t number_length(const char *s)
{
    size_t length = 0;

    for (size_t i = 0; s[i]; i++) {
        bool exponent = (s[i] == 'e' || s[i] == 'E') && length == i && i > 0 &&
                        s[i + 1] && strchr("+-0123456789", s[i + 1]);
        if (strchr("+-0123456789.,", s[i]) || exponent)
            length = i + 1;
        else if (s[i] != ' ' && !((unsigned char)s[i] & 0x80))
            break;
    }
    return length;
}

/* STAN counts in years under other names. */
static const char *french_unit(bcl_arena *a, const char *unit)
{
    static const char *const year[] = {"/a", "/yr", "/y"};
    size_t n = strlen(unit);

    for (size_t i = 0; i < sizeof year / sizeof *year; i++) {
        size_t k = strlen(year[i]);
        if (n > k && strcmp(unit + n - k, year[i]) == 0)
            return bcl_text_print(a, "%.*s/an", (int)(n - k), unit);
    }
    return unit;
}

bool bcl_stan_quantity(double *x, const char **unit, bcl_table_reader *r,
                       bcl_sheet *s, size_t row, int column)
{
    const char *text = bcl_sheet_text(s, row, column);
    size_t n = number_length(text);

    *x = NAN;
    *unit = "";
    if (strcmp(text, "?") == 0)
        return true;
    if (!bcl_sheet_parse(x, s, row, column, text, n ? n : strlen(text)))
        return false;
    *unit = french_unit(r->a, text + n + strspn(text + n, " "));
    return true;
}

/* ---- processes ---- */

/* 1 yes, 0 no, -1 another word. */
static int yes(const char *word)
{
    if (bcl_list_has("|0|-|no|No|false|False|FALSE|none|None|nein|Nein|"
                     "falsch|Falsch|FALSCH|kein|Kein|ohne|Ohne",
                     word))
        return 0;
    return bcl_list_has("1|x|X|yes|Yes|true|True|TRUE|stock|Stock|ja|Ja|wahr|"
                        "Wahr|WAHR|Lager|mit|Mit",
                        word)
               ? 1
               : -1;
}

/* A process that no flow touches (the whole system is one) has no balance. */
static bool is_used(const bcl_flowtable *t, int process)
{
    for (size_t i = 0; i < t->nflow; i++)
        if (t->flow[i].from == process || t->flow[i].to == process)
            return true;
    return false;
}

static bool refuse_word(bcl_table_reader *r, const bcl_sheet *s, size_t row,
                        int column)
{
    bcl_fail(r->d, "B30", bcl_sheet_at(s, row, column),
             "« %s » ne dit ni oui ni non (colonne « %s »)",
             bcl_sheet_text(s, row, column), s->csv.col[s->col[column]].name);
    return bcl_hint(r->d, "bouclage lit yes, no, ja, nein, true, false, ou "
                          "rien");
}

static int find_stock(const bcl_table_reader *r, const char *process)
{
    const char *name = bcl_text_print(r->a, "stock:%s", process);

    return bcl_names_find(&r->t->flows, name, strlen(name));
}

static void add_stock(bcl_table_reader *r, int process, bcl_pos at)
{
    const char *name =
        bcl_text_print(r->a, "stock:%s", r->t->processes.text[process]);
    bcl_table_flow *f = bcl_table_add_flow(r, name, at);

    f->from = process;
    f->stock = true;
}

int bcl_stan_stock(bcl_table_reader *r, const char *process, bcl_pos at)
{
    int p = bcl_names_find(&r->t->processes, process, strlen(process));

    if (p >= 0 && !r->stocks_known && is_used(r->t, p) &&
        find_stock(r, process) < 0)
        add_stock(r, p, at);
    return find_stock(r, process);
}

/* Once the flows are there: which processes keep a stock. */
static bool read_stocks(bcl_table_reader *r, const bcl_sheet *s)
{
    size_t errors = r->d->errors;

    for (size_t row = 0; row < s->csv.nrow; row++) {
        const char *symbol = bcl_sheet_text(s, row, P_SYMBOL);
        int p = bcl_names_find(&r->t->processes, symbol, strlen(symbol));
        int stock = yes(bcl_sheet_text(s, row, P_STOCK)),
            sub = yes(bcl_sheet_text(s, row, P_SUB));
        if (p < 0 || !is_used(r->t, p))
            continue;
        if (stock < 0)
            refuse_word(r, s, row, P_STOCK);
        if (sub < 0)
            refuse_word(r, s, row, P_SUB);
        if (sub == 1) {
            bcl_fail(r->d, "B30", bcl_sheet_at(s, row, P_SUB),
                     "« %s » est un sous-système : bouclage ne les lit pas",
                     symbol);
            bcl_hint(r->d, "exportez le sous-système comme un modèle à part");
        }
        if (stock == 1 && find_stock(r, symbol) < 0)
            add_stock(r, p, bcl_sheet_row_at(s, row));
    }
    return r->d->errors == errors;
}

/* ---- flows ---- */

/* The process an end names, by symbol or by name; without a table of
 * processes, whatever it names. */
static int read_end(bcl_table_reader *r, const bcl_sheet *s, size_t row,
                    int column, const bcl_sheet *processes)
{
    const char *end = bcl_sheet_text(s, row, column);

    if (!*end)
        return -1;
    for (size_t k = 0; processes && k < processes->csv.nrow; k++)
        if (strcmp(bcl_sheet_text(processes, k, P_SYMBOL), end) == 0 ||
            strcmp(bcl_sheet_text(processes, k, P_NAME), end) == 0) {
            const char *symbol = bcl_sheet_text(processes, k, P_SYMBOL);
            return bcl_names_add(&r->t->processes, symbol, strlen(symbol),
                                 r->a);
        }
    if (!processes)
        return bcl_names_add(&r->t->processes, end, strlen(end), r->a);
    if (!bcl_list_has("I|E|Import|Export", end)) {
        bcl_warn(r->d, "B32", bcl_sheet_at(s, row, column),
                 "« %s » n'est pas dans %s : c'est l'extérieur", end,
                 bcl_text_file(processes->csv.path));
        bcl_hint(r->d, "vérifiez que les deux tables viennent du même modèle");
    }
    return -1;
}

static bool read_flows(bcl_table_reader *r, const bcl_sheet *s,
                       const bcl_sheet *processes)
{
    size_t errors = r->d->errors;

    for (size_t row = 0; row < s->csv.nrow; row++) {
        const char *name = bcl_sheet_text(s, row, SYMBOL);
        bcl_pos at = bcl_sheet_row_at(s, row);
        if (!*name) {
            bcl_fail(r->d, "B10", at, "ce flux n'a pas de symbole");
            continue;
        }
        if (!bcl_table_once(r, bcl_text_print(r->a, "flow %s", name),
                            bcl_text_print(r->a, "le flux « %s »", name), at))
            continue;
        bcl_table_flow *f = bcl_table_add_flow(r, name, at);
        f->from = read_end(r, s, row, FROM, processes);
        f->to = read_end(r, s, row, TO, processes);
    }
    if (s->csv.nrow == 0 && r->d->errors == errors)
        bcl_fail(r->d, "B12", s->csv.at, "cette table n'a aucun flux");
    return r->d->errors == errors;
}

bool bcl_stan_read(bcl_table_reader *r, bcl_sheet *flows, const char *period)
{
    static const char values[] = "Flowvalues|Flusswerte";
    size_t errors = r->d->errors;
    bcl_sheet processes, v;
    bool known =
        bcl_stan_beside(&processes, r, "Processes|Prozesse", &process_layout);

    r->period_given = period != NULL;
    r->stocks_known = known;
    bool ok = read_flows(r, flows, known ? &processes : NULL);
    if (known)
        ok = read_stocks(r, &processes) && ok;
    if (!bcl_stan_beside(&v, r, values, &bcl_stan_flow_values)) {
        if (r->d->errors == errors) {
            bcl_fail(r->d, "B30", (bcl_pos){.file = r->t->path},
                     "une table de flux de STAN, sans ses valeurs : ni "
                     "Flowvalues.csv ni Flusswerte.csv à côté d'elle");
            bcl_hint(r->d, "exportez toutes les tables dans un même dossier");
        }
        return false;
    }
    ok = bcl_stan_values(r, &v, false, &period) && ok;
    if (r->period_given && !r->period_seen)
        ok = bcl_fail(r->d, "B31", v.csv.at,
                      "aucune ligne n'a pour période « %s »", period);
    if (bcl_stan_beside(&v, r, "Stockdelta|Lageränderung|Lagera\xCC\x88nderung",
                        &bcl_stan_stock_values))
        ok = bcl_stan_values(r, &v, true, &period) && ok;
    return bcl_stan_shares(r, &period) && ok;
}
