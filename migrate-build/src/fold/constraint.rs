//! How does a constraint of a table go into its draft, and what may be said of when it is checked.

use super::cx::Cx;
use super::draft::{CheckDraft, Condition, Draft, ForeignKeyDraft, KeyDraft, KeyKind, NotNullDraft};
use super::errors::{column as column_errors, constraint as errors, lookup};
use crate::diag::Result;
use crate::syntax::statement::table::{
    ColumnConstraint, ColumnConstraintKind, ConstraintAttributes, Exclude, KeyDefinition, TableConstraint, TableConstraintKind as Kind,
};
use crate::text::{Gather, Name, Span};

/// Adds a constraint to a draft.
// pg: parse_utilcmd.c transformTableConstraint
pub(super) fn draft_table_constraint<'s>(cx: &Cx<'_>, draft: &mut Draft<'s>, constraint: &'s TableConstraint) -> Result<()> {
    check_enforced_is_known(cx, &constraint.attributes, constraint.span)?;
    check_table_attributes(constraint)?;
    let name = constraint.name.as_ref().map(|name| name.name.clone());
    let unsupported = |what: &str| Err(column_errors::unsupported(what, "foreign tables").at(constraint.span));
    let foreign = draft.form.is_foreign();
    match &constraint.kind {
        Kind::Check(expr) => draft.checks.push(CheckDraft {
            name,
            condition: Condition::Written(expr),
            not_valid: constraint.attributes.not_valid,
            not_enforced: constraint.attributes.enforced == Some(false),
            no_inherit: constraint.attributes.no_inherit,
            local: true,
            inherited: 0,
        }),
        Kind::NotNull(column) => {
            let lowest = cx.catalog.versions().lowest;
            if lowest < 18 {
                return Err(lookup::too_new("NOT", 18, lowest).at(Span::new(constraint.span.start, constraint.span.start + 3)));
            }
            if draft.partitioned && constraint.attributes.no_inherit {
                return Err(errors::no_inherit_on_partitioned("not null", &draft.name));
            }
            draft.not_nulls.push(NotNullDraft {
                name,
                column: column.name.clone(),
                no_inherit: constraint.attributes.no_inherit,
                not_valid: constraint.attributes.not_valid,
            });
        }
        Kind::PrimaryKey(_) if foreign => return unsupported("primary key constraints"),
        Kind::Unique { .. } if foreign => return unsupported("unique constraints"),
        Kind::Exclude(_) if foreign => return unsupported("exclusion constraints"),
        Kind::ForeignKey { .. } if foreign => return unsupported("foreign key constraints"),
        Kind::PrimaryKey(key) => draft.keys.push(key_draft(constraint, name, KeyKind::Primary, key)),
        Kind::Unique { nulls_not_distinct, key } => {
            draft.keys.push(key_draft(constraint, name, KeyKind::Unique { nulls_not_distinct: *nulls_not_distinct }, key));
        }
        Kind::Exclude(_) if draft.partitioned && cx.catalog.versions().lowest < 17 => {
            return Err(errors::exclusion_on_partitioned().at(constraint.span));
        }
        Kind::Exclude(exclude) => draft.keys.push(exclude_draft(constraint, name, exclude)),
        Kind::ForeignKey { columns, period, references } => draft.foreign_keys.push(ForeignKeyDraft {
            name,
            columns: columns.iter().chain(period).map(|column| column.name.clone()).gather(),
            period: period.is_some(),
            references,
            attributes: &constraint.attributes,
        }),
    }
    Ok(())
}

/// Refuses what cannot be said of when a constraint of a column is checked.
// pg: parse_utilcmd.c transformConstraintAttrs
pub(super) fn check_column_attributes(cx: &Cx<'_>, constraint: &ColumnConstraint) -> Result<()> {
    let attributes = &constraint.attributes;
    let at = attributes.span.unwrap_or(constraint.span);
    check_enforced_is_known(cx, attributes, constraint.span)?;
    let deferrable = matches!(
        constraint.kind,
        ColumnConstraintKind::PrimaryKey(_) | ColumnConstraintKind::Unique { .. } | ColumnConstraintKind::References(_)
    );
    if !deferrable {
        let clause = match (attributes.deferrable, attributes.initially_deferred) {
            (Some(true), _) => Some("DEFERRABLE"),
            (Some(false), _) => Some("NOT DEFERRABLE"),
            (None, Some(true)) => Some("INITIALLY DEFERRED"),
            (None, Some(false)) => Some("INITIALLY IMMEDIATE"),
            (None, None) => None,
        };
        if let Some(clause) = clause {
            return Err(errors::misplaced(clause).at(at));
        }
    }
    if !matches!(constraint.kind, ColumnConstraintKind::Check { .. } | ColumnConstraintKind::References(_)) {
        match attributes.enforced {
            Some(true) => return Err(errors::misplaced("ENFORCED").at(at)),
            Some(false) => return Err(errors::misplaced("NOT ENFORCED").at(at)),
            None => {}
        }
    }
    check_deferred(attributes, at)
}

/// Refuses what cannot be said of when a constraint of a table is checked.
// pg: gram.y processCASbits
fn check_table_attributes(constraint: &TableConstraint) -> Result<()> {
    let attributes = &constraint.attributes;
    let at = attributes.span.unwrap_or(constraint.span);
    let (kind, deferrable, not_valid, no_inherit, enforced) = match &constraint.kind {
        Kind::Check(_) => ("CHECK", false, true, true, true),
        Kind::NotNull(_) => ("NOT NULL", false, true, true, false),
        Kind::PrimaryKey(_) => ("PRIMARY KEY", true, false, false, false),
        Kind::Unique { .. } => ("UNIQUE", true, false, false, false),
        Kind::Exclude(_) => ("EXCLUDE", true, false, false, false),
        Kind::ForeignKey { .. } => ("FOREIGN KEY", true, true, false, true),
    };
    check_deferred(attributes, at)?;
    let deferred = attributes.deferrable == Some(true) || attributes.initially_deferred == Some(true);
    let refused = match () {
        () if deferred && !deferrable => Some("DEFERRABLE"),
        () if attributes.not_valid && !not_valid => Some("NOT VALID"),
        () if attributes.no_inherit && !no_inherit => Some("NO INHERIT"),
        () if attributes.enforced == Some(false) && !enforced => Some("NOT ENFORCED"),
        () if attributes.enforced == Some(true) && !enforced => Some("ENFORCED"),
        () => None,
    };
    match refused {
        Some(mark) => Err(errors::cannot_be_marked(kind, mark).at(at)),
        None => Ok(()),
    }
}

fn check_enforced_is_known(cx: &Cx<'_>, attributes: &ConstraintAttributes, span: Span) -> Result<()> {
    if attributes.enforced.is_some() && cx.catalog.versions().lowest < 18 {
        return Err(super::version::word_or_next(cx, attributes.span.unwrap_or(span), "enforced", 18));
    }
    Ok(())
}

fn check_deferred(attributes: &ConstraintAttributes, at: Span) -> Result<()> {
    if attributes.deferrable == Some(false) && attributes.initially_deferred == Some(true) {
        return Err(errors::deferred_not_deferrable().at(at));
    }
    Ok(())
}

fn key_draft<'s>(constraint: &'s TableConstraint, name: Option<Name>, kind: KeyKind<'s>, key: &'s KeyDefinition) -> KeyDraft<'s> {
    let attributes = &constraint.attributes;
    let mut draft = KeyDraft {
        name,
        kind,
        columns: Vec::new(),
        include: Vec::new(),
        without_overlaps: false,
        only: false,
        using_index: None,
        options: &[],
        tablespace: None,
        deferrable: attributes.deferrable == Some(true) || attributes.initially_deferred == Some(true),
        deferred: attributes.initially_deferred == Some(true),
        span: constraint.span,
    };
    match key {
        KeyDefinition::Index(index) => draft.using_index = Some(index),
        KeyDefinition::Columns { columns, without_overlaps, parameters } => {
            draft.columns = columns.iter().map(|column| column.name.clone()).gather();
            draft.include = parameters.include.iter().map(|column| column.name.clone()).gather();
            draft.without_overlaps = *without_overlaps;
            draft.options = &parameters.options;
            draft.tablespace = parameters.tablespace.as_ref();
        }
    }
    draft
}

fn exclude_draft<'s>(constraint: &'s TableConstraint, name: Option<Name>, exclude: &'s Exclude) -> KeyDraft<'s> {
    let attributes = &constraint.attributes;
    KeyDraft {
        name,
        kind: KeyKind::Exclude(exclude),
        columns: Vec::new(),
        include: exclude.parameters.include.iter().map(|column| column.name.clone()).gather(),
        without_overlaps: false,
        only: false,
        using_index: None,
        options: &exclude.parameters.options,
        tablespace: exclude.parameters.tablespace.as_ref(),
        deferrable: attributes.deferrable == Some(true) || attributes.initially_deferred == Some(true),
        deferred: attributes.initially_deferred == Some(true),
        span: constraint.span,
    }
}
