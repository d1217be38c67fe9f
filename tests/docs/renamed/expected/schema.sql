-- The schema after the last migration, written by `cargo migrate docs`. Change it by a new migration.
SET check_function_bodies = false;

CREATE TYPE pair AS (
    a integer,
    b text COLLATE "C"
);

CREATE DOMAIN score AS integer
    CONSTRAINT score_range CHECK (VALUE BETWEEN 0 AND 10);

CREATE TYPE severity AS ENUM ('low', 'high');

CREATE TYPE span AS RANGE (SUBTYPE = date);

CREATE SEQUENCE patient_numbers AS integer;

CREATE SEQUENCE ticket AS integer MAXVALUE 1000 START WITH 100 CYCLE;

CREATE FUNCTION halved(integer) RETURNS integer
    LANGUAGE sql IMMUTABLE
AS $$select $1 / 2$$;

CREATE AGGREGATE total (integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');

CREATE FUNCTION twice(a integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN a * 2;

CREATE TABLE alarms (
    of severity,
    size integer,
    CONSTRAINT big CHECK (halved(size) > 2),
    CONSTRAINT loud CHECK (of <> 'low'::severity)
);

CREATE TABLE encounters (
    patient_id integer NOT NULL,
    at timestamp with time zone NOT NULL,
    note text,
    CONSTRAINT visits_pkey PRIMARY KEY (patient_id, at)
) PARTITION BY RANGE (at);
ALTER TABLE encounters ALTER COLUMN note SET STORAGE EXTERNAL;

CREATE TABLE patients (
    id integer DEFAULT nextval('patient_numbers'::regclass) NOT NULL,
    "eMail" text NOT NULL,
    date_of_birth date,
    grade score DEFAULT 5,
    years integer GENERATED ALWAYS AS (EXTRACT(year FROM date_of_birth)::integer) STORED,
    phone text,
    CONSTRAINT patients_pkey PRIMARY KEY (id),
    CONSTRAINT email_is_small CHECK (lower("eMail") = "eMail" AND length(patients."eMail") > 3)
);

CREATE FUNCTION find(patients) RETURNS SETOF patients
    LANGUAGE sql STABLE
AS $$select * from patients where id = $1.id$$;

ALTER SEQUENCE patient_numbers OWNED BY patients.id;

CREATE MATERIALIZED VIEW latest (patient_id, at) AS
SELECT DISTINCT ON (patient_id) patient_id, at FROM encounters ORDER BY patient_id, at DESC;

CREATE VIEW adults (id, email, born, grade, years) AS
SELECT patients.id, patients."eMail", patients.date_of_birth, patients.grade, patients.years FROM patients WHERE date_of_birth < '2007-01-01';
COMMENT ON COLUMN adults.email IS 'renamed below';

CREATE VIEW seen (email, visits) AS
SELECT p."eMail", count(*) AS visits FROM patients p JOIN encounters v ON v.patient_id = p.id GROUP BY p."eMail";

CREATE INDEX by_email ON patients ((lower("eMail")), (date_of_birth + 1));

CREATE UNIQUE INDEX latest_key ON latest (patient_id);

ALTER TABLE patients ADD CONSTRAINT born_late CHECK (date_of_birth > '1800-01-01') NOT VALID;

CREATE RULE no_delete AS ON DELETE TO patients DO INSTEAD NOTHING;

CREATE STATISTICS born_and_grade (dependencies) ON date_of_birth, grade FROM patients;

CREATE TABLE visits_2025 PARTITION OF encounters (
    CONSTRAINT noted CHECK (note <> '')
) FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER TABLE visits_2025 ALTER COLUMN note SET STORAGE EXTERNAL;

CREATE TABLE visits_old PARTITION OF encounters FOR VALUES FROM (MINVALUE) TO ('2025-01-01');
ALTER TABLE visits_old ALTER COLUMN note SET STORAGE EXTERNAL;

CREATE INDEX visits_note_idx ON encounters ((lower(note))) WHERE note IS NOT NULL;

ALTER TABLE encounters ADD CONSTRAINT visits_patient_id_fkey FOREIGN KEY (patient_id) REFERENCES patients (id);
