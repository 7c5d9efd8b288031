#include "registry/expr_parse.h"
#include "registry/registry_check.h"

static struct str base_name(struct str path)
{
    size_t start = path.len;
    while (start > 0 && path.p[start - 1] != '/')
        start--;
    return str_from(path, start);
}

static const struct yaml_node *section(struct source *source, const char *key)
{
    static const struct yaml_node empty = {.kind = YAML_MAP, .line = 1, .column = 1};
    const struct yaml_node *node = yaml_get(source->root, key);
    if (node == NULL)
        return &empty;
    if (node->kind == YAML_MAP)
        return node;
    load_complain_at(source, node, "%s is %s; expected a map, {KEY: {...}, ...}", key,
                     yaml_kind_name(node->kind));
    return &empty;
}

/* The field that `unit` or `place` names. */
static int load_answering(struct source *source, const char *key, enum field_type a,
                          enum field_type b)
{
    const struct yaml_node *node = load_scalar(source, source->root, key);
    int field = node == NULL ? NONE : load_field_id(source, node);
    if (field != NONE && source->def->fields[field].is_personal)
        load_complain_at(source, node,
                         "the field \"%" STR_FMT
                         "\" is personal, and figures are split by %s; expected another field",
                         STR_ARG(node->text), key);
    if (field != NONE && source->def->fields[field].type != a
        && source->def->fields[field].type != b)
        load_complain_at(source, node, "the field \"%" STR_FMT "\" is of type %s; expected %s",
                         STR_ARG(node->text), load_field_types[source->def->fields[field].type],
                         load_field_types[a]);
    return field;
}

static void load_number(struct source *source)
{
    const struct yaml_node *node = load_required(source, source->root, "the register", "number");
    if (node == NULL)
        return;
    struct str text = node->text;
    source->def->number = text;
    if (str_find(text, STR("{year}")) == text.len || str_find(text, STR("{seq}")) == text.len)
        load_complain_at(source, node,
                         "the number has not both {year} and {seq}; expected a pattern as "
                         "\"〔{year}〕第{seq}号\"");
    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] == '{' && !str_starts(str_from(text, i), STR("{year}"))
            && !str_starts(str_from(text, i), STR("{seq}")))
            load_complain_at(source, node,
                             "the number has a bracket that is not {year} or {seq}; expected only "
                             "these two");
}

/* `accuses: FIELD` or `{unit: FIELD, when: EXPRESSION}`: the unit complained of. */
static void load_accuses(struct source *source)
{
    static const char *const known[] = {"unit", "when", NULL};
    const struct yaml_node *node = yaml_get(source->root, "accuses"), *unit = node, *when = NULL;
    struct accusation_def *accuses = &source->def->accuses;
    accuses->field = NONE;
    if (node == NULL)
        return;
    if (node->kind != YAML_SCALAR) {
        if (!load_words(source, node, "accuses", known))
            return;
        unit = load_required(source, node, "accuses", "unit");
        when = load_scalar(source, node, "when");
    }
    int field = unit == NULL ? NONE : load_field_id(source, unit);
    if (field != NONE && source->def->fields[field].type != FIELD_UNIT)
        load_complain_at(source, unit,
                         "the field \"%" STR_FMT "\" is of type %s; expected the unit complained "
                         "of, of type unit",
                         STR_ARG(unit->text), load_field_types[source->def->fields[field].type]);
    else if (field != NONE && field == source->def->unit_field)
        load_complain_at(source, unit,
                         "\"%" STR_FMT "\" is the unit complained of and the one that answers for "
                         "the matter; expected two fields",
                         STR_ARG(unit->text));
    else if (field != NONE && source->def->fields[field].is_personal)
        load_complain_at(source, unit,
                         "\"%" STR_FMT "\" is sealed, and nobody could be kept from the matter by "
                         "it; expected no personal: true",
                         STR_ARG(unit->text));
    accuses->field = field;
    if (when == NULL)
        return;
    accuses->when = expr_parse_condition(source, when);
    accuses->when_text = when->text;
}

/* `unique: [FIELD, …]` or `{fields: [FIELD, …], when: EXPRESSION}`. */
static void load_unique(struct source *source)
{
    static const char *const known[] = {"fields", "when", NULL};
    const struct yaml_node *node = yaml_get(source->root, "unique"), *fields = node, *when = NULL;
    const struct yaml_node **items;
    struct unique_def *unique = &source->def->unique;
    if (node == NULL)
        return;
    if (node->kind == YAML_MAP) {
        (void)load_words(source, node, "unique", known);
        fields = yaml_get(node, "fields");
        when = load_scalar(source, node, "when");
    }
    if (fields == NULL) {
        load_complain_at(source, node, "unique has no fields; expected fields: [FIELD, ...]");
        return;
    }
    size_t n = load_items(source, fields, &items);
    unique->fields.at = arena_array(source->arena, int, n + 1);
    for (size_t i = 0; i < n; i++) {
        int id = load_field_id(source, items[i]);
        const struct field_def *field = id == NONE ? NULL : &source->def->fields[id];
        if (field != NULL
            && (field->is_personal || field->type == FIELD_TEXT || field->type == FIELD_FILE))
            load_complain_at(source, items[i],
                             "\"%" STR_FMT "\" is %s; expected a plain field, no text and not "
                             "personal",
                             STR_ARG(items[i]->text),
                             field->is_personal ? "personal" : "a text or a file");
        else if (field != NULL)
            unique->fields.at[unique->fields.n++] = id;
    }
    if (when == NULL)
        return;
    unique->when = expr_parse_condition(source, when);
    unique->when_text = when->text;
}

/* What others may name: read of every register before the events and clocks of any. */
static void load_names(struct source *source)
{
    static const char *const known[] = {"register",   "title",    "number",  "unit",     "place",
                                        "restricted", "cells",    "accuses", "settings", "regimes",
                                        "fields",     "states",   "events",  "clocks",   "figures",
                                        "identities", "imported", "unique",  "alike",    NULL};
    struct register_def *def = source->def;
    def->accuses.field = NONE;
    if (!load_words(source, source->root, "the register", known))
        return;
    def->is_restricted = load_bool(source, source->root, "restricted", false);
    def->is_imported = load_bool(source, source->root, "imported", false);
    def->cells = load_cells(source, source->root, CELLS_MIN);
    if (yaml_get(source->root, "title") == NULL)
        load_complain_at(source, source->root,
                         "the register has no title; expected title: {zh: ..., en: ...}");
    else
        def->title = load_title(source, yaml_get(source->root, "title"));
    load_number(source);
    load_settings(source, section(source, "settings"));
    if (yaml_get(source->root, "regimes") != NULL)
        load_regimes(source, section(source, "regimes"));
    if (def->regimes_n == 0) {
        def->regimes[0] = (struct regime_def){.from = DATE_NONE, .to = DATE_NONE};
        def->regimes_n = 1;
    }
    load_fields(source, section(source, "fields"));
    load_states(source, section(source, "states"));
    load_event_keys(source, section(source, "events"));
    load_clock_keys(source, section(source, "clocks"));
}

/* What is read before the figures, which may name those of other registers. */
static void load_register(struct source *source)
{
    struct register_def *def = source->def;
    if (source->root->kind != YAML_MAP || source->is_over)
        return;
    def->unit_field = load_answering(source, "unit", FIELD_UNIT, FIELD_PLACE);
    def->place_field = load_answering(source, "place", FIELD_PLACE, FIELD_PLACE);
    load_accuses(source);
    load_unique(source);
    load_alike(source);
    load_events(source, section(source, "events"));
    load_clocks(source, section(source, "clocks"));
    load_figure_keys(source, section(source, "figures"));
}

static void load_office(struct source *source)
{
    static const char *const known[] = {"report_day", "settings", "registers", NULL};
    if (!load_words(source, source->root, "the office's settings", known))
        return;
    source->loader->office = arena_new(source->arena, struct source);
    *source->loader->office = *source;
    const struct yaml_node *days = section(source, "report_day");
    for (size_t i = 0; i < days->pairs_n; i++) {
        const struct yaml_pair *pair = &days->pairs[i];
        int64_t year = 0;
        struct date day = DATE_NONE;
        if (!str_to_i64(pair->key, &year) || year < 2000 || year > 2199)
            load_complain(source, pair->key_line, pair->key_column,
                          "\"%" STR_FMT "\" is no year; expected {2022: 2023-01-10}",
                          STR_ARG(pair->key));
        else if (pair->value->kind != YAML_SCALAR || !date_parse(pair->value->text, &day))
            load_complain_at(source, pair->value,
                             "the report day is no day; expected a day as 2023-01-10");
        else
            source->loader->registry->report_days[year - 2000] = day;
    }
}

/* The settings of the office are of registers that there are. */
static void check_office(struct loader *loader)
{
    struct source *office = loader->office;
    const struct yaml_node *settings = office == NULL ? NULL : section(office, "settings");
    for (size_t i = 0; settings != NULL && i < settings->pairs_n; i++) {
        const struct yaml_pair *pair = &settings->pairs[i];
        int64_t id;
        if (!map_find(&loader->registry->register_ids, pair->key, &id))
            load_complain(office, pair->key_line, pair->key_column,
                          "there is no register \"%" STR_FMT
                          "\"; expected {REGISTER: {SETTING: value}}",
                          STR_ARG(pair->key));
        else if (pair->value->kind != YAML_MAP)
            load_complain_at(office, pair->value, "this is %s; expected {SETTING: value}",
                             yaml_kind_name(pair->value->kind));
    }
}

static int register_id(struct loader *loader, struct str key)
{
    int64_t id = 0;
    if (loader->before != NULL && map_find(&loader->before->register_ids, key, &id))
        return (int)id;
    return (int)loader->registry->registers_n++;
}

static struct str stem_of(struct str file)
{
    struct str stem = base_name(file);
    return str_ends(stem, STR(".yaml")) ? str_first(stem, stem.len - 5) : stem;
}

/* A whole register in office.yaml, which stands for the file of that name; or NULL. */
static const struct yaml_pair *own_register(const struct loader *loader, struct str key)
{
    const struct yaml_node *own =
        loader->office == NULL ? NULL : yaml_get(loader->office->root, "registers");
    for (size_t i = 0; own != NULL && own->kind == YAML_MAP && i < own->pairs_n; i++)
        if (str_equal(own->pairs[i].key, key))
            return &own->pairs[i];
    return NULL;
}

/* Makes the register's definition, or NULL with a complaint. `name` is that of the file, or the key
 * in office.yaml. */
static struct register_def *begin_register(struct source *source, struct str name)
{
    struct loader *loader = source->loader;
    const struct yaml_node *key = load_required(source, source->root, "the register", "register");
    int64_t id = 0;
    if (key == NULL)
        return NULL;
    if (!str_equal(name, key->text))
        load_complain_at(source, key,
                         "the register \"%" STR_FMT "\" stands in the file \"%" STR_FMT
                         "\"; expected it in %" STR_FMT ".yaml",
                         STR_ARG(key->text), STR_ARG(source->file), STR_ARG(key->text));
    if (map_find(&loader->registry->register_ids, key->text, &id)) {
        load_complain_at(source, key,
                         "the register \"%" STR_FMT "\" is defined twice; expected one file",
                         STR_ARG(key->text));
        return NULL;
    }
    id = register_id(loader, key->text);
    if (id >= LIMIT_REGISTERS) {
        load_complain_at(source, key, "more than %d registers; expected at most that many",
                         LIMIT_REGISTERS);
        return NULL;
    }
    struct register_def *def = arena_new(source->arena, struct register_def);
    def->id = (int)id;
    def->key = key->text;
    def->file = source->file;
    def->unit_field = def->place_field = NONE;
    loader->registry->registers[id] = def;
    (void)map_put(&loader->registry->register_ids, key->text, id);
    if (loader->before != NULL && (size_t)id < loader->before->registers_n)
        source->before = loader->before->registers[id];
    return def;
}

static bool parse_source(struct loader *loader, const struct registry_file *file,
                         struct source *source_out)
{
    *source_out = (struct source){
        .loader = loader, .arena = loader->arena, .file = arena_copy(loader->arena, file->name)};
    if (file->bytes.len > LIMIT_YAML_BYTES) {
        load_complain(source_out, 1, 1, "the file has %zu bytes; expected at most %d",
                      file->bytes.len, LIMIT_YAML_BYTES);
        return false;
    }
    source_out->root = yaml_parse(loader->arena, source_out->file, file->bytes, loader->complaints);
    return source_out->root != NULL;
}

/* What the version before had and this one has not. */
static void check_missing(struct loader *loader)
{
    const struct registry *before = loader->before, *now = loader->registry;
    for (size_t i = 0; before != NULL && i < before->registers_n; i++)
        if (now->registers[i] == NULL)
            complaints_add(loader->complaints, before->registers[i]->file, 0, 0,
                           "the register \"%" STR_FMT "\" of the version before is missing; "
                           "registers are never removed, expected the file",
                           STR_ARG(before->registers[i]->key));
    for (size_t i = 0; before != NULL && i < before->figures_n; i++) {
        const struct register_def *def = now->registers[before->figures[i]->registry_at];
        if (now->figures[i] == NULL && def != NULL)
            complaints_add(loader->complaints, def->file, 0, 0,
                           "the figure \"%" STR_FMT "\" of the version before is missing; keys "
                           "are never removed, expected it with retired: true",
                           STR_ARG(before->figures[i]->key));
    }
}

/* A word that is no map by regime is read once for each: what is wrong in it is told once. */
static void drop_repeated(struct complaints *complaints, size_t from)
{
    size_t n = from;
    for (size_t i = from; i < complaints->list.n; i++) {
        const struct complaint *c = &complaints->list.at[i];
        bool is_new = true;
        for (size_t k = from; k < n && is_new; k++) {
            const struct complaint *d = &complaints->list.at[k];
            is_new = c->line != d->line || c->column != d->column || !str_equal(c->file, d->file)
                     || !str_equal(c->text, d->text);
        }
        if (is_new)
            complaints->list.at[n++] = *c;
    }
    complaints->list.n = n;
    complaints_sort(complaints);
}

static struct registry *new_registry(struct arena *arena, const struct registry *before)
{
    struct registry *registry = arena_new(arena, struct registry);
    registry->arena = arena;
    registry->registers = arena_array(arena, struct register_def *, LIMIT_REGISTERS);
    registry->figures = arena_array(arena, struct figure_def *, LIMIT_FIGURES);
    registry->registers_n = before == NULL ? 0 : before->registers_n;
    registry->figures_n = before == NULL ? 0 : before->figures_n;
    map_init(&registry->register_ids, arena);
    map_init(&registry->figure_ids, arena);
    for (size_t i = 0; i < sizeof registry->report_days / sizeof *registry->report_days; i++)
        registry->report_days[i] = DATE_NONE;
    return registry;
}

/* Only once every word is understood: a misspelt name would be told again as what it breaks. */
static void check_all(struct loader *loader, struct source *sources, size_t sources_n)
{
    for (size_t i = 0; i < sources_n; i++)
        registry_check_register(&sources[i]);
    registry_check_figures(loader);
}

/* The files, and before them the whole registers of office.yaml. *sources_out has room for all. */
static size_t begin_sources(struct loader *loader, const struct registry_file *files,
                            size_t files_n, struct source **sources_out)
{
    struct source *parsed = arena_array(loader->arena, struct source, files_n + 1);
    size_t parsed_n = 0, n = 0;
    for (size_t i = 0; i < files_n; i++) {
        struct source *source = &parsed[parsed_n];
        if (!parse_source(loader, &files[i], source))
            continue;
        if (str_equal(base_name(source->file), STR("office.yaml")))
            load_office(source);
        else
            parsed_n++;
    }
    const struct yaml_node *own =
        loader->office == NULL ? NULL : section(loader->office, "registers");
    size_t own_n = own == NULL ? 0 : own->pairs_n;
    struct source *sources = arena_array(loader->arena, struct source, parsed_n + own_n + 1);
    for (size_t i = 0; i < own_n; i++) {
        sources[n] = *loader->office;
        sources[n].root = own->pairs[i].value;
        sources[n].def = begin_register(&sources[n], own->pairs[i].key);
        n += sources[n].def != NULL;
    }
    for (size_t i = 0; i < parsed_n; i++) {
        struct str name = stem_of(parsed[i].file);
        if (own_register(loader, name) != NULL)
            continue;
        sources[n] = parsed[i];
        sources[n].def = begin_register(&sources[n], name);
        n += sources[n].def != NULL;
    }
    *sources_out = sources;
    return n;
}

struct registry *registry_load(struct arena *arena, const struct registry_file *files,
                               size_t files_n, const struct registry *before,
                               struct complaints *complaints)
{
    struct loader loader = {arena, complaints, new_registry(arena, before), before, NULL};
    struct source *sources;
    size_t complaints_n = complaints->list.n;
    size_t sources_n = begin_sources(&loader, files, files_n, &sources);
    for (size_t i = 0; i < sources_n; i++)
        load_names(&sources[i]);
    for (size_t i = 0; i < sources_n; i++)
        load_register(&sources[i]);
    check_office(&loader);
    for (size_t i = 0; i < sources_n; i++)
        if (!sources[i].is_over)
            load_figures(&sources[i], section(&sources[i], "figures"));
    for (size_t i = 0; i < sources_n; i++)
        if (!sources[i].is_over && yaml_get(sources[i].root, "identities") != NULL)
            load_identities(&sources[i], yaml_get(sources[i].root, "identities"));
    if (complaints->list.n == complaints_n)
        check_all(&loader, sources, sources_n);
    check_missing(&loader);
    drop_repeated(complaints, complaints_n);
    return complaints->list.n == complaints_n ? loader.registry : NULL;
}
