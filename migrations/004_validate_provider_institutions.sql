-- ============================================================================
-- Migration: Validate provider institutions
-- Date: 2024-03-11
-- Issue: The clinic joins a federation
--
-- PROBLEM:
--   The link from providers to institutions holds for new rows only.
--
-- SOLUTION:
--   It is validated, which reads the table under a lock that lets others read and write.
--
-- AFFECTED TABLES:
--   - providers
--
-- MIGRATION STRATEGY:
--   Second of three steps: link, validate, index.
-- ============================================================================

ALTER TABLE providers VALIDATE CONSTRAINT providers_institution_id_fkey;

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
SELECT convalidated FROM pg_constraint WHERE conrelid = 'providers'::regclass AND conname = 'providers_institution_id_fkey';

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
-- A constraint does not lose its validity again, so it is made anew.
ALTER TABLE providers DROP CONSTRAINT providers_institution_id_fkey;
ALTER TABLE providers
    ADD CONSTRAINT providers_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions (id) NOT VALID;
