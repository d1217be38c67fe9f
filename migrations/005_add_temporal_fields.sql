-- A clinical record is never overwritten: a newer one supersedes it, and both say from when until when they held.
ALTER TABLE allergies
    ADD COLUMN valid_from timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN valid_to timestamptz,
    ADD COLUMN superseded_by_record_id uuid REFERENCES allergies (id),
    ADD COLUMN supersession_reason text,
    ADD COLUMN is_current boolean GENERATED ALWAYS AS (valid_to IS NULL) STORED;

ALTER TABLE allergies
    ADD CONSTRAINT allergy_validity CHECK (valid_to IS NULL OR valid_to > valid_from) NOT VALID,
    ADD CONSTRAINT allergy_supersession CHECK ((superseded_by_record_id IS NULL) = (supersession_reason IS NULL)) NOT VALID;

ALTER TABLE allergies VALIDATE CONSTRAINT allergy_validity;
ALTER TABLE allergies VALIDATE CONSTRAINT allergy_supersession;

CREATE UNIQUE INDEX allergies_current_idx ON allergies ("patientId", lower(allergen)) WHERE is_current;

-- migrate: down
ALTER TABLE allergies
    DROP COLUMN is_current,
    DROP COLUMN supersession_reason,
    DROP COLUMN superseded_by_record_id,
    DROP COLUMN valid_to,
    DROP COLUMN valid_from;
