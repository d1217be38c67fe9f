-- Built beside running queries, so it cannot stand in a transaction.
-- migrate: no-transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS appointments_upcoming_idx
    ON appointments ("providerId", "appointmentDate")
    WHERE status IN ('scheduled', 'checked_in');

-- migrate: down
DROP INDEX IF EXISTS appointments_upcoming_idx;
