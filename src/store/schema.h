/*
 * schema.h - the tables of a database: made, checked, brought up to date.
 *
 * A schema is a text of CREATE statements (sql/schema.sql). Above each CREATE TABLE stands a line
 *     -- class: truth|cache|operation [reference]
 * (DESIGN, law H1). `reference` marks the tables that are no casework: adopted texts, calendars,
 * the list of districts, settings of the whole office; every other table's primary key begins with
 * district, and every named statement on it names district. A statement whose name begins with
 * rollup_ may reach over districts.
 *
 * Versions: sql/migrations/NNN.sql brings a database from NNN-1 to NNN; the text is always the
 * newest state, whose version is the highest NNN, or 1 without migrations. A migration that changes
 * what a cache holds (a column, the packed state) marks the caches as unfinished, and they are made
 * again at that opening:
 *     INSERT INTO meta VALUES ('caches', 'unfinished')
 *         ON CONFLICT (key) DO UPDATE SET value = excluded.value;
 * test/fixtures/schema has an office of each released version.
 * A schema must hold the tables meta(key, value) and table_class(name, class) as in sql/schema.sql.
 */
#ifndef GULOU_STORE_SCHEMA_H
#define GULOU_STORE_SCHEMA_H

#include "base/complaint.h"
#include "store/store.h"

struct schema_migration {
    int64_t to_version;
    struct str sql;
};

struct schema_table {
    struct str name;
    struct str class_name;
    bool is_reference;
    int line; /* of the CREATE TABLE in the text */
};

struct schema {
    struct str path; /* "sql/schema.sql": for messages, and its name ("schema") is kept in meta */
    struct str text;
    int64_t version;
    LIST_OF(struct schema_migration) migrations; /* ascending, without a gap up to version */
    LIST_OF(struct schema_table) tables;
};

/* Reads the text: its tables with their classes. What is wrong becomes complaints (a table without
 * a class, an unknown class, a migration missing in the row). */
void schema_read(struct arena *arena, struct schema *schema, struct complaints *complaints);
/* The embedded schema, e.g. "sql/schema.sql" and "sql/migrations/". That it is sound is a unit
 * test's business; here it is asserted. */
void schema_embedded(struct arena *arena, struct str path, struct str migrations,
                     struct schema *schema_out);

/* Makes all tables in one transaction of its own, fills table_class, records the version.
 * ERR_CONFLICT: the database already holds a schema. */
ERR_CHECKED bool schema_create(struct store *store, const struct schema *schema, struct err *err);
/* Refuses an empty database (ERR_MISSING), a foreign one (ERR_INPUT), a newer version and one that
 * has to be migrated first (both ERR_CONFLICT), each with a sentence. */
ERR_CHECKED bool schema_check(struct store *store, const struct schema *schema, struct err *err);
/* Applies what is missing and rewrites table_class, all in one transaction of its own. Done also
 * when nothing is missing; otherwise refuses as schema_check does. */
ERR_CHECKED bool schema_migrate(struct store *store, const struct schema *schema, struct err *err);
/* For generated tables (projections): records a table's class inside the caller's transaction. */
ERR_CHECKED bool schema_put_class(struct store *store, struct str table, struct str class_name,
                                  struct err *err);

#endif
