-- Videos have a length, posts two more counters, and some networks a price.

ALTER TABLE media ADD COLUMN length INTEGER NOT NULL DEFAULT 0; -- milliseconds

ALTER TABLE post_counts ADD COLUMN clicks INTEGER;
ALTER TABLE post_counts ADD COLUMN saves INTEGER;

-- What an account cost, in millionths of its currency.
CREATE TABLE spending (
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    month      TEXT NOT NULL, -- "2026-11", UTC
    posts      INTEGER NOT NULL DEFAULT 0,
    reads      INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, month)
) STRICT, WITHOUT ROWID;
