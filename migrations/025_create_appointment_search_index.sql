-- ============================================================================
-- Migration: Create appointment search index
-- Date: 2025-03-03
-- Issue: The list of the day is slow
--
-- PROBLEM:
--   The list of a provider's next appointments reads all that there ever were.
--
-- SOLUTION:
--   A partial index on those that are still to come.
--
-- AFFECTED TABLES:
--   - appointments
--
-- MIGRATION STRATEGY:
--   Single step. It is built beside running queries, so it cannot stand in a transaction.
-- ============================================================================
-- migrate: no-transaction

CREATE INDEX CONCURRENTLY appointments_upcoming_idx
    ON appointments ("providerId", "appointmentDate")
    WHERE status IN ('scheduled', 'checked_in');

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
SELECT indisvalid FROM pg_index WHERE indexrelid = 'appointments_upcoming_idx'::regclass;

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
DROP INDEX CONCURRENTLY IF EXISTS appointments_upcoming_idx;
