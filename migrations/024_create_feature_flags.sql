-- ============================================================================
-- Migration: Create feature flags
-- Date: 2025-02-24
-- Issue: New and old side by side
--
-- PROBLEM:
--   Going over to the new tables of patients is a release, and going back another.
--
-- SOLUTION:
--   Flags say what is switched on, for how many, and since when. A flag that is missing is off.
--
-- AFFECTED TABLES:
--   - feature_flags
--
-- MIGRATION STRATEGY:
--   Single step: the table is new. The domain may be there already, where another service made it.
-- ============================================================================

DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'rollout') THEN
        CREATE DOMAIN rollout AS smallint NOT NULL DEFAULT 0 CHECK (VALUE BETWEEN 0 AND 100);
    END IF;
END;
$$;

CREATE TABLE feature_flags (
    name text PRIMARY KEY,
    share rollout,
    changed_at timestamptz NOT NULL DEFAULT now()
);

INSERT INTO feature_flags (name, share) VALUES ('NORMALIZED_SCHEMA_ENABLED', 0);

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
SELECT share IS NOT NULL FROM feature_flags WHERE name = 'NORMALIZED_SCHEMA_ENABLED';

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
DROP TABLE feature_flags;
DROP DOMAIN rollout;
