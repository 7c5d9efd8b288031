-- Schema 2.

-- Persons by a keyed hash of what identifies them, inside one register; gone when they are erased.
CREATE TABLE person_hash (
    district INTEGER NOT NULL,
    register INTEGER NOT NULL,
    hash BLOB NOT NULL,
    matter INTEGER NOT NULL,
    person INTEGER NOT NULL,
    is_key INTEGER NOT NULL,
    PRIMARY KEY (district, register, hash, matter, person)
) WITHOUT ROWID;

-- Look-ups of persons, shown on the matters that they found.
CREATE TABLE lookup (
    district INTEGER NOT NULL,
    matter INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (district, matter, seq)
) WITHOUT ROWID;
-- Signed figures of closed periods, and signed reports, beside the entries that name their hashes.
CREATE TABLE snapshot (
    district INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    name TEXT NOT NULL,
    bytes TEXT NOT NULL,
    PRIMARY KEY (district, seq, name)
);
