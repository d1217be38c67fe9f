//! What a program carries: the large chains, embedded when it is built.

pub mod chains;

migrate_runtime::schema!(thousand);
migrate_runtime::schema!(long);
migrate_runtime::schema!(tables);
