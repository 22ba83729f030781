-- What the steward says in place of what was read: NULL leaves what was read, '' says that it is not stated. Beside the listing, so that
-- a crawl that reads other words changes nothing here.

CREATE TABLE corrections (
    publication TEXT NOT NULL PRIMARY KEY REFERENCES publications (id),
    title       TEXT NULL,
    kind        TEXT NULL,
    published   TEXT NULL,
    review_name TEXT NULL,
    review      TEXT NULL REFERENCES reviews (id),   -- the review of that name
    by_whom     TEXT NOT NULL,
    why         TEXT NOT NULL,
    at          TEXT NOT NULL
);
CREATE INDEX corrections_by_review ON corrections (review);

-- Publications whose bytes came from the steward, not from their board's site.
CREATE TABLE uploads (
    publication TEXT NOT NULL PRIMARY KEY REFERENCES publications (id),
    by_whom     TEXT NOT NULL,
    why         TEXT NOT NULL,
    at          TEXT NOT NULL
);
