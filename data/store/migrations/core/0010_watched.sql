-- A watched folder of photos for each brand: what is set and how its last look
-- went, as JSON, and the files in it that were dealt with.

CREATE TABLE watch_folders (
    brand_id INTEGER PRIMARY KEY REFERENCES brands (id),
    content  TEXT NOT NULL
) STRICT;

CREATE TABLE watched_files (
    brand_id INTEGER NOT NULL REFERENCES brands (id),
    name     TEXT NOT NULL,
    size     INTEGER NOT NULL,
    changed  INTEGER NOT NULL, -- Unix milliseconds
    hash     TEXT NOT NULL,    -- in the library; '' for what was left aside
    drafted  INTEGER NOT NULL, -- nothing more is to be made of it
    PRIMARY KEY (brand_id, name)
) STRICT, WITHOUT ROWID;
