/* private.h -- what the files of the scenario room share. */
#ifndef BCL_SCENARIO_PRIVATE_H
#define BCL_SCENARIO_PRIVATE_H

#include "model/spec.h"
#include "scenario/scenario.h"

typedef struct {
    bcl_scenarios *out;
    const bcl_model *m;
    const bcl_data *data;
    bcl_arena *a;
    bcl_diag *d;
    int depth;
    bcl_names failed; /* paths: their errors are told once */
    bcl_diag *trial;  /* of a part that may be set aside */
    size_t aside;     /* parts set aside, in the document being read */
} bcl_reader_of_scenarios;

typedef bool bcl_part_reader(bcl_reader_of_scenarios *r, bcl_scenario *s,
                             const bcl_xml *e, const char *action);

/* Read a lever, a cost or a target; one of the library that names what this
 * territory does not have is set aside (`aside`) and is no error. */
bool bcl_library_part(bcl_reader_of_scenarios *r, bcl_scenario *s,
                      const bcl_xml *e, const char *action,
                      bcl_part_reader *read);
void bcl_library_say(bcl_reader_of_scenarios *r, const bcl_scenario *s,
                     size_t aside);

/* All of parent `p` but what `s` drops; once through several parents. */
void bcl_scenario_inherit(bcl_reader_of_scenarios *r, bcl_scenario *s,
                          const bcl_scenario *p);

bool bcl_lever_read(bcl_reader_of_scenarios *r, bcl_scenario *s,
                    const bcl_xml *e, const char *action);
bool bcl_action_read(bcl_reader_of_scenarios *r, bcl_scenario *s,
                     const bcl_xml *e);

/* Each id of a document once (N04); what it withdraws is inherited (S17). */
bool bcl_scenario_ids_check(bcl_reader_of_scenarios *r,
                            const bcl_xml *root) BCL_MUST_CHECK;

/* The scenario already loaded from the same file, or -1; `clash`: another file
 * has its id (N04). */
int bcl_scenario_same(const bcl_reader_of_scenarios *r, const bcl_xml *root,
                      const char *path, bool *clash);

/* The scenarios of a folder, in order of name, without ".xml". */
size_t bcl_scenario_names(const char ***name, const char *dir, bcl_arena *a);

/* Attach to the error said last what a name that is no scenario's may mean. */
bool bcl_scenario_hint(const bcl_reader_of_scenarios *r, const char *wrong);

/* Two absolute levers of sibling parents on one cell (S04). */
bool bcl_lever_clashes(bcl_reader_of_scenarios *r, const bcl_scenario *s,
                       const size_t *last_of_parent);

#endif
