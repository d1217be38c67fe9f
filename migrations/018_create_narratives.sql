-- ============================================================================
-- Migration: Create narratives
-- Date: 2024-09-02
-- Issue: A history that can be read
--
-- PROBLEM:
--   A patient's story is spread over dozens of records, and whoever reads it begins anew each time.
--
-- SOLUTION:
--   Narratives with versions, ordered under master narratives, and linked to the records that they speak of.
--
-- AFFECTED TABLES:
--   - master_narratives
--   - clinical_narratives
--   - narrative_masters
--   - narrative_links
--
-- MIGRATION STRATEGY:
--   Single step: all tables are new.
-- ============================================================================

CREATE TYPE narrative_entity AS ENUM ('allergy', 'condition', 'prescription', 'symptom', 'visit', 'medical_record');

CREATE TABLE clinical_narratives (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    narrative_id uuid NOT NULL DEFAULT gen_random_uuid(),
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    patient_id uuid NOT NULL REFERENCES patients (id),
    author_id uuid REFERENCES providers (id),
    body text NOT NULL,
    is_current boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (narrative_id, version)
);
CREATE UNIQUE INDEX clinical_narratives_current_idx ON clinical_narratives (narrative_id) WHERE is_current;
CREATE INDEX clinical_narratives_patient_idx ON clinical_narratives (patient_id, is_current);
CREATE INDEX clinical_narratives_author_idx ON clinical_narratives (author_id);

CREATE TABLE master_narratives (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    patient_id uuid NOT NULL REFERENCES patients (id),
    parent_id uuid REFERENCES master_narratives (id),
    title text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT master_is_not_its_own_parent CHECK (parent_id <> id)
);
CREATE INDEX master_narratives_patient_idx ON master_narratives (patient_id);
CREATE INDEX master_narratives_parent_idx ON master_narratives (parent_id);

CREATE TABLE narrative_masters (
    master_id uuid NOT NULL REFERENCES master_narratives (id) ON DELETE CASCADE,
    clinical_narrative_id uuid NOT NULL REFERENCES clinical_narratives (id) ON DELETE CASCADE,
    position smallint NOT NULL CHECK (position > 0),
    PRIMARY KEY (master_id, clinical_narrative_id)
);
CREATE INDEX narrative_masters_narrative_idx ON narrative_masters (clinical_narrative_id);

CREATE TABLE narrative_links (
    clinical_narrative_id uuid NOT NULL REFERENCES clinical_narratives (id) ON DELETE CASCADE,
    entity narrative_entity NOT NULL,
    entity_id text NOT NULL,
    relevance real NOT NULL DEFAULT 1 CHECK (relevance > 0 AND relevance <= 1),
    PRIMARY KEY (clinical_narrative_id, entity, entity_id)
);
CREATE INDEX narrative_links_entity_idx ON narrative_links (entity, entity_id);

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
-- Of every narrative one version is current, and it is the last.
SELECT narrative_id FROM clinical_narratives GROUP BY narrative_id HAVING max(version) <> max(version) FILTER (WHERE is_current);

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
DROP TABLE narrative_links, narrative_masters, clinical_narratives, master_narratives;
DROP TYPE narrative_entity;
