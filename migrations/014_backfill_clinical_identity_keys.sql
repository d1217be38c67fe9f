-- ============================================================================
-- Migration: Backfill clinical identity keys
-- Date: 2024-07-02
-- Issue: The same medicine under five names
--
-- PROBLEM:
--   Records from before the triggers have no key.
--
-- SOLUTION:
--   They are touched in batches, each in a transaction of its own, and the triggers write the key.
--
-- AFFECTED TABLES:
--   - prescriptions
--   - chronic_conditions
--   - allergies
--
-- MIGRATION STRATEGY:
--   Second of four steps.
-- ============================================================================
-- migrate: no-transaction

-- migrate: backfill batch=5000 key=id
UPDATE prescriptions SET clinical_identity_key = '' WHERE clinical_identity_key IS NULL;
-- migrate: backfill batch=5000 key=id
UPDATE chronic_conditions SET clinical_identity_key = '' WHERE clinical_identity_key IS NULL;
-- migrate: backfill batch=5000 key=id
UPDATE allergies SET clinical_identity_key = '' WHERE clinical_identity_key IS NULL;

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
SELECT id FROM prescriptions WHERE clinical_identity_key IS NULL;
SELECT id FROM chronic_conditions WHERE clinical_identity_key IS NULL;
SELECT id FROM allergies WHERE clinical_identity_key IS NULL;

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
-- The keys may stay: the triggers write them in any case.
SELECT 1;
