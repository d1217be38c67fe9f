-- Who is signed in, and until when.
CREATE TABLE patient_sessions (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    "patientId" uuid NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
    token_hash bytea NOT NULL UNIQUE,
    started_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    CONSTRAINT session_ends_after_it_starts CHECK (expires_at > started_at)
);

CREATE INDEX patient_sessions_patient_idx ON patient_sessions ("patientId");

-- migrate: verify
SELECT id FROM patient_sessions WHERE expires_at <= started_at;

-- migrate: down
DROP TABLE patient_sessions;
