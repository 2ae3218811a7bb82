/* html.h -- a document as one HTML file that needs no other.
 *
 * Pictures are inside as SVG, the style too; there is no script, and a content
 * security policy forbids any.  Every text is escaped. */
#ifndef BCL_REPORT_HTML_H
#define BCL_REPORT_HTML_H

#include "core/diag.h"
#include "report/block.h"

#include <stdbool.h>
#include <stdio.h>

/* Write the document.  False with W03 when a picture is not an SVG; write
 * errors show in ferror(), which whoever opened the file checks. */
BCL_MUST_CHECK bool bcl_html_write(FILE *to, const bcl_blocks *doc,
                                   bcl_diag *d);

#endif
