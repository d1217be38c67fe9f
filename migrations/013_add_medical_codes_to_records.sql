-- ============================================================================
-- Migration: Add medical codes to records
-- Date: 2024-07-01
-- Issue: The same medicine under five names
--
-- PROBLEM:
--   The catalogue of codes says nothing of the records.
--
-- SOLUTION:
--   Each record has its codes, how sure they are and where they come from, and a key that is the same for the same
--   thing.
--
-- AFFECTED TABLES:
--   - prescriptions
--   - chronic_conditions
--   - allergies
--
-- MIGRATION STRATEGY:
--   First of four steps: columns and triggers; then a backfill, the constraints, and the indexes.
-- ============================================================================
-- migrate: allow(wide_lock_window): nothing is read or written anew, so that the locks are held for a moment only

CREATE TYPE code_source AS ENUM ('provider', 'import', 'extracted', 'derived');

ALTER TABLE prescriptions
    ADD COLUMN rxnorm_ingredient text,
    ADD COLUMN rxnorm_scd text,
    ADD COLUMN rxnorm_sbd text,
    ADD COLUMN pbs_code text,
    ADD COLUMN clinical_identity_key text,
    ADD COLUMN code_confidence numeric(3, 2),
    ADD COLUMN code_source code_source;
ALTER TABLE prescriptions
    ADD CONSTRAINT prescriptions_code_confidence CHECK (code_confidence BETWEEN 0 AND 1) NOT VALID,
    ADD CONSTRAINT prescriptions_pbs_code CHECK (pbs_code ~ '^[0-9]{1,5}[A-Z]$') NOT VALID;

ALTER TABLE chronic_conditions
    ADD COLUMN snomed_au_code text,
    ADD COLUMN mbs_item text,
    ADD COLUMN clinical_identity_key text,
    ADD COLUMN code_confidence numeric(3, 2),
    ADD COLUMN code_source code_source;
ALTER TABLE chronic_conditions
    ADD CONSTRAINT chronic_conditions_code_confidence CHECK (code_confidence BETWEEN 0 AND 1) NOT VALID;

ALTER TABLE allergies
    ADD COLUMN rxnorm_ingredient text,
    ADD COLUMN snomed_au_code text,
    ADD COLUMN clinical_identity_key text,
    ADD COLUMN code_confidence numeric(3, 2),
    ADD COLUMN code_source code_source;
ALTER TABLE allergies
    ADD CONSTRAINT allergies_code_confidence CHECK (code_confidence BETWEEN 0 AND 1) NOT VALID;

-- The same thing has the same key, whatever it is called: its code where it has one, else its name in plain letters.
CREATE FUNCTION clinical_identity_key(code text, name text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN coalesce('code:' || code, 'name:' || regexp_replace(lower(btrim(name)), '[^a-z0-9]+', '-', 'g'));

CREATE FUNCTION identify_prescription() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.clinical_identity_key := clinical_identity_key(NEW.rxnorm_ingredient, NEW."medicationName");
    RETURN NEW;
END;
$$;
CREATE TRIGGER prescriptions_identity BEFORE INSERT OR UPDATE ON prescriptions FOR EACH ROW EXECUTE FUNCTION identify_prescription();

CREATE FUNCTION identify_condition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.clinical_identity_key := clinical_identity_key(NEW.snomed_au_code, NEW."conditionName");
    RETURN NEW;
END;
$$;
CREATE TRIGGER chronic_conditions_identity BEFORE INSERT OR UPDATE ON chronic_conditions FOR EACH ROW EXECUTE FUNCTION identify_condition();

CREATE FUNCTION identify_allergy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.clinical_identity_key := clinical_identity_key(coalesce(NEW.rxnorm_ingredient, NEW.snomed_au_code), NEW.allergen);
    RETURN NEW;
END;
$$;
CREATE TRIGGER allergies_identity BEFORE INSERT OR UPDATE ON allergies FOR EACH ROW EXECUTE FUNCTION identify_allergy();

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
SELECT clinical_identity_key('1191', 'Aspirin') = 'code:1191' AND clinical_identity_key(NULL, ' Aspirin 100 mg') = 'name:aspirin-100-mg';

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
DROP TRIGGER allergies_identity ON allergies;
DROP FUNCTION identify_allergy();
ALTER TABLE allergies
    DROP COLUMN code_source,
    DROP COLUMN code_confidence,
    DROP COLUMN clinical_identity_key,
    DROP COLUMN snomed_au_code,
    DROP COLUMN rxnorm_ingredient;
DROP TRIGGER chronic_conditions_identity ON chronic_conditions;
DROP FUNCTION identify_condition();
ALTER TABLE chronic_conditions
    DROP COLUMN code_source,
    DROP COLUMN code_confidence,
    DROP COLUMN clinical_identity_key,
    DROP COLUMN mbs_item,
    DROP COLUMN snomed_au_code;
DROP TRIGGER prescriptions_identity ON prescriptions;
DROP FUNCTION identify_prescription();
ALTER TABLE prescriptions
    DROP COLUMN code_source,
    DROP COLUMN code_confidence,
    DROP COLUMN clinical_identity_key,
    DROP COLUMN pbs_code,
    DROP COLUMN rxnorm_sbd,
    DROP COLUMN rxnorm_scd,
    DROP COLUMN rxnorm_ingredient;
DROP FUNCTION clinical_identity_key(text, text);
DROP TYPE code_source;
