/* fuzz_xml.c -- any bytes as an XML document. */
#include "input/xml.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

/* The depth is bounded by the reader. */
static void check_element(const bcl_xml *e, int depth)
{
    require(!e || depth <= 64);
    for (; e; e = e->next) {
        size_t n = strlen(e->text.s);
        const char *s = e->text.file_text;
        int line = e->at.line;
        for (size_t i = 0; i <= n; i++) {
            bcl_pos at = bcl_xml_text_at(&e->text, i);
            require(at.line >= line && at.column > 0);
            line = at.line;
            /* a byte that is no reference and no line end is as it stands */
            char raw = s[e->text.raw[i]];
            require(i == n || raw == e->text.s[i] || raw == '&' || raw == '\r');
        }
        for (size_t i = 0; i < e->nattr; i++)
            require(e->attr[i].at.line >= e->at.line &&
                    e->attr[i].at.column > 0);
        check_element(e->child, depth + 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bcl_diag d; /* large */
    char path[32];
    int fd = memfd_create("xml", 0);
    bcl_arena *a = bcl_arena_create();
    bcl_xml *root;

    d = (bcl_diag){.count = 0};
    snprintf(path, sizeof path, "/dev/fd/%d", fd);
    if (fd >= 0 && write(fd, data, size) == (ssize_t)size) {
        bool good = bcl_xml_read(&root, path, a, &d);
        require(good == (d.errors == 0));
        if (good)
            check_element(root, 1);
        /* libxml2 and the scanner have read two different documents */
        for (size_t i = 0; i < d.count && i < BCL_DIAG_MAX; i++)
            require(strncmp(d.item[i].message, "ce passage", 10) != 0);
    }
    close(fd);
    bcl_arena_destroy(a);
    return 0;
}
