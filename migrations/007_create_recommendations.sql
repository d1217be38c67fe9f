-- ============================================================================
-- Migration: Create recommendations
-- Date: 2024-03-25
-- Issue: The clinic joins a federation
--
-- PROBLEM:
--   What a provider recommends stands in free text, so that nobody can tell which of it is still open.
--
-- SOLUTION:
--   Recommendations with their items, and a view of the open ones.
--
-- AFFECTED TABLES:
--   - recommendations
--   - recommendation_items
--
-- MIGRATION STRATEGY:
--   Single step: all of it is new.
-- ============================================================================

CREATE TYPE recommendation_status AS ENUM ('draft', 'sent', 'accepted', 'declined');

CREATE TABLE recommendations (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    patient_id uuid NOT NULL REFERENCES patients (id),
    provider_id uuid NOT NULL REFERENCES providers (id),
    status recommendation_status NOT NULL DEFAULT 'draft',
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX recommendations_patient_idx ON recommendations (patient_id);
CREATE INDEX recommendations_provider_idx ON recommendations (provider_id);

CREATE TABLE recommendation_items (
    recommendation_id bigint NOT NULL REFERENCES recommendations (id) ON DELETE CASCADE,
    position smallint NOT NULL CHECK (position > 0),
    action text NOT NULL,
    due_on date,
    PRIMARY KEY (recommendation_id, position)
);

CREATE VIEW open_recommendations AS
SELECT r.id, p."firstName" || ' ' || p."lastName" AS patient, r.status, count(i.position) AS items, min(i.due_on) AS next_due
FROM recommendations r
JOIN patients p ON p.id = r.patient_id
LEFT JOIN recommendation_items i ON i.recommendation_id = r.id
WHERE r.status IN ('draft', 'sent')
GROUP BY r.id, p.id;

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
SELECT recommendation_id FROM recommendation_items WHERE btrim(action) = '';

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
DROP VIEW open_recommendations;
DROP TABLE recommendation_items, recommendations;
DROP TYPE recommendation_status;
