-- ============================================================================
-- Migration: Create data subject requests
-- Date: 2025-02-17
-- Issue: Who saw what, and who changed it
--
-- PROBLEM:
--   A patient may ask for their data, have it corrected or erased, and the law counts the days.
--
-- SOLUTION:
--   A table of requests with the day by which each is to be answered.
--
-- AFFECTED TABLES:
--   - data_subject_requests
--
-- MIGRATION STRATEGY:
--   Single step: the table is new.
-- ============================================================================

CREATE TYPE data_subject_right AS ENUM ('access', 'rectification', 'erasure', 'restriction', 'portability', 'objection');

CREATE TABLE data_subject_requests (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    patient_id uuid NOT NULL REFERENCES patients (id),
    asks_for data_subject_right NOT NULL,
    received_on date NOT NULL DEFAULT current_date,
    due_on date NOT NULL DEFAULT current_date + 30,
    answered_on date,
    answer text,
    CONSTRAINT due_after_received CHECK (due_on >= received_on),
    CONSTRAINT an_answer_has_a_day CHECK ((answer IS NULL) = (answered_on IS NULL))
);
CREATE INDEX data_subject_requests_patient_idx ON data_subject_requests (patient_id);
CREATE INDEX data_subject_requests_open_idx ON data_subject_requests (due_on) WHERE answered_on IS NULL;

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
SELECT id FROM data_subject_requests WHERE due_on < received_on;

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
DROP TABLE data_subject_requests;
DROP TYPE data_subject_right;
