-- ============================================================================
-- Migration: Create patient core
-- Date: 2025-01-13
-- Issue: One table with everything
--
-- PROBLEM:
--   Every form puts its columns into the table of patients; addresses and numbers are overwritten, and a relative is
--   a text.
--
-- SOLUTION:
--   Core, contacts, address, family and personal data each have a table, with history where things change. The view
--   v_patients_legacy gives the old shape, and what is written to the old table is copied, so that old and new
--   programs run side by side.
--
-- AFFECTED TABLES:
--   - patient_core
--   - patient_contacts
--   - patient_address
--   - patient_family
--   - patient_personal
--   - patients
--
-- MIGRATION STRATEGY:
--   Expand: new tables, a trigger that copies, a view. The next file copies what is there and validates it.
--   NORMALIZED_SCHEMA_ENABLED switches programs over; the old table goes when none reads it any more.
-- ============================================================================

CREATE TYPE contact_kind AS ENUM ('phone', 'email');
CREATE TYPE address_kind AS ENUM ('home', 'postal', 'work');

CREATE TABLE patient_core (
    id uuid PRIMARY KEY REFERENCES patients (id) ON DELETE CASCADE,
    title text,
    first_name text NOT NULL,
    middle_name text,
    surname text NOT NULL,
    preferred_name text,
    date_of_birth date NOT NULL,
    date_of_death date,
    sex "Sex" NOT NULL,
    medicare_number text,
    individual_healthcare_identifier text,
    preferred_language text,
    interpreter_required boolean NOT NULL DEFAULT false,
    is_active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT death_follows_birth CHECK (date_of_death >= date_of_birth)
);
CREATE INDEX patient_core_name_idx ON patient_core (surname, first_name);

CREATE TABLE patient_contacts (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    patient_id uuid NOT NULL REFERENCES patient_core (id) ON DELETE CASCADE,
    kind contact_kind NOT NULL,
    value text NOT NULL,
    valid_from timestamptz NOT NULL DEFAULT now(),
    valid_to timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT contact_validity CHECK (valid_to >= valid_from)
);
CREATE INDEX patient_contacts_history_idx ON patient_contacts (patient_id, valid_from);
CREATE UNIQUE INDEX patient_contacts_current_idx ON patient_contacts (patient_id, kind) WHERE valid_to IS NULL;

CREATE TABLE patient_address (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    patient_id uuid NOT NULL REFERENCES patient_core (id) ON DELETE CASCADE,
    kind address_kind NOT NULL DEFAULT 'home',
    line text NOT NULL,
    suburb text,
    state text,
    postcode text,
    valid_from timestamptz NOT NULL DEFAULT now(),
    valid_to timestamptz,
    CONSTRAINT address_validity CHECK (valid_to >= valid_from)
);
CREATE INDEX patient_address_history_idx ON patient_address (patient_id, valid_from);
CREATE UNIQUE INDEX patient_address_current_idx ON patient_address (patient_id, kind) WHERE valid_to IS NULL;

CREATE TABLE patient_family (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    patient_id uuid NOT NULL REFERENCES patient_core (id) ON DELETE CASCADE,
    relative_id uuid REFERENCES patient_core (id),
    relationship text,
    name text NOT NULL,
    phone text,
    email text,
    is_emergency_contact boolean NOT NULL DEFAULT false,
    is_next_of_kin boolean NOT NULL DEFAULT false,
    valid_from timestamptz NOT NULL DEFAULT now(),
    valid_to timestamptz,
    CONSTRAINT family_validity CHECK (valid_to >= valid_from),
    CONSTRAINT nobody_is_a_relative_of_themselves CHECK (relative_id <> patient_id)
);
CREATE INDEX patient_family_history_idx ON patient_family (patient_id, valid_from);
CREATE UNIQUE INDEX patient_family_emergency_idx ON patient_family (patient_id) WHERE is_emergency_contact AND valid_to IS NULL;
CREATE INDEX patient_family_relative_idx ON patient_family (relative_id);

CREATE TABLE patient_personal (
    patient_id uuid PRIMARY KEY REFERENCES patient_core (id) ON DELETE CASCADE,
    gender_identity text,
    pronouns text,
    country_of_birth text,
    ethnicity text,
    indigenous_status text,
    religion text,
    marital_status text,
    occupation text,
    employer text,
    education text,
    living_arrangement text,
    dietary_requirements text,
    communication_needs text,
    accessibility_needs text,
    consents_to_research boolean,
    consents_to_contact boolean,
    notes text,
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- What changed is closed and the new value opened, so that history stays.
CREATE FUNCTION copy_patient(patient patients) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO patient_core (id, first_name, surname, date_of_birth, sex, created_at, updated_at)
    VALUES (patient.id, patient."firstName", patient."lastName", patient."dateOfBirth", patient.sex,
            patient."createdAt" AT TIME ZONE 'UTC', patient."updatedAt" AT TIME ZONE 'UTC')
    ON CONFLICT (id) DO UPDATE SET
        first_name = excluded.first_name, surname = excluded.surname, date_of_birth = excluded.date_of_birth, sex = excluded.sex,
        updated_at = excluded.updated_at;

    UPDATE patient_contacts SET valid_to = now()
    WHERE patient_id = patient.id AND valid_to IS NULL
      AND value IS DISTINCT FROM CASE kind WHEN 'phone' THEN patient.phone ELSE patient.email END;
    INSERT INTO patient_contacts (patient_id, kind, value)
    SELECT patient.id, given.kind, given.value
    FROM (VALUES ('phone'::contact_kind, patient.phone), ('email'::contact_kind, patient.email)) AS given (kind, value)
    WHERE given.value IS NOT NULL
      AND NOT EXISTS (SELECT FROM patient_contacts c WHERE c.patient_id = patient.id AND c.kind = given.kind AND c.valid_to IS NULL);

    UPDATE patient_address SET valid_to = now()
    WHERE patient_id = patient.id AND kind = 'home' AND valid_to IS NULL AND line IS DISTINCT FROM patient.address;
    INSERT INTO patient_address (patient_id, line)
    SELECT patient.id, patient.address
    WHERE patient.address IS NOT NULL
      AND NOT EXISTS (SELECT FROM patient_address a WHERE a.patient_id = patient.id AND a.kind = 'home' AND a.valid_to IS NULL);

    UPDATE patient_family SET valid_to = now()
    WHERE patient_id = patient.id AND is_emergency_contact AND valid_to IS NULL
      AND (name, phone, relationship) IS DISTINCT FROM
          (patient."emergencyContactName", patient."emergencyContactPhone", patient."emergencyContactRelationship");
    INSERT INTO patient_family (patient_id, relationship, name, phone, is_emergency_contact)
    SELECT patient.id, patient."emergencyContactRelationship", patient."emergencyContactName", patient."emergencyContactPhone", true
    WHERE NOT EXISTS (SELECT FROM patient_family f WHERE f.patient_id = patient.id AND f.is_emergency_contact AND f.valid_to IS NULL);
END;
$$;

CREATE FUNCTION copy_changed_patient() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM copy_patient(NEW);
    RETURN NULL;
END;
$$;

CREATE TRIGGER patients_are_copied AFTER INSERT OR UPDATE ON patients FOR EACH ROW EXECUTE FUNCTION copy_changed_patient();

CREATE VIEW v_patients_legacy AS
SELECT c.id, c.first_name AS "firstName", c.surname AS "lastName", c.date_of_birth AS "dateOfBirth", c.sex, phone.value AS phone,
       email.value AS email, a.line AS address, f.name AS "emergencyContactName", f.phone AS "emergencyContactPhone",
       f.relationship AS "emergencyContactRelationship", c.created_at AT TIME ZONE 'UTC' AS "createdAt",
       c.updated_at AT TIME ZONE 'UTC' AS "updatedAt"
FROM patient_core c
LEFT JOIN patient_contacts phone ON phone.patient_id = c.id AND phone.kind = 'phone' AND phone.valid_to IS NULL
LEFT JOIN patient_contacts email ON email.patient_id = c.id AND email.kind = 'email' AND email.valid_to IS NULL
LEFT JOIN patient_address a ON a.patient_id = c.id AND a.kind = 'home' AND a.valid_to IS NULL
LEFT JOIN patient_family f ON f.patient_id = c.id AND f.is_emergency_contact AND f.valid_to IS NULL;

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
SELECT count(*) = 5 FROM (
    SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema() GROUP BY table_name
    HAVING (table_name, count(*)) IN (('patient_core', 16), ('patient_contacts', 7), ('patient_address', 9), ('patient_family', 11),
                                      ('patient_personal', 19))
) AS tables;

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
DROP VIEW v_patients_legacy;
DROP TRIGGER patients_are_copied ON patients;
DROP FUNCTION copy_changed_patient();
DROP FUNCTION copy_patient(patients);
DROP TABLE patient_personal, patient_family, patient_address, patient_contacts, patient_core;
DROP TYPE address_kind;
DROP TYPE contact_kind;
