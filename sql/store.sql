-- Statements on the tables that every database of gulou has: see src/store/schema.h.

-- name: meta_get
SELECT value FROM meta WHERE key = ?;

-- name: meta_put
INSERT INTO meta (key, value) VALUES (?, ?)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value;

-- name: table_class_put
INSERT INTO table_class (name, class) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET class = excluded.class;

-- name: table_class_get
SELECT class FROM table_class WHERE name = ?;

-- name: table_class_list
SELECT name, class FROM table_class WHERE class = ? ORDER BY name;

-- Classes of tables that a migration has dropped.
-- name: table_class_prune
DELETE FROM table_class WHERE name NOT IN (SELECT name FROM sqlite_schema WHERE type = 'table');

-- name: table_class_prune (postgres)
DELETE FROM table_class WHERE name NOT IN
    (SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema());

-- name: table_count
SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%';

-- name: table_count (postgres)
SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema();

-- name: table_exists
SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?;

-- name: table_exists (postgres)
SELECT count(*) FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_name = ?;
