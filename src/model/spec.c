/* spec.c -- see spec.h. */
#include "model/spec.h"
#include "core/names.h"
#include "core/text.h"
#include "model/shape.h"

#include <ctype.h>
#include <string.h>

typedef struct {
    const char *name;
    const char *attrs; /* '!' after a name: it must be there */
    const char *children;
    bool text;
} spec;

#define NAME "id! titre note source "
#define QUANTITY NAME "unite! dims "
#define READING                                                          \
    "fichier! valeur unite ecart couvre agrege confond vide sans_ligne " \
    "secrets "
#define READING_CHILDREN "colonne ou secret traduit"

static const spec specs[] = {
    {"modele", NAME "version annees reference reconnait",
     "perimetre importer source unite dimension donnee courbe calcul processus "
     "stock flux bilan lecture indicateur objectif objectifs figure tableau",
     false},
    {"perimetre", "dim! egal!", "", false},
    {"importer", "fichier!", "", false},
    {"source", "id! titre! auteur annee url licence", "", false},
    {"unite", "id! vaut titre", "", false},
    {"dimension", "id! titre comme", "membre csv", false},
    {"membre", "id! titre codes annee vers", "", false},
    {"ou", "colonne! egal sauf min max hors", "", false},
    {"vers", "dim! colonne! fichier cle", "", false},
    {"donnee", QUANTITY "statut remplace min max reste entre prolonge sur par",
     "csv observe valeur cas incertitude", false},
    {"csv", READING "colonne titre mouvements", READING_CHILDREN " vers",
     false},
    {"lecture", "donnee! " READING, READING_CHILDREN, false},
    {"colonne", "dim! membre nom fichier cle lit hors", "", false},
    {"secret", "colonne! egal!", "", false},
    {"traduit", "dim! de! en!", "", false},
    {"observe", "", "", true},
    {"valeur", "", "", true},
    {"cas", "pour!", "", true},
    {"incertitude", "loi! cv ecart min mode max relative tirage", "", false},
    {"courbe", NAME "x_unite! unite! hors", "point", false},
    {"point", "x y annee valeur", "", false},
    {"calcul", QUANTITY "mesure calage", "", true},
    {"processus", NAME "bilan par tolerance", "", false},
    {"stock", QUANTITY "dans! initial! depuis cohortes", "duree_vie", false},
    {"duree_vie", "loi! moyenne! ecart forme entree", "", false},
    {"flux", QUANTITY "de! vers! mesure calage est ferme signe stock", "",
     true},
    {"bilan", NAME "theme! unite! dims tolerance", "ressource emploi", false},
    {"ressource", "titre!", "", true},
    {"emploi", "titre!", "", true},
    {"indicateur", QUANTITY "sens theme attendu tolerance", "", true},
    {"objectif",
     NAME "sur! annee! relatif_a base au_plus au_moins egal tolerance unite!",
     "", false},
    {"objectifs", "fichier!", "pour", false},
    {"pour", "grandeur! sur! annee relatif_a base", "", false},
    {"figure",
     NAME "scenarios unite type! x serie annee annees processus contre "
          "indicateurs objectif decimales",
     "", true},
    {"tableau", NAME "lignes! colonnes! unite decimales scenarios", "", true},
    {"scenario", NAME "modele herite depart territoire",
     "source levier action retirer objectif figure tableau", false},
    {"levier", NAME "sur! total mode ensuite niveau forme! de a taux", "point",
     true},
    {"action", NAME "porteur debut! fin statut", "levier cout", false},
    {"cout", "nature! unite! annee de a", "", true},
    {"retirer", "ref!", "", false},
};
enum { NSPEC = sizeof specs / sizeof specs[0] };

static const spec *find(const char *name)
{
    for (size_t i = 0; i < NSPEC; i++)
        if (strcmp(specs[i].name, name) == 0)
            return &specs[i];
    return NULL;
}

/* The words of a list, their '!' taken off, as names to search. */
static bcl_names words(const char *list, bcl_arena *a)
{
    bcl_names t = {0};
    bcl_words w = bcl_text_split(a, list, ' ');

    for (size_t i = 0; i < w.n; i++)
        bcl_names_add(&t, w.item[i], strcspn(w.item[i], "!"), a);
    return t;
}

static bool fail_unknown(const char *what, const char *name, const char *in,
                         bcl_pos at, const bcl_names *known, bcl_diag *d)
{
    bcl_fail(d, "R02", at, "%s inconnu « %s » dans <%s>", what, name, in);
    const char *near = bcl_names_nearest(known, name);
    if (near)
        bcl_hint(d, "vouliez-vous « %s » ?", near);
    return false;
}

static bool check_attrs(const bcl_xml *e, const spec *s, bcl_arena *a,
                        bcl_diag *d)
{
    bcl_names known = words(s->attrs, a);
    bcl_words w = bcl_text_split(a, s->attrs, ' ');
    bool ok = true;

    for (size_t i = 0; i < e->nattr; i++) {
        const bcl_xml_attr *at = &e->attr[i];
        if (bcl_names_find(&known, at->name, strlen(at->name)) < 0)
            ok = fail_unknown("attribut", at->name, e->name, at->at, &known, d);
        else
            ok = bcl_shape_check(e, at, a, d) && ok;
    }
    for (size_t i = 0; i < w.n; i++) {
        size_t n = strcspn(w.item[i], "!");
        if (w.item[i][n] == '!' && !bcl_xml_find(e, known.text[i]))
            ok = bcl_fail(
                d, "R08", e->at, "il manque l'attribut « %s » à <%s%s%s%s>",
                known.text[i], e->name, bcl_attr(e, "id") ? " id=\"" : "",
                bcl_attr(e, "id") ? bcl_attr(e, "id") : "",
                bcl_attr(e, "id") ? "\"" : "");
    }
    return ok;
}

static bool blank(const char *s)
{
    return s[strspn(s, " \t\r\n")] == '\0';
}

static bool check_element(const bcl_xml *e, bcl_arena *a, bcl_diag *d)
{
    const spec *s = find(e->name);
    bcl_names known;
    bool ok = check_attrs(e, s, a, d);

    if (!s->text && !blank(e->text.s))
        ok = bcl_fail(d, "R02",
                      bcl_xml_text_at(&e->text, strspn(e->text.s, " \t\r\n")),
                      "<%s> n'a pas de texte : le texte d'un élément est "
                      "toujours une formule ou un nombre",
                      e->name);
    known = words(s->children, a);
    for (const bcl_xml *c = e->child; c; c = c->next) {
        if (bcl_names_find(&known, c->name, strlen(c->name)) < 0)
            ok = fail_unknown("élément", c->name, e->name, c->at, &known, d);
        else
            ok = check_element(c, a, d) && ok;
    }
    return ok;
}

bool bcl_spec_check(const bcl_xml *root, bcl_arena *a, bcl_diag *d)
{
    if (strcmp(root->name, "modele") != 0 &&
        strcmp(root->name, "scenario") != 0)
        return bcl_fail(d, "R02", root->at,
                        "la racine est <%s> ; <modele> ou <scenario> est "
                        "attendu",
                        root->name);
    if (strcmp(root->ns, "urn:bouclage:1") != 0) {
        bcl_fail(d, "R02", root->at,
                 "<%s> n'est pas dans l'espace de noms "
                 "urn:bouclage:1",
                 root->name);
        return bcl_hint(d, "écrivez <%s xmlns=\"urn:bouclage:1\" …>",
                        root->name);
    }
    return check_element(root, a, d);
}

const char *bcl_attr(const bcl_xml *e, const char *name)
{
    const bcl_xml_attr *at = bcl_xml_find(e, name);

    return at ? at->value : NULL;
}

bcl_pos bcl_attr_at(const bcl_xml *e, const char *name)
{
    const bcl_xml_attr *at = bcl_xml_find(e, name);

    return at ? at->at : e->at;
}

bool bcl_attr_number(double *x, const bcl_xml *e, const char *name, bcl_diag *d)
{
    const bcl_xml_attr *at = bcl_xml_find(e, name);

    if (!at)
        return false;
    return bcl_number_parse(x, at->value, strlen(at->value), '.') ||
           bcl_fail(d, "R09", at->at, "%s=\"%s\" n'est pas un nombre", name,
                    at->value);
}

bool bcl_attr_int(int *x, const bcl_xml *e, const char *name, bcl_diag *d)
{
    double v;

    if (!bcl_attr_number(&v, e, name, d))
        return false;
    if (v < -9999 || v > 9999 || v != (double)(int)v)
        return bcl_fail(d, "R09", bcl_attr_at(e, name),
                        "%s=\"%s\" n'est pas un entier à quatre chiffres", name,
                        bcl_attr(e, name));
    *x = (int)v;
    return true;
}

static int four_digits(const char *s)
{
    int y = 0;

    for (int i = 0; i < 4; i++) {
        if (!isdigit((unsigned char)s[i]))
            return -1;
        y = 10 * y + (s[i] - '0');
    }
    return y;
}

bool bcl_attr_years(int *from, int *to, const bcl_xml *e, const char *name,
                    bcl_diag *d)
{
    const char *s = bcl_attr(e, name);

    if (!s)
        return false;
    *from = four_digits(s);
    *to = *from;
    if (*from >= 0 && strncmp(s + 4, "..", 2) == 0)
        *to = four_digits(s + 6);
    bool whole =
        *from >= 0 && *to >= *from && strlen(s) == (s[4] == '.' ? 10u : 4u);
    return whole || bcl_fail(d, "R09", bcl_attr_at(e, name),
                             "%s=\"%s\" : une année (2030) ou une période "
                             "(2011..2020) est attendue",
                             name, s);
}

bool bcl_text_number(double *x, const bcl_xml *e, bcl_diag *d)
{
    const char *s = e->text.s + strspn(e->text.s, " \t\r\n");
    size_t n = strlen(s);

    while (n > 0 && isspace((unsigned char)s[n - 1]))
        n--;
    return bcl_number_parse(x, s, n, '.') ||
           bcl_fail(d, "R09",
                    bcl_xml_text_at(&e->text, (size_t)(s - e->text.s)),
                    "<%s> : « %.*s » n'est pas un nombre", e->name,
                    n > 40 ? 40 : (int)n, s);
}

const bcl_xml *bcl_child(const bcl_xml *e, const char *name,
                         const bcl_xml *after)
{
    const bcl_xml *c = after ? after->next : e->child;

    while (c && strcmp(c->name, name) != 0)
        c = c->next;
    return c;
}

bool bcl_is(const bcl_xml *e, const char *name)
{
    return strcmp(e->name, name) == 0;
}
