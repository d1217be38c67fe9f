-- ============================================================================
-- Migration: Validate temporal fields
-- Date: 2024-06-03
-- Issue: What was known, and when
--
-- PROBLEM:
--   The constraints on the temporal fields hold for new rows only.
--
-- SOLUTION:
--   They are validated, which reads the tables under a lock that lets others read and write.
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
--   Second of three steps: columns, validation, indexes.
-- ============================================================================

ALTER TABLE allergies
    VALIDATE CONSTRAINT allergies_validity,
    VALIDATE CONSTRAINT allergies_current,
    VALIDATE CONSTRAINT allergies_supersession,
    VALIDATE CONSTRAINT allergies_superseded_by;
ALTER TABLE chronic_conditions
    VALIDATE CONSTRAINT chronic_conditions_validity,
    VALIDATE CONSTRAINT chronic_conditions_current,
    VALIDATE CONSTRAINT chronic_conditions_supersession,
    VALIDATE CONSTRAINT chronic_conditions_superseded_by;
ALTER TABLE medical_records
    VALIDATE CONSTRAINT medical_records_validity,
    VALIDATE CONSTRAINT medical_records_current,
    VALIDATE CONSTRAINT medical_records_supersession,
    VALIDATE CONSTRAINT medical_records_superseded_by;
ALTER TABLE symptoms
    VALIDATE CONSTRAINT symptoms_validity,
    VALIDATE CONSTRAINT symptoms_current,
    VALIDATE CONSTRAINT symptoms_supersession,
    VALIDATE CONSTRAINT symptoms_superseded_by;
ALTER TABLE prescriptions
    VALIDATE CONSTRAINT prescriptions_validity,
    VALIDATE CONSTRAINT prescriptions_current,
    VALIDATE CONSTRAINT prescriptions_supersession,
    VALIDATE CONSTRAINT prescriptions_superseded_by;
ALTER TABLE vital_signs
    VALIDATE CONSTRAINT vital_signs_validity,
    VALIDATE CONSTRAINT vital_signs_current,
    VALIDATE CONSTRAINT vital_signs_supersession,
    VALIDATE CONSTRAINT vital_signs_superseded_by;

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
SELECT conname FROM pg_constraint WHERE NOT convalidated AND conname ~ '_(validity|current|supersession|superseded_by)$';

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
-- A constraint does not lose its validity again, so each is made anew.
ALTER TABLE allergies
    DROP CONSTRAINT allergies_validity,
    DROP CONSTRAINT allergies_current,
    DROP CONSTRAINT allergies_supersession,
    DROP CONSTRAINT allergies_superseded_by;
ALTER TABLE allergies
    ADD CONSTRAINT allergies_validity CHECK (valid_to IS NULL OR valid_to > valid_from) NOT VALID,
    ADD CONSTRAINT allergies_current CHECK (is_current = (valid_to IS NULL)) NOT VALID,
    ADD CONSTRAINT allergies_supersession CHECK (superseded_by_record_id IS NULL OR (NOT is_current AND supersession_reason IS NOT NULL)) NOT VALID,
    ADD CONSTRAINT allergies_superseded_by FOREIGN KEY (superseded_by_record_id) REFERENCES allergies (id) DEFERRABLE INITIALLY DEFERRED NOT VALID;

ALTER TABLE chronic_conditions
    DROP CONSTRAINT chronic_conditions_validity,
    DROP CONSTRAINT chronic_conditions_current,
    DROP CONSTRAINT chronic_conditions_supersession,
    DROP CONSTRAINT chronic_conditions_superseded_by;
ALTER TABLE chronic_conditions
    ADD CONSTRAINT chronic_conditions_validity CHECK (valid_to IS NULL OR valid_to > valid_from) NOT VALID,
    ADD CONSTRAINT chronic_conditions_current CHECK (is_current = (valid_to IS NULL)) NOT VALID,
    ADD CONSTRAINT chronic_conditions_supersession CHECK (superseded_by_record_id IS NULL OR (NOT is_current AND supersession_reason IS NOT NULL)) NOT VALID,
    ADD CONSTRAINT chronic_conditions_superseded_by FOREIGN KEY (superseded_by_record_id) REFERENCES chronic_conditions (id) DEFERRABLE INITIALLY DEFERRED NOT VALID;

ALTER TABLE medical_records
    DROP CONSTRAINT medical_records_validity,
    DROP CONSTRAINT medical_records_current,
    DROP CONSTRAINT medical_records_supersession,
    DROP CONSTRAINT medical_records_superseded_by;
ALTER TABLE medical_records
    ADD CONSTRAINT medical_records_validity CHECK (valid_to IS NULL OR valid_to > valid_from) NOT VALID,
    ADD CONSTRAINT medical_records_current CHECK (is_current = (valid_to IS NULL)) NOT VALID,
    ADD CONSTRAINT medical_records_supersession CHECK (superseded_by_record_id IS NULL OR (NOT is_current AND supersession_reason IS NOT NULL)) NOT VALID,
    ADD CONSTRAINT medical_records_superseded_by FOREIGN KEY (superseded_by_record_id) REFERENCES medical_records (id) DEFERRABLE INITIALLY DEFERRED NOT VALID;

ALTER TABLE symptoms
    DROP CONSTRAINT symptoms_validity,
    DROP CONSTRAINT symptoms_current,
    DROP CONSTRAINT symptoms_supersession,
    DROP CONSTRAINT symptoms_superseded_by;
ALTER TABLE symptoms
    ADD CONSTRAINT symptoms_validity CHECK (valid_to IS NULL OR valid_to > valid_from) NOT VALID,
    ADD CONSTRAINT symptoms_current CHECK (is_current = (valid_to IS NULL)) NOT VALID,
    ADD CONSTRAINT symptoms_supersession CHECK (superseded_by_record_id IS NULL OR (NOT is_current AND supersession_reason IS NOT NULL)) NOT VALID,
    ADD CONSTRAINT symptoms_superseded_by FOREIGN KEY (superseded_by_record_id) REFERENCES symptoms (id) DEFERRABLE INITIALLY DEFERRED NOT VALID;

ALTER TABLE prescriptions
    DROP CONSTRAINT prescriptions_validity,
    DROP CONSTRAINT prescriptions_current,
    DROP CONSTRAINT prescriptions_supersession,
    DROP CONSTRAINT prescriptions_superseded_by;
ALTER TABLE prescriptions
    ADD CONSTRAINT prescriptions_validity CHECK (valid_to IS NULL OR valid_to > valid_from) NOT VALID,
    ADD CONSTRAINT prescriptions_current CHECK (is_current = (valid_to IS NULL)) NOT VALID,
    ADD CONSTRAINT prescriptions_supersession CHECK (superseded_by_record_id IS NULL OR (NOT is_current AND supersession_reason IS NOT NULL)) NOT VALID,
    ADD CONSTRAINT prescriptions_superseded_by FOREIGN KEY (superseded_by_record_id) REFERENCES prescriptions (id) DEFERRABLE INITIALLY DEFERRED NOT VALID;

ALTER TABLE vital_signs
    DROP CONSTRAINT vital_signs_validity,
    DROP CONSTRAINT vital_signs_current,
    DROP CONSTRAINT vital_signs_supersession,
    DROP CONSTRAINT vital_signs_superseded_by;
ALTER TABLE vital_signs
    ADD CONSTRAINT vital_signs_validity CHECK (valid_to IS NULL OR valid_to > valid_from) NOT VALID,
    ADD CONSTRAINT vital_signs_current CHECK (is_current = (valid_to IS NULL)) NOT VALID,
    ADD CONSTRAINT vital_signs_supersession CHECK (superseded_by_record_id IS NULL OR (NOT is_current AND supersession_reason IS NOT NULL)) NOT VALID,
    ADD CONSTRAINT vital_signs_superseded_by FOREIGN KEY (superseded_by_record_id) REFERENCES vital_signs (id) DEFERRABLE INITIALLY DEFERRED NOT VALID;
