-- Institutions employ providers; a visit is where a patient meets one of them.
CREATE TABLE institutions (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('hospital', 'clinic', 'laboratory', 'pharmacy')),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (name, kind)
);

ALTER TABLE providers ADD COLUMN institution_id bigint REFERENCES institutions (id);

CREATE TABLE visits (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    patient_id uuid NOT NULL REFERENCES patients (id),
    provider_id uuid NOT NULL REFERENCES providers (id),
    started_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    reason text,
    CONSTRAINT visit_ends_after_it_starts CHECK (ended_at IS NULL OR ended_at >= started_at)
);

CREATE INDEX visits_patient_idx ON visits (patient_id, started_at DESC);
CREATE INDEX visits_open_idx ON visits (provider_id) WHERE ended_at IS NULL;

-- migrate: down
DROP TABLE visits;
ALTER TABLE providers DROP COLUMN institution_id;
DROP TABLE institutions;
