/* xml_scan.h -- the bytes of an XML document known to be well-formed, one event
 * after another, each with its offset: what libxml2 does not tell.
 *
 * Memory-safe on any bytes that end with a NUL; the events are only right on a
 * document that libxml2 has accepted, in UTF-8 and without DTD. */
#ifndef BCL_INPUT_XML_SCAN_H
#define BCL_INPUT_XML_SCAN_H

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    BCL_XML_START, /* "<name": attributes follow, then END if it is empty */
    BCL_XML_END,   /* "</name>", or the "/>" of an empty element */
    BCL_XML_TEXT,  /* a stretch of text */
    BCL_XML_DONE
} bcl_xml_event;

typedef struct {
    const char *s;
    size_t n;
    size_t i;      /* next byte */
    bool in_tag;   /* attributes may follow */
    bool in_cdata; /* the text is taken as it is */

    size_t at; /* offset of the event */
    /* TEXT: what it reads as.  Either `length` bytes of `s` from `at`, or, for
     * a reference or a line end, the bytes of `decoded`, all standing at
     * `at`. */
    size_t length;
    bool is_decoded;
    char decoded[4];
} bcl_xml_scan;

bcl_xml_event bcl_xml_scan_next(bcl_xml_scan *x);

/* After START: the next attribute, namespace declarations included; false when
 * there is none left.  Offsets of its name, and of its value's first byte. */
typedef struct {
    size_t name, name_length, value;
} bcl_xml_scan_attr;
bool bcl_xml_scan_attribute(bcl_xml_scan *x, bcl_xml_scan_attr *attr);

/* Line and column of offsets asked in growing order: each costs the bytes
 * since the one before. */
typedef struct {
    size_t offset, start; /* start: of the line */
    int line;             /* 1 at first */
} bcl_xml_cursor;
void bcl_xml_cursor_move(bcl_xml_cursor *c, const char *s, size_t offset);

#endif
