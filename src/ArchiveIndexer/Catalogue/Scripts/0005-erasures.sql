-- What was asked to be erased by order, and what was. Editions that were erased are taken out of editions.

CREATE TABLE erasures_asked (
    publication TEXT NOT NULL PRIMARY KEY REFERENCES publications (id),
    by_whom     TEXT NOT NULL,
    why         TEXT NOT NULL,
    at          TEXT NOT NULL
);

CREATE TABLE erasures (
    publication TEXT NOT NULL PRIMARY KEY REFERENCES publications (id),
    by_whom     TEXT NOT NULL,
    why         TEXT NOT NULL,
    at          TEXT NOT NULL,
    objects     TEXT NOT NULL -- the hashes of what was erased, as JSON
);
