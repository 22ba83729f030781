-- Checks of the whole archive, and what they found.

CREATE TABLE verifications (
    at       TEXT NOT NULL PRIMARY KEY,
    objects  INTEGER NOT NULL,
    problems INTEGER NOT NULL,
    first    TEXT NULL
);
