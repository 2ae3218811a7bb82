/* xml_scan.c -- see xml_scan.h. */
#include "input/xml_scan.h"

#include <stdlib.h>
#include <string.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool here(const bcl_xml_scan *x, const char *what)
{
    size_t size = strlen(what);

    return x->n - x->i >= size && memcmp(x->s + x->i, what, size) == 0;
}

static void pass_beyond(bcl_xml_scan *x, const char *what)
{
    const char *found = memmem(x->s + x->i, x->n - x->i, what, strlen(what));

    x->i = found ? (size_t)(found - x->s) + strlen(what) : x->n;
}

static void pass_spaces(bcl_xml_scan *x)
{
    while (x->i < x->n && is_space(x->s[x->i]))
        x->i++;
}

static void pass_name(bcl_xml_scan *x)
{
    while (x->i < x->n && !is_space(x->s[x->i]) &&
           !strchr("=/><\"'", x->s[x->i]))
        x->i++;
}

static size_t encode(char to[4], unsigned long code)
{
    if (code < 0x80) {
        to[0] = (char)code;
        return 1;
    }
    size_t size = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned lead[] = {0, 0, 0xC0, 0xE0, 0xF0};

    for (size_t k = size - 1; k > 0; k--, code >>= 6)
        to[k] = (char)(0x80 | (code & 0x3F));
    to[0] = (char)(lead[size] | (code & 0x3F));
    return size;
}

/* "&...;": a character reference or one of the five predefined entities. */
static void read_reference(bcl_xml_scan *x)
{
    static const struct {
        const char *name;
        char c;
    } known[] = {{"&lt;", '<'},
                 {"&gt;", '>'},
                 {"&amp;", '&'},
                 {"&quot;", '"'},
                 {"&apos;", '\''}};
    const char *s = x->s + x->i;

    x->length = 0;
    if (here(x, "&#x"))
        x->length = encode(x->decoded, strtoul(s + 3, NULL, 16) & 0x1FFFFF);
    else if (here(x, "&#"))
        x->length = encode(x->decoded, strtoul(s + 2, NULL, 10) & 0x1FFFFF);
    for (size_t k = 0; k < sizeof known / sizeof *known; k++)
        if (here(x, known[k].name)) {
            x->decoded[0] = known[k].c;
            x->length = 1;
        }
    x->is_decoded = true;
    pass_beyond(x, ";");
}

/* The parser reads CR LF and CR as LF. */
static void read_line_end(bcl_xml_scan *x)
{
    x->i += here(x, "\r\n") ? 2 : 1;
    x->decoded[0] = '\n';
    x->length = 1;
    x->is_decoded = true;
}

static bcl_xml_event read_text(bcl_xml_scan *x)
{
    x->at = x->i;
    x->is_decoded = false;
    if (x->s[x->i] == '\r') {
        read_line_end(x);
    } else if (x->s[x->i] == '&' && !x->in_cdata) {
        read_reference(x);
    } else {
        do
            x->i++;
        while (x->i < x->n && x->s[x->i] != '\r' &&
               !(x->in_cdata ? here(x, "]]>")
                             : x->s[x->i] == '<' || x->s[x->i] == '&'));
        x->length = x->i - x->at;
    }
    return BCL_XML_TEXT;
}

/* Passes what is left of a start tag; true when the element is empty. */
static bool leave_tag(bcl_xml_scan *x)
{
    bcl_xml_scan_attr attr;

    while (bcl_xml_scan_attribute(x, &attr))
        ;
    x->in_tag = false;
    x->at = x->i;
    if (here(x, "/>")) {
        x->i += 2;
        return true;
    }
    x->i += x->i < x->n;
    return false;
}

bcl_xml_event bcl_xml_scan_next(bcl_xml_scan *x)
{
    if (x->in_tag && leave_tag(x))
        return BCL_XML_END;
    while (x->i < x->n) {
        if (x->in_cdata && here(x, "]]>")) {
            x->in_cdata = false;
            x->i += 3;
        } else if (x->in_cdata || x->s[x->i] != '<') {
            return read_text(x);
        } else if (here(x, "<!--")) {
            x->i += 4;
            pass_beyond(x, "-->");
        } else if (here(x, "<?")) {
            pass_beyond(x, "?>");
        } else if (here(x, "<![CDATA[")) {
            x->in_cdata = true;
            x->i += 9;
        } else if (here(x, "</")) {
            x->at = x->i;
            pass_beyond(x, ">");
            return BCL_XML_END;
        } else {
            x->at = x->i++;
            pass_name(x);
            x->in_tag = true;
            return BCL_XML_START;
        }
    }
    x->at = x->n;
    return BCL_XML_DONE;
}

bool bcl_xml_scan_attribute(bcl_xml_scan *x, bcl_xml_scan_attr *attr)
{
    pass_spaces(x);
    if (x->i >= x->n || x->s[x->i] == '>' || x->s[x->i] == '/')
        return false;
    attr->name = x->i;
    pass_name(x);
    attr->name_length = x->i - attr->name;
    pass_spaces(x);
    x->i += here(x, "=");
    pass_spaces(x);
    if (!here(x, "\"") && !here(x, "'"))
        return false;
    const char quote[] = {x->s[x->i++], '\0'};
    attr->value = x->i;
    pass_beyond(x, quote);
    return true;
}

void bcl_xml_cursor_move(bcl_xml_cursor *c, const char *s, size_t offset)
{
    for (; c->offset < offset; c->offset++)
        if (s[c->offset] == '\n') {
            c->line++;
            c->start = c->offset + 1;
        }
}
