/* folder.h -- the files of a territory to be filled. */
#ifndef BCL_REPORT_FOLDER_H
#define BCL_REPORT_FOLDER_H

#include "data/catalog.h"
#include "data/places.h"
#include "report/outdir.h"

/* All that is written, found beforehand. */
typedef struct {
    const char *id, *title;
    const char *datadir;
    bcl_catalog catalog;
    bcl_formats formats;
    bcl_raws raws; /* recognised or not */
    bcl_places places;
    const char *epci;  /* codes separated by "|"; NULL: a list of communes */
    const char *moves; /* raw file of mergers, in the folder; or NULL */
    const char *from;  /* folder of the raw files, or NULL */
} bcl_folder;

/* One of `epci` ("a,b") and `communes` (a file of codes) is there. */
typedef struct {
    const char *epci, *communes, *from;
} bcl_folder_wish;

/* All but id and title.  I02: a place asked for is not in the list; I04
 * (warning): there is no list; I05: nor any format of one. */
bool bcl_folder_plan(bcl_folder *f, const bcl_folder_wish *w,
                     const char *datadir, bcl_arena *a,
                     bcl_diag *d) BCL_MUST_CHECK;

/* May this reading be bound to this file?  Its value column must be there and
 * a theme must know its donnee. */
bool bcl_folder_binds(const bcl_folder *f, const bcl_raw *raw,
                      const bcl_xml *reading);

/* territoire.xml, geographie.xml, lectures.xml, LISEZ-MOI.txt, data/ and the
 * recognised raw files in brut/. */
bool bcl_folder_write(const bcl_folder *f, const bcl_outdir *to, bcl_arena *a,
                      bcl_diag *d) BCL_MUST_CHECK;

#endif
