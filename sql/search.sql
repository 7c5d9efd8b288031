-- The index of the texts that are not personal (DESIGN §7): a file of its own beside the database,
-- made from the ledger and, when it is lost or of another version, made anew.

-- class: cache reference
CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- class: cache reference
CREATE TABLE table_class (
    name TEXT NOT NULL PRIMARY KEY,
    class TEXT NOT NULL
) WITHOUT ROWID;

-- Entries below seq are in the index.
-- class: cache
CREATE TABLE search_head (
    district INTEGER NOT NULL PRIMARY KEY,
    seq INTEGER NOT NULL
);

-- One row a matter: its texts, and what it can be likened by. id = district, register and matter in
-- one number (search.c), because a full-text row has no other key: a register is a range of ids.
-- class: cache reference
CREATE TABLE search_matter (
    id INTEGER NOT NULL PRIMARY KEY,
    words TEXT NOT NULL,
    marks TEXT NOT NULL
);
-- class: cache reference
CREATE VIRTUAL TABLE search_words USING fts5(
    words, marks, content = 'search_matter', content_rowid = 'id', tokenize = 'han'
);
