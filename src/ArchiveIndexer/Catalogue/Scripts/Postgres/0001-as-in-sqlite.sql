-- What PostgreSQL calls by another name, or would do in another way.

CREATE FUNCTION max(text, text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT greatest($1, $2)';
CREATE FUNCTION instr(text, text) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT strpos($1, $2)';

-- Publications in the order in which they came.
ALTER TABLE publications ADD COLUMN rowid bigint GENERATED ALWAYS AS IDENTITY;

-- An address can be longer than what an ordinary index takes.
ALTER TABLE publications DROP CONSTRAINT publications_board_url_key;
CREATE UNIQUE INDEX publications_by_url ON publications (board, md5(url));
DROP INDEX captures_by_url;
CREATE INDEX captures_by_url ON captures USING hash (url);
