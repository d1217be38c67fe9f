-- ============================================================================
-- Migration: Add temporal fields
-- Date: 2024-06-03
-- Issue: What was known, and when
--
-- PROBLEM:
--   A record that turns out to be wrong is overwritten, and nobody can tell any more what was known on the day of a
--   decision.
--
-- SOLUTION:
--   A record is never overwritten: a newer one supersedes it, and both say from when until when they held. When a
--   thing happened (clinical_effective_date, and how sure that is) is told apart from when it was written down
--   (valid_from).
--
-- AFFECTED TABLES:
--   - allergies
--   - chronic_conditions
--   - medical_records
--   - symptoms
--   - prescriptions
--   - vital_signs
--
-- MIGRATION STRATEGY:
--   Defaults that hold for all rows are stored once, so that no table is rewritten; that is why is_current is a plain
--   column with a constraint, and no generated one. Constraints are NOT VALID at first.
-- ============================================================================
-- migrate: allow(wide_lock_window): nothing is read or written anew, so that the locks are held for a moment only
-- migrate: allow(foreign_key_without_index): 011 builds them beside running queries

CREATE TYPE date_confidence AS ENUM ('exact', 'month', 'year', 'estimated', 'unknown');

ALTER TABLE allergies
    ADD COLUMN valid_from timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN valid_to timestamptz,
    ADD COLUMN is_current boolean NOT NULL DEFAULT true,
    ADD COLUMN superseded_by_record_id uuid,
    ADD COLUMN supersession_reason text,
    ADD COLUMN clinical_effective_date date,
    ADD COLUMN date_confidence date_confidence;
ALTER TABLE allergies
    ADD CONSTRAINT allergies_validity CHECK (valid_to IS NULL OR valid_to > valid_from) NOT VALID,
    ADD CONSTRAINT allergies_current CHECK (is_current = (valid_to IS NULL)) NOT VALID,
    ADD CONSTRAINT allergies_supersession CHECK (superseded_by_record_id IS NULL OR (NOT is_current AND supersession_reason IS NOT NULL)) NOT VALID,
    ADD CONSTRAINT allergies_superseded_by FOREIGN KEY (superseded_by_record_id) REFERENCES allergies (id) DEFERRABLE INITIALLY DEFERRED NOT VALID;

ALTER TABLE chronic_conditions
    ADD COLUMN valid_from timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN valid_to timestamptz,
    ADD COLUMN is_current boolean NOT NULL DEFAULT true,
    ADD COLUMN superseded_by_record_id uuid,
    ADD COLUMN supersession_reason text,
    ADD COLUMN clinical_effective_date date,
    ADD COLUMN date_confidence date_confidence;
ALTER TABLE chronic_conditions
    ADD CONSTRAINT chronic_conditions_validity CHECK (valid_to IS NULL OR valid_to > valid_from) NOT VALID,
    ADD CONSTRAINT chronic_conditions_current CHECK (is_current = (valid_to IS NULL)) NOT VALID,
    ADD CONSTRAINT chronic_conditions_supersession CHECK (superseded_by_record_id IS NULL OR (NOT is_current AND supersession_reason IS NOT NULL)) NOT VALID,
    ADD CONSTRAINT chronic_conditions_superseded_by FOREIGN KEY (superseded_by_record_id) REFERENCES chronic_conditions (id) DEFERRABLE INITIALLY DEFERRED NOT VALID;

ALTER TABLE medical_records
    ADD COLUMN valid_from timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN valid_to timestamptz,
    ADD COLUMN is_current boolean NOT NULL DEFAULT true,
    ADD COLUMN superseded_by_record_id uuid,
    ADD COLUMN supersession_reason text,
    ADD COLUMN clinical_effective_date date,
    ADD COLUMN date_confidence date_confidence;
ALTER TABLE medical_records
    ADD CONSTRAINT medical_records_validity CHECK (valid_to IS NULL OR valid_to > valid_from) NOT VALID,
    ADD CONSTRAINT medical_records_current CHECK (is_current = (valid_to IS NULL)) NOT VALID,
    ADD CONSTRAINT medical_records_supersession CHECK (superseded_by_record_id IS NULL OR (NOT is_current AND supersession_reason IS NOT NULL)) NOT VALID,
    ADD CONSTRAINT medical_records_superseded_by FOREIGN KEY (superseded_by_record_id) REFERENCES medical_records (id) DEFERRABLE INITIALLY DEFERRED NOT VALID;

ALTER TABLE symptoms
    ADD COLUMN valid_from timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN valid_to timestamptz,
    ADD COLUMN is_current boolean NOT NULL DEFAULT true,
    ADD COLUMN superseded_by_record_id uuid,
    ADD COLUMN supersession_reason text,
    ADD COLUMN clinical_effective_date date,
    ADD COLUMN date_confidence date_confidence;
ALTER TABLE symptoms
    ADD CONSTRAINT symptoms_validity CHECK (valid_to IS NULL OR valid_to > valid_from) NOT VALID,
    ADD CONSTRAINT symptoms_current CHECK (is_current = (valid_to IS NULL)) NOT VALID,
    ADD CONSTRAINT symptoms_supersession CHECK (superseded_by_record_id IS NULL OR (NOT is_current AND supersession_reason IS NOT NULL)) NOT VALID,
    ADD CONSTRAINT symptoms_superseded_by FOREIGN KEY (superseded_by_record_id) REFERENCES symptoms (id) DEFERRABLE INITIALLY DEFERRED NOT VALID;

ALTER TABLE prescriptions
    ADD COLUMN valid_from timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN valid_to timestamptz,
    ADD COLUMN is_current boolean NOT NULL DEFAULT true,
    ADD COLUMN superseded_by_record_id uuid,
    ADD COLUMN supersession_reason text,
    ADD COLUMN clinical_effective_date date,
    ADD COLUMN date_confidence date_confidence;
ALTER TABLE prescriptions
    ADD CONSTRAINT prescriptions_validity CHECK (valid_to IS NULL OR valid_to > valid_from) NOT VALID,
    ADD CONSTRAINT prescriptions_current CHECK (is_current = (valid_to IS NULL)) NOT VALID,
    ADD CONSTRAINT prescriptions_supersession CHECK (superseded_by_record_id IS NULL OR (NOT is_current AND supersession_reason IS NOT NULL)) NOT VALID,
    ADD CONSTRAINT prescriptions_superseded_by FOREIGN KEY (superseded_by_record_id) REFERENCES prescriptions (id) DEFERRABLE INITIALLY DEFERRED NOT VALID;

ALTER TABLE vital_signs
    ADD COLUMN valid_from timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN valid_to timestamptz,
    ADD COLUMN is_current boolean NOT NULL DEFAULT true,
    ADD COLUMN superseded_by_record_id uuid,
    ADD COLUMN supersession_reason text,
    ADD COLUMN clinical_effective_date date,
    ADD COLUMN date_confidence date_confidence;
ALTER TABLE vital_signs
    ADD CONSTRAINT vital_signs_validity CHECK (valid_to IS NULL OR valid_to > valid_from) NOT VALID,
    ADD CONSTRAINT vital_signs_current CHECK (is_current = (valid_to IS NULL)) NOT VALID,
    ADD CONSTRAINT vital_signs_supersession CHECK (superseded_by_record_id IS NULL OR (NOT is_current AND supersession_reason IS NOT NULL)) NOT VALID,
    ADD CONSTRAINT vital_signs_superseded_by FOREIGN KEY (superseded_by_record_id) REFERENCES vital_signs (id) DEFERRABLE INITIALLY DEFERRED NOT VALID;

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
SELECT id FROM allergies WHERE valid_to <= valid_from;

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
ALTER TABLE allergies
    DROP COLUMN date_confidence,
    DROP COLUMN clinical_effective_date,
    DROP COLUMN supersession_reason,
    DROP COLUMN superseded_by_record_id,
    DROP COLUMN is_current,
    DROP COLUMN valid_to,
    DROP COLUMN valid_from;

ALTER TABLE chronic_conditions
    DROP COLUMN date_confidence,
    DROP COLUMN clinical_effective_date,
    DROP COLUMN supersession_reason,
    DROP COLUMN superseded_by_record_id,
    DROP COLUMN is_current,
    DROP COLUMN valid_to,
    DROP COLUMN valid_from;

ALTER TABLE medical_records
    DROP COLUMN date_confidence,
    DROP COLUMN clinical_effective_date,
    DROP COLUMN supersession_reason,
    DROP COLUMN superseded_by_record_id,
    DROP COLUMN is_current,
    DROP COLUMN valid_to,
    DROP COLUMN valid_from;

ALTER TABLE symptoms
    DROP COLUMN date_confidence,
    DROP COLUMN clinical_effective_date,
    DROP COLUMN supersession_reason,
    DROP COLUMN superseded_by_record_id,
    DROP COLUMN is_current,
    DROP COLUMN valid_to,
    DROP COLUMN valid_from;

ALTER TABLE prescriptions
    DROP COLUMN date_confidence,
    DROP COLUMN clinical_effective_date,
    DROP COLUMN supersession_reason,
    DROP COLUMN superseded_by_record_id,
    DROP COLUMN is_current,
    DROP COLUMN valid_to,
    DROP COLUMN valid_from;

ALTER TABLE vital_signs
    DROP COLUMN date_confidence,
    DROP COLUMN clinical_effective_date,
    DROP COLUMN supersession_reason,
    DROP COLUMN superseded_by_record_id,
    DROP COLUMN is_current,
    DROP COLUMN valid_to,
    DROP COLUMN valid_from;

DROP TYPE date_confidence;
