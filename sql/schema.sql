-- The tables of an office. Every table has one class:
--   truth      the ledger and what is stored beside it; never rebuilt
--   cache      a pure function of truth; `gulou rebuild` makes it anew, bit for bit
--   operation  sessions, tokens, request keys: neither
-- Every casework key begins with district. Days are days since 1970-01-01, moments are
-- milliseconds since then, ids are made by the program.

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
CREATE TABLE head (
    district INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    origin TEXT NOT NULL,
    seq_next INTEGER NOT NULL,
    matter_next INTEGER NOT NULL,
    person_next INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    case_secret BLOB NOT NULL,
    is_demo INTEGER NOT NULL,
    demo_seed TEXT NOT NULL,
    demo_today INTEGER NOT NULL
);

-- class: truth
CREATE TABLE entry (
    district INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    matter INTEGER NOT NULL,
    kind TEXT NOT NULL,
    on_day INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    actor INTEGER NOT NULL,
    codes TEXT NOT NULL,
    nonce BLOB NOT NULL,
    commits BLOB NOT NULL,
    payload TEXT,
    PRIMARY KEY (district, seq)
) WITHOUT ROWID;

-- class: truth
CREATE TABLE sealed (
    district INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    person INTEGER NOT NULL,
    box BLOB NOT NULL,
    PRIMARY KEY (district, seq, person)
) WITHOUT ROWID;

-- Persons by a keyed hash of what identifies them, inside one register; gone when they are erased.
-- class: truth
CREATE TABLE person_hash (
    district INTEGER NOT NULL,
    register INTEGER NOT NULL,
    hash BLOB NOT NULL,
    matter INTEGER NOT NULL,
    person INTEGER NOT NULL,
    is_key INTEGER NOT NULL,
    PRIMARY KEY (district, register, hash, matter, person)
) WITHOUT ROWID;

-- class: truth
CREATE TABLE adopted (
    district INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    name TEXT NOT NULL,
    bytes TEXT NOT NULL,
    PRIMARY KEY (district, seq, name)
);

-- Chunks of a kilobyte: with a rowid, because a row of a table without one would overflow its page.
-- class: truth
CREATE TABLE tree (
    district INTEGER NOT NULL,
    level INTEGER NOT NULL,
    n INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (district, level, n)
);

-- class: truth
CREATE TABLE checkpoint (
    district INTEGER NOT NULL,
    size INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (district, size)
);

-- Signed figures of closed periods ("period 2022"), signed and published reports ("report annual
-- 2022"), each under the entry that names its SHA-256.
-- class: truth
CREATE TABLE snapshot (
    district INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    name TEXT NOT NULL,
    bytes TEXT NOT NULL,
    PRIMARY KEY (district, seq, name)
);

-- class: cache
CREATE TABLE matter (
    district INTEGER NOT NULL,
    matter INTEGER NOT NULL,
    register INTEGER NOT NULL,
    state INTEGER NOT NULL,
    is_open INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    number_year INTEGER NOT NULL,
    number_seq INTEGER NOT NULL,
    opened_day INTEGER NOT NULL,
    due_day INTEGER,
    expiry_day INTEGER,
    fold BLOB NOT NULL,
    PRIMARY KEY (district, matter)
) WITHOUT ROWID;
CREATE INDEX matter_unit ON matter (district, register, unit, is_open, matter);
CREATE INDEX matter_number ON matter (district, register, number_year, number_seq);
CREATE INDEX matter_due ON matter (district, is_open, due_day, register) WHERE due_day IS NOT NULL;
CREATE INDEX matter_expiry ON matter (district, expiry_day) WHERE expiry_day IS NOT NULL;

-- class: cache
CREATE TABLE counter (
    district INTEGER NOT NULL,
    register INTEGER NOT NULL,
    year INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (district, register, year)
) WITHOUT ROWID;

-- class: cache
CREATE TABLE contribution (
    district INTEGER NOT NULL,
    figure INTEGER NOT NULL,
    day INTEGER NOT NULL,
    matter INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    value INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    known INTEGER NOT NULL,
    PRIMARY KEY (district, figure, day, matter, seq, unit, value)
) WITHOUT ROWID;

-- Sums of contributions. grain 1: year, 2: month, 3: day (whole district only), 4: of stocks, the
-- year in which a row both holds and is known. unit 0: the district. `late` is the part that became
-- known after the period's end, late_n its rows.
-- class: cache
CREATE TABLE tally (
    district INTEGER NOT NULL,
    grain INTEGER NOT NULL,
    period INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    figure INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    late INTEGER NOT NULL,
    late_n INTEGER NOT NULL,
    PRIMARY KEY (district, grain, period, unit, figure)
) WITHOUT ROWID;

-- Matters of other registers that an import knows by their source's number.
-- class: cache
CREATE TABLE source (
    district INTEGER NOT NULL,
    register INTEGER NOT NULL,
    source TEXT NOT NULL,
    source_number TEXT NOT NULL,
    matter INTEGER NOT NULL,
    PRIMARY KEY (district, register, source, source_number)
) WITHOUT ROWID;

-- Look-ups of persons, shown on the matters that they found.
-- class: cache
CREATE TABLE lookup (
    district INTEGER NOT NULL,
    matter INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (district, matter, seq)
) WITHOUT ROWID;

-- class: operation
CREATE TABLE request_key (
    district INTEGER NOT NULL,
    actor INTEGER NOT NULL,
    request_key TEXT NOT NULL,
    hash BLOB NOT NULL,
    seq INTEGER NOT NULL,
    matter INTEGER NOT NULL,
    is_proposed INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (district, actor, request_key)
) WITHOUT ROWID;

-- class: operation
CREATE TABLE token (
    district INTEGER NOT NULL,
    hash BLOB NOT NULL,
    person INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (district, hash)
) WITHOUT ROWID;
