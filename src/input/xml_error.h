/* xml_error.h -- what libxml2 finds wrong, in French and with its place. */
#ifndef BCL_INPUT_XML_ERROR_H
#define BCL_INPUT_XML_ERROR_H

#include "core/diag.h"
#include "input/xml_scan.h"

#include <libxml/xmlerror.h>

/* Where errors go; the parser context's `_private`. */
typedef struct {
    const char *path, *s; /* the whole file, which ends with a NUL */
    size_t n;
    bcl_xml_cursor cursor;
    bcl_diag *diag;
    size_t count; /* errors met */
    size_t last;  /* offset of the last one plus 1, 0 at first */
} bcl_xml_errors;

bcl_pos bcl_xml_error_at(bcl_xml_errors *e, size_t offset);

/* libxml2's structured error handler (sax->serror). */
void bcl_xml_error_add(void *context, xmlErrorPtr error);

#endif
