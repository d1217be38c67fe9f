-- ============================================================================
-- Migration: Create narrative vectors
-- Date: 2025-03-10
-- Issue: Find the narrative that is like this one
--
-- PROBLEM:
--   Narratives are found by their words alone, and two people tell the same story in different ones.
--
-- SOLUTION:
--   What a model makes of a narrative, as a vector beside it. A chain of its own holds them, since not every server has pgvector, and narratives go on
--   without it.
--
-- AFFECTED TABLES:
--   - narrative_vectors
--
-- MIGRATION STRATEGY:
--   Single step: the table is new.
-- ============================================================================

CREATE EXTENSION IF NOT EXISTS vector;
CREATE SCHEMA similarity;

CREATE TABLE similarity.narrative_vectors (
    narrative_id uuid NOT NULL,
    model text NOT NULL CHECK (model <> ''),
    embedding vector(4) NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (narrative_id, model)
);

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
SELECT count(*) = 5 FROM information_schema.columns WHERE table_schema = 'similarity' AND table_name = 'narrative_vectors';

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
DROP TABLE similarity.narrative_vectors;
DROP SCHEMA similarity;
DROP EXTENSION vector;
