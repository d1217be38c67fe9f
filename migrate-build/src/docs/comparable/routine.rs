//! What are functions, procedures, aggregates and operators compared by.

use super::{Cx, Facts};
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::format::format_bare_type_qualified;
use crate::catalog::object::{Function, FunctionBody, FunctionKind, ParameterDefault, ParameterMode, Volatility};
use crate::text::{Gather, Seek, sort};
use migrate_model::{ObjectKind, text_digest};

pub(super) fn enter_functions(cx: &mut Cx<'_>) {
    let catalog = cx.catalog;
    for function in catalog.functions() {
        let address = Address::Function(function.id);
        if catalog.dependencies().needs_of(address).exists(|entry| entry.kind == DependencyKind::Internal) {
            continue;
        }
        let types: Vec<String> = function.input_types().map(|id| format_bare_type_qualified(catalog, id)).gather();
        let name = format!("{}({})", function.name, types.join(", "));
        let facts = facts_of(cx, function);
        cx.enter_in(ObjectKind::Function, function.schema, address, &name, facts);
    }
}

fn facts_of(cx: &Cx<'_>, function: &Function) -> Facts {
    let mut facts = Facts::default();
    facts.add(match function.kind {
        FunctionKind::Function => "function",
        FunctionKind::Procedure => "procedure",
        FunctionKind::Aggregate => "aggregate",
        FunctionKind::Window => "window function",
    });
    facts.add(format!("takes ({})", parameters(cx, function)));
    let defaults = function.parameters.iter().filter(|it| !matches!(it.default, ParameterDefault::None)).count();
    facts.when(defaults > 0, &format!("{defaults} defaults"));
    if function.kind != FunctionKind::Procedure {
        let set = if function.returns_set { "setof " } else { "" };
        facts.add(format!("returns {set}{}", format_bare_type_qualified(cx.catalog, function.returns)));
    }
    if function.kind != FunctionKind::Aggregate {
        facts.add(format!("language {}", function.language));
        match function.volatility {
            Volatility::Immutable => facts.add("immutable"),
            Volatility::Stable => facts.add("stable"),
            Volatility::Volatile => {}
        }
        facts.when(function.strict, "strict");
    }
    facts.when(function.security_definer, "security definer");
    let mut settings: Vec<&str> = function.settings.iter().map(|(name, _)| name.as_str()).gather();
    sort(&mut settings);
    settings.into_iter().for_each(|name| facts.add(format!("set {name}")));
    match &function.body {
        FunctionBody::Opaque => {}
        FunctionBody::Text(_) if matches!(function.language.as_str(), "c" | "internal") => {}
        FunctionBody::Text(text) => facts.add(format!("body {}", &text_digest(text).to_string()[..16])),
        FunctionBody::Sql(_) => facts.add("body of statements"),
    }
    facts
}

fn parameters(cx: &Cx<'_>, function: &Function) -> String {
    let said = function.parameters.iter().map(|parameter| {
        let mode = match parameter.mode {
            ParameterMode::In => "",
            ParameterMode::Out => "out ",
            ParameterMode::InOut => "inout ",
            ParameterMode::Variadic => "variadic ",
            ParameterMode::Table => "table ",
        };
        let name = parameter.name.as_ref().map(|name| format!("{name} ")).unwrap_or_default();
        format!("{mode}{name}{}", format_bare_type_qualified(cx.catalog, parameter.type_id))
    });
    said.gather::<Vec<_>>().join(", ")
}

pub(super) fn enter_operators(cx: &mut Cx<'_>) {
    let catalog = cx.catalog;
    for operator in catalog.operators() {
        // A shell has been named and not yet made.
        let Some(result) = operator.result else { continue };
        let side = |type_id| format_bare_type_qualified(catalog, type_id);
        let left = operator.left.map_or_else(|| "none".to_owned(), side);
        let name = format!("{} ({left}, {})", operator.name, side(operator.right));
        let mut facts = Facts::default();
        facts.add(format!("returns {}", side(result)));
        cx.enter_in(ObjectKind::Operator, operator.schema, Address::Operator(operator.id), &name, facts);
    }
}
