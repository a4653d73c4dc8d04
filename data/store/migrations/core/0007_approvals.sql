-- Posts that somebody outside reads before they go out.

-- The revision that may go out; 0: none yet; NULL: nobody has to approve it.
ALTER TABLE posts ADD COLUMN approved INTEGER;

CREATE TABLE approvals (
    id       INTEGER PRIMARY KEY AUTOINCREMENT, -- a number is never used again: files bear it
    brand_id INTEGER NOT NULL REFERENCES brands (id),
    reader   TEXT NOT NULL,
    made     INTEGER NOT NULL,
    until    INTEGER,
    note     TEXT NOT NULL,
    closed   INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX approvals_brand ON approvals (brand_id);

CREATE TABLE approval_posts (
    approval_id INTEGER NOT NULL REFERENCES approvals (id),
    place       INTEGER NOT NULL,
    post_id     INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    revision    INTEGER NOT NULL,
    decision    TEXT NOT NULL DEFAULT '',
    comment     TEXT NOT NULL DEFAULT '',
    said        INTEGER,
    PRIMARY KEY (approval_id, post_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX approval_posts_post ON approval_posts (post_id, revision);

-- The answers that came back, so that none counts twice.
CREATE TABLE approval_answers (
    approval_id INTEGER NOT NULL REFERENCES approvals (id),
    serial      TEXT NOT NULL,
    taken       INTEGER NOT NULL,
    PRIMARY KEY (approval_id, serial)
) STRICT, WITHOUT ROWID;
