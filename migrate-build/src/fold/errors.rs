//! What a fold refuses, in PostgreSQL's words.
