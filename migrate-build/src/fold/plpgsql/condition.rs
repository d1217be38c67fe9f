//! Which errors does the name of a condition in `EXCEPTION WHEN` catch.

use crate::diag::{Code, Problem, SqlState};
use crate::text::{Name, Seek};

/// The names that migrations catch, with their codes. A code that ends in three zeros catches its whole class.
#[rustfmt::skip]
const CONDITIONS: &[(&str, &str)] = &[
    ("active_sql_transaction", "25001"), ("ambiguous_column", "42702"), ("ambiguous_function", "42725"), ("cannot_coerce", "42846"),
    ("cardinality_violation", "21000"), ("check_violation", "23514"), ("data_exception", "22000"), ("datatype_mismatch", "42804"),
    ("dependent_objects_still_exist", "2BP01"), ("division_by_zero", "22012"), ("duplicate_alias", "42712"), ("duplicate_column", "42701"),
    ("duplicate_cursor", "42P03"), ("duplicate_database", "42P04"), ("duplicate_function", "42723"), ("duplicate_object", "42710"),
    ("duplicate_prepared_statement", "42P05"), ("duplicate_schema", "42P06"), ("duplicate_table", "42P07"), ("exclusion_violation", "23P01"),
    ("feature_not_supported", "0A000"), ("foreign_key_violation", "23503"), ("grouping_error", "42803"), ("insufficient_privilege", "42501"),
    ("integrity_constraint_violation", "23000"), ("invalid_catalog_name", "3D000"), ("invalid_column_definition", "42611"),
    ("invalid_column_reference", "42P10"), ("invalid_foreign_key", "42830"), ("invalid_function_definition", "42P13"),
    ("invalid_object_definition", "42P17"), ("invalid_parameter_value", "22023"), ("invalid_schema_definition", "42P15"),
    ("invalid_schema_name", "3F000"), ("invalid_table_definition", "42P16"), ("invalid_text_representation", "22P02"),
    ("not_null_violation", "23502"), ("object_in_use", "55006"), ("object_not_in_prerequisite_state", "55000"),
    ("program_limit_exceeded", "54000"), ("raise_exception", "P0001"), ("reserved_name", "42939"), ("restrict_violation", "23001"),
    ("string_data_right_truncation", "22001"), ("syntax_error", "42601"), ("syntax_error_or_access_rule_violation", "42000"),
    ("undefined_column", "42703"), ("undefined_file", "58P01"), ("undefined_function", "42883"), ("undefined_object", "42704"),
    ("undefined_parameter", "42P02"), ("undefined_table", "42P01"), ("unique_violation", "23505"), ("unsafe_new_enum_value_usage", "55P04"),
    ("wrong_object_type", "42809"),
];

/// Whether a condition catches an error. What the product itself refuses is caught by nothing.
// pg: pl_exec.c exception_matches_conditions
pub(super) fn catches(condition: &Name, problem: &Problem) -> bool {
    let Code::Sql(state) = problem.code else {
        return false;
    };
    if condition.eq_ignore_ascii_case("others") {
        return true;
    }
    let wanted =
        CONDITIONS.iter().first_where(|(name, _)| condition.eq_ignore_ascii_case(name)).map_or(condition.as_str(), |(_, code)| code);
    wanted == state.as_str() || wanted.ends_with("000") && wanted.get(..2) == state.as_str().get(..2)
}

/// The code of a condition that is raised by its name or its five characters.
pub(super) fn state_of(condition: &str) -> Option<SqlState> {
    let code = CONDITIONS.iter().first_where(|(name, _)| condition.eq_ignore_ascii_case(name)).map_or(condition, |(_, code)| code);
    let bytes: [u8; 5] = code.as_bytes().try_into().ok()?;
    bytes.iter().for_all(u8::is_ascii_alphanumeric).then_some(SqlState(bytes))
}
