-- ============================================================================
-- Migration: Require clinical identity
-- Date: 2024-07-03
-- Issue: The same medicine under five names
--
-- PROBLEM:
--   A record without a key is possible as long as a trigger can be switched off.
--
-- SOLUTION:
--   A constraint on each table, NOT VALID at first.
--
-- AFFECTED TABLES:
--   - prescriptions
--   - chronic_conditions
--   - allergies
--
-- MIGRATION STRATEGY:
--   Third of four steps.
-- ============================================================================
-- migrate: allow(wide_lock_window): nothing is read or written anew, so that the locks are held for a moment only

ALTER TABLE prescriptions ADD CONSTRAINT prescriptions_has_identity CHECK (clinical_identity_key IS NOT NULL) NOT VALID;
ALTER TABLE chronic_conditions ADD CONSTRAINT chronic_conditions_has_identity CHECK (clinical_identity_key IS NOT NULL) NOT VALID;
ALTER TABLE allergies ADD CONSTRAINT allergies_has_identity CHECK (clinical_identity_key IS NOT NULL) NOT VALID;

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
SELECT count(*) = 3 FROM pg_constraint WHERE conname LIKE '%\_has\_identity';

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
ALTER TABLE allergies DROP CONSTRAINT allergies_has_identity;
ALTER TABLE chronic_conditions DROP CONSTRAINT chronic_conditions_has_identity;
ALTER TABLE prescriptions DROP CONSTRAINT prescriptions_has_identity;
