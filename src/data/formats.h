/* formats.h -- files as they are published, recognised by their headers.
 *
 * A format is a document of model/lectures/ whose root says `reconnait`: the
 * headers, separated by "|", that a file must have.  The document holds the
 * readings that bind such a file, with the places {fichier} and {epci} left
 * open.  A file is of the format that names most of its headers. */
#ifndef BCL_DATA_FORMATS_H
#define BCL_DATA_FORMATS_H

#include "core/text.h"
#include "input/xml.h"

typedef struct {
    const bcl_xml *root;
    bcl_words sign;
} bcl_format;

typedef struct {
    bcl_format *item;
    size_t n, cap;
    /* documents without `reconnait` */
    const bcl_xml **other;
    size_t nother, other_cap;
} bcl_formats;

/* Every document of a folder, in order of name. */
bool bcl_formats_load(bcl_formats *out, const char *dir, bcl_arena *a,
                      bcl_diag *d) BCL_MUST_CHECK;

typedef struct {
    const char *path;
    const char *name; /* in the folder to be: plain letters */
    bcl_words header;
    const bcl_format *format; /* NULL when unknown or unreadable */
    bool elsewhere;           /* it says nothing of the places wanted */
    bool *has;       /* [places of the main table] it has a row; or NULL */
    const char *cut; /* places of this group have none, all others have one:
                        a file of another part of the country; or NULL */
    size_t ncut;     /* of them */
} bcl_raw;

typedef struct {
    bcl_raw *item;
    size_t n, cap;
} bcl_raws;

/* The headers of one file and its format; false, without a message, when it
 * is no readable table. */
bool bcl_raw_read(bcl_raw *out, const char *path, const bcl_formats *f,
                  bcl_arena *a);

/* The tables (.csv, .txt, .tsv) of a folder and its sub-folders. */
bool bcl_raws_scan(bcl_raws *out, const char *dir, const bcl_formats *f,
                   bcl_arena *a, bcl_diag *d) BCL_MUST_CHECK;

bool bcl_raw_has(const bcl_raw *r, const char *header);

/* Names of a folder, sorted, hidden ones left out; false after reporting
 * C10. */
bool bcl_folder_list(bcl_words *out, const char *dir, bcl_arena *a,
                     bcl_diag *d) BCL_MUST_CHECK;

#endif
