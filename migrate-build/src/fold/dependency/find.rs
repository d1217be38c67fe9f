//! Which objects go when some are dropped, and why each of them does.

use super::super::errors::dependency::{pinned, requires, too_deep};
use super::pinned::is_pinned;
use super::relation_part;
use crate::catalog::Catalog;
use crate::catalog::depend::{Address, Dependency, DependencyKind};
use crate::diag::Result;
use crate::text::{Gather, sort_by};

/// How long a chain of dependencies may be.
const MAX_DEPTH: usize = 4000;

/// Why an object goes: a set of the reasons below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reasons(u16);

impl Reasons {
    /// It was named.
    pub(super) const ORIGINAL: Self = Self(1);
    /// Something that it needs goes.
    pub(super) const NORMAL: Self = Self(2);
    /// It goes along by itself.
    pub(super) const AUTO: Self = Self(4);
    /// It belongs to another object.
    pub(super) const INTERNAL: Self = Self(8);
    /// It belongs to a partition that goes, or to the parent's object that goes.
    pub(super) const PARTITION: Self = Self(16);
    /// Its extension goes.
    pub(super) const EXTENSION: Self = Self(32);
    /// It was reached from what it owns.
    pub(super) const REVERSE: Self = Self(64);
    /// It needs one of its partition owners to go.
    pub(super) const IS_PART: Self = Self(128);
    /// It is a column of a table that goes as a whole.
    pub(super) const SUBOBJECT: Self = Self(256);

    pub(super) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// An object that goes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    /// The object.
    pub(super) address: Address,
    /// Why it goes.
    pub(super) reasons: Reasons,
    /// What it needs that goes.
    pub(super) dependee: Option<Address>,
}

/// Everything that goes when `objects` do, in the order of deletion.
pub(super) fn find_targets(catalog: &Catalog, objects: &[Address]) -> Result<Vec<Target>> {
    let mut finder = Finder { catalog, pending: objects, targets: Vec::new(), stack: Vec::new() };
    for object in objects {
        finder.find(*object, Reasons::ORIGINAL)?;
    }
    Ok(finder.targets)
}

struct Finder<'a> {
    catalog: &'a Catalog,
    pending: &'a [Address],
    targets: Vec<Target>,
    stack: Vec<(Address, Reasons)>,
}

/// What the entries of what an object needs say about it.
#[derive(Default)]
struct Owners {
    owning: Option<Dependency>,
    partition: Option<Address>,
    is_part: bool,
}

impl Finder<'_> {
    // pg: dependency.c findDependentObjects
    fn find(&mut self, object: Address, reasons: Reasons) -> Result<()> {
        if self.on_stack(object, reasons) || self.among_targets(object, reasons) {
            return Ok(());
        }
        if is_pinned(object) {
            return Err(pinned(self.catalog, object));
        }
        if self.stack.len() > MAX_DEPTH {
            return Err(too_deep());
        }
        let Some(owners) = self.find_owners(object, reasons)? else {
            return Ok(());
        };
        if let Some(owning) = owners.owning {
            return Err(requires(self.catalog, object, owners.partition.unwrap_or(owning.needed)));
        }
        let reasons = if owners.is_part { reasons.with(Reasons::IS_PART) } else { reasons };
        self.stack.push((object, reasons));
        for (dependent, why) in self.dependents_of(object) {
            self.find(dependent, why)?;
        }
        let (_, reasons) = self.stack.pop().unwrap_or((object, reasons));
        let above = self.stack.last().map(|(above, _)| *above);
        let dependee = if owners.is_part { owners.partition } else { above };
        self.targets.push(Target { address: object, reasons, dependee });
        Ok(())
    }

    /// Looks at what the object needs: whether another object owns it. None where all is done already by way of the owner.
    fn find_owners(&mut self, object: Address, reasons: Reasons) -> Result<Option<Owners>> {
        let mut owners = Owners { is_part: reasons.has(Reasons::IS_PART), ..Owners::default() };
        for entry in needs_of(self.catalog, object) {
            match entry.kind {
                DependencyKind::Normal | DependencyKind::Auto | DependencyKind::AutoExtension => {}
                DependencyKind::Extension | DependencyKind::Internal => {
                    if self.stack.is_empty() {
                        if self.pending.contains(&entry.needed) {
                            return Ok(None);
                        }
                        if owners.owning.is_none() || entry.kind == DependencyKind::Extension {
                            owners.owning = Some(entry);
                        }
                    } else if !self.on_stack(entry.needed, Reasons::default()) {
                        self.find(entry.needed, Reasons::REVERSE)?;
                        self.among_targets(object, reasons);
                        return Ok(None);
                    }
                }
                DependencyKind::PartitionPrimary => {
                    owners.is_part = true;
                    owners.partition = Some(entry.needed);
                }
                DependencyKind::PartitionSecondary => {
                    if !owners.is_part {
                        owners.partition = Some(entry.needed);
                    }
                    owners.is_part = true;
                }
            }
        }
        Ok(Some(owners))
    }

    /// What needs the object, newest first, each with the reason why it goes.
    fn dependents_of(&self, object: Address) -> Vec<(Address, Reasons)> {
        let mut found: Vec<_> = needed_by(self.catalog, object)
            .into_iter()
            .map(|entry| {
                let why = match entry.kind {
                    DependencyKind::Normal => Reasons::NORMAL,
                    DependencyKind::Auto | DependencyKind::AutoExtension => Reasons::AUTO,
                    DependencyKind::Internal => Reasons::INTERNAL,
                    DependencyKind::PartitionPrimary | DependencyKind::PartitionSecondary => Reasons::PARTITION,
                    DependencyKind::Extension => Reasons::EXTENSION,
                };
                (entry.dependent, why)
            })
            .gather();
        // pg: dependency.c object_address_comparator
        let column = |address| relation_part(address).map_or(0, |(_, column)| column);
        sort_by(&mut found, |(a, _), (b, _)| number_of(*b).cmp(&number_of(*a)).then_with(|| column(*a).cmp(&column(*b))));
        found
    }

    // pg: dependency.c stack_address_present_add_flags
    fn on_stack(&mut self, object: Address, reasons: Reasons) -> bool {
        let mut present = false;
        for (address, theirs) in self.stack.iter_mut().rev() {
            if *address == object {
                *theirs = theirs.with(reasons);
                present = true;
            } else if is_column_of(object, *address) {
                present = true;
            } else if is_column_of(*address, object) && reasons != Reasons::default() {
                *theirs = theirs.with(reasons).with(Reasons::SUBOBJECT);
            }
        }
        present
    }

    // pg: dependency.c object_address_present_add_flags
    fn among_targets(&mut self, object: Address, reasons: Reasons) -> bool {
        let mut present = false;
        for target in self.targets.iter_mut().rev() {
            if target.address == object {
                target.reasons = target.reasons.with(reasons);
                present = true;
            } else if is_column_of(object, target.address) {
                present = true;
            } else if is_column_of(target.address, object) && reasons != Reasons::default() {
                target.reasons = target.reasons.with(reasons).with(Reasons::SUBOBJECT);
            }
        }
        present
    }
}

/// Whether the first is a column of the second, which is a whole relation.
fn is_column_of(column: Address, whole: Address) -> bool {
    matches!((column, whole), (Address::Column(id, _), Address::Relation(relation)) if id == relation)
}

/// What an object needs; of a whole relation also what its columns need.
fn needs_of(catalog: &Catalog, object: Address) -> Vec<Dependency> {
    let dependencies = catalog.dependencies();
    let own = dependencies.needs_of(object).copied();
    let of_columns = columns_of(catalog, object).into_iter().flat_map(|column| dependencies.needs_of(column).copied());
    own.chain(of_columns).filter(|entry| !is_within(entry.needed, object)).gather()
}

/// What needs an object; of a whole relation also what needs its columns.
fn needed_by(catalog: &Catalog, object: Address) -> Vec<Dependency> {
    let dependencies = catalog.dependencies();
    let own = dependencies.needed_by(object).copied();
    let of_columns = columns_of(catalog, object).into_iter().flat_map(|column| dependencies.needed_by(column).copied());
    own.chain(of_columns).filter(|entry| !is_within(entry.dependent, object)).gather()
}

fn is_within(other: Address, object: Address) -> bool {
    matches!(object, Address::Relation(id) if relation_part(other).is_some_and(|(relation, _)| relation == id))
}

fn columns_of(catalog: &Catalog, object: Address) -> Vec<Address> {
    match object {
        Address::Relation(id) => {
            let count = catalog.relation(id).map_or(0, |relation| relation.columns.len());
            (1..=count).filter_map(|number| u16::try_from(number).ok()).map(|number| Address::Column(id, number)).gather()
        }
        _ => Vec::new(),
    }
}

/// The number by which PostgreSQL sorts; a rule or default comes right after its relation, as it was made after it.
fn number_of(address: Address) -> u32 {
    match address {
        Address::Schema(id) => id.0,
        Address::Relation(id) | Address::Column(id, _) | Address::Default(id, _) | Address::View(id) => id.0,
        Address::Type(id) => id.0,
        Address::Function(id) => id.0,
        Address::Operator(id) => id.0,
        Address::OperatorClass(id) => id.0,
        Address::OperatorFamily(id) => id.0,
        Address::Collation(id) => id.0,
        Address::Constraint(id) => id.0,
        Address::Trigger(id) => id.0,
        Address::Policy(id) => id.0,
        Address::Rule(id) => id.0,
        Address::Cast(id) => id.0,
        Address::Extension(id) => id.0,
        Address::Simple(id) => id.0,
    }
}
