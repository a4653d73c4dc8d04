-- The networks that a template is written for, with a blank between them; "": any.
ALTER TABLE templates ADD COLUMN networks TEXT NOT NULL DEFAULT '';
