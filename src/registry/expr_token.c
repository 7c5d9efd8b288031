#include "registry/expr_token.h"

#include <string.h>

#include "text/utf8.h"

enum { DEPTH_MAX = 40 };

void tokens_complain(struct tokens *tokens, size_t offset, const char *text, ...)
{
    if (tokens->is_failed)
        return;
    tokens->is_failed = true;
    struct str before = str_first(tokens->scalar->text, offset);
    int column = tokens->scalar->column + (int)utf8_count(before) + tokens->scalar->is_quoted;
    va_list args;
    va_start(args, text);
    struct str sentence = arena_vprint(tokens->source->arena, text, args);
    va_end(args);
    load_complain(tokens->source, tokens->scalar->line, column, "%" STR_FMT, STR_ARG(sentence));
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static char at(struct str text, size_t i)
{
    return i < text.len ? text.p[i] : '\0';
}

static size_t name_end(struct str text, size_t i)
{
    while (is_letter(at(text, i)) || is_digit(at(text, i)) || at(text, i) == '@'
           || (at(text, i) == '.' && (is_letter(at(text, i + 1)) || is_digit(at(text, i + 1)))))
        i++;
    return i;
}

static size_t number_end(struct str text, size_t start, enum token_kind *kind_out)
{
    size_t i = start;
    while (is_digit(at(text, i)))
        i++;
    *kind_out = TOKEN_NUMBER;
    if (i - start == 4 && at(text, i) == '-' && is_digit(at(text, i + 1))
        && is_digit(at(text, i + 2)) && at(text, i + 3) == '-') {
        *kind_out = TOKEN_DATE;
        for (i += 4; is_digit(at(text, i));)
            i++;
    } else if (at(text, i) == ':') {
        *kind_out = TOKEN_TIME;
        for (i += 1; is_digit(at(text, i));)
            i++;
    } else if (at(text, i) == '.') {
        for (i += 1; is_digit(at(text, i));)
            i++;
    }
    return i;
}

void tokens_next(struct tokens *tokens)
{
    struct str text = tokens->scalar->text;
    size_t i = tokens->now.offset + tokens->now.text.len, end;
    enum token_kind kind = TOKEN_SIGN;
    while (at(text, i) == ' ' || at(text, i) == '\n' || at(text, i) == '\t')
        i++;
    if (i >= text.len) {
        tokens->now = (struct token){TOKEN_END, STR_NONE, text.len};
        return;
    }
    char c = text.p[i];
    if (is_digit(c))
        end = number_end(text, i, &kind);
    else if (is_letter(c)) {
        kind = TOKEN_NAME;
        end = name_end(text, i);
    } else if (at(text, i + 1) == '=' && (c == '!' || c == '<' || c == '>'))
        end = i + 2;
    else
        end = i + 1;
    if (kind == TOKEN_SIGN
        && (c == '\0' || strchr("=<>!+-*/(),", c) == NULL || (c == '!' && end == i + 1))) {
        tokens_complain(tokens, i,
                        "a sign that expressions do not have; expected names, numbers, the words "
                        "and, or, not, in and the signs = != < <= > >= + - * / ( ) ,");
        tokens->now = (struct token){TOKEN_END, STR_NONE, text.len};
        return;
    }
    tokens->now = (struct token){kind, {text.p + i, end - i}, i};
}

void tokens_begin(struct tokens *tokens, struct source *source, const struct yaml_node *scalar)
{
    *tokens = (struct tokens){.source = source, .scalar = scalar};
    tokens_next(tokens);
}

bool tokens_is(const struct tokens *tokens, const char *text)
{
    return (tokens->now.kind == TOKEN_SIGN || tokens->now.kind == TOKEN_NAME)
           && str_equal_c(tokens->now.text, text);
}

bool tokens_skip(struct tokens *tokens, const char *text)
{
    bool is_here = tokens_is(tokens, text);
    if (is_here)
        tokens_next(tokens);
    return is_here;
}

bool tokens_expect(struct tokens *tokens, const char *text)
{
    if (tokens_skip(tokens, text))
        return true;
    if (tokens->now.kind == TOKEN_END)
        tokens_complain(tokens, tokens->now.offset, "the expression ends here; expected \"%s\"",
                        text);
    else
        tokens_complain(tokens, tokens->now.offset, "\"%" STR_FMT "\" stands here; expected \"%s\"",
                        STR_ARG(tokens->now.text), text);
    return false;
}

bool tokens_count(struct tokens *tokens)
{
    tokens->nodes++;
    if (tokens->nodes > LIMIT_EXPR_NODES)
        tokens_complain(tokens, tokens->now.offset,
                        "the expression has more than %d parts; split it", LIMIT_EXPR_NODES);
    else if (tokens->depth > DEPTH_MAX)
        tokens_complain(tokens, tokens->now.offset,
                        "the expression is nested more than %d deep; write it flatter", DEPTH_MAX);
    return !tokens->is_failed;
}
