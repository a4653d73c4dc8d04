-- What planning needs: campaigns, the editorial line, products, templates,
-- ideas, hours kept free, posts that come back, words that are known.

CREATE TABLE campaigns (
    id       INTEGER PRIMARY KEY AUTOINCREMENT, -- a number is never used again
    brand_id INTEGER NOT NULL REFERENCES brands (id),
    name     TEXT NOT NULL,
    aim      TEXT NOT NULL,
    colour   TEXT NOT NULL,
    first    TEXT NOT NULL, -- "2026-11-26"; '': open
    last     TEXT NOT NULL,
    track    TEXT NOT NULL, -- JSON, see content.go
    ended    INTEGER NOT NULL DEFAULT 0,
    deleted  INTEGER,
    posts    TEXT -- JSON: the posts that were in it when it was deleted
) STRICT;
CREATE INDEX campaigns_brand ON campaigns (brand_id);

CREATE TABLE lines (
    brand_id INTEGER PRIMARY KEY REFERENCES brands (id),
    content  TEXT NOT NULL, -- JSON, see line.go
    revision INTEGER NOT NULL
) STRICT;

-- The pillars that a line has or had; what they are called is in the line.
CREATE TABLE pillars (
    id       INTEGER PRIMARY KEY AUTOINCREMENT, -- a number is never used again
    brand_id INTEGER NOT NULL REFERENCES brands (id),
    gone     INTEGER NOT NULL DEFAULT 0,
    posts    TEXT -- JSON: the posts that had it when it was taken away
) STRICT;
CREATE INDEX pillars_brand ON pillars (brand_id);

-- They repeat what posts say, like the columns before them; 0: none.
ALTER TABLE deliveries ADD COLUMN campaign_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN pillar_id INTEGER NOT NULL DEFAULT 0;
DROP INDEX deliveries_agenda;
CREATE INDEX deliveries_agenda ON deliveries (
    brand_id, due, id, account_id, state, post_id, network, reason, late, revision, post_revision, campaign_id, pillar_id, headline
);
CREATE INDEX deliveries_campaign ON deliveries (campaign_id, post_id) WHERE campaign_id <> 0;
CREATE INDEX deliveries_pillar ON deliveries (pillar_id, post_id) WHERE pillar_id <> 0;

-- ref and ended repeat what body says; found is what a search looks in.
CREATE TABLE products (
    id       INTEGER PRIMARY KEY AUTOINCREMENT, -- a number is never used again
    brand_id INTEGER NOT NULL REFERENCES brands (id),
    ref      TEXT NOT NULL,
    found    TEXT NOT NULL,
    ended    INTEGER NOT NULL,
    body     TEXT NOT NULL, -- JSON, see goods.go
    deleted  INTEGER
) STRICT;
CREATE UNIQUE INDEX products_ref ON products (brand_id, ref) WHERE ref <> '' AND deleted IS NULL;
CREATE INDEX products_brand ON products (brand_id, found);

CREATE TABLE post_products (
    post_id    INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    product_id INTEGER NOT NULL REFERENCES products (id),
    PRIMARY KEY (post_id, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX post_products_product ON post_products (product_id, post_id);

-- Catalogues that were read, each of which can be undone.
CREATE TABLE product_imports (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    brand_id INTEGER NOT NULL REFERENCES brands (id),
    begun    INTEGER NOT NULL
) STRICT;
CREATE TABLE product_changes (
    import_id  INTEGER NOT NULL REFERENCES product_imports (id),
    product_id INTEGER NOT NULL REFERENCES products (id),
    before     TEXT, -- the body before; NULL: it came with this import
    after      TEXT NOT NULL,
    PRIMARY KEY (import_id, product_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE templates (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    brand_id INTEGER NOT NULL REFERENCES brands (id),
    kind     TEXT NOT NULL,
    name     TEXT NOT NULL,
    title    TEXT NOT NULL,
    text     TEXT NOT NULL,
    lang     TEXT NOT NULL,
    deleted  INTEGER
) STRICT;
CREATE INDEX templates_brand ON templates (brand_id);

CREATE TABLE ideas (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    brand_id  INTEGER NOT NULL REFERENCES brands (id),
    title     TEXT NOT NULL,
    text      TEXT NOT NULL,
    pillar_id INTEGER NOT NULL,
    stage     TEXT NOT NULL,
    place     INTEGER NOT NULL, -- in its column, from 0 without a gap
    media     TEXT NOT NULL,    -- JSON, see content.go
    link      TEXT NOT NULL,
    created   INTEGER NOT NULL,
    deleted   INTEGER
) STRICT;
CREATE INDEX ideas_board ON ideas (brand_id, stage, place);

CREATE TABLE slots (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    brand_id   INTEGER NOT NULL REFERENCES brands (id),
    account_id INTEGER REFERENCES accounts (id), -- NULL: any
    pillar_id  INTEGER NOT NULL,
    weekday    INTEGER NOT NULL, -- 0 is Sunday
    wall       TEXT NOT NULL
) STRICT;
CREATE INDEX slots_brand ON slots (brand_id);

CREATE TABLE series (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    brand_id INTEGER NOT NULL REFERENCES brands (id),
    model    TEXT NOT NULL, -- JSON of a post, see content.go
    rule     TEXT NOT NULL,
    armed    INTEGER NOT NULL,
    made     TEXT NOT NULL DEFAULT '', -- "2026-11-26T18:30"
    ended    INTEGER NOT NULL,
    skipped  TEXT NOT NULL DEFAULT '[]', -- JSON, "2026-12-24"
    deleted  INTEGER
) STRICT;
CREATE INDEX series_brand ON series (brand_id);

CREATE TABLE known_words (
    brand_id INTEGER NOT NULL REFERENCES brands (id),
    word     TEXT NOT NULL,
    PRIMARY KEY (brand_id, word)
) STRICT, WITHOUT ROWID;
