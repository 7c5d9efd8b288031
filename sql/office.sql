-- name: head_insert
INSERT INTO head (district, name, origin, seq_next, matter_next, person_next, at_ms, case_secret,
                  is_demo, demo_seed, demo_today)
VALUES (?1, ?2, ?3, 0, 1, 1, ?4, ?5, ?6, ?7, ?8)

-- name: head_districts
SELECT district FROM head WHERE district >= ?1 ORDER BY district

-- name: head_read
SELECT name, origin, seq_next, matter_next, person_next, at_ms, case_secret, is_demo, demo_seed,
       demo_today
FROM head WHERE district = ?1

-- name: head_update
UPDATE head SET seq_next = ?2, matter_next = ?3, person_next = ?4, at_ms = ?5, demo_today = ?6
WHERE district = ?1

-- name: entry_insert
INSERT INTO entry (district, seq, matter, kind, on_day, at_ms, actor, codes, nonce, commits, payload)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)

-- name: entry_read
SELECT seq, matter, kind, on_day, at_ms, actor, codes, nonce, commits, payload
FROM entry WHERE district = ?1 AND seq = ?2

-- name: entry_range
SELECT seq, matter, kind, on_day, at_ms, actor, codes, nonce, commits, payload
FROM entry WHERE district = ?1 AND seq >= ?2 AND seq < ?3 ORDER BY seq

-- name: entry_erasures
SELECT seq, codes FROM entry WHERE district = ?1 AND kind = 'office.erased' ORDER BY seq

-- name: entry_after
SELECT min(seq) FROM entry WHERE district = ?1 AND at_ms >= ?2

-- name: sealed_insert
INSERT INTO sealed (district, seq, person, box) VALUES (?1, ?2, ?3, ?4)

-- name: sealed_read
SELECT person, box FROM sealed WHERE district = ?1 AND seq = ?2 ORDER BY person

-- name: sealed_range
SELECT seq, person, box FROM sealed WHERE district = ?1 AND seq >= ?2 AND seq < ?3
ORDER BY seq, person

-- name: sealed_find
SELECT count(*) FROM sealed WHERE district = ?1 AND seq = ?2 AND person = ?3

-- name: sealed_delete
DELETE FROM sealed WHERE district = ?1 AND seq = ?2 AND person = ?3

-- name: person_hash_put
INSERT INTO person_hash (district, register, hash, matter, person, is_key)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (district, register, hash, matter, person) DO NOTHING

-- name: person_hash_find
SELECT person FROM person_hash
WHERE district = ?1 AND register = ?2 AND hash = ?3 AND is_key = 1 LIMIT 1

-- name: person_hash_matters
SELECT DISTINCT matter FROM person_hash WHERE district = ?1 AND register = ?2 AND hash = ?3
ORDER BY matter

-- name: person_hash_of_person
SELECT DISTINCT matter FROM person_hash WHERE district = ?1 AND person = ?2 ORDER BY matter

-- name: person_hash_delete
DELETE FROM person_hash WHERE district = ?1 AND person = ?2

-- name: lookup_put
INSERT INTO lookup (district, matter, seq) VALUES (?1, ?2, ?3)

-- name: lookup_of_matter
SELECT l.seq, e.on_day, e.at_ms, e.actor FROM lookup l
JOIN entry e ON e.district = l.district AND e.seq = l.seq
WHERE l.district = ?1 AND l.matter = ?2 ORDER BY l.seq

-- name: adopted_insert
INSERT INTO adopted (district, seq, name, bytes) VALUES (?1, ?2, ?3, ?4)

-- name: adopted_seqs
SELECT DISTINCT seq FROM adopted WHERE district = ?1 ORDER BY seq

-- name: adopted_read
SELECT name, bytes FROM adopted WHERE district = ?1 AND seq = ?2 ORDER BY name

-- name: adopted_text
SELECT bytes FROM adopted WHERE district = ?1 AND seq = ?2 AND name = ?3

-- name: snapshot_insert
INSERT INTO snapshot (district, seq, name, bytes) VALUES (?1, ?2, ?3, ?4)

-- name: snapshot_list
SELECT seq, name FROM snapshot WHERE district = ?1 ORDER BY seq, name

-- name: snapshot_read
SELECT bytes FROM snapshot WHERE district = ?1 AND seq = ?2 AND name = ?3

-- name: tree_put
INSERT INTO tree (district, level, n, hashes) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (district, level, n) DO UPDATE SET hashes = excluded.hashes

-- name: tree_read
SELECT hashes FROM tree WHERE district = ?1 AND level = ?2 AND n = ?3

-- name: checkpoint_put
INSERT INTO checkpoint (district, size, note) VALUES (?1, ?2, ?3)
ON CONFLICT (district, size) DO UPDATE SET note = excluded.note

-- name: checkpoint_last
SELECT size, note FROM checkpoint WHERE district = ?1 ORDER BY size DESC LIMIT 1

-- name: checkpoint_all
SELECT size, note FROM checkpoint WHERE district = ?1 ORDER BY size

-- name: matter_put
INSERT INTO matter (district, matter, register, state, is_open, unit, number_year, number_seq,
                    opened_day, due_day, expiry_day, fold)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
ON CONFLICT (district, matter) DO UPDATE SET
    state = excluded.state, is_open = excluded.is_open, unit = excluded.unit,
    number_year = excluded.number_year, number_seq = excluded.number_seq,
    opened_day = excluded.opened_day, due_day = excluded.due_day, expiry_day = excluded.expiry_day, fold = excluded.fold

-- name: matter_fold
SELECT fold FROM matter WHERE district = ?1 AND matter = ?2

-- name: matter_from
SELECT matter, fold FROM matter WHERE district = ?1 AND matter >= ?2 ORDER BY matter LIMIT ?3

-- name: matter_by_number
SELECT matter FROM matter
WHERE district = ?1 AND register = ?2 AND number_year = ?3 AND number_seq = ?4

-- name: matter_expiring
SELECT matter, expiry_day FROM matter
WHERE district = ?1 AND expiry_day IS NOT NULL AND expiry_day < ?2
ORDER BY expiry_day, matter LIMIT ?3

-- name: matter_count_register
SELECT count(*), sum(is_open) FROM matter WHERE district = ?1 AND register = ?2

-- name: matter_open_of_unit
SELECT matter, fold FROM matter
WHERE district = ?1 AND register = ?2 AND unit = ?3 AND is_open = ?4
ORDER BY matter DESC LIMIT ?5 OFFSET ?6

-- name: matter_of_register
SELECT matter, fold, is_open, unit FROM matter WHERE district = ?1 AND register = ?2
ORDER BY matter DESC

-- name: matter_open_of_unit_count
SELECT count(*) FROM matter WHERE district = ?1 AND register = ?2 AND unit = ?3 AND is_open = ?4

-- name: matter_counts
SELECT register, count(*), sum(is_open) FROM matter WHERE district = ?1 GROUP BY register

-- name: matter_due_counts
SELECT register, sum(CASE WHEN due_day < ?2 THEN 1 ELSE 0 END), count(*) FROM matter
WHERE district = ?1 AND is_open = 1 AND due_day <= ?3 GROUP BY register

-- name: matter_due_range
SELECT matter, fold FROM matter
WHERE district = ?1 AND is_open = 1 AND due_day >= ?2 AND due_day <= ?3
  AND (?4 < 0 OR register = ?4)
ORDER BY due_day, register, matter LIMIT ?5 OFFSET ?6

-- name: matter_due_range_count
SELECT count(*) FROM matter
WHERE district = ?1 AND is_open = 1 AND due_day >= ?2 AND due_day <= ?3
  AND (?4 < 0 OR register = ?4)

-- name: matter_newest
SELECT matter, fold FROM matter WHERE district = ?1 AND register = ?2
ORDER BY number_year DESC, number_seq DESC, matter DESC LIMIT ?3 OFFSET ?4

-- name: matter_newest_open
SELECT matter, fold FROM matter
WHERE district = ?1 AND register = ?2 AND is_open = ?3
ORDER BY matter DESC LIMIT ?4 OFFSET ?5

-- name: counter_all
SELECT register, seq FROM counter WHERE district = ?1 AND year = ?2

-- name: counter_read
SELECT seq FROM counter WHERE district = ?1 AND register = ?2 AND year = ?3

-- name: counter_put
INSERT INTO counter (district, register, year, seq) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (district, register, year) DO UPDATE SET
    seq = CASE WHEN excluded.seq > counter.seq THEN excluded.seq ELSE counter.seq END

-- name: contribution_insert
INSERT INTO contribution (district, figure, day, matter, seq, unit, value, amount, known)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)

-- name: contribution_range
SELECT day, matter, seq, unit, value, amount, known FROM contribution
WHERE district = ?1 AND figure = ?2 AND day >= ?3 AND day <= ?4
ORDER BY day, matter, seq, unit, value

-- name: contribution_since
SELECT day, matter, seq, amount, known FROM contribution
WHERE district = ?1 AND figure = ?2 AND day >= ?3 AND day <= ?4 AND seq >= ?5 AND seq < ?6
ORDER BY day, matter, seq, unit, value

-- name: contribution_sum
SELECT coalesce(sum(amount), 0) FROM contribution
WHERE district = ?1 AND figure = ?2 AND day >= ?3 AND day <= ?4 AND known <= ?5 AND seq < ?6
  AND (?7 = 0 OR unit = ?7)

-- name: contribution_known_after
SELECT coalesce(sum(amount), 0) FROM contribution
WHERE district = ?1 AND figure = ?2 AND day >= ?3 AND day <= ?4 AND known > ?5
  AND (?6 = 0 OR unit = ?6)

-- name: contribution_values
SELECT value, amount FROM contribution
WHERE district = ?1 AND figure = ?2 AND day >= ?3 AND day <= ?4 AND known <= ?5 AND seq < ?6
  AND (?7 = 0 OR unit = ?7)

-- name: contribution_all
SELECT figure, day, matter, seq, unit, value, amount, known FROM contribution
WHERE district = ?1 ORDER BY figure, day, matter, seq, unit, value

-- name: tally_add
INSERT INTO tally (district, grain, period, unit, figure, amount, late, late_n)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (district, grain, period, unit, figure) DO UPDATE SET
    amount = tally.amount + excluded.amount, late = tally.late + excluded.late,
    late_n = tally.late_n + excluded.late_n

-- name: tally_period
SELECT figure, amount, late, late_n FROM tally
WHERE district = ?1 AND grain = ?2 AND period = ?3 AND unit = ?4 ORDER BY figure

-- name: tally_figure
SELECT amount, late, late_n FROM tally
WHERE district = ?1 AND grain = ?2 AND period = ?3 AND unit = ?4 AND figure = ?5

-- name: tally_first_year
SELECT min(period) FROM tally WHERE district = ?1 AND grain = 1

-- name: tally_all
SELECT grain, period, unit, figure, amount, late, late_n FROM tally
WHERE district = ?1 ORDER BY grain, period, unit, figure

-- name: source_put
INSERT INTO source (district, register, source, source_number, matter) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (district, register, source, source_number) DO UPDATE SET matter = excluded.matter

-- name: source_find
SELECT matter FROM source
WHERE district = ?1 AND register = ?2 AND source = ?3 AND source_number = ?4

-- name: request_key_find
SELECT hash, seq, matter, is_proposed FROM request_key
WHERE district = ?1 AND actor = ?2 AND request_key = ?3

-- name: request_key_put
INSERT INTO request_key (district, actor, request_key, hash, seq, matter, is_proposed, at_ms)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)

-- name: request_key_sweep
DELETE FROM request_key WHERE district = ?1 AND at_ms < ?2

-- name: token_put
INSERT INTO token (district, hash, person, at_ms) VALUES (?1, ?2, ?3, ?4)

-- name: token_find
SELECT person FROM token WHERE district = ?1 AND hash = ?2

-- name: cache_clear_matter
DELETE FROM matter WHERE district = ?1

-- name: cache_clear_counter
DELETE FROM counter WHERE district = ?1

-- name: cache_clear_contribution
DELETE FROM contribution WHERE district = ?1

-- name: cache_clear_tally
DELETE FROM tally WHERE district = ?1

-- name: cache_clear_lookup
DELETE FROM lookup WHERE district = ?1

-- name: cache_clear_source
DELETE FROM source WHERE district = ?1

-- name: key_put
INSERT INTO person_key (district, person, bytes) VALUES (?1, ?2, ?3)
ON CONFLICT (district, person) DO UPDATE SET bytes = excluded.bytes

-- name: key_read
SELECT bytes FROM person_key WHERE district = ?1 AND person = ?2

-- name: key_delete
DELETE FROM person_key WHERE district = ?1 AND person = ?2

-- name: key_sweep
DELETE FROM person_key WHERE district = ?1 AND person >= ?2

-- name: secret_put
INSERT INTO secret (district, name, bytes) VALUES (?1, ?2, ?3)

-- name: secret_read
SELECT bytes FROM secret WHERE district = ?1 AND name = ?2

-- ---- the index of words (sql/search.sql) ----

-- name: entry_matters_that_say
SELECT DISTINCT matter FROM entry
WHERE district = ?1 AND seq >= ?2 AND seq < ?3 AND matter > 0 AND payload IS NOT NULL AND payload <> ''

-- name: search_head_read
SELECT seq FROM search_head WHERE district = ?1

-- name: search_head_put
INSERT INTO search_head (district, seq) VALUES (?1, ?2)
ON CONFLICT (district) DO UPDATE SET seq = excluded.seq

-- name: search_matter_read
SELECT words, marks FROM search_matter WHERE id = ?1

-- name: search_matter_put
INSERT INTO search_matter (id, words, marks) VALUES (?1, ?2, ?3)
ON CONFLICT (id) DO UPDATE SET words = excluded.words, marks = excluded.marks

-- name: search_matter_drop
DELETE FROM search_matter WHERE id = ?1

-- name: search_words_add
INSERT INTO search_words (rowid, words, marks) VALUES (?1, ?2, ?3)

-- name: search_words_drop
INSERT INTO search_words (search_words, rowid, words, marks) VALUES ('delete', ?1, ?2, ?3)

-- name: search_count
SELECT count(*) FROM search_words WHERE search_words MATCH ?1 AND rowid >= ?2 AND rowid < ?3

-- name: search_newest
SELECT rowid, words FROM search_words WHERE search_words MATCH ?1 AND rowid >= ?2 AND rowid < ?3
ORDER BY rowid DESC LIMIT ?4 OFFSET ?5
