-- What the networks and core.db can give again. This file may be deleted at any time.

CREATE TABLE messages (
    id         INTEGER PRIMARY KEY,
    brand_id   INTEGER NOT NULL,
    account_id INTEGER NOT NULL,
    remote     TEXT NOT NULL,
    ref        TEXT NOT NULL,
    kind       TEXT NOT NULL,
    in_reply   TEXT NOT NULL,
    author     TEXT NOT NULL,
    name       TEXT NOT NULL,
    text       TEXT NOT NULL,
    url        TEXT NOT NULL,
    at         INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX messages_remote ON messages (account_id, remote);
CREATE INDEX messages_newest ON messages (brand_id, at, id);

CREATE VIRTUAL TABLE message_words USING fts5 (
    name, author, text,
    content = 'messages', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER messages_added AFTER INSERT ON messages BEGIN
    INSERT INTO message_words (rowid, name, author, text) VALUES (new.id, new.name, new.author, new.text);
END;
CREATE TRIGGER messages_removed AFTER DELETE ON messages BEGIN
    INSERT INTO message_words (message_words, rowid, name, author, text)
    VALUES ('delete', old.id, old.name, old.author, old.text);
END;
-- Indexing is four fifths of what storing costs: text that did not change is left alone.
CREATE TRIGGER messages_changed AFTER UPDATE ON messages
WHEN (old.name, old.author, old.text) IS NOT (new.name, new.author, new.text) BEGIN
    INSERT INTO message_words (message_words, rowid, name, author, text)
    VALUES ('delete', old.id, old.name, old.author, old.text);
    INSERT INTO message_words (rowid, name, author, text) VALUES (new.id, new.name, new.author, new.text);
END;

-- The words of posts, with the revision they were taken from.
CREATE TABLE post_texts (
    id       INTEGER PRIMARY KEY,
    brand_id INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    title    TEXT NOT NULL,
    text     TEXT NOT NULL,
    at       INTEGER NOT NULL
) STRICT;
CREATE VIRTUAL TABLE post_words USING fts5 (
    title, text,
    content = 'post_texts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER post_texts_added AFTER INSERT ON post_texts BEGIN
    INSERT INTO post_words (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER post_texts_removed AFTER DELETE ON post_texts BEGIN
    INSERT INTO post_words (post_words, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
END;
CREATE TRIGGER post_texts_changed AFTER UPDATE ON post_texts
WHEN (old.title, old.text) IS NOT (new.title, new.text) BEGIN
    INSERT INTO post_words (post_words, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
    INSERT INTO post_words (rowid, title, text) VALUES (new.id, new.title, new.text);
END;

-- Readings within a day; the daily row is in core.db.
CREATE TABLE samples (
    account_id INTEGER NOT NULL,
    read       INTEGER NOT NULL,
    day        TEXT NOT NULL,
    followers  INTEGER,
    following  INTEGER,
    posts      INTEGER,
    reach      INTEGER,
    views      INTEGER,
    engagement INTEGER,
    PRIMARY KEY (account_id, read)
) STRICT, WITHOUT ROWID;

-- How far each account was read. Beside the bodies, so that losing them means
-- reading them again.
CREATE TABLE cursors (
    account_id INTEGER NOT NULL,
    name       TEXT NOT NULL,
    cursor     TEXT NOT NULL,
    PRIMARY KEY (account_id, name)
) STRICT, WITHOUT ROWID;
