-- ============================================================================
-- Migration: Create visits
-- Date: 2024-03-18
-- Issue: The clinic joins a federation
--
-- PROBLEM:
--   An appointment says what was planned. That a patient came, when, and to whom, is written down nowhere.
--
-- SOLUTION:
--   A table of visits: where a patient meets a provider.
--
-- AFFECTED TABLES:
--   - visits
--
-- MIGRATION STRATEGY:
--   Single step: the table is new.
-- ============================================================================

CREATE TABLE visits (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    patient_id uuid NOT NULL REFERENCES patients (id),
    provider_id uuid NOT NULL REFERENCES providers (id),
    started_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz,
    reason text,
    CONSTRAINT visit_ends_after_it_starts CHECK (ended_at IS NULL OR ended_at >= started_at)
);

CREATE INDEX visits_patient_idx ON visits (patient_id, started_at DESC);
CREATE INDEX visits_provider_idx ON visits (provider_id, started_at DESC);
CREATE INDEX visits_open_idx ON visits (provider_id) WHERE ended_at IS NULL;

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
SELECT id FROM visits WHERE ended_at < started_at;

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
DROP TABLE visits;
