-- Past posts read from archives, known by the reading that brought them, which
-- can be undone.

CREATE TABLE imports (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    begun      INTEGER NOT NULL
) STRICT;

ALTER TABLE posts ADD COLUMN import_id INTEGER REFERENCES imports (id);
CREATE INDEX posts_import ON posts (import_id) WHERE import_id IS NOT NULL;

-- NULL as soon as the network itself has told the numbers.
ALTER TABLE post_counts ADD COLUMN import_id INTEGER REFERENCES imports (id);
CREATE INDEX post_counts_import ON post_counts (import_id) WHERE import_id IS NOT NULL;
