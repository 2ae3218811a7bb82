/* html_style.h -- the look of the HTML report, on screen and on paper. */
#ifndef BCL_REPORT_HTML_STYLE_H
#define BCL_REPORT_HTML_STYLE_H

/* The whole style sheet (CSS). */
extern const char bcl_html_style[];

#endif
