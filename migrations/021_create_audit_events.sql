-- ============================================================================
-- Migration: Create audit events
-- Date: 2025-02-03
-- Issue: Who saw what, and who changed it
--
-- PROBLEM:
--   Nobody can show who read or changed a record, nor that a log was not changed afterwards.
--
-- SOLUTION:
--   Every action leaves an event, and each event holds the hash of the one before it. The head of the chain stands
--   apart, so that an event that was cut off at the end is missed too. Events are never changed.
--
-- AFFECTED TABLES:
--   - audit_head
--   - audit_events
--
-- MIGRATION STRATEGY:
--   Single step: the tables are new. Events are partitioned by time, since the table grows without end.
-- ============================================================================

CREATE TABLE audit_head (
    is_head boolean PRIMARY KEY DEFAULT true CHECK (is_head),
    position bigint NOT NULL,
    hash bytea NOT NULL
);
INSERT INTO audit_head (position, hash) VALUES (0, sha256(''));

CREATE TABLE audit_events (
    position bigint NOT NULL DEFAULT 0,
    occurred_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor text NOT NULL DEFAULT current_user,
    action text NOT NULL,
    subject jsonb NOT NULL DEFAULT '{}',
    previous_hash bytea NOT NULL DEFAULT '',
    hash bytea NOT NULL DEFAULT '',
    PRIMARY KEY (position, occurred_at)
) PARTITION BY RANGE (occurred_at);

CREATE TABLE audit_events_2025 PARTITION OF audit_events FOR VALUES FROM ('2025-01-01 00:00+00') TO ('2026-01-01 00:00+00');
CREATE TABLE audit_events_2026 PARTITION OF audit_events FOR VALUES FROM ('2026-01-01 00:00+00') TO ('2027-01-01 00:00+00');
CREATE TABLE audit_events_default PARTITION OF audit_events DEFAULT;

-- The time goes in as seconds, so that the time zone of a session does not matter.
CREATE FUNCTION audit_hash(previous bytea, nth bigint, happened timestamptz, who text, what text, about jsonb)
RETURNS bytea LANGUAGE sql STABLE
RETURN sha256(previous || convert_to(jsonb_build_array(nth, extract(epoch FROM happened), who, what, about)::text, 'UTF8'));

-- Whoever writes holds the head until the end of the transaction, so that no two events follow the same one.
CREATE FUNCTION chain_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT h.position + 1, h.hash INTO NEW.position, NEW.previous_hash FROM audit_head h FOR UPDATE;
    NEW.hash := audit_hash(NEW.previous_hash, NEW.position, NEW.occurred_at, NEW.actor, NEW.action, NEW.subject);
    UPDATE audit_head SET position = NEW.position, hash = NEW.hash;
    RETURN NEW;
END;
$$;

CREATE FUNCTION refuse_audit_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit events are never changed';
END;
$$;

CREATE TRIGGER audit_events_are_chained BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION chain_audit_event();
CREATE TRIGGER audit_events_are_final BEFORE UPDATE OR DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION refuse_audit_changes();

ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_events ON audit_events FOR SELECT USING (actor = current_user);
CREATE POLICY new_events ON audit_events FOR INSERT WITH CHECK (actor = current_user);

CREATE VIEW audit_breaks AS
SELECT e.position, e.occurred_at,
       CASE
           WHEN e.hash <> audit_hash(e.previous_hash, e.position, e.occurred_at, e.actor, e.action, e.subject) THEN 'changed'
           ELSE 'the one before is missing'
       END AS reason
FROM (
    SELECT position, occurred_at, actor, action, subject, previous_hash, hash,
           lag(hash, 1, sha256('')) OVER (ORDER BY position) AS hash_before
    FROM audit_events
) AS e
WHERE e.previous_hash <> e.hash_before
   OR e.hash <> audit_hash(e.previous_hash, e.position, e.occurred_at, e.actor, e.action, e.subject)
UNION ALL
SELECT h.position, NULL, 'the last one is missing'
FROM audit_head h
WHERE h.position > 0 AND NOT EXISTS (SELECT FROM audit_events e WHERE e.position = h.position AND e.hash = h.hash);

-- ============================================================================
-- Verification Query
-- ============================================================================
-- migrate: verify
SELECT position, reason FROM audit_breaks;

-- ============================================================================
-- Rollback Script
-- ============================================================================
-- migrate: down
DROP VIEW audit_breaks;
DROP TABLE audit_events;
DROP FUNCTION refuse_audit_changes();
DROP FUNCTION chain_audit_event();
DROP FUNCTION audit_hash(bytea, bigint, timestamptz, text, text, jsonb);
DROP TABLE audit_head;
