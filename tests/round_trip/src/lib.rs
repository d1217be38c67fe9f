//! A schema with a column of every type, as a program of a user's has it.

migrate_runtime::schema!();
