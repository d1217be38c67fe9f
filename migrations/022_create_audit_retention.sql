-- ============================================================================
-- Migration: Create audit retention
-- Date: 2025-02-10
-- Issue: Who saw what, and who changed it
--
-- PROBLEM:
--   Records are to be kept for seven to ten years, and nothing says which for how long.
--
-- SOLUTION:
--   A policy for each kind of record.
--
-- AFFECTED TABLES:
--   - audit_retention
--
-- MIGRATION STRATEGY:
--   Single step: the table is new.
-- ============================================================================

CREATE TABLE audit_retention (
    kind text PRIMARY KEY,
    keep_years smallint NOT NULL CHECK (keep_years BETWEEN 7 AND 10),
    reason text NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
);

INSERT INTO audit_retention (kind, keep_years, reason) VALUES
    ('audit_events', 7, 'proof of access'),
    ('medical_records', 10, 'clinical records of adults'),
    ('data_subject_requests', 7, 'proof that a request was answered');

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
SELECT kind FROM audit_retention WHERE keep_years NOT BETWEEN 7 AND 10;

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
DROP TABLE audit_retention;
