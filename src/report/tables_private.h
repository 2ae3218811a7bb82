/* tables_private.h -- what the writers of tables share. */
#ifndef BCL_REPORT_TABLES_PRIVATE_H
#define BCL_REPORT_TABLES_PRIVATE_H

#include "report/csvout.h"
#include "report/tables.h"

/* Headers are a contract: indicateurs.csv alone has columns of the model. */
#define BILANS                                                          \
    "bilan;theme;scenario;annee;sens;ligne;valeur;unite;statut;source;" \
    "observe;ajustement;ecart_type;min;max"
#define RECONCILIATION                                                   \
    "groupe;titre;donnee;membres;annee;unite;observe;ecart_type;valeur;" \
    "ecart_type_apres;ajustement;z;classe;min;max;source"
#define EQUATIONS                                                 \
    "groupe;contrainte;membres;annee;unite;calcule;mesure;ecart;" \
    "ecart_apres;incomplet;reconcilie"
#define GROUPES                                                        \
    "groupe;titre;verdict;chi2;degres;seuil_95;p;equations;inconnues;" \
    "verifiees;cachees;deduites;seuil_z;suspects"
#define OBJECTIFS                                                           \
    "objectif;titre;scenario;annee;cible;valeur;ecart;effort_annuel;unite;" \
    "verdict;source"
#define ACTIONS \
    "action;titre;porteur;statut;debut;fin;nature;annee;cout;unite;scenario"
#define VALEURS "objet;id;titre;scenario;membres;annee;valeur;unite;statut"

typedef struct {
    const bcl_plan *p;
    const bcl_declared_tables *tables;
    bcl_csvout out;
    bool every; /* adjustment, of a large territory too */
    size_t run;
    bcl_dimset columns; /* of indicateurs.csv */
} bcl_table_writer;

/* The header line, names joined by ';'. */
void bcl_tables_header(bcl_table_writer *w, const char *names);
void bcl_tables_year(bcl_table_writer *w, int y);
const char *bcl_tables_scenario(const bcl_table_writer *w);
const bcl_model *bcl_tables_model(const bcl_table_writer *w);
/* The calendar year of a cell; the reference year without one. */
int bcl_tables_year_of(const bcl_model *m, const bcl_values *x, size_t cell);

/* "secteur=residentiel, vecteur=gaz": the members of a cell, but the year. */
const char *bcl_tables_members(const bcl_model *m, bcl_dimset dims, size_t cell,
                               bcl_arena *a);

bcl_outdir_writer bcl_tables_ledgers, bcl_tables_actions, bcl_tables_values;
bcl_outdir_writer bcl_tables_groups, bcl_tables_equations, bcl_tables_adjusted;

#endif
