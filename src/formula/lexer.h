/* lexer.h -- the tokens of a formula, each with its place.
 *
 * A lexer stops at its first error (F01, F03 or F05). */
#ifndef BCL_FORMULA_LEXER_H
#define BCL_FORMULA_LEXER_H

#include "core/arena.h"
#include "core/diag.h"

/* The place in the file of a byte of the formula's text: the caller knows
 * whether the text stood in an element, an attribute or a command line. */
typedef bcl_pos bcl_formula_at(void *ctx, size_t offset);

typedef enum {
    BCL_T_END,
    BCL_T_NUMBER,
    BCL_T_WORD,   /* a name that is not one of the words below */
    BCL_T_QUOTED, /* 'text' */
    BCL_T_UNIT,   /* {text} */
    BCL_T_IF,
    BCL_T_THEN,
    BCL_T_ELSE,
    BCL_T_OR,
    BCL_T_AND,
    BCL_T_NOT,
    BCL_T_YEAR,
    BCL_T_INHERITED,
    BCL_T_REFERENCE,
    BCL_T_OVER,   /* sur */
    BCL_T_TOWARD, /* vers */
    BCL_T_EQ,
    BCL_T_NE,
    BCL_T_LT,
    BCL_T_LE,
    BCL_T_GT,
    BCL_T_GE,
    BCL_T_PLUS,
    BCL_T_MINUS,
    BCL_T_TIMES,
    BCL_T_DIVIDE,
    BCL_T_POWER,
    BCL_T_PERCENT,
    BCL_T_OPEN,   /* ( */
    BCL_T_CLOSE,  /* ) */
    BCL_T_SELECT, /* [ */
    BCL_T_END_SELECT,
    BCL_T_COMMA,
    BCL_T_COLON,
    BCL_T_BAR
} bcl_token_kind;

typedef struct {
    bcl_token_kind kind;
    size_t offset, length; /* bytes of the formula */
    const char *text;      /* words and numbers as written; what is inside
                              quotes or braces; NULL for signs */
    double number;
    bool digits; /* a number of digits only: it may be a code */
} bcl_token;

typedef struct {
    const char *text;
    size_t next; /* first byte not read yet */
    bcl_formula_at *at;
    void *ctx;
    bcl_arena *arena;
    bcl_diag *diag;
} bcl_lexer;

/* Read the next token; at the end of the text, BCL_T_END again and again. */
bool bcl_lexer_next(bcl_token *t, bcl_lexer *l) BCL_MUST_CHECK;

/* The place of a byte of the text. */
bcl_pos bcl_lexer_place(const bcl_lexer *l, size_t offset);

/* How many bytes the character at `s` takes: 1 when it is not valid UTF-8. */
size_t bcl_utf8_length(const char *s);

#endif
