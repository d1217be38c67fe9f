//! How are the lists of options lowered that many statements take: `(name = value, ...)` and `OPTIONS (...)`.

use super::support::{bare, ident, named_type, need, operator_name, optional_ident};
use super::{DefinitionItem, DefinitionValue, OptionAction};
use crate::diag::{Result, each};
use crate::syntax::expr::lower_expr;
use crate::syntax::lower::{Lowering, own_tokens};
use crate::syntax::name::Ident;
use crate::syntax::tree::ast::{self, AstNode};
use crate::syntax::tree::{SyntaxKind, SyntaxToken};
use crate::syntax::type_name::lower_type_name;
use crate::text::Name;

/// `(name = value, ...)`.
pub(super) fn definition(cx: &Lowering<'_>, list: Option<ast::AttributeList>) -> Result<Vec<DefinitionItem>> {
    let Some(list) = list else { return Ok(Vec::new()) };
    each(list.attribute_options(), |option| definition_item(cx, &option))
}

/// `WITH (name = value, ...)`.
pub(super) fn with_params(cx: &Lowering<'_>, params: Option<ast::WithParams>) -> Result<Vec<DefinitionItem>> {
    definition(cx, params.and_then(|params| params.attribute_list()))
}

fn definition_item(cx: &Lowering<'_>, option: &ast::AttributeOption) -> Result<DefinitionItem> {
    Ok(DefinitionItem {
        namespace: optional_ident(cx, option.namespace())?,
        name: ident(cx, option.name())?,
        value: option.attribute_value().map(|value| definition_value(cx, &value)).transpose()?,
        action: OptionAction::Unspecified,
        span: cx.span_of(option),
    })
}

fn definition_value(cx: &Lowering<'_>, value: &ast::AttributeValue) -> Result<DefinitionValue> {
    if let Some(node) = value.ty() {
        return Ok(DefinitionValue::Type(Box::new(lower_type_name(cx, node.syntax())?)));
    }
    if let Some(node) = value.prefix_expr() {
        return Ok(DefinitionValue::Expr(lower_expr(cx, node.syntax())?));
    }
    if let Some(node) = value.literal() {
        return literal_value(cx, node);
    }
    Ok(match own_tokens(value.syntax()).next() {
        Some(token) if token.text().starts_with(char::is_alphabetic) => word_value(&token),
        _ => DefinitionValue::Operator(operator_name(cx, value.syntax())),
    })
}

/// A literal as an option has it: constants stay constants, keywords are words.
pub(super) fn literal_value(cx: &Lowering<'_>, node: ast::Literal) -> Result<DefinitionValue> {
    let token = need(node.token())?;
    Ok(match token.kind() {
        SyntaxKind::OFF_KW => {
            let name = Ident { name: Name::from("off"), span: cx.token_span(&token) };
            DefinitionValue::Type(Box::new(named_type(bare(name))))
        }
        SyntaxKind::DEFAULT_KW | SyntaxKind::FALSE_KW | SyntaxKind::NULL_KW | SyntaxKind::ON_KW | SyntaxKind::TRUE_KW => word_value(&token),
        _ => DefinitionValue::Expr(lower_expr(cx, node.syntax())?),
    })
}

fn word_value(token: &SyntaxToken) -> DefinitionValue {
    DefinitionValue::Word(Name::from(token.text().to_ascii_lowercase()))
}

/// `OPTIONS (ADD name 'value', SET ..., DROP ...)`.
pub(super) fn foreign_options(cx: &Lowering<'_>, list: Option<ast::AlterOptionList>) -> Result<Vec<DefinitionItem>> {
    let Some(list) = list else { return Ok(Vec::new()) };
    each(list.alter_options(), |option| foreign_option(cx, &option))
}

/// One option of a foreign object.
pub(super) fn foreign_option(cx: &Lowering<'_>, option: &ast::AlterOption) -> Result<DefinitionItem> {
    use ast::AlterOption;
    let (action, name, literal) = match option {
        AlterOption::AddForeignOption(node) if node.add_token().is_some() => {
            (OptionAction::Add, node.foreign_option_name(), node.literal())
        }
        AlterOption::AddForeignOption(node) => (OptionAction::Unspecified, node.foreign_option_name(), node.literal()),
        AlterOption::SetForeignOption(node) => (OptionAction::Set, node.foreign_option_name(), node.literal()),
        AlterOption::DropForeignOption(node) => (OptionAction::Drop, node.foreign_option_name(), None),
    };
    let value = literal.map(|node| lower_expr(cx, node.syntax())).transpose()?;
    Ok(DefinitionItem {
        namespace: None,
        name: ident(cx, name)?,
        value: value.map(DefinitionValue::Expr),
        action,
        span: cx.span_of(option),
    })
}
