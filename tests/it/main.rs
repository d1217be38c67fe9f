//! Every test of the workspace that is data driven: one file a kind.

mod builtins;
mod codegen;
mod codegen_names;
mod compile_fail;
mod describe;
mod expand;
mod extensions;
mod freshness;
mod fixture;
mod locks;
mod nullability;
mod nullability_page;
mod oracle;
mod page;
mod project;
mod property;
mod psql;
mod random;
mod regress_agreement;
mod regress_syntax;
mod second_reader;
mod server;
mod split;
mod stored;
mod suite;
mod tidy;
