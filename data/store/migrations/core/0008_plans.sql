-- Posts read from a table, known by the reading that brought them, which can be
-- undone.

CREATE TABLE plans (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    brand_id INTEGER NOT NULL REFERENCES brands (id),
    begun    INTEGER NOT NULL
) STRICT;

ALTER TABLE posts ADD COLUMN plan_id INTEGER REFERENCES plans (id);
CREATE INDEX posts_plan ON posts (plan_id) WHERE plan_id IS NOT NULL;
