//! analyze

pub mod type_name;
