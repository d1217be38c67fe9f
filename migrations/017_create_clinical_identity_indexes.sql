-- ============================================================================
-- Migration: Create clinical identity indexes
-- Date: 2024-07-03
-- Issue: The same medicine under five names
--
-- PROBLEM:
--   The same thing is found by reading every record, and can stand twice among the current ones.
--
-- SOLUTION:
--   Indexes on the key, unique ones on what is current.
--
-- AFFECTED TABLES:
--   - prescriptions
--   - chronic_conditions
--   - allergies
--
-- MIGRATION STRATEGY:
--   Fourth of four steps. They are built beside running queries, so they cannot stand in a transaction.
-- ============================================================================
-- migrate: no-transaction

CREATE UNIQUE INDEX CONCURRENTLY prescriptions_identity_idx
    ON prescriptions ("medicalRecordId", clinical_identity_key) WHERE is_current;
CREATE UNIQUE INDEX CONCURRENTLY chronic_conditions_identity_idx
    ON chronic_conditions ("patientId", clinical_identity_key) WHERE is_current;
CREATE UNIQUE INDEX CONCURRENTLY allergies_identity_idx
    ON allergies ("patientId", clinical_identity_key) WHERE is_current;
CREATE INDEX CONCURRENTLY prescriptions_ingredient_idx ON prescriptions (rxnorm_ingredient, clinical_identity_key);

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid;

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
DROP INDEX CONCURRENTLY IF EXISTS prescriptions_ingredient_idx;
DROP INDEX CONCURRENTLY IF EXISTS allergies_identity_idx;
DROP INDEX CONCURRENTLY IF EXISTS chronic_conditions_identity_idx;
DROP INDEX CONCURRENTLY IF EXISTS prescriptions_identity_idx;
