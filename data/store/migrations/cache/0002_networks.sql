-- Under which own post a message stands, how others see it, and a review's stars.

ALTER TABLE messages ADD COLUMN own_post TEXT NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN stars INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN standing TEXT NOT NULL DEFAULT '';
