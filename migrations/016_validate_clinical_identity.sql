-- ============================================================================
-- Migration: Validate clinical identity
-- Date: 2024-07-03
-- Issue: The same medicine under five names
--
-- PROBLEM:
--   The constraints on keys and codes hold for new rows only.
--
-- SOLUTION:
--   They are validated under a lock that lets others read and write.
--
-- AFFECTED TABLES:
--   - prescriptions
--   - chronic_conditions
--   - allergies
--
-- MIGRATION STRATEGY:
--   Third of four steps, continued.
-- ============================================================================

ALTER TABLE prescriptions VALIDATE CONSTRAINT prescriptions_has_identity, VALIDATE CONSTRAINT prescriptions_code_confidence;
ALTER TABLE chronic_conditions VALIDATE CONSTRAINT chronic_conditions_has_identity, VALIDATE CONSTRAINT chronic_conditions_code_confidence;
ALTER TABLE allergies VALIDATE CONSTRAINT allergies_has_identity, VALIDATE CONSTRAINT allergies_code_confidence;
ALTER TABLE prescriptions VALIDATE CONSTRAINT prescriptions_pbs_code;

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
SELECT conname FROM pg_constraint WHERE NOT convalidated AND conname ~ '_(has_identity|code_confidence|pbs_code)$';

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
-- A constraint does not lose its validity again, so each is made anew.
ALTER TABLE prescriptions DROP CONSTRAINT prescriptions_has_identity, DROP CONSTRAINT prescriptions_code_confidence;
ALTER TABLE prescriptions
    ADD CONSTRAINT prescriptions_has_identity CHECK (clinical_identity_key IS NOT NULL) NOT VALID,
    ADD CONSTRAINT prescriptions_code_confidence CHECK (code_confidence BETWEEN 0 AND 1) NOT VALID;
ALTER TABLE chronic_conditions DROP CONSTRAINT chronic_conditions_has_identity, DROP CONSTRAINT chronic_conditions_code_confidence;
ALTER TABLE chronic_conditions
    ADD CONSTRAINT chronic_conditions_has_identity CHECK (clinical_identity_key IS NOT NULL) NOT VALID,
    ADD CONSTRAINT chronic_conditions_code_confidence CHECK (code_confidence BETWEEN 0 AND 1) NOT VALID;
ALTER TABLE allergies DROP CONSTRAINT allergies_has_identity, DROP CONSTRAINT allergies_code_confidence;
ALTER TABLE allergies
    ADD CONSTRAINT allergies_has_identity CHECK (clinical_identity_key IS NOT NULL) NOT VALID,
    ADD CONSTRAINT allergies_code_confidence CHECK (code_confidence BETWEEN 0 AND 1) NOT VALID;
ALTER TABLE prescriptions DROP CONSTRAINT prescriptions_pbs_code;
ALTER TABLE prescriptions ADD CONSTRAINT prescriptions_pbs_code CHECK (pbs_code ~ '^[0-9]{1,5}[A-Z]$') NOT VALID;
