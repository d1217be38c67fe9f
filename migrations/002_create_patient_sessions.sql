-- ============================================================================
-- Migration: Create patient sessions
-- Date: 2024-03-04
-- Issue: Patients cannot sign in
--
-- PROBLEM:
--   Patients are to see their own records, and nothing says who is signed in, or until when.
--
-- SOLUTION:
--   A table of sessions that holds the hash of a token, never the token.
--
-- AFFECTED TABLES:
--   - patient_sessions
--
-- MIGRATION STRATEGY:
--   Single step: the table is new.
-- ============================================================================

CREATE TABLE patient_sessions (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    "patientId" uuid NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    token_hash bytea NOT NULL UNIQUE,
    started_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    CONSTRAINT session_ends_after_it_starts CHECK (expires_at > started_at)
);

CREATE INDEX patient_sessions_patient_idx ON patient_sessions ("patientId");

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
SELECT id FROM patient_sessions WHERE expires_at <= started_at;

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
DROP TABLE patient_sessions;
