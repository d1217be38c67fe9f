//! What does a stored expression or query depend on.

use crate::catalog::Catalog;
use crate::catalog::depend::Address;
use crate::catalog::id::{CollationId, FunctionId, OperatorId, RelationId, TypeId};
use crate::catalog::tree::walk::{Child, for_each_child, for_each_child_of_query};
use crate::catalog::tree::{CallForm, Command, Expr, ExprKind, Query, RangeTable, RangeTableKind};
use crate::text::{Collection, Gather, Name};
use crate::typing::category::{base_type, composite_relation};

/// What an expression depends on; `relations` are those that its range table entries stand for, the first being entry 0.
// pg: dependency.c recordDependencyOnSingleRelExpr, find_expr_references_walker
#[must_use]
pub fn needs_of_expr(catalog: &Catalog, expr: &Expr, relations: &[RelationId]) -> Vec<Address> {
    let scope = relations.iter().map(|id| Some(*id)).gather();
    let mut finder = Finder { catalog, scopes: vec![scope], found: Vec::new() };
    finder.expr(expr);
    finder.found
}

/// What a query depends on.
// pg: dependency.c recordDependencyOnExpr, find_expr_references_walker
#[must_use]
pub fn needs_of_query(catalog: &Catalog, query: &Query) -> Vec<Address> {
    let mut finder = Finder { catalog, scopes: Vec::new(), found: Vec::new() };
    finder.query(query);
    finder.found
}

struct Finder<'c> {
    catalog: &'c Catalog,
    /// The relations of the range tables, outermost first.
    scopes: Vec<Vec<Option<RelationId>>>,
    found: Vec<Address>,
}

impl Finder<'_> {
    fn add(&mut self, address: Address) {
        if !is_builtin(address) && !self.found.contains(&address) {
            self.found.push(address);
        }
    }

    fn type_id(&mut self, id: TypeId) {
        self.add(Address::Type(id));
    }

    fn function(&mut self, id: FunctionId) {
        self.add(Address::Function(id));
    }

    fn operator(&mut self, id: OperatorId) {
        self.add(Address::Operator(id));
    }

    fn collation(&mut self, id: Option<CollationId>) {
        if let Some(id) = id {
            self.add(Address::Collation(id));
        }
    }

    fn query(&mut self, query: &Query) {
        self.scopes.push(query.tables.iter().map(relation_of).gather());
        for table in &query.tables {
            self.table(table);
        }
        if let (Some(target), Command::Insert | Command::Update) = (query.target, query.command)
            && let Some(relation) = query.tables.get(target as usize).and_then(relation_of)
        {
            let conflict = query.on_conflict.iter().flat_map(|conflict| &conflict.writes);
            query.writes.iter().chain(conflict).for_each(|write| self.add(Address::Column(relation, write.column)));
        }
        query.grouping_keys.iter().for_each(|key| self.add(Address::Constraint(*key)));
        for_each_child_of_query(query, &mut |child| self.child(child));
        self.scopes.pop();
    }

    fn table(&mut self, table: &RangeTable) {
        match &table.kind {
            RangeTableKind::Relation { id, .. } => self.add(Address::Relation(*id)),
            RangeTableKind::Join { columns } => {
                columns.iter().filter(|column| !matches!(column.kind, ExprKind::Column(_))).for_each(|column| self.expr(column));
            }
            RangeTableKind::Function { .. } | RangeTableKind::TableFunction(..) => {
                table.columns.iter().filter_map(|column| column.type_id).for_each(|id| self.type_id(id));
            }
            _ => {}
        }
    }

    fn child(&mut self, child: Child<'_>) {
        match child {
            Child::Expr(expr) => self.expr(expr),
            Child::Query(query) => self.query(query),
        }
    }

    fn expr(&mut self, expr: &Expr) {
        self.node(expr);
        for_each_child(expr, &mut |child| self.child(child));
    }

    fn node(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Column(var) => {
                let relation = self.scopes.iter().rev().nth(var.level as usize).and_then(|scope| *scope.get(var.table as usize)?);
                if let (Some(relation), Ok(column @ 1..)) = (relation, u16::try_from(var.column)) {
                    self.add(Address::Column(relation, column));
                }
            }
            ExprKind::Constant(value) => {
                self.type_id(expr.type_id);
                self.collation(expr.collation);
                if let Some(value) = value {
                    self.object_constant(expr.type_id, value);
                }
            }
            ExprKind::Parameter(_) => {
                self.type_id(expr.type_id);
                self.collation(expr.collation);
            }
            ExprKind::Call(call) => match call.form {
                CallForm::Operator(operator) => self.operator(operator),
                CallForm::Function | CallForm::Cast(_) => self.function(call.function),
            },
            ExprKind::Distinct(operator, _) | ExprKind::NullIf(operator, _) | ExprKind::ScalarArray { operator, .. } => {
                self.operator(*operator);
            }
            ExprKind::RowCompare(operators, _, _) => operators.iter().for_each(|operator| self.operator(*operator)),
            ExprKind::Subquery(subquery) => subquery.operators.iter().for_each(|operator| self.operator(*operator)),
            ExprKind::Aggregate(aggregate) => self.function(aggregate.function),
            ExprKind::Window(call) => self.function(call.function),
            ExprKind::Field(row, number) => self.field(row.type_id, &[*number]),
            ExprKind::FieldStore(_, fields) => {
                let numbers: Vec<u16> = fields.iter().map(|(number, _)| *number).gather();
                self.field(expr.type_id, &numbers);
            }
            ExprKind::Relabel(..)
            | ExprKind::ThroughText(..)
            | ExprKind::ArrayCast(..)
            | ExprKind::RowCast(_)
            | ExprKind::Row(..)
            | ExprKind::ToDomain(..)
            | ExprKind::Xml(..)
            | ExprKind::Json(..) => self.type_id(expr.type_id),
            ExprKind::Collate(_) => self.collation(expr.collation),
            _ => {}
        }
    }

    fn field(&mut self, type_id: TypeId, numbers: &[u16]) {
        match composite_relation(self.catalog, base_type(self.catalog, type_id)) {
            Some(relation) => numbers.iter().for_each(|number| self.add(Address::Column(relation, *number))),
            None => self.type_id(type_id),
        }
    }

    /// A constant of a type such as `regclass` names an object.
    fn object_constant(&mut self, type_id: TypeId, value: &Name) {
        match type_id {
            TypeId::REGCLASS => {
                if let Some(id) = named(
                    value,
                    |schema| self.catalog.schema_named(schema),
                    |schema, name| match schema {
                        Some(schema) => self.catalog.relation_in(schema, name),
                        None => self.catalog.lookup_relation(name),
                    },
                ) {
                    self.add(Address::Relation(id));
                }
            }
            TypeId::REGTYPE => {
                if let Some(id) = named(
                    value,
                    |schema| self.catalog.schema_named(schema),
                    |schema, name| match schema {
                        Some(schema) => self.catalog.type_in(schema, name),
                        None => self.catalog.lookup_type(name),
                    },
                ) {
                    self.add(Address::Type(id));
                }
            }
            _ => {}
        }
    }
}

/// Splits a name as `regclass` reads it, and looks it up.
fn named<S, T>(text: &Name, schema_of: impl Fn(&Name) -> Option<S>, look_up: impl Fn(Option<S>, &Name) -> Option<T>) -> Option<T> {
    let mut parts = split_name(text)?;
    let name = parts.pop()?;
    match parts.pop() {
        Some(schema) => look_up(Some(schema_of(&schema)?), &name),
        None => look_up(None, &name),
    }
}

// pg: varlena.c textToQualifiedNameList
fn split_name(text: &str) -> Option<Vec<Name>> {
    let mut parts = Vec::new();
    let mut current = String::new();
    let mut quoted = false;
    let mut letters = text.trim().chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                current.push('"');
                letters.next();
            }
            '"' => quoted = !quoted,
            '.' if !quoted => parts.push(Name::from(std::mem::take(&mut current))),
            letter if quoted => current.push(letter),
            letter => current.put_all(letter.to_lowercase()),
        }
    }
    parts.push(Name::from(current));
    (!quoted && parts.len() <= 2).then_some(parts)
}

fn relation_of(table: &RangeTable) -> Option<RelationId> {
    match table.kind {
        RangeTableKind::Relation { id, .. } => Some(id),
        _ => None,
    }
}

fn is_builtin(address: Address) -> bool {
    match address {
        Address::Relation(id) | Address::Column(id, _) | Address::Default(id, _) | Address::View(id) => id.is_builtin(),
        Address::Type(id) => id.is_builtin(),
        Address::Function(id) => id.is_builtin(),
        Address::Operator(id) => id.is_builtin(),
        Address::Collation(id) => id.is_builtin(),
        Address::Constraint(id) => id.is_builtin(),
        _ => false,
    }
}
