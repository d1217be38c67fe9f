//! What build.rs and the macros call: text in, Rust out.
