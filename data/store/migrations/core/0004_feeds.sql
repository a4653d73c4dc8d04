-- Feeds that a brand follows; their entries are in cache.db.

CREATE TABLE feeds (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    brand_id INTEGER NOT NULL REFERENCES brands (id),
    url      TEXT NOT NULL,
    title    TEXT NOT NULL,
    site     TEXT NOT NULL,
    folder   TEXT NOT NULL, -- JSON, from the outermost one
    etag     TEXT NOT NULL DEFAULT '',
    modified TEXT NOT NULL DEFAULT '',
    read     INTEGER,
    next     INTEGER,
    code     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX feeds_address ON feeds (brand_id, url);
