/* The pages' fixed words: see message.h. */
#include "html/message.h"

#include "text/yaml.h"

static struct str word_of(const struct yaml_pair *pair, const char *language, struct str file,
                          struct complaints *complaints)
{
    const struct yaml_node *node = yaml_get(pair->value, language);
    if (node == NULL || node->kind != YAML_SCALAR || node->text.len == 0) {
        complaints_add(complaints, file, pair->key_line, pair->key_column,
                       "\"%" STR_FMT "\" has no text in \"%s\"; expected {zh: ..., en: ...}",
                       STR_ARG(pair->key), language);
        return STR("");
    }
    return node->text;
}

bool message_read(struct arena *arena, struct str file, struct str bytes,
                  struct html_messages *messages_out, struct complaints *complaints)
{
    size_t before = complaints->list.n;
    const struct yaml_node *root = yaml_parse(arena, file, bytes, complaints);
    if (root == NULL) {
        return false;
    }
    if (root->kind != YAML_MAP) {
        complaints_add(complaints, file, root->line, root->column,
                       "expected a map from key to {zh: ..., en: ...}, found %s",
                       yaml_kind_name(root->kind));
        return false;
    }
    messages_out->zh = html_map(arena);
    messages_out->en = html_map(arena);
    for (size_t i = 0; i < root->pairs_n; i++) {
        const struct yaml_pair *pair = &root->pairs[i];
        const char *key = arena_terminated(arena, pair->key);
        html_put_text(messages_out->zh, key, word_of(pair, "zh", file, complaints));
        html_put_text(messages_out->en, key, word_of(pair, "en", file, complaints));
        if (pair->value->kind == YAML_MAP && pair->value->pairs_n > 2) {
            complaints_add(complaints, file, pair->key_line, pair->key_column,
                           "\"%" STR_FMT "\" has more than the languages zh and en",
                           STR_ARG(pair->key));
        }
    }
    return complaints->list.n == before;
}
