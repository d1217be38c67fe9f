-- Every action leaves an event, and each event holds the hash of the one before it. The table grows without end, so it is partitioned.
CREATE TABLE audit_events (
    id bigint GENERATED ALWAYS AS IDENTITY,
    occurred_at timestamptz NOT NULL DEFAULT now(),
    actor text NOT NULL DEFAULT current_user,
    action text NOT NULL,
    subject jsonb NOT NULL DEFAULT '{}',
    previous_hash bytea,
    PRIMARY KEY (id, occurred_at)
) PARTITION BY RANGE (occurred_at);

CREATE TABLE audit_events_2025 PARTITION OF audit_events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE audit_events_default PARTITION OF audit_events DEFAULT;

CREATE FUNCTION refuse_audit_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit events are never changed';
END;
$$;

CREATE TRIGGER audit_events_are_final
    BEFORE UPDATE OR DELETE ON audit_events
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_changes();

ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_events ON audit_events FOR SELECT USING (actor = current_user);

-- migrate: down
DROP TABLE audit_events;
DROP FUNCTION refuse_audit_changes();
