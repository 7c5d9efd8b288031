/*
 * expr_token.h - the words and signs of an expression or a formula, with their places.
 */
#ifndef GULOU_REGISTRY_EXPR_TOKEN_H
#define GULOU_REGISTRY_EXPR_TOKEN_H

#include "registry/load.h"

enum token_kind {
    TOKEN_END,
    TOKEN_NAME,   /* letters, digits, _ and inner dots; in identities with @start or @end */
    TOKEN_NUMBER, /* 12 or 3.5 */
    TOKEN_DATE,   /* 2022-01-31 */
    TOKEN_TIME,   /* 08:30 */
    TOKEN_SIGN    /* = != < <= > >= + - * / ( ) , */
};

struct token {
    enum token_kind kind;
    struct str text;
    size_t offset; /* bytes from the scalar's start */
};

struct tokens {
    struct source *source;
    const struct yaml_node *scalar;
    struct token now;
    bool is_failed; /* a complaint was made: nothing more is said about this scalar */
    int depth, nodes;
};

void tokens_begin(struct tokens *tokens, struct source *source, const struct yaml_node *scalar);
void tokens_next(struct tokens *tokens);
bool tokens_is(const struct tokens *tokens, const char *text); /* a sign or a word */
bool tokens_skip(struct tokens *tokens, const char *text);     /* goes on if it stands here */
bool tokens_expect(struct tokens *tokens, const char *text);   /* or complains */
/* Counts a node, and a step deeper; false with a complaint over the limits. */
bool tokens_count(struct tokens *tokens);
/* Complains at the offset, once a scalar. */
__attribute__((format(printf, 3, 4))) void tokens_complain(struct tokens *tokens, size_t offset,
                                                           const char *text, ...);

#endif
