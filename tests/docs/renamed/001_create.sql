CREATE DOMAIN score AS integer CONSTRAINT score_range CHECK (VALUE BETWEEN 0 AND 10);
CREATE SEQUENCE ticket AS integer START WITH 100 CYCLE MAXVALUE 1000;
CREATE TABLE patients (
    id serial PRIMARY KEY,
    email text NOT NULL,
    born date,
    grade score DEFAULT 5,
    ticket integer DEFAULT nextval('ticket'),
    years integer GENERATED ALWAYS AS (EXTRACT(year FROM born)::integer) STORED,
    CONSTRAINT email_is_lower CHECK (lower(email) = email AND length(patients.email) > 3)
);
CREATE TABLE visits (
    patient_id integer NOT NULL REFERENCES patients,
    at timestamptz NOT NULL,
    note text,
    PRIMARY KEY (patient_id, at)
) PARTITION BY RANGE (at);
ALTER TABLE patients DROP COLUMN ticket;
CREATE TABLE visits_2025 PARTITION OF visits (CONSTRAINT noted CHECK (note <> '')) FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE visits_old (patient_id integer NOT NULL, at timestamptz NOT NULL, note text);
ALTER TABLE visits ATTACH PARTITION visits_old FOR VALUES FROM (MINVALUE) TO ('2025-01-01');
CREATE INDEX visits_note_idx ON visits (lower(note)) WHERE note IS NOT NULL;
CREATE INDEX patients_email_idx ON patients (lower(email), (born + 1));
CREATE VIEW adults AS SELECT * FROM patients WHERE born < '2007-01-01';
CREATE VIEW seen AS SELECT p.email, count(*) AS visits FROM patients p JOIN visits v ON v.patient_id = p.id GROUP BY p.email;
CREATE MATERIALIZED VIEW latest AS SELECT DISTINCT ON (patient_id) patient_id, at FROM visits ORDER BY patient_id, at DESC;
CREATE UNIQUE INDEX latest_key ON latest (patient_id);
CREATE FUNCTION find(patients) RETURNS SETOF patients LANGUAGE sql STABLE AS 'select * from patients where id = $1.id';
CREATE FUNCTION twice(a integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN a * 2;
CREATE AGGREGATE total (integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
CREATE TYPE span AS RANGE (SUBTYPE = date);
CREATE TYPE pair AS (a integer, b text COLLATE "C");
CREATE RULE no_delete AS ON DELETE TO patients DO INSTEAD NOTHING;
