/* folder_private.h -- what the files of the folder writer share. */
#ifndef BCL_REPORT_FOLDER_PRIVATE_H
#define BCL_REPORT_FOLDER_PRIVATE_H

#include "report/folder.h"

void bcl_folder_escape(FILE *to, const char *s);

/* Writers of one file each; `what` is a bcl_folder. */
bcl_outdir_writer bcl_folder_territory, bcl_folder_geography,
    bcl_folder_readings, bcl_folder_readme;

#endif
