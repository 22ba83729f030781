-- A file with the same text as an earlier one of its publication is no edition of its own.

ALTER TABLE editions ADD COLUMN text_of TEXT NULL;   -- the hash of the first file with this text; null for that file itself
