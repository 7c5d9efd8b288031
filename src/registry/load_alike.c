#include "registry/load.h"

static void load_same(struct source *source, const struct yaml_node *node, struct alike_def *alike)
{
    const struct yaml_node **items;
    size_t n = load_items(source, node, &items);
    if (n > ALIKE_SAME_MAX)
        load_complain_at(source, node, "same names %zu fields; expected at most %d", n,
                         ALIKE_SAME_MAX);
    for (size_t i = 0; i < n && i < ALIKE_SAME_MAX; i++) {
        int id = load_field_id(source, items[i]);
        if (id == NONE)
            continue;
        const struct field_def *field = &source->def->fields[id];
        bool is_fit = !field->is_personal
                      && (field->type == FIELD_CHOICE || field->type == FIELD_PLACE
                          || field->type == FIELD_UNIT);
        if (!is_fit)
            load_complain_at(source, items[i],
                             "\"%" STR_FMT "\" is %s; expected a choice, a place or a unit that is "
                             "not personal",
                             STR_ARG(field->key),
                             field->is_personal ? "personal and would single out a person"
                                                : load_field_types[field->type]);
        else
            alike->same[alike->same_n++] = id;
    }
}

/* `alike: {words: FIELD, same: [FIELD, …], closed_within: DAYS}` */
void load_alike(struct source *source)
{
    static const char *const known[] = {"words", "same", "closed_within", NULL};
    const struct yaml_node *node = yaml_get(source->root, "alike");
    struct alike_def *alike = &source->def->alike;
    int64_t days = ALIKE_CLOSED_DAYS;
    *alike = (struct alike_def){.words = NONE};
    if (node == NULL || !load_words(source, node, "alike", known))
        return;
    const struct yaml_node *words = load_required(source, node, "alike", "words");
    const struct yaml_node *same = yaml_get(node, "same");
    if (same == NULL)
        load_complain_at(source, node, "alike has no same; expected the fields that are equal");
    else
        load_same(source, same, alike);
    (void)load_int(source, node, "closed_within", 1, 366, &days);
    alike->closed_days = (int)days;
    int id = words == NULL ? NONE : load_field_id(source, words);
    if (id != NONE
        && (source->def->fields[id].type != FIELD_TEXT || source->def->fields[id].is_personal))
        load_complain_at(
            source, words, "\"%" STR_FMT "\" is %s; expected a text that is not personal",
            STR_ARG(words->text),
            source->def->fields[id].is_personal ? "personal and stands in no index"
                                                : load_field_types[source->def->fields[id].type]);
    else
        alike->words = id;
}
