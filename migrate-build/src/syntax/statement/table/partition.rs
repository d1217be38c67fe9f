//! How are the keys and the bounds of partitions lowered.

use super::{PartitionBound, PartitionBoundKind, PartitionBy};
use crate::diag::Result;
use crate::syntax::lower::{Lowering, own_tokens};
use crate::syntax::name::lower_ident_token;
use crate::syntax::statement::errors;
use crate::syntax::statement::index::lower_index_elements;
use crate::syntax::statement::support::{exprs, literal_number, need};
use crate::syntax::tree::ast::{self, AstNode};

/// `PARTITION BY`.
pub(in crate::syntax::statement) fn lower_partition_by(cx: &Lowering<'_>, node: &ast::PartitionBy) -> Result<PartitionBy> {
    let strategy = need(own_tokens(need(node.partition_strategy())?.syntax()).next())?;
    let strategy = lower_ident_token(cx, &strategy);
    if !matches!(strategy.name.as_str(), "list" | "range" | "hash") {
        return Err(errors::pointing_from_18(cx, errors::unrecognized_strategy(&strategy.name, strategy.span)));
    }
    Ok(PartitionBy { strategy, elements: lower_index_elements(cx, node.partition_item_list())?, span: cx.span_of(node) })
}

/// `FOR VALUES ...` or `DEFAULT`.
pub(in crate::syntax::statement) fn lower_partition_bound(cx: &Lowering<'_>, node: &ast::PartitionType) -> Result<PartitionBound> {
    let kind = match node {
        ast::PartitionType::PartitionDefault(_) => PartitionBoundKind::Default,
        ast::PartitionType::PartitionForValuesIn(node) => PartitionBoundKind::In(exprs(cx, node.exprs())?),
        ast::PartitionType::PartitionForValuesFrom(node) => {
            PartitionBoundKind::Range(exprs(cx, need(node.from())?.exprs())?, exprs(cx, need(node.to())?.exprs())?)
        }
        ast::PartitionType::PartitionForValuesWith(node) => lower_hash_bound(cx, node)?,
    };
    Ok(PartitionBound { kind, span: cx.span_of(node) })
}

fn lower_hash_bound(cx: &Lowering<'_>, node: &ast::PartitionForValuesWith) -> Result<PartitionBoundKind> {
    let (mut modulus, mut remainder) = (None, None);
    for bound in node.bounds() {
        let word = lower_ident_token(cx, &need(bound.ident_token())?);
        let slot = match word.name.as_str() {
            "modulus" => &mut modulus,
            "remainder" => &mut remainder,
            _ => return Err(errors::hash_bound_unknown(&word.name, word.span)),
        };
        if slot.replace(literal_number(cx, bound.literal())?).is_some() {
            return Err(errors::hash_bound_repeated(&word.name, word.span));
        }
    }
    let span = cx.span_of_token(node.syntax(), crate::syntax::tree::SyntaxKind::WITH_KW);
    let missing = |word| errors::pointing_from_18(cx, errors::hash_bound_missing(word, span));
    Ok(PartitionBoundKind::Hash {
        modulus: modulus.ok_or_else(|| missing("modulus"))?,
        remainder: remainder.ok_or_else(|| missing("remainder"))?,
    })
}
