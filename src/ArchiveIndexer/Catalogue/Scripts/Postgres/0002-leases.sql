-- Who is doing which piece of work. A row stays when the work is done, so that its number only ever grows: whoever has a lower one was
-- overtaken. Times are the server's.

CREATE TABLE leases (
    work   TEXT NOT NULL PRIMARY KEY,
    number INTEGER NOT NULL,
    until  timestamptz NOT NULL
);
