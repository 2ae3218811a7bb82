/* lifetime.c -- what a <duree_vie> says, for the cohort kernels. */
#include "engine/recur.h"
#include "model/spec.h"

#include <string.h>

bcl_entry bcl_lifetime_entry(const bcl_xml *e)
{
    const char *s = bcl_attr(e, "entree");

    return !s || strcmp(s, "fin") == 0 ? BCL_ENTRY_END
           : strcmp(s, "milieu") == 0  ? BCL_ENTRY_MIDDLE
           : strcmp(s, "debut") == 0   ? BCL_ENTRY_START
                                       : BCL_ENTRY_ALL_YEAR;
}

bcl_lifetime bcl_lifetime_of(const bcl_quantity *q, bcl_diag *d)
{
    const bcl_xml *e = bcl_child(q->head.xml, "duree_vie", NULL);
    const char *law = bcl_attr(e, "loi");
    bcl_lifetime life = {.law = BCL_LIFE_FIXED};

    if (strcmp(law, "normale") == 0)
        life.law = BCL_LIFE_NORMAL;
    else if (strcmp(law, "lognormale") == 0)
        life.law = BCL_LIFE_LOGNORMAL;
    else if (strcmp(law, "weibull") == 0)
        life.law = BCL_LIFE_WEIBULL;
    else if (strcmp(law, "geometrique") == 0)
        life.law = BCL_LIFE_GEOMETRIC;
    bcl_attr_number(&life.mean, e, "moyenne", d);
    bcl_attr_number(&life.sd, e, "ecart", d);
    bcl_attr_number(&life.shape, e, "forme", d);
    return life;
}
