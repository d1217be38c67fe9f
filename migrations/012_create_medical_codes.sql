-- ============================================================================
-- Migration: Create medical codes
-- Date: 2024-07-01
-- Issue: The same medicine under five names
--
-- PROBLEM:
--   Medicines, conditions and allergens are free text, so that nothing finds two prescriptions of one ingredient.
--
-- SOLUTION:
--   A catalogue of codes that leads from a brand (SBD) to the clinical drug (SCD) to the ingredient, and to the codes
--   of Australia: PBS, MBS and SNOMED CT-AU.
--
-- AFFECTED TABLES:
--   - medical_codes
--
-- MIGRATION STRATEGY:
--   Single step: the table is new.
-- ============================================================================

CREATE TYPE medical_code_system AS ENUM ('rxnorm_ingredient', 'rxnorm_scd', 'rxnorm_sbd', 'pbs', 'mbs', 'snomed_au');

CREATE TABLE medical_codes (
    system medical_code_system NOT NULL,
    code text NOT NULL CHECK (code <> ''),
    display text NOT NULL,
    parent_system medical_code_system,
    parent_code text,
    is_retired boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (system, code),
    FOREIGN KEY (parent_system, parent_code) REFERENCES medical_codes (system, code),
    CONSTRAINT parent_is_whole CHECK ((parent_system IS NULL) = (parent_code IS NULL)),
    CONSTRAINT pbs_code_is_well_formed CHECK (system <> 'pbs' OR code ~ '^[0-9]{1,5}[A-Z]$'),
    CONSTRAINT numeric_code_is_a_number CHECK (system IN ('pbs') OR code ~ '^[0-9]+$')
);

CREATE INDEX medical_codes_parent_idx ON medical_codes (parent_system, parent_code);
CREATE INDEX medical_codes_display_idx ON medical_codes (lower(display));

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
-- A clinical drug belongs to an ingredient, and a brand to a clinical drug.
SELECT c.system, c.code FROM medical_codes c
WHERE (c.system = 'rxnorm_scd' AND c.parent_system <> 'rxnorm_ingredient')
   OR (c.system = 'rxnorm_sbd' AND c.parent_system <> 'rxnorm_scd');

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
DROP TABLE medical_codes;
DROP TYPE medical_code_system;
