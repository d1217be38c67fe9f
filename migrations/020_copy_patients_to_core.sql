-- ============================================================================
-- Migration: Copy patients to core
-- Date: 2025-01-14
-- Issue: One table with everything
--
-- PROBLEM:
--   Patients from before the trigger are in the old table only.
--
-- SOLUTION:
--   They are copied by the function that the trigger calls, and ten queries hold old against new.
--
-- AFFECTED TABLES:
--   - patient_core
--   - patient_contacts
--   - patient_address
--   - patient_family
--
-- MIGRATION STRATEGY:
--   Migrate: one statement, since the table was counted and is small. It can be run again without harm.
-- ============================================================================

SELECT copy_patient(p) FROM patients p;

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
-- 1. Every patient has a core.
SELECT p.id FROM patients p WHERE NOT EXISTS (SELECT FROM patient_core c WHERE c.id = p.id);
-- 2. No core is without a patient.
SELECT c.id FROM patient_core c WHERE NOT EXISTS (SELECT FROM patients p WHERE p.id = c.id);
-- 3. Names agree.
SELECT p.id FROM patients p JOIN patient_core c USING (id) WHERE (p."firstName", p."lastName") IS DISTINCT FROM (c.first_name, c.surname);
-- 4. Dates of birth and sexes agree.
SELECT p.id FROM patients p JOIN patient_core c USING (id) WHERE (p."dateOfBirth", p.sex) IS DISTINCT FROM (c.date_of_birth, c.sex);
-- 5. Every patient has one current number, and it is theirs.
SELECT p.id FROM patients p
WHERE p.phone IS DISTINCT FROM (SELECT min(value) FROM patient_contacts WHERE patient_id = p.id AND kind = 'phone' AND valid_to IS NULL);
-- 6. Addresses of mail agree.
SELECT p.id FROM patients p
WHERE p.email IS DISTINCT FROM (SELECT min(value) FROM patient_contacts WHERE patient_id = p.id AND kind = 'email' AND valid_to IS NULL);
-- 7. Addresses agree.
SELECT p.id FROM patients p
WHERE p.address IS DISTINCT FROM (SELECT min(line) FROM patient_address WHERE patient_id = p.id AND kind = 'home' AND valid_to IS NULL);
-- 8. Every patient has the emergency contact that they had.
SELECT p.id FROM patients p
WHERE NOT EXISTS (SELECT FROM patient_family f WHERE f.patient_id = p.id AND f.is_emergency_contact AND f.valid_to IS NULL
                  AND f.name = p."emergencyContactName" AND f.phone = p."emergencyContactPhone");
-- 9. No time in which something held ends before it begins.
SELECT id FROM patient_contacts WHERE valid_to < valid_from
UNION ALL SELECT id FROM patient_address WHERE valid_to < valid_from
UNION ALL SELECT id FROM patient_family WHERE valid_to < valid_from;
-- 10. The view gives what the old table holds, to the last column.
(TABLE patients EXCEPT TABLE v_patients_legacy) UNION ALL (TABLE v_patients_legacy EXCEPT TABLE patients);

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
DELETE FROM patient_core;
