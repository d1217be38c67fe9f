//! Which constraints can a row of a table violate: an enum, so that an error can be matched on.

use super::describe::qualified;
use super::doc_text::code;
use super::input::Input;
use super::literal::literal;
use super::naming::constraint_variants;
use super::writer::Writer;
use crate::catalog::object::{Constraint, ConstraintKind, ConstraintOwner, Relation};
use crate::text::{Gather, Name, Seek};

/// How deep partitions may stand in one another before the engine stops to look.
const DEPTH: usize = 64;

/// A name that the server may report, with the table that it reports it for.
struct Reported {
    table: Name,
    name: Name,
}

/// A constraint, and as what it is reported: on its table and on each partition.
struct Violation {
    name: Name,
    told: &'static str,
    reported: Vec<Reported>,
}

/// The enum of a table's constraints; none where the table has none.
pub(super) fn write_constraints(w: &mut Writer, input: &Input<'_>, relation: &Relation, name: &str) -> bool {
    let violations = violations(input, relation);
    if violations.is_empty() {
        return false;
    }
    let names: Vec<Name> = violations.iter().map(|found| found.name.clone()).gather();
    let variants = constraint_variants(input.catalog, input.settings, relation.id, &names);
    w.line("");
    w.line(&format!("/// What a statement can violate of the table {}.", code(&qualified(input, relation.id))));
    w.line("#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]");
    w.open(&format!("pub enum {name} {{"));
    for (violation, variant) in violations.iter().zip(&variants) {
        w.line(&format!("/// {}: {}.", code(&violation.name), violation.told));
        w.line(&format!("{variant},"));
    }
    w.close("}");
    w.line("");
    w.open(&format!("impl {name} {{"));
    write_name(w, &violations, &variants);
    w.line("");
    write_from_error(w, input, relation, &violations, &variants);
    w.close("}");
    true
}

fn write_name(w: &mut Writer, violations: &[Violation], variants: &[String]) {
    w.line("/// The constraint's name in the database.");
    w.open("pub const fn name(self) -> &'static str {");
    w.open("match self {");
    for (violation, variant) in violations.iter().zip(variants) {
        w.arm(&format!("Self::{variant}"), &literal(&violation.name));
    }
    w.close("}");
    w.close("}");
}

fn write_from_error(w: &mut Writer, input: &Input<'_>, relation: &Relation, violations: &[Violation], variants: &[String]) {
    let schema = input.catalog.schema(relation.schema).map_or("", |schema| schema.name.as_str());
    w.line("/// The constraint that an error of the database names, where it is one of these.");
    w.open("pub fn from_error(__error: &__rt::Error) -> Option<Self> {");
    w.open(&format!("if __error.schema() != Some({}) {{", literal(schema)));
    w.line("return None;");
    w.close("}");
    w.open("match (__error.table()?, __error.constraint()?) {");
    for (violation, variant) in violations.iter().zip(variants) {
        for reported in &violation.reported {
            let pattern = format!("({}, {})", literal(&reported.table), literal(&reported.name));
            w.arm(&pattern, &format!("Some(Self::{variant})"));
        }
    }
    w.line("_ => None,");
    w.close("}");
    w.close("}");
}

fn violations(input: &Input<'_>, relation: &Relation) -> Vec<Violation> {
    let mut found: Vec<Violation> = Vec::new();
    for id in input.catalog.constraints_of(ConstraintOwner::Relation(relation.id)) {
        let Some(constraint) = input.catalog.constraint(*id) else { continue };
        let Some(told) = told(&constraint.kind) else { continue };
        let mut reported = vec![Reported { table: relation.name.clone(), name: constraint.name.clone() }];
        of_partitions(input, constraint, &mut reported, 0);
        found.push(Violation { name: constraint.name.clone(), told, reported });
    }
    for id in input.catalog.indexes_of(relation.id) {
        let Some(index) = input.catalog.relation(*id) else { continue };
        if index.index.as_ref().is_some_and(|index| index.unique && index.constraint.is_none())
            && !found.iter().exists(|other| other.name == index.name)
        {
            let reported = vec![Reported { table: relation.name.clone(), name: index.name.clone() }];
            found.push(Violation { name: index.name.clone(), told: "a unique index", reported });
        }
    }
    found
}

fn told(kind: &ConstraintKind) -> Option<&'static str> {
    Some(match kind {
        ConstraintKind::PrimaryKey { .. } => "the primary key",
        ConstraintKind::Unique { .. } => "a unique key",
        ConstraintKind::ForeignKey(_) => "a foreign key",
        ConstraintKind::Check(_) => "a check",
        ConstraintKind::Exclude => "an exclusion",
        ConstraintKind::NotNull | ConstraintKind::Trigger => return None,
    })
}

/// A row of a partitioned table violates the constraint of the partition that it would go to.
fn of_partitions(input: &Input<'_>, parent: &Constraint, into: &mut Vec<Reported>, depth: usize) {
    let ConstraintOwner::Relation(table) = parent.owner else { return };
    for child in input.catalog.children_of(table).iter().filter_map(|id| input.catalog.relation(*id)).filter(|_| depth < DEPTH) {
        for constraint in
            input.catalog.constraints_of(ConstraintOwner::Relation(child.id)).iter().filter_map(|id| input.catalog.constraint(*id))
        {
            let inherited = constraint.parent == Some(parent.id)
                || (constraint.parent.is_none() && constraint.inherited > 0 && constraint.name == parent.name);
            if inherited {
                into.push(Reported { table: child.name.clone(), name: constraint.name.clone() });
                of_partitions(input, constraint, into, depth + 1);
            }
        }
    }
}
