-- ============================================================================
-- Migration: Create patient allergies
-- Date: 2024-04-08
-- Issue: The clinic joins a federation
--
-- PROBLEM:
--   The other institutions report allergies in their own words, which fit no severity of ours.
--
-- SOLUTION:
--   A table for what was reported, beside the allergies that a provider of the clinic has confirmed.
--
-- AFFECTED TABLES:
--   - patient_allergies
--
-- MIGRATION STRATEGY:
--   Single step: the table is new.
-- ============================================================================

CREATE TABLE patient_allergies (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    patient_id UUID NOT NULL REFERENCES patients(id),
    allergen VARCHAR(255) NOT NULL,
    severity VARCHAR(50),
    created_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP
);

CREATE INDEX idx_patient_allergies_patient ON patient_allergies(patient_id);

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
SELECT id FROM patient_allergies WHERE btrim(allergen) = '';

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
DROP TABLE patient_allergies;
