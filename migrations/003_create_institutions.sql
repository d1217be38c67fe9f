-- ============================================================================
-- Migration: Create institutions
-- Date: 2024-03-11
-- Issue: The clinic joins a federation
--
-- PROBLEM:
--   Providers of several hospitals, clinics and laboratories work together, and nothing says where each of them
--   works.
--
-- SOLUTION:
--   A table of institutions, and a link from a provider to the one that employs them.
--
-- AFFECTED TABLES:
--   - institutions
--   - providers
--
-- MIGRATION STRATEGY:
--   The link is NOT VALID at first, so that no row is read while the table is locked; the next file validates it.
-- ============================================================================
-- migrate: allow(foreign_key_without_index): 005 builds it beside running queries

CREATE TABLE institutions (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('hospital', 'clinic', 'laboratory', 'pharmacy')),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (name, kind)
);

ALTER TABLE providers ADD COLUMN institution_id bigint;
ALTER TABLE providers
    ADD CONSTRAINT providers_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institutions (id) NOT VALID;

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
SELECT id FROM institutions WHERE btrim(name) = '';

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
ALTER TABLE providers DROP COLUMN institution_id;
DROP TABLE institutions;
