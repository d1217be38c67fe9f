-- What is switched on, for how many, and since when; a missing flag is off.
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'rollout') THEN
        CREATE DOMAIN rollout AS smallint NOT NULL DEFAULT 0 CHECK (VALUE BETWEEN 0 AND 100);
    END IF;
END;
$$;

CREATE TABLE feature_flags (
    name text PRIMARY KEY,
    share rollout,
    changed_at timestamptz NOT NULL DEFAULT now()
);

INSERT INTO feature_flags (name, share) VALUES ('NORMALIZED_SCHEMA_ENABLED', 0);

-- migrate: down
DROP TABLE feature_flags;
DROP DOMAIN rollout;
