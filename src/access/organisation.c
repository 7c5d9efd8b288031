#include "access/organisation.h"

#include "text/yaml.h"

const struct str organisation_roles[] = {
    {"public", 6},         {"intake", 6},    {"handler", 7},       {"reviewer", 8},
    {"unit_head", 9},      {"body_head", 9}, {"organ_head", 10},   {"supervisor", 10},
    {"reporter", 8},       {"signer", 6},    {"statistician", 12}, {"archivist", 9},
    {"administrator", 13}, {NULL, 0},
};

enum { UNIT_ID_MAX = (1 << 24) - 1 }; /* as tallies keep it */

struct loading {
    struct organisation *org;
    struct str file;
    struct complaints *complaints;
};

static void complain(const struct loading *l, const struct yaml_node *node, const char *text,
                     struct str word)
{
    complaints_add(l->complaints, l->file, node->line, node->column, "%s: \"%" STR_FMT "\"", text,
                   STR_ARG(word));
}

static struct str text_of(const struct loading *l, const struct yaml_node *map, const char *key,
                          bool is_required)
{
    const struct yaml_node *node = yaml_get(map, key);
    if (node == NULL && is_required)
        complain(l, map, "a word is missing", str_of(key));
    if (node == NULL)
        return STR_NONE;
    if (node->kind != YAML_SCALAR) {
        complain(l, node, "expected a single value for", str_of(key));
        return STR_NONE;
    }
    return arena_copy(l->org->arena, node->text);
}

static int64_t id_of(const struct loading *l, const struct yaml_node *map)
{
    int64_t id = 0;
    struct str text = text_of(l, map, "id", true);
    if (text.len > 0 && (!str_to_i64(text, &id) || id < 3))
        complain(l, map, "an id is a whole number from 3 on", text);
    return id;
}

static struct date date_of_key(const struct loading *l, const struct yaml_node *map,
                               const char *key, bool is_required)
{
    struct date date = DATE_NONE;
    struct str text = text_of(l, map, key, is_required);
    if (text.len > 0 && !date_parse(text, &date))
        complain(l, map, "expected an existing day as YYYY-MM-DD", text);
    return date;
}

static void check_order(const struct loading *l, const struct yaml_node *node, struct date from,
                        struct date to)
{
    char text[DATE_TEXT_BYTES];
    if (!date_is_none(from) && !date_is_none(to) && date_compare(to, from) < 0)
        complain(l, node, "it ends before it begins", date_print(to, text));
}

static int64_t unit_of_key(const struct loading *l, const struct yaml_node *map, const char *key,
                           bool is_required)
{
    struct str code = text_of(l, map, key, is_required);
    int64_t at;
    if (code.len == 0)
        return 0;
    if (!map_find(&l->org->units_by_code, code, &at)) {
        complain(l, map, "no unit has this code (a unit stands after its parent)", code);
        return 0;
    }
    return l->org->units.at[at].id;
}

static void load_unit(const struct loading *l, const struct yaml_node *node)
{
    struct organisation *org = l->org;
    struct unit unit = {
        .id = id_of(l, node),
        .code = text_of(l, node, "code", true),
        .name = text_of(l, node, "name", true),
        .kind = text_of(l, node, "kind", true),
        .parent = unit_of_key(l, node, "parent", false),
        .succeeds = unit_of_key(l, node, "succeeds", false),
        .from = date_of_key(l, node, "from", true),
        .to = date_of_key(l, node, "to", false),
    };
    int64_t at = (int64_t)org->units.n;
    if (unit.id > UNIT_ID_MAX)
        complain(l, node, "a unit's id is a whole number up to 16777215", unit.name);
    check_order(l, node, unit.from, unit.to);
    list_push(org->arena, &org->units, unit);
    if (!map_put_number(&org->units_by_id, unit.id, at))
        complain(l, node, "the id is used twice", unit.name);
    if (unit.code.len > 0 && !map_put(&org->units_by_code, unit.code, at))
        complain(l, node, "the code is used twice", unit.code);
}

/* In the order of the file; looking for a successor among all units would cost each question. */
static void link_heirs(struct organisation *org)
{
    int64_t at;
    for (size_t i = org->units.n; i > 0; i--) {
        struct unit *unit = &org->units.at[i - 1];
        if (unit->succeeds == 0 || !map_find_number(&org->units_by_id, unit->succeeds, &at))
            continue;
        unit->next_heir = org->units.at[at].heir;
        org->units.at[at].heir = i;
    }
}

static bool is_role(struct str role)
{
    for (size_t i = 0; organisation_roles[i].len > 0; i++)
        if (str_equal(organisation_roles[i], role))
            return true;
    return false;
}

/* The post's list of names; a list that is there is not empty. */
static size_t load_names(const struct loading *l, const struct yaml_node *list,
                         struct str **names_out)
{
    size_t n = 0;
    struct str *names = arena_array(l->org->arena, struct str, list->items_n + 1);
    for (size_t i = 0; i < list->items_n; i++) {
        if (list->items[i]->kind != YAML_SCALAR || list->items[i]->text.len == 0)
            complain(l, list->items[i], "expected the key of a register in the list of",
                     STR("registers"));
        else
            names[n++] = arena_copy(l->org->arena, list->items[i]->text);
    }
    *names_out = names;
    return n;
}

static void load_registers(const struct loading *l, const struct yaml_node *node, struct post *post)
{
    const struct yaml_node *registers = yaml_get(node, "registers");
    if (registers == NULL)
        return;
    if (registers->kind != YAML_LIST || registers->items_n == 0) {
        complain(l, registers, "a post in some registers only has a list of", STR("registers"));
        return;
    }
    post->registers_n = load_names(l, registers, &post->registers);
}

static struct post load_post(const struct loading *l, const struct yaml_node *node)
{
    struct post post = {
        .unit = unit_of_key(l, node, "unit", true),
        .from = date_of_key(l, node, "from", true),
        .to = date_of_key(l, node, "to", false),
    };
    check_order(l, node, post.from, post.to);
    load_registers(l, node, &post);
    const struct yaml_node *roles = yaml_get(node, "roles");
    if (roles == NULL || roles->kind != YAML_LIST) {
        complain(l, node, "a post has a list of", STR("roles"));
        return post;
    }
    post.roles = arena_array(l->org->arena, struct str, roles->items_n + 1);
    for (size_t i = 0; i < roles->items_n; i++) {
        struct str role = roles->items[i]->text;
        if (!is_role(role))
            complain(l, roles->items[i], "there is no such role", role);
        post.roles[post.roles_n++] = arena_copy(l->org->arena, role);
    }
    return post;
}

static void load_person(const struct loading *l, const struct yaml_node *node)
{
    struct organisation *org = l->org;
    struct person person = {.id = id_of(l, node), .name = text_of(l, node, "name", true)};
    const struct yaml_node *posts = yaml_get(node, "posts");
    size_t n = posts != NULL && posts->kind == YAML_LIST ? posts->items_n : 0;
    person.posts = arena_array(org->arena, struct post, n + 1);
    for (size_t i = 0; i < n; i++)
        person.posts[person.posts_n++] = load_post(l, posts->items[i]);
    int64_t at = (int64_t)org->people.n;
    list_push(org->arena, &org->people, person);
    if (!map_put_number(&org->people_by_id, person.id, at))
        complain(l, node, "the id is used twice", person.name);
}

static void load_list(const struct loading *l, const struct yaml_node *root, const char *key,
                      void (*load)(const struct loading *, const struct yaml_node *))
{
    const struct yaml_node *list = yaml_get(root, key);
    if (list == NULL || list->kind != YAML_LIST) {
        complain(l, root, "expected a list of", str_of(key));
        return;
    }
    for (size_t i = 0; i < list->items_n; i++)
        if (list->items[i]->kind == YAML_MAP)
            load(l, list->items[i]);
        else
            complain(l, list->items[i], "expected {key: value, …} in the list of", str_of(key));
}

struct organisation *organisation_load(struct arena *arena, struct str file, struct str bytes,
                                       struct complaints *complaints)
{
    struct organisation *org = arena_new(arena, struct organisation);
    org->arena = arena;
    map_init(&org->units_by_id, arena);
    map_init(&org->units_by_code, arena);
    map_init(&org->people_by_id, arena);
    size_t before = complaints->list.n;
    struct loading l = {org, file, complaints};
    const struct yaml_node *root = yaml_parse(arena, file, bytes, complaints);
    if (root == NULL)
        return NULL;
    load_list(&l, root, "units", load_unit);
    link_heirs(org);
    load_list(&l, root, "people", load_person);
    return complaints->list.n > before ? NULL : org;
}

const struct unit *organisation_unit(const struct organisation *org, int64_t id)
{
    int64_t at;
    return map_find_number(&org->units_by_id, id, &at) ? &org->units.at[at] : NULL;
}

const struct unit *organisation_unit_by_code(const struct organisation *org, struct str code)
{
    int64_t at;
    return map_find(&org->units_by_code, code, &at) ? &org->units.at[at] : NULL;
}

static bool exists_on(const struct unit *unit, struct date on)
{
    return !date_is_none(on) && date_compare(unit->from, on) <= 0
           && (date_is_none(unit->to) || date_compare(on, unit->to) <= 0);
}

size_t organisation_unit_named(const struct organisation *org, struct str text, struct date on,
                               int64_t *id_out)
{
    const struct unit *by_code = organisation_unit_by_code(org, text);
    size_t alike = 0, there = 0;
    int64_t any = 0, existing = 0;
    for (size_t i = 0; by_code == NULL && i < org->units.n; i++) {
        const struct unit *unit = &org->units.at[i];
        if (!str_equal(unit->name, text))
            continue;
        alike++;
        any = unit->id;
        there += exists_on(unit, on);
        existing = exists_on(unit, on) ? unit->id : existing;
    }
    *id_out = by_code != NULL ? by_code->id : there > 0 ? existing : any;
    return by_code != NULL ? 1 : there > 0 ? there : alike;
}

size_t organisation_person_named(const struct organisation *org, struct str name, int64_t *id_out)
{
    size_t alike = 0;
    for (size_t i = 0; i < org->people.n; i++) {
        if (str_equal(org->people.at[i].name, name)) {
            *id_out = org->people.at[i].id;
            alike++;
        }
    }
    return alike;
}

const struct person *organisation_person(const struct organisation *org, int64_t id)
{
    int64_t at;
    return map_find_number(&org->people_by_id, id, &at) ? &org->people.at[at] : NULL;
}

bool organisation_is_within(const struct organisation *org, int64_t unit, int64_t above)
{
    /* Parents and predecessors stand earlier in the file, so both walks end. */
    const struct unit *start = organisation_unit(org, unit);
    for (const struct unit *u = start; u != NULL;) {
        if (u->id == above)
            return true;
        u = u->parent == 0 ? NULL : organisation_unit(org, u->parent);
    }
    return start != NULL && start->heir != 0
           && organisation_is_within(org, org->units.at[start->heir - 1].id, above);
}

void organisation_subtree(const struct organisation *org, struct arena *arena, int64_t above,
                          int64_t **ids_out, size_t *n_out)
{
    int64_t *ids = arena_array(arena, int64_t, org->units.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < org->units.n; i++)
        if (organisation_is_within(org, org->units.at[i].id, above))
            ids[n++] = org->units.at[i].id;
    *ids_out = ids;
    *n_out = n;
}

void organisation_check(const struct organisation *org, struct str file,
                        bool (*has_register)(const void *context, struct str key),
                        const void *context, struct complaints *complaints)
{
    for (size_t i = 0; i < org->people.n; i++) {
        const struct person *person = &org->people.at[i];
        for (size_t k = 0; k < person->posts_n; k++)
            for (size_t r = 0; r < person->posts[k].registers_n; r++)
                if (!has_register(context, person->posts[k].registers[r]))
                    complaints_add(complaints, file, 0, 0,
                                   "person %lld holds a post in the register \"%" STR_FMT
                                   "\", which there is not; expected the key of a register",
                                   (long long)person->id, STR_ARG(person->posts[k].registers[r]));
    }
}
