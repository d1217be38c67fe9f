-- What a provider recommends to a patient, item by item.
CREATE TYPE recommendation_status AS ENUM ('draft', 'sent', 'accepted', 'declined');

CREATE TABLE recommendations (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    patient_id uuid NOT NULL REFERENCES patients (id),
    provider_id uuid NOT NULL REFERENCES providers (id),
    status recommendation_status NOT NULL DEFAULT 'draft',
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE recommendation_items (
    recommendation_id bigint NOT NULL REFERENCES recommendations (id) ON DELETE CASCADE,
    position smallint NOT NULL CHECK (position > 0),
    action text NOT NULL,
    due_on date,
    PRIMARY KEY (recommendation_id, position)
);

CREATE VIEW open_recommendations AS
SELECT r.id, p."firstName" || ' ' || p."lastName" AS patient, r.status, count(i.position) AS items, min(i.due_on) AS next_due
FROM recommendations r
JOIN patients p ON p.id = r.patient_id
LEFT JOIN recommendation_items i ON i.recommendation_id = r.id
WHERE r.status IN ('draft', 'sent')
GROUP BY r.id, p.id;

-- migrate: down
DROP VIEW open_recommendations;
DROP TABLE recommendation_items, recommendations;
DROP TYPE recommendation_status;
