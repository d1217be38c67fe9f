//! How does a column that is written become one of a table.

use super::constraint::check_column_attributes;
use super::cx::Cx;
use super::draft::{CheckDraft, ColumnDraft, Condition, DefaultDraft, Draft, ForeignKeyDraft, KeyDraft, KeyKind, NotNullDraft, TableForm};
use super::effect::Act;
use super::errors::{column as errors, constraint as constraint_errors};
use super::sequence_draft;
use crate::analyze::type_name::{analyze_column_collation, analyze_type_name};
use crate::catalog::id::TypeId;
use crate::catalog::object::{Generated, Identity, Storage};
use crate::diag::Result;
use crate::syntax::expr::{Expr, ExprKind};
use crate::syntax::statement::table::{ColumnConstraint, ColumnConstraintKind as Kind, ColumnDef, GeneratedStorage, IdentityKind};
use crate::syntax::type_name::{TypeBase, TypeName};
use crate::text::{Gather, Name};

/// Adds a column, and the constraints that stand with it, to a draft.
// pg: parse_utilcmd.c transformColumnDefinition
pub(super) fn draft_column<'s>(cx: &mut Cx<'_>, draft: &mut Draft<'s>, def: &'s ColumnDef) -> Result<()> {
    let serial = def.type_name.as_ref().and_then(serial_type);
    let mut column = start_column(cx, def, serial)?;
    let newest = cx.catalog.versions().lowest >= 18;
    let mut seen = Seen { needs_not_null: serial.is_some() && newest, ..Seen::default() };
    let sequence = match serial {
        Some(type_id) => Some(sequence_draft::for_column(cx, draft, &def.name.name, type_id, &[], false)?),
        None => None,
    };
    for constraint in &def.constraints {
        check_column_attributes(cx, constraint)?;
    }
    for constraint in &def.constraints {
        draft_column_constraint(cx, draft, &mut column, &mut seen, constraint)?;
    }
    if let Some(sequence) = sequence {
        finish_serial(draft, &mut column, &mut seen, sequence)?;
    } else if seen.needs_not_null && (newest || seen.null != Some(false)) {
        declare_not_null(draft, &mut column, &mut seen, None, false)?;
    }
    draft.columns.push(column);
    Ok(())
}

/// The default and the NOT NULL of a serial column come after what is written, and have no place.
// pg: parse_utilcmd.c transformColumnDefinition
fn finish_serial(draft: &mut Draft<'_>, column: &mut ColumnDraft<'_>, seen: &mut Seen, sequence: usize) -> Result<()> {
    let what = match () {
        () if seen.default => "multiple default values specified",
        () if seen.identity => "both default and identity specified",
        () if seen.generated => "both default and generation expression specified",
        () if seen.null == Some(false) => "conflicting NULL/NOT NULL declarations",
        () => {
            column.default = DefaultDraft::Sequence(sequence);
            return declare_not_null(draft, column, seen, None, false);
        }
    };
    Err(errors::contradiction(what, &column.name, &draft.name))
}

/// What was said of a column so far.
#[derive(Default)]
struct Seen {
    /// NOT NULL for true, NULL for false.
    null: Option<bool>,
    default: bool,
    identity: bool,
    generated: bool,
    needs_not_null: bool,
}

fn start_column<'s>(cx: &Cx<'_>, def: &'s ColumnDef, serial: Option<TypeId>) -> Result<ColumnDraft<'s>> {
    let mut column = ColumnDraft {
        name: def.name.name.clone(),
        type_id: None,
        modifier: -1,
        collation: None,
        not_null: false,
        default: DefaultDraft::None,
        identity: None,
        generated: None,
        storage: None,
        compression: None,
        local: true,
        inherited: 0,
        from_type: false,
    };
    let Some(type_name) = &def.type_name else {
        return Ok(column);
    };
    let (type_id, modifier) = match serial {
        Some(_) if !type_name.array_bounds.is_empty() => return Err(errors::serial_array().at(type_name.span)),
        Some(type_id) => (type_id, -1),
        None => analyze_type_name(&cx.catalog, type_name)?,
    };
    if type_name.set_of {
        return Err(errors::set_of(&column.name));
    }
    set_storage(cx, def, &mut column, type_id)?;
    let written = def.collation.as_ref().map(|name| (name, collate_span(cx, name.span)));
    column.type_id = Some(type_id);
    column.modifier = modifier;
    column.collation = analyze_column_collation(&cx.catalog, written, type_id)?;
    Ok(column)
}

/// Where the word COLLATE stands before the name of a collation, which is where PostgreSQL points.
fn collate_span(cx: &Cx<'_>, name: crate::text::Span) -> crate::text::Span {
    let here = cx.text.get(name.start as usize..name.start as usize + 7);
    if here.is_some_and(|here| here.eq_ignore_ascii_case("collate")) {
        return name;
    }
    let before = cx.text.get(..name.start as usize).unwrap_or_default();
    match before.to_ascii_lowercase().rfind("collate") {
        Some(at) => crate::text::Span::new(at as u32, at as u32 + 7),
        None => name,
    }
}

/// The type behind `serial` and its kin, which are no types of their own.
fn serial_type(type_name: &TypeName) -> Option<TypeId> {
    let TypeBase::Named(name) = &type_name.base else {
        return None;
    };
    if name.schema.is_some() || name.catalog.is_some() {
        return None;
    }
    match name.name.name.as_str() {
        "smallserial" | "serial2" => Some(TypeId::INT2),
        "serial" | "serial4" => Some(TypeId::INT4),
        "bigserial" | "serial8" => Some(TypeId::INT8),
        _ => None,
    }
}

fn draft_column_constraint<'s>(
    cx: &mut Cx<'_>,
    draft: &mut Draft<'s>,
    column: &mut ColumnDraft<'s>,
    seen: &mut Seen,
    constraint: &'s ColumnConstraint,
) -> Result<()> {
    let contradiction = |what: &str, column: &Name, table: &Name| Err(errors::contradiction(what, column, table).at(constraint.span));
    match &constraint.kind {
        Kind::Null => {
            if seen.null == Some(true) || seen.needs_not_null && cx.catalog.versions().lowest >= 18 {
                return contradiction("conflicting NULL/NOT NULL declarations", &column.name, &draft.name);
            }
            seen.null = Some(false);
        }
        Kind::NotNull { no_inherit } => {
            if seen.null == Some(false) {
                return contradiction("conflicting NULL/NOT NULL declarations", &column.name, &draft.name);
            }
            let name = constraint.name.as_ref().map(|name| name.name.clone());
            declare_not_null(draft, column, seen, name, *no_inherit)?;
        }
        Kind::Default(expr) => {
            if seen.default {
                return contradiction("multiple default values specified", &column.name, &draft.name);
            }
            refuse_bare_condition(cx, expr)?;
            column.default = DefaultDraft::Written(expr);
            seen.default = true;
        }
        Kind::Identity { kind, options } => draft_identity(cx, draft, column, seen, (*kind, options, constraint))?,
        Kind::Generated { .. } => draft_generated(cx, draft, column, seen, constraint)?,
        Kind::Check { expr, no_inherit } => draft.checks.push(CheckDraft {
            name: constraint.name.as_ref().map(|name| name.name.clone()),
            condition: Condition::Written(expr),
            not_valid: false,
            not_enforced: constraint.attributes.enforced == Some(false),
            no_inherit: *no_inherit || constraint.attributes.no_inherit,
            local: true,
            inherited: 0,
        }),
        Kind::PrimaryKey(_) | Kind::Unique { .. } => draft_column_key(cx.catalog.versions().lowest >= 18, draft, column, seen, constraint)?,
        Kind::References(references) => {
            if draft.form.is_foreign() {
                return Err(errors::unsupported("foreign key constraints", "foreign tables").at(constraint.span));
            }
            draft.foreign_keys.push(ForeignKeyDraft {
                name: constraint.name.as_ref().map(|name| name.name.clone()),
                columns: vec![column.name.clone()],
                period: false,
                references,
                attributes: &constraint.attributes,
            });
        }
    }
    match (seen.default, seen.identity, seen.generated) {
        (true, true, _) => contradiction("both default and identity specified", &column.name, &draft.name),
        (true, _, true) => contradiction("both default and generation expression specified", &column.name, &draft.name),
        (_, true, true) => contradiction("both identity and generation expression specified", &column.name, &draft.name),
        _ => Ok(()),
    }
}

fn declare_not_null(
    draft: &mut Draft<'_>,
    column: &mut ColumnDraft<'_>,
    seen: &mut Seen,
    name: Option<Name>,
    no_inherit: bool,
) -> Result<()> {
    let again = seen.null == Some(true);
    column.not_null = true;
    seen.null = Some(true);
    match draft.not_nulls.iter_mut().rfind(|it| it.column == column.name).filter(|_| again) {
        Some(before) if before.name.is_none() => before.name = name,
        Some(before) => match (&before.name, &name) {
            (Some(one), Some(two)) if one != two => return Err(constraint_errors::not_null_names(one, two, true)),
            _ => {}
        },
        None => draft.not_nulls.push(NotNullDraft { name, column: column.name.clone(), no_inherit, not_valid: false }),
    }
    Ok(())
}

fn draft_identity<'s>(
    cx: &mut Cx<'_>,
    draft: &mut Draft<'s>,
    column: &mut ColumnDraft<'s>,
    seen: &mut Seen,
    (kind, options, constraint): (IdentityKind, &'s [crate::syntax::statement::sequence::SequenceOption], &ColumnConstraint),
) -> Result<()> {
    if draft.form == TableForm::Typed {
        return Err(errors::unsupported("identity columns", "typed tables"));
    }
    if draft.form.is_partition() {
        return Err(errors::unsupported("identity columns", "partitions"));
    }
    if seen.identity {
        return Err(errors::contradiction("multiple identity specifications", &column.name, &draft.name).at(constraint.span));
    }
    let type_id = column.type_id.unwrap_or(TypeId::INT4);
    sequence_draft::for_column(cx, draft, &column.name, type_id, options, true)?;
    column.identity = Some(if kind == IdentityKind::Always { Identity::Always } else { Identity::ByDefault });
    seen.identity = true;
    if seen.null == Some(false) {
        return Err(errors::contradiction("conflicting NULL/NOT NULL declarations", &column.name, &draft.name).at(constraint.span));
    }
    if seen.null.is_none() {
        declare_not_null(draft, column, seen, None, false)?;
    }
    Ok(())
}

/// The grammar takes no condition as a default unless brackets stand around it.
// pg: gram.y ColConstraintElem, b_expr
fn refuse_bare_condition(cx: &Cx<'_>, expr: &Expr) -> Result<()> {
    let bare = matches!(
        expr.kind,
        ExprKind::In(_) | ExprKind::Like(_) | ExprKind::Between(_) | ExprKind::And(_) | ExprKind::Or(_) | ExprKind::Not(_)
    );
    let before = cx.text.get(..expr.span.start as usize).unwrap_or_default();
    if !bare || before.trim_end().ends_with('(') {
        return Ok(());
    }
    let word: String = cx.text.get(expr.at.start as usize..).unwrap_or_default().chars().take_while(char::is_ascii_alphabetic).gather();
    let at = crate::text::Span::new(expr.at.start, expr.at.start + word.len() as u32);
    let message = format!("syntax error at or near \"{word}\"");
    Err(crate::diag::Diagnostic::error(crate::diag::SqlState::SYNTAX_ERROR, message).at(at))
}

fn draft_generated<'s>(
    cx: &mut Cx<'_>,
    draft: &Draft<'_>,
    column: &mut ColumnDraft<'s>,
    seen: &mut Seen,
    constraint: &'s ColumnConstraint,
) -> Result<()> {
    let Kind::Generated { expr, storage, by_default } = &constraint.kind else {
        return Ok(());
    };
    if draft.form == TableForm::Typed {
        return Err(errors::unsupported("generated columns", "typed tables"));
    }
    if draft.form.is_partition() && cx.catalog.versions().lowest < 16 {
        return Err(errors::unsupported("generated columns", "partitions"));
    }
    if seen.generated {
        let what = "multiple generation clauses specified";
        return Err(errors::contradiction(what, &column.name, &draft.name).at(constraint.span));
    }
    check_generated(cx, *storage, *by_default, constraint)?;
    if *storage == GeneratedStorage::Unsaid {
        cx.effects.acts.push(Act::KindUnsaid(column.name.clone()));
    }
    column.generated = Some(if *storage == GeneratedStorage::Stored { Generated::Stored } else { Generated::Virtual });
    column.default = DefaultDraft::Written(expr);
    seen.generated = true;
    Ok(())
}

fn check_generated(cx: &Cx<'_>, storage: GeneratedStorage, by_default: bool, constraint: &ColumnConstraint) -> Result<()> {
    if by_default {
        let message = "for a generated column, GENERATED ALWAYS must be specified";
        return Err(crate::diag::Diagnostic::error(crate::diag::SqlState::SYNTAX_ERROR, message).at(constraint.span));
    }
    if storage != GeneratedStorage::Stored && cx.catalog.versions().lowest < 18 {
        return Err(super::version::word_or_next(cx, constraint.span, "virtual", 18));
    }
    Ok(())
}

fn draft_column_key<'s>(
    newest: bool,
    draft: &mut Draft<'s>,
    column: &ColumnDraft<'s>,
    seen: &mut Seen,
    constraint: &'s ColumnConstraint,
) -> Result<()> {
    let (kind, parameters, what) = match &constraint.kind {
        Kind::PrimaryKey(parameters) => (KeyKind::Primary, parameters, "primary key constraints"),
        Kind::Unique { nulls_not_distinct, parameters } => {
            (KeyKind::Unique { nulls_not_distinct: *nulls_not_distinct }, parameters, "unique constraints")
        }
        _ => return Ok(()),
    };
    if draft.form.is_foreign() {
        return Err(errors::unsupported(what, "foreign tables").at(constraint.span));
    }
    if kind == KeyKind::Primary {
        if seen.null == Some(false) && newest {
            return Err(errors::contradiction("conflicting NULL/NOT NULL declarations", &column.name, &draft.name).at(constraint.span));
        }
        seen.needs_not_null = seen.null != Some(true);
    }
    draft.keys.push(KeyDraft {
        only: false,
        name: constraint.name.as_ref().map(|name| name.name.clone()),
        kind,
        columns: vec![column.name.clone()],
        include: parameters.include.iter().map(|name| name.name.clone()).gather(),
        without_overlaps: false,
        using_index: None,
        options: &parameters.options,
        tablespace: parameters.tablespace.as_ref(),
        deferrable: constraint.attributes.deferrable == Some(true) || constraint.attributes.initially_deferred == Some(true),
        deferred: constraint.attributes.initially_deferred == Some(true),
        span: constraint.span,
    });
    Ok(())
}

/// Storage and compression of a column that will be made.
// pg: tablecmds.c BuildDescForRelation
fn set_storage(cx: &Cx<'_>, def: &ColumnDef, column: &mut ColumnDraft<'_>, type_id: TypeId) -> Result<()> {
    let varies = cx.catalog.type_(type_id).is_none_or(|found| found.length < 0);
    if let Some(method) = def.compression.as_ref().filter(|method| method.name != "default") {
        if !varies {
            return Err(errors::no_compression(&cx.catalog, type_id));
        }
        if !matches!(method.name.as_str(), "pglz" | "lz4") {
            return Err(errors::bad_compression(&method.name));
        }
        column.compression = Some(method.name.clone());
    }
    if let Some(word) = def.storage.as_ref().filter(|word| !word.name.eq_ignore_ascii_case("default")) {
        let Some(storage) = storage_of(&word.name) else {
            return Err(errors::bad_storage(&word.name));
        };
        if storage != Storage::Plain && !varies {
            return Err(errors::only_plain_storage(&cx.catalog, type_id));
        }
        column.storage = Some(storage);
    }
    Ok(())
}

/// The storage strategy of a word.
// pg: tablecmds.c GetAttributeStorage
pub(super) fn storage_of(word: &Name) -> Option<Storage> {
    match word.to_ascii_lowercase().as_str() {
        "plain" => Some(Storage::Plain),
        "external" => Some(Storage::External),
        "extended" => Some(Storage::Extended),
        "main" => Some(Storage::Main),
        _ => None,
    }
}
