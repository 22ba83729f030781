-- The catalogue: what the archive's captures and events amount to. Nothing here that they do not say.
-- Times are ISO 8601 UTC text, so that they sort and so that people can read them.

CREATE TABLE boards (
    slug  TEXT NOT NULL PRIMARY KEY,
    name  TEXT NULL,
    pages TEXT NOT NULL,   -- JSON array of addresses
    hosts TEXT NOT NULL    -- JSON array of host names
);

CREATE TABLE reviews (
    id    TEXT NOT NULL PRIMARY KEY,
    board TEXT NOT NULL REFERENCES boards (slug),
    name  TEXT NULL,
    type  TEXT NULL
);

CREATE TABLE publications (
    id           TEXT NOT NULL PRIMARY KEY,
    board        TEXT NOT NULL REFERENCES boards (slug),
    review       TEXT NOT NULL REFERENCES reviews (id),
    url          TEXT NOT NULL,
    link_text    TEXT NOT NULL,
    section      TEXT NULL,
    review_type  TEXT NULL,
    review_name  TEXT NULL,
    kind         TEXT NULL,
    published    TEXT NULL,
    format       TEXT NULL,
    listed_on    TEXT NOT NULL,   -- the page that lists it
    first_listed TEXT NOT NULL,
    status       TEXT NOT NULL,   -- live, withdrawn, suppressed
    UNIQUE (board, url)
);
CREATE INDEX publications_by_review ON publications (review);

CREATE TABLE captures (
    run           TEXT NOT NULL,
    position      INTEGER NOT NULL,   -- in its run, from 1
    board         TEXT NOT NULL,
    publication   TEXT NULL,
    url           TEXT NOT NULL,
    at            TEXT NOT NULL,
    status        INTEGER NULL,
    outcome       TEXT NOT NULL,
    sha256        TEXT NULL,
    bytes         INTEGER NULL,
    etag          TEXT NULL,
    last_modified TEXT NULL,
    reason        TEXT NULL,
    message       TEXT NULL,
    PRIMARY KEY (run, position)
);
CREATE INDEX captures_by_url ON captures (board, url, run, position);
CREATE INDEX captures_by_publication ON captures (publication, run, position);

CREATE TABLE editions (
    publication TEXT NOT NULL REFERENCES publications (id),
    sha256      TEXT NOT NULL,
    bytes       INTEGER NOT NULL,
    first_seen  TEXT NOT NULL,
    last_seen   TEXT NOT NULL,
    PRIMARY KEY (publication, sha256)
);
CREATE INDEX editions_by_sha256 ON editions (sha256);

CREATE TABLE rejections (
    publication TEXT NOT NULL REFERENCES publications (id),
    stage       TEXT NOT NULL,   -- fetch, extract
    reason      TEXT NOT NULL,
    message     TEXT NOT NULL,
    address     TEXT NOT NULL,
    at          TEXT NOT NULL,
    PRIMARY KEY (publication, stage)
);

CREATE TABLE stage_states (
    publication     TEXT NOT NULL REFERENCES publications (id),
    stage           TEXT NOT NULL,   -- extract, index
    sha256          TEXT NOT NULL,   -- the edition it was done for
    version         TEXT NOT NULL,   -- of the extractor, or of what was indexed
    outcome         TEXT NOT NULL,   -- done, rejected
    pages           INTEGER NULL,
    pages_with_text INTEGER NULL,
    at              TEXT NOT NULL,
    PRIMARY KEY (publication, stage)
);

CREATE TABLE misses (
    publication TEXT NOT NULL REFERENCES publications (id),
    day         TEXT NOT NULL,   -- UTC
    at          TEXT NOT NULL,   -- the last time on that day
    PRIMARY KEY (publication, day)
);

CREATE TABLE crawls (
    run       TEXT NOT NULL PRIMARY KEY,
    board     TEXT NOT NULL,
    started   TEXT NULL,
    ended     TEXT NULL,
    expected  INTEGER NOT NULL,   -- publications to fetch
    found     INTEGER NOT NULL,
    added     INTEGER NOT NULL,
    changed   INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    rejected  INTEGER NOT NULL,
    problem   TEXT NULL
);
CREATE INDEX crawls_by_board ON crawls (board, run);

-- How much of each log has been applied.
CREATE TABLE applied (
    log   TEXT NOT NULL PRIMARY KEY,   -- 'events', or a run
    lines INTEGER NOT NULL
);
