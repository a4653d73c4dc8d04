-- The library: what a brand keeps of its pictures and videos, and where each is
-- shown. What the file itself says is in media.

CREATE TABLE assets (
    brand_id INTEGER NOT NULL REFERENCES brands (id),
    hash     TEXT NOT NULL REFERENCES media (hash),
    name     TEXT NOT NULL,
    found    TEXT NOT NULL, -- what a search looks in
    alt      TEXT NOT NULL,
    tags     TEXT NOT NULL, -- JSON
    facts    TEXT NOT NULL, -- JSON, see assets.go
    print    INTEGER NOT NULL, -- 64 bits; 0: none
    added    INTEGER NOT NULL,
    removed  INTEGER,
    PRIMARY KEY (brand_id, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX assets_added ON assets (brand_id, added, hash) WHERE removed IS NULL;

CREATE TABLE post_media (
    post_id INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    hash    TEXT NOT NULL,
    PRIMARY KEY (post_id, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX post_media_hash ON post_media (hash, post_id);

INSERT OR IGNORE INTO post_media (post_id, hash)
SELECT posts.id, picture.value ->> '$.hash' FROM posts, json_each(posts.content, '$.media') AS picture
WHERE picture.value ->> '$.hash' <> '';
