/* shape.c -- see shape.h. */
#include "model/shape.h"
#include "core/names.h"
#include "core/text.h"
#include "model/spec.h"

#include <string.h>

/* Elements (or "*" for all of them) and attributes that share a shape: words,
 * or one of these. */
#define NUMBER "#nombre"
#define YEAR "#an"
#define PERIOD "#période"
#define IDENTIFIER "#nom"

typedef struct {
    const char *elements, *attrs, *words;
} shape;

static const shape shapes[] = {
    {"modele source dimension donnee courbe calcul processus stock flux bilan "
     "indicateur objectif figure tableau scenario levier action",
     "id", IDENTIFIER},
    {"donnee", "statut", "observe estime hypothese"},
    {"donnee", "remplace", "oui"},
    {"donnee", "entre", "lineaire constante aucune"},
    {"donnee", "prolonge", "constante lineaire exponentielle aucune"},
    {"csv lecture", "agrege", "somme egal"},
    {"csv lecture", "vide sans_ligne", "erreur zero secret manquant"},
    {"incertitude", "loi", "normale lognormale uniforme triangulaire"},
    {"incertitude", "relative", "oui non"},
    {"courbe", "hors", "constante prolongee erreur"},
    {"processus", "bilan", "non"},
    {"duree_vie", "loi", "fixe normale lognormale weibull geometrique"},
    {"duree_vie", "entree", "debut milieu fin toute_l_annee"},
    {"flux", "est", "coefficient solde fin_de_vie pilote retrait"},
    {"flux", "ferme", "de vers"},
    {"calcul flux", "calage", "ratio ecart aucun"},
    {"flux", "signe", "positif libre"},
    {"indicateur", "sens", "hausse baisse"},
    {"figure", "type",
     "lignes aires barres sankey cascade parts budget alluvial bord"},
    {"levier", "mode", "valeur ajoute multiplie"},
    {"levier", "ensuite", "maintient suit"},
    {"levier", "forme", "lineaire paliers logistique lisse croissance formule"},
    {"action", "statut", "etude decidee engagee realisee"},
    {"cout", "nature", "investissement fonctionnement recette"},

    {"donnee", "min max", NUMBER},
    {"incertitude", "cv ecart min mode max", NUMBER},
    {"processus bilan indicateur objectif", "tolerance", NUMBER},
    {"indicateur", "attendu", NUMBER},
    {"objectif pour", "base au_plus au_moins egal", NUMBER},
    {"duree_vie", "moyenne ecart forme", NUMBER},
    {"point", "x y valeur", NUMBER},
    {"levier", "niveau taux", NUMBER},
    {"figure tableau", "decimales", NUMBER},

    {"modele", "reference", YEAR},
    {"membre point cout", "annee", YEAR},
    {"stock", "depuis", YEAR},
    {"levier cout", "de a", YEAR},
    {"action", "debut fin", YEAR},
    {"scenario", "depart", YEAR},
    {"modele figure", "annees", PERIOD},
    {"csv lecture", "couvre", PERIOD},
    {"donnee", "sur", PERIOD},
    {"objectif figure", "annee", PERIOD},
    {"objectif pour", "relatif_a", PERIOD},
};
enum { NSHAPE = sizeof shapes / sizeof shapes[0] };

/* Is `word` one of a list separated by blanks? */
static bool listed(const char *list, const char *word)
{
    size_t n = strlen(word);

    for (const char *s = list; *s; s += strcspn(s, " ")) {
        s += strspn(s, " ");
        if (strcspn(s, " ") == n && strncmp(s, word, n) == 0)
            return true;
    }
    return false;
}

static const char *shape_of(const char *element, const char *attr)
{
    for (size_t i = 0; i < NSHAPE; i++)
        if (listed(shapes[i].elements, element) &&
            listed(shapes[i].attrs, attr))
            return shapes[i].words;
    return NULL;
}

/* "a, b ou c" */
static const char *sentence(const bcl_words *w, bcl_arena *a)
{
    const char *text = "";

    for (size_t i = 0; i < w->n; i++)
        text = bcl_text_print(a, "%s%s%s", text,
                              i == 0          ? ""
                              : i + 1 == w->n ? " ou "
                                              : ", ",
                              w->item[i]);
    return text;
}

static bool one_of(const char *words, const bcl_xml_attr *at, bcl_arena *a,
                   bcl_diag *d)
{
    bcl_words w = bcl_text_split(a, words, ' ');
    bcl_names known = {0};

    if (listed(words, at->value))
        return true;
    for (size_t i = 0; i < w.n; i++)
        bcl_names_add(&known, w.item[i], strlen(w.item[i]), a);
    bcl_fail(d, "R09", at->at, "%s=\"%s\" : %s%s", at->name, at->value,
             sentence(&w, a), w.n == 1 ? " est la seule valeur possible" : "");
    const char *near = bcl_names_nearest(&known, at->value);
    return near ? bcl_hint(d, "vouliez-vous « %s » ?", near) : false;
}

/* What a formula can read: [a-z][a-z0-9_]*, and none of its own words. */
static bool identifier(const bcl_xml_attr *at, bcl_diag *d)
{
    enum { LONGEST = 80 }; /* many become the name of a file */
    const char *s = at->value;
    size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_");

    if (n == 0 || s[n] || !(s[0] >= 'a' && s[0] <= 'z'))
        return bcl_fail(d, "R09", at->at,
                        "%s=\"%s\" : une minuscule sans accent, puis des "
                        "minuscules, des chiffres ou « _ »",
                        at->name, s);
    if (n > LONGEST)
        return bcl_fail(d, "R09", at->at,
                        "un identifiant a %d signes au plus, celui-ci en a %zu",
                        LONGEST, n);
    return !listed("si alors sinon et ou non sur vers annee herite reference "
                   "exterieur",
                   s) ||
           bcl_fail(d, "R09", at->at,
                    "%s=\"%s\" : « %s » est un mot de la langue", at->name, s,
                    s);
}

bool bcl_shape_check(const bcl_xml *e, const bcl_xml_attr *at, bcl_arena *a,
                     bcl_diag *d)
{
    const char *words = shape_of(e->name, at->name);
    double x;
    int from, to;

    if (!words)
        return true;
    if (strcmp(words, IDENTIFIER) == 0)
        return identifier(at, d);
    if (strcmp(words, NUMBER) == 0)
        return bcl_attr_number(&x, e, at->name, d);
    if (strcmp(words, YEAR) == 0)
        return bcl_attr_int(&from, e, at->name, d);
    if (strcmp(words, PERIOD) == 0)
        return bcl_attr_years(&from, &to, e, at->name, d);
    return one_of(words, at, a, d);
}
