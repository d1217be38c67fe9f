-- ============================================================================
-- Migration: Create narrative vector index
-- Date: 2025-03-11
-- Issue: Find the narrative that is like this one
--
-- PROBLEM:
--   The nearest of all vectors is found by looking at every one of them.
--
-- SOLUTION:
--   A graph of neighbours (HNSW) by the angle between vectors.
--
-- AFFECTED TABLES:
--   - narrative_vectors
--
-- MIGRATION STRATEGY:
--   Single step. It is built beside running queries, so it cannot stand in a transaction.
-- ============================================================================
-- migrate: no-transaction

CREATE INDEX CONCURRENTLY narrative_vectors_near_idx
    ON similarity.narrative_vectors
    USING hnsw (embedding vector_cosine_ops);

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
SELECT indisvalid FROM pg_index WHERE indexrelid = 'similarity.narrative_vectors_near_idx'::regclass;

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
DROP INDEX CONCURRENTLY IF EXISTS similarity.narrative_vectors_near_idx;
