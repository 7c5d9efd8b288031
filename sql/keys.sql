-- The keys database (DESIGN §7): its own file, its own backups.

-- class: truth reference
CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- class: truth reference
CREATE TABLE table_class (
    name TEXT NOT NULL PRIMARY KEY,
    class TEXT NOT NULL
) WITHOUT ROWID;

-- class: truth
CREATE TABLE person_key (
    district INTEGER NOT NULL,
    person INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (district, person)
) WITHOUT ROWID;

-- class: truth
CREATE TABLE secret (
    district INTEGER NOT NULL,
    name TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (district, name)
) WITHOUT ROWID;
