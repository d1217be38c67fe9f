//! What does the text of a statement say by its places: what each star stands for, and in which schema a name was found.

use super::state::{Level, NamespaceColumn, NamespaceItem, State};
use super::type_name::analyze_type_name;
use crate::catalog::id::{FunctionId, RelationId, SchemaId, TypeId};
use crate::catalog::tree::RangeTableKind;
use crate::catalog::{PG_CATALOG, PG_TEMP};
use crate::diag::Result;
use crate::syntax::expr::Expr;
use crate::syntax::name::QualifiedName;
use crate::syntax::type_name::{TypeBase, TypeName};
use crate::text::{Gather, Name, Seek, Span};
use std::cell::RefCell;
use std::ops::Range;

/// What was noted while a statement was analyzed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notes {
    /// The stars of its select lists, inner ones too.
    pub stars: Vec<Star>,
    /// The names that it gives without a schema.
    pub names: Vec<BareName>,
    /// Where the columns of the outermost select list stand, those of stars aside, with the place of each among all.
    pub targets: Vec<(usize, Span)>,
}

/// A star in a select list.
#[derive(Clone, Debug, PartialEq)]
pub struct Star {
    /// Where it stands, with what is before it: `t.*`.
    pub span: Span,
    /// How each of its columns can be said; none where one of them cannot.
    pub columns: Option<Vec<StarColumn>>,
    /// The columns of the statement that it gives, where it stands in the outermost list.
    pub output: Option<Range<usize>>,
    /// The relation that all of it is the row of.
    pub relation: Option<RelationId>,
}

/// Where a star stands.
#[derive(Clone, Copy, Debug)]
pub struct StarPlace {
    /// Where PostgreSQL points.
    pub at: Span,
    /// All of it.
    pub span: Span,
    /// How many columns stand before it in a select list.
    pub before: Option<usize>,
}

impl StarPlace {
    /// In a select list.
    #[must_use]
    pub fn target(expr: &Expr, before: usize) -> Self {
        Self { at: expr.at, span: expr.span, before: Some(before) }
    }

    /// In any other list.
    #[must_use]
    pub fn list(expr: &Expr) -> Self {
        Self { at: expr.at, span: expr.span, before: None }
    }
}

/// A column that a star stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum StarColumn {
    /// `t.a`, by its parts.
    Named(Vec<Name>),
    /// A field of the value that stands before the star.
    Field(Name),
}

/// A name without a schema, and where it was found.
#[derive(Clone, Debug, PartialEq)]
pub struct BareName {
    /// Where it stands.
    pub span: Span,
    /// The schema.
    pub schema: SchemaId,
}

/// Where notes are taken; nowhere while migrations are folded.
#[derive(Debug, Default)]
pub struct Notebook(Option<RefCell<Notes>>);

impl Notebook {
    /// One that is kept.
    #[must_use]
    pub fn kept() -> Self {
        Self(Some(RefCell::default()))
    }

    /// What it holds.
    #[must_use]
    pub fn into_notes(self) -> Notes {
        self.0.map(RefCell::into_inner).unwrap_or_default()
    }

    fn bare(&self, span: Span, schema: Option<SchemaId>) {
        let schema = schema.filter(|schema| ![PG_CATALOG, PG_TEMP].contains(schema));
        if let (Some(notes), Some(schema)) = (&self.0, schema) {
            notes.borrow_mut().names.push(BareName { span, schema });
        }
    }
}

impl State<'_> {
    /// Notes the relation of a name.
    pub(super) fn note_relation(&self, name: &QualifiedName, id: RelationId) {
        if name.schema.is_none() {
            self.notebook.bare(name.span, self.catalog.relation(id).map(|relation| relation.schema));
        }
    }

    /// Notes the function of a name.
    pub(super) fn note_function(&self, name: &QualifiedName, id: FunctionId) {
        if name.schema.is_none() {
            self.notebook.bare(name.span, self.catalog.function(id).map(|function| function.schema));
        }
    }

    /// The type and modifier of a type name, which is noted.
    pub(super) fn analyze_type_name(&self, type_name: &TypeName) -> Result<(TypeId, i32)> {
        let found = analyze_type_name(self.catalog, type_name)?;
        if let TypeBase::Named(name) = &type_name.base
            && name.schema.is_none()
        {
            self.notebook.bare(name.span, self.catalog.type_(found.0).map(|of| of.schema));
        }
        Ok(found)
    }

    /// Notes a column of a select list before which some others stand.
    pub(super) fn note_target(&self, span: Span, before: usize) {
        if let Some(notes) = self.notebook.0.as_ref().filter(|_| self.levels.len() == self.outermost + 1) {
            notes.borrow_mut().targets.push((before, span));
        }
    }

    /// Notes `*` or `t.*`.
    pub(super) fn note_star(&self, place: StarPlace, items: &[(NamespaceItem, u32)], count: usize) {
        let Some(notes) = &self.notebook.0 else { return };
        let columns = items.iter().flat_map(|(item, up)| {
            let level = self.level_up(*up);
            let shown = item.columns.iter().filter(|column| !column.name.is_empty() && !column.hidden);
            shown.map(move |column| name_column(self, level?, item, column))
        });
        let (output, relation) = (self.output(place, count), self.only_relation(items));
        let columns = columns.try_gather();
        let star = Star { span: place.span, columns, output, relation };
        notes.borrow_mut().stars.push(star);
    }

    /// Notes `(x).*`.
    pub(super) fn note_row_star<'n>(&self, place: StarPlace, fields: impl ExactSizeIterator<Item = &'n Name>) {
        let Some(notes) = &self.notebook.0 else { return };
        let output = self.output(place, fields.len());
        let columns = Some(fields.map(|name| StarColumn::Field(name.clone())).gather());
        notes.borrow_mut().stars.push(Star { span: place.span, columns, output, relation: None });
    }

    fn output(&self, place: StarPlace, count: usize) -> Option<Range<usize>> {
        let from = place.before.filter(|_| self.levels.len() == self.outermost + 1)?;
        Some(from..from + count)
    }

    fn only_relation(&self, items: &[(NamespaceItem, u32)]) -> Option<RelationId> {
        let [(item, up)] = items else { return None };
        match self.level_up(*up)?.entries.get(item.entry as usize)?.table.kind {
            RangeTableKind::Relation { id, .. } => Some(id),
            _ => None,
        }
    }
}

/// How a column of an item is said so that it means this column and no other.
fn name_column(state: &State<'_>, level: &Level, item: &NamespaceItem, column: &NamespaceColumn) -> Option<StarColumn> {
    if item.relation_visible {
        return qualified(state, level, item, &column.name);
    }
    let same = |other: &&NamespaceColumn| other.var == column.var && other.name == column.name;
    let mut owners = level.namespace.iter().filter(|other| other.relation_visible && other.columns.iter().exists(|other| same(&other)));
    if let Some(named) = owners.first_some(|owner| qualified(state, level, owner, &column.name)) {
        return Some(named);
    }
    let seen = level.namespace.iter().filter(|item| item.columns_visible).flat_map(|item| &item.columns);
    let alone = seen.filter(|other| other.name == column.name).count() == 1;
    alone.then(|| StarColumn::Named(vec![column.name.clone()]))
}

fn qualified(state: &State<'_>, level: &Level, item: &NamespaceItem, column: &Name) -> Option<StarColumn> {
    if item.name.is_empty() || item.columns.iter().filter(|other| other.name == *column).count() != 1 {
        return None;
    }
    if level.namespace.iter().filter(|other| other.relation_visible && other.name == item.name).count() == 1 {
        return Some(StarColumn::Named(vec![item.name.clone(), column.clone()]));
    }
    // Two tables of one name in different schemas may stand beside each other.
    let entry = level.entries.get(item.entry as usize).filter(|entry| !entry.aliased)?;
    let RangeTableKind::Relation { id, .. } = entry.table.kind else { return None };
    let schema = state.catalog.schema(state.catalog.relation(id)?.schema)?;
    Some(StarColumn::Named(vec![schema.name.clone(), item.name.clone(), column.clone()]))
}
