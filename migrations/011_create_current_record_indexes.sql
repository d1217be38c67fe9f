-- ============================================================================
-- Migration: Create current record indexes
-- Date: 2024-06-03
-- Issue: What was known, and when
--
-- PROBLEM:
--   Nearly every query asks for the records that hold now, and a patient can have the same current allergy twice.
--
-- SOLUTION:
--   Partial indexes on the current records, a unique one where there may be one only, and indexes on the time in
--   which a record held.
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
--   Third of three steps. The indexes are built beside running queries, so they cannot stand in a transaction.
-- ============================================================================
-- migrate: no-transaction

CREATE UNIQUE INDEX CONCURRENTLY allergies_current_idx ON allergies ("patientId", lower(allergen)) WHERE is_current;
CREATE UNIQUE INDEX CONCURRENTLY chronic_conditions_current_idx
    ON chronic_conditions ("patientId", lower("conditionName")) WHERE is_current;
CREATE INDEX CONCURRENTLY prescriptions_current_idx ON prescriptions ("medicalRecordId") WHERE is_current;
CREATE INDEX CONCURRENTLY symptoms_current_idx ON symptoms ("medicalRecordId") WHERE is_current;
CREATE INDEX CONCURRENTLY allergies_time_idx ON allergies (valid_from, valid_to);
CREATE INDEX CONCURRENTLY chronic_conditions_time_idx ON chronic_conditions (valid_from, valid_to);
CREATE INDEX CONCURRENTLY allergies_superseded_by_idx ON allergies (superseded_by_record_id);
CREATE INDEX CONCURRENTLY chronic_conditions_superseded_by_idx ON chronic_conditions (superseded_by_record_id);
CREATE INDEX CONCURRENTLY medical_records_superseded_by_idx ON medical_records (superseded_by_record_id);
CREATE INDEX CONCURRENTLY symptoms_superseded_by_idx ON symptoms (superseded_by_record_id);
CREATE INDEX CONCURRENTLY prescriptions_superseded_by_idx ON prescriptions (superseded_by_record_id);
CREATE INDEX CONCURRENTLY vital_signs_superseded_by_idx ON vital_signs (superseded_by_record_id);

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
-- Every index is valid.
SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid;
-- No record supersedes itself, be it over others.
WITH RECURSIVE later (id, superseded_by, seen) AS (
    SELECT id, superseded_by_record_id, ARRAY[id] FROM allergies WHERE superseded_by_record_id IS NOT NULL
    UNION ALL
    SELECT later.id, next.superseded_by_record_id, seen || next.id
    FROM later JOIN allergies next ON next.id = later.superseded_by
    WHERE next.id <> ALL (seen)
)
SELECT id FROM later WHERE superseded_by = id;
-- A record holds no longer than until the one begins that supersedes it.
SELECT old.id FROM allergies old JOIN allergies new ON new.id = old.superseded_by_record_id
WHERE old."patientId" <> new."patientId" OR old.valid_to > new.valid_from;

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
DROP INDEX CONCURRENTLY IF EXISTS vital_signs_superseded_by_idx;
DROP INDEX CONCURRENTLY IF EXISTS prescriptions_superseded_by_idx;
DROP INDEX CONCURRENTLY IF EXISTS symptoms_superseded_by_idx;
DROP INDEX CONCURRENTLY IF EXISTS medical_records_superseded_by_idx;
DROP INDEX CONCURRENTLY IF EXISTS chronic_conditions_superseded_by_idx;
DROP INDEX CONCURRENTLY IF EXISTS allergies_superseded_by_idx;
DROP INDEX CONCURRENTLY IF EXISTS chronic_conditions_time_idx;
DROP INDEX CONCURRENTLY IF EXISTS allergies_time_idx;
DROP INDEX CONCURRENTLY IF EXISTS symptoms_current_idx;
DROP INDEX CONCURRENTLY IF EXISTS prescriptions_current_idx;
DROP INDEX CONCURRENTLY IF EXISTS chronic_conditions_current_idx;
DROP INDEX CONCURRENTLY IF EXISTS allergies_current_idx;
