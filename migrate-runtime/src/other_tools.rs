//! In which tables do other tools keep which migrations they applied.

/// The tables that say what was applied.
pub(crate) const HISTORIES: [&str; 10] = [
    "_prisma_migrations",
    "_sqlx_migrations",
    "__diesel_schema_migrations",
    "refinery_schema_history",
    "flyway_schema_history",
    "goose_db_version",
    "schema_migrations",
    "databasechangelog",
    "alembic_version",
    "django_migrations",
];

/// What these tools have beside such a table.
pub(crate) const BESIDE_HISTORIES: [&str; 3] = ["goose_db_version_id_seq", "databasechangeloglock", "ar_internal_metadata"];
