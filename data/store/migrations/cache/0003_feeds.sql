-- The newest entries of each feed.

CREATE TABLE feed_entries (
    feed_id INTEGER NOT NULL,
    id      TEXT NOT NULL,
    url     TEXT NOT NULL,
    title   TEXT NOT NULL,
    text    TEXT NOT NULL,
    author  TEXT NOT NULL,
    at      INTEGER NOT NULL, -- when it was first seen, where undated
    undated INTEGER NOT NULL,
    PRIMARY KEY (feed_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX feed_entries_newest ON feed_entries (feed_id, at);
