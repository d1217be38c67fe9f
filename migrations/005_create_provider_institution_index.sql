-- ============================================================================
-- Migration: Create provider institution index
-- Date: 2024-03-11
-- Issue: The clinic joins a federation
--
-- PROBLEM:
--   The staff of an institution is found by reading every provider.
--
-- SOLUTION:
--   An index on the link.
--
-- AFFECTED TABLES:
--   - providers
--
-- MIGRATION STRATEGY:
--   Third of three steps. It is built beside running queries, so it cannot stand in a transaction.
-- ============================================================================
-- migrate: no-transaction

CREATE INDEX CONCURRENTLY providers_institution_idx ON providers (institution_id);

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
SELECT indisvalid FROM pg_index WHERE indexrelid = 'providers_institution_idx'::regclass;

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
DROP INDEX CONCURRENTLY IF EXISTS providers_institution_idx;
