-- What the steward took down. Kept beside what the board does, so that a publication that is restored is what it would have been.

CREATE TABLE suppressions (
    publication TEXT NOT NULL PRIMARY KEY REFERENCES publications (id),
    by_whom     TEXT NOT NULL,
    why         TEXT NOT NULL,
    at          TEXT NOT NULL
);
