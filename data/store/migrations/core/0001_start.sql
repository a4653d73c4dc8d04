-- What nobody can give again. Times are Unix milliseconds in UTC; NULL is "never".

CREATE TABLE brands (
    id     INTEGER PRIMARY KEY,
    name   TEXT NOT NULL,
    sector TEXT NOT NULL,
    colour TEXT NOT NULL,
    zone   TEXT NOT NULL,
    lang   TEXT NOT NULL
) STRICT;

CREATE TABLE accounts (
    id        INTEGER PRIMARY KEY,
    brand_id  INTEGER NOT NULL REFERENCES brands (id),
    network   TEXT NOT NULL,
    server    TEXT NOT NULL,
    remote    TEXT NOT NULL,
    handle    TEXT NOT NULL,
    name      TEXT NOT NULL,
    software  TEXT NOT NULL,
    state     TEXT NOT NULL,
    can       TEXT NOT NULL, -- JSON of data.Capabilities
    connected INTEGER,
    expires   INTEGER,
    synced    INTEGER
) STRICT;
CREATE UNIQUE INDEX accounts_identity ON accounts (brand_id, network, server, remote);

CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE media (
    hash   TEXT PRIMARY KEY,
    name   TEXT NOT NULL,
    mime   TEXT NOT NULL,
    bytes  INTEGER NOT NULL,
    width  INTEGER NOT NULL,
    height INTEGER NOT NULL,
    added  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE posts (
    id       INTEGER PRIMARY KEY AUTOINCREMENT, -- a number is never used again
    brand_id INTEGER NOT NULL REFERENCES brands (id),
    content  TEXT NOT NULL, -- JSON, see content.go
    revision INTEGER NOT NULL,
    created  INTEGER NOT NULL,
    updated  INTEGER NOT NULL,
    deleted  INTEGER
) STRICT;

-- The content that each revision had before the next one replaced it.
CREATE TABLE post_history (
    post_id  INTEGER NOT NULL REFERENCES posts (id),
    revision INTEGER NOT NULL,
    content  TEXT NOT NULL,
    replaced INTEGER NOT NULL,
    PRIMARY KEY (post_id, revision)
) STRICT, WITHOUT ROWID;

-- One row per post and account; a post without an account has one row whose
-- account is NULL. brand_id, network, headline and post_revision repeat what
-- posts and accounts say, so that the calendar reads one index and no table.
CREATE TABLE deliveries (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    post_id       INTEGER NOT NULL REFERENCES posts (id),
    account_id    INTEGER REFERENCES accounts (id),
    brand_id      INTEGER NOT NULL,
    network       TEXT NOT NULL,
    headline      TEXT NOT NULL,
    post_revision INTEGER NOT NULL,
    state         TEXT NOT NULL,
    reason        TEXT NOT NULL DEFAULT '',
    detail        TEXT NOT NULL DEFAULT '',
    revision      INTEGER NOT NULL DEFAULT 0, -- armed with; 0: never armed
    due           INTEGER,
    not_before    INTEGER,
    asked         INTEGER NOT NULL DEFAULT 0,
    attempts      INTEGER NOT NULL DEFAULT 0,
    late          INTEGER NOT NULL DEFAULT 0, -- milliseconds
    held          TEXT NOT NULL DEFAULT '',
    remote_id     TEXT NOT NULL DEFAULT '',
    remote_ref    TEXT NOT NULL DEFAULT '',
    remote_url    TEXT NOT NULL DEFAULT '',
    sent_at       INTEGER,
    former        TEXT -- the state before the post was deleted
) STRICT;
CREATE UNIQUE INDEX deliveries_post ON deliveries (post_id, ifnull(account_id, 0));
CREATE INDEX deliveries_agenda ON deliveries (
    brand_id, due, id, account_id, state, post_id, network, reason, late, revision, post_revision, headline
);
CREATE INDEX deliveries_state ON deliveries (state, due, id);
CREATE INDEX deliveries_account ON deliveries (account_id, remote_id);

CREATE TABLE delivery_parts (
    delivery_id INTEGER NOT NULL REFERENCES deliveries (id) ON DELETE CASCADE,
    part        INTEGER NOT NULL,
    key         TEXT NOT NULL,
    stamp       INTEGER,
    payload     BLOB,
    hash        TEXT NOT NULL DEFAULT '',
    begun       INTEGER NOT NULL DEFAULT 0,
    remote_id   TEXT NOT NULL DEFAULT '',
    remote_ref  TEXT NOT NULL DEFAULT '',
    remote_url  TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (delivery_id, part)
) STRICT, WITHOUT ROWID;

CREATE INDEX delivery_parts_remote ON delivery_parts (remote_id) WHERE remote_id <> '';

CREATE TABLE attempts (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    delivery_id INTEGER NOT NULL REFERENCES deliveries (id),
    account_id  INTEGER NOT NULL,
    part        INTEGER NOT NULL,
    begun       INTEGER NOT NULL,
    ended       INTEGER,
    outcome     TEXT NOT NULL,
    code        TEXT NOT NULL DEFAULT '',
    detail      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX attempts_delivery ON attempts (delivery_id, id);
CREATE INDEX attempts_account ON attempts (account_id, begun);

-- One wide row per account and day: a year of a metric is one short range scan.
CREATE TABLE account_days (
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    day        TEXT NOT NULL, -- "2026-11-21" in the brand's zone
    followers  INTEGER,
    following  INTEGER,
    posts      INTEGER,
    reach      INTEGER,
    views      INTEGER,
    engagement INTEGER,
    read       INTEGER NOT NULL,
    PRIMARY KEY (account_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE post_counts (
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    remote     TEXT NOT NULL,
    posted     INTEGER NOT NULL,
    read       INTEGER NOT NULL,
    likes      INTEGER,
    replies    INTEGER,
    shares     INTEGER,
    quotes     INTEGER,
    views      INTEGER,
    reach      INTEGER,
    text       TEXT NOT NULL,
    url        TEXT NOT NULL,
    PRIMARY KEY (account_id, remote)
) STRICT, WITHOUT ROWID;
CREATE INDEX post_counts_posted ON post_counts (account_id, posted);

-- What people here did with a message. copy is the whole message (JSON) once it
-- was answered, because its network may forget it.
CREATE TABLE message_states (
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    remote     TEXT NOT NULL,
    read       INTEGER NOT NULL DEFAULT 0,
    answered   INTEGER NOT NULL DEFAULT 0,
    copy       TEXT,
    PRIMARY KEY (account_id, remote)
) STRICT, WITHOUT ROWID;
