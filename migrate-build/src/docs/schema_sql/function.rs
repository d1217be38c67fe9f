//! How are functions and procedures written.

use super::Cx;
use super::spell::literal;
use crate::catalog::depend::Address;
use crate::catalog::format::quote_identifier;
use crate::catalog::id::FunctionId;
use crate::catalog::object::{Function, FunctionBody, FunctionKind, Parallel, Parameter, ParameterDefault, ParameterMode, Volatility};
use crate::text::{Gather, Seek};
use std::fmt::Write;

impl Cx<'_> {
    pub(super) fn function(&self, id: FunctionId, to: &mut String) {
        let Some(function) = self.catalog.function(id) else { return };
        let FunctionBody::Text(body) = &function.body else { return self.as_written(Address::Function(id), to) };
        if function.kind == FunctionKind::Aggregate || function.language == "c" {
            return self.as_written(Address::Function(id), to);
        }
        let word = if function.kind == FunctionKind::Procedure { "PROCEDURE" } else { "FUNCTION" };
        let parameters = self.parameters(function);
        let _ = write!(to, "CREATE {word} {}({parameters})", self.function_name(id));
        if let Some(returns) = self.returns(function) {
            let _ = write!(to, " RETURNS {returns}");
        }
        let _ = write!(to, "\n    LANGUAGE {}", quote_identifier(&function.language));
        to.push_str(&attributes(function));
        for (name, value) in &function.settings {
            let _ = write!(to, "\n    SET {name} TO {}", setting(name, value));
        }
        let mark = dollar_quote(body);
        let _ = writeln!(to, "\nAS {mark}{body}{mark};");
    }

    fn parameters(&self, function: &Function) -> String {
        let shown = function.parameters.iter().filter(|parameter| parameter.mode != ParameterMode::Table);
        shown.map(|parameter| self.parameter(parameter)).gather::<Vec<_>>().join(", ")
    }

    fn parameter(&self, parameter: &Parameter) -> String {
        let mode = match parameter.mode {
            ParameterMode::In | ParameterMode::Table => "",
            ParameterMode::Out => "OUT ",
            ParameterMode::InOut => "INOUT ",
            ParameterMode::Variadic => "VARIADIC ",
        };
        let name = parameter.name.as_ref().map(|name| quote_identifier(name) + " ").unwrap_or_default();
        let default = match &parameter.default {
            ParameterDefault::Expr(expr) => format!(" DEFAULT {}", expr.text.trim()),
            ParameterDefault::None | ParameterDefault::Builtin => String::new(),
        };
        format!("{mode}{name}{}{default}", self.type_name(parameter.type_id, -1))
    }

    fn returns(&self, function: &Function) -> Option<String> {
        let table: Vec<&Parameter> = function.parameters.iter().filter(|parameter| parameter.mode == ParameterMode::Table).gather();
        if !table.is_empty() {
            let columns: Vec<String> = table.into_iter().map(|column| self.parameter(column)).gather();
            return Some(format!("TABLE({})", columns.join(", ")));
        }
        let has_outputs = function.parameters.iter().exists(|it| matches!(it.mode, ParameterMode::Out | ParameterMode::InOut));
        if function.kind == FunctionKind::Procedure || (has_outputs && !function.returns_set) {
            return None;
        }
        let set = if function.returns_set { "SETOF " } else { "" };
        Some(format!("{set}{}", self.type_name(function.returns, -1)))
    }
}

fn attributes(function: &Function) -> String {
    let mut text = String::new();
    if function.kind == FunctionKind::Window {
        text.push_str(" WINDOW");
    }
    text.push_str(match function.volatility {
        Volatility::Immutable => " IMMUTABLE",
        Volatility::Stable => " STABLE",
        Volatility::Volatile => "",
    });
    if function.strict {
        text.push_str(" STRICT");
    }
    if function.security_definer {
        text.push_str(" SECURITY DEFINER");
    }
    if function.planning.leakproof {
        text.push_str(" LEAKPROOF");
    }
    text.push_str(match function.planning.parallel {
        Parallel::Unsafe => "",
        Parallel::Restricted => " PARALLEL RESTRICTED",
        Parallel::Safe => " PARALLEL SAFE",
    });
    for (word, value) in [("COST", &function.planning.cost), ("ROWS", &function.planning.rows)] {
        if let Some(value) = value {
            let _ = write!(text, " {word} {value}");
        }
    }
    text
}

/// A list of names stays a list; anything else is a text.
fn setting(name: &str, value: &str) -> String {
    let is_list = matches!(name, "search_path" | "temp_tablespaces" | "session_preload_libraries");
    if !is_list {
        return literal(value);
    }
    value.split(", ").map(literal).gather::<Vec<_>>().join(", ")
}

/// Dollar quotes that the text does not hold.
fn dollar_quote(body: &str) -> String {
    let mut mark = "$$".to_owned();
    let mut number = 0;
    while body.contains(&mark) || body.ends_with('$') && number == 0 {
        number += 1;
        mark = format!("$body{number}$");
    }
    mark
}
