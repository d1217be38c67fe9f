//! Which objects are written each by itself, and to which of them does an address belong.

use super::Cx;
use crate::catalog::PUBLIC;
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{ConstraintId, ExtensionId, FunctionId, PolicyId, RelationId, SchemaId, TriggerId, TypeId};
use crate::catalog::object::{Constraint, ConstraintKind, ConstraintOwner, Persistence, RelationKind, SimpleKind, TypeKind};
use crate::text::{Collection, Seek, sort};

/// An object that is written by itself. The order is that in which objects are written that do not need each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    /// A schema.
    Schema(SchemaId),
    /// An extension.
    Extension(ExtensionId),
    /// An enum, domain, composite or range.
    Type(TypeId),
    /// A function or procedure.
    Function(FunctionId),
    /// A sequence of its own, or that of a serial column.
    Sequence(RelationId),
    /// A table with its columns and the constraints that stand in it.
    Table(RelationId),
    /// A view or materialized view.
    Query(RelationId),
    /// An index that no constraint made.
    Index(RelationId),
    /// A constraint that is added after its table: a foreign key, or one that was not validated.
    Constraint(ConstraintId),
    /// To which column a sequence belongs.
    OwnedBy(RelationId),
    /// A trigger.
    Trigger(TriggerId),
    /// A policy.
    Policy(PolicyId),
    /// Anything else, which is made by the statement that made it.
    Other(Address),
}

impl Cx<'_> {
    /// All that migrations made and that is still there.
    pub(super) fn units(&self) -> Vec<Unit> {
        let catalog = self.catalog;
        let mut units: Vec<Unit> = Vec::new();
        units.put_all(catalog.schemas().iter().filter(|it| it.id != PUBLIC && !it.name.starts_with("pg_")).map(|it| Unit::Schema(it.id)));
        units.put_all(catalog.extensions().iter().filter(|it| it.name != "plpgsql").map(|it| Unit::Extension(it.id)));
        let addresses = catalog.types().into_iter().map(|it| Address::Type(it.id));
        let addresses = addresses.chain(catalog.functions().into_iter().map(|it| Address::Function(it.id)));
        let addresses = addresses.chain(catalog.relations().into_iter().map(|it| Address::Relation(it.id)));
        let addresses = addresses.chain(catalog.constraints().into_iter().map(|it| Address::Constraint(it.id)));
        let addresses = addresses.chain(catalog.triggers().into_iter().map(|it| Address::Trigger(it.id)));
        let addresses = addresses.chain(catalog.policies().into_iter().map(|it| Address::Policy(it.id)));
        let addresses = addresses.chain(catalog.rules().into_iter().map(|it| Address::Rule(it.id)));
        let addresses = addresses.chain(catalog.casts().into_iter().map(|it| Address::Cast(it.id)));
        let addresses = addresses.chain(catalog.collations().into_iter().map(|it| Address::Collation(it.id)));
        let addresses = addresses.chain(catalog.operators().into_iter().map(|it| Address::Operator(it.id)));
        let addresses = addresses.chain(catalog.operator_families().into_iter().map(|it| Address::OperatorFamily(it.id)));
        let addresses = addresses.chain(catalog.operator_classes().into_iter().map(|it| Address::OperatorClass(it.id)));
        let addresses = addresses.chain(catalog.simples().into_iter().map(|it| Address::Simple(it.id)));
        units.put_all(addresses.filter_map(|address| self.unit_at(address)));
        units.put_all(catalog.relations().iter().filter(|it| self.is_owned_sequence(it.id)).map(|it| Unit::OwnedBy(it.id)));
        sort(&mut units);
        units.dedup();
        units
    }

    /// The unit that an address itself is; none for parts of others, for what an extension made and for what goes with the session.
    fn unit_at(&self, address: Address) -> Option<Unit> {
        let unit = self.unit_of(address)?;
        let own = match (address, unit) {
            (Address::Type(id), Unit::Type(other)) => id == other,
            (Address::Constraint(_), Unit::Constraint(_)) | (_, Unit::Other(_)) => true,
            (Address::Constraint(_) | Address::Type(_), _) => false,
            _ => true,
        };
        own.then_some(unit)
    }

    /// The unit that an address belongs to.
    pub(super) fn unit_of(&self, address: Address) -> Option<Unit> {
        if self.belongs_to_extension(address) {
            return None;
        }
        match address {
            Address::Schema(id) => Some(Unit::Schema(id)).filter(|_| id != PUBLIC && !id.is_builtin()),
            Address::Extension(id) => Some(Unit::Extension(id)),
            Address::Relation(id) | Address::Column(id, _) | Address::Default(id, _) | Address::View(id) => self.unit_of_relation(id),
            Address::Type(id) => self.unit_of_type(id),
            Address::Function(id) => self.unit_of_function(id),
            Address::Constraint(id) => self.unit_of_constraint(self.catalog.constraint(id)?),
            Address::Trigger(id) => {
                let trigger = self.catalog.trigger(id).filter(|trigger| trigger.parent.is_none())?;
                self.unit_of_relation(trigger.relation).map(|_| Unit::Trigger(id))
            }
            Address::Policy(id) => Some(Unit::Policy(id)),
            Address::Simple(id) => {
                let simple = self.catalog.simple(id).filter(|_| !id.is_builtin())?;
                (!matches!(simple.kind, SimpleKind::Role | SimpleKind::UserMapping | SimpleKind::Subscription))
                    .then_some(Unit::Other(address))
            }
            Address::OperatorFamily(id) => {
                // A family that a class made comes with it.
                let made = self.history.statements.contains_key(&address) && !id.is_builtin();
                made.then_some(Unit::Other(address))
            }
            Address::Operator(id) => Some(Unit::Other(address)).filter(|_| !id.is_builtin()),
            Address::OperatorClass(id) => Some(Unit::Other(address)).filter(|_| !id.is_builtin()),
            Address::Collation(id) => Some(Unit::Other(address)).filter(|_| !id.is_builtin()),
            // The casts of a range come with it.
            Address::Cast(id) => Some(Unit::Other(address)).filter(|_| !id.is_builtin() && self.history.statements.contains_key(&address)),
            Address::Rule(_) => Some(Unit::Other(address)),
        }
    }

    pub(super) fn unit_of_relation(&self, id: RelationId) -> Option<Unit> {
        let relation = self.catalog.relation(id).filter(|_| !id.is_builtin())?;
        if relation.persistence == Persistence::Temporary || self.belongs_to_extension(Address::Relation(id)) {
            return None;
        }
        match relation.kind {
            RelationKind::Table | RelationKind::PartitionedTable | RelationKind::ForeignTable => Some(Unit::Table(id)),
            RelationKind::View | RelationKind::MaterializedView => Some(Unit::Query(id)),
            RelationKind::Index | RelationKind::PartitionedIndex => {
                let index = relation.index.as_ref()?;
                match index.constraint.and_then(|constraint| self.catalog.constraint(constraint)) {
                    Some(constraint) => self.unit_of_constraint(constraint),
                    // The index of a partition comes with that of its parent.
                    None if relation.parents.is_empty() => self.unit_of_relation(index.table).map(|_| Unit::Index(id)),
                    None => self.unit_of_relation(index.table),
                }
            }
            RelationKind::Sequence => match relation.sequence.as_ref()? {
                sequence if sequence.identity => sequence.owned_by.and_then(|(table, _)| self.unit_of_relation(table)),
                _ => Some(Unit::Sequence(id)),
            },
            RelationKind::Composite => relation.row_type.map(Unit::Type),
        }
    }

    fn unit_of_type(&self, id: TypeId) -> Option<Unit> {
        let type_ = self.catalog.type_(id).filter(|_| !id.is_builtin())?;
        match &type_.kind {
            TypeKind::Array | TypeKind::Pseudo => self.unit_of_type(type_.element?),
            TypeKind::Multirange { range } => Some(Unit::Type(*range)),
            TypeKind::Composite(relation) => match self.catalog.relation(*relation)?.kind {
                RelationKind::Composite => Some(Unit::Type(id)),
                _ => self.unit_of_relation(*relation),
            },
            TypeKind::Enum { .. } | TypeKind::Domain { .. } | TypeKind::Range { .. } | TypeKind::Base | TypeKind::Shell => {
                Some(Unit::Type(id))
            }
        }
    }

    fn unit_of_function(&self, id: FunctionId) -> Option<Unit> {
        if id.is_builtin() {
            return None;
        }
        let mut needs = self.catalog.dependencies().needs_of(Address::Function(id));
        match needs.first_where(|entry| entry.kind == DependencyKind::Internal) {
            // What a type made for itself.
            Some(entry) => self.unit_of(entry.needed),
            None => Some(Unit::Function(id)),
        }
    }

    fn unit_of_constraint(&self, constraint: &Constraint) -> Option<Unit> {
        let ConstraintOwner::Relation(relation) = constraint.owner else {
            let ConstraintOwner::Domain(domain) = constraint.owner else { return None };
            return Some(Unit::Type(domain));
        };
        let table = self.unit_of_relation(relation)?;
        let is_late = !constraint.validated && !matches!(constraint.kind, ConstraintKind::NotNull);
        let own = constraint.parent.is_none() && (constraint.local || constraint.inherited == 0);
        match constraint.kind {
            ConstraintKind::Trigger => None,
            ConstraintKind::ForeignKey(_) if own => Some(Unit::Constraint(constraint.id)),
            ConstraintKind::Check(_) if own && is_late => Some(Unit::Constraint(constraint.id)),
            _ => Some(table),
        }
    }

    pub(super) fn is_owned_sequence(&self, id: RelationId) -> bool {
        let relation = self.catalog.relation(id).filter(|_| matches!(self.unit_of_relation(id), Some(Unit::Sequence(_))));
        relation.and_then(|relation| relation.sequence.as_ref()).is_some_and(|sequence| sequence.owned_by.is_some())
    }

    fn belongs_to_extension(&self, address: Address) -> bool {
        self.catalog.dependencies().needs_of(address).exists(|entry| entry.kind == DependencyKind::Extension)
    }

    /// What people call it.
    pub(super) fn name_of(&self, unit: Unit) -> String {
        match unit {
            Unit::OwnedBy(id) => format!("owner of sequence {}", self.relation_name(id)),
            other => self.described(address_of(other)),
        }
    }

    /// The table that it belongs to, or its own name.
    pub(super) fn area_of(&self, unit: Unit) -> String {
        let name = |id: RelationId| self.catalog.relation(id).map_or_else(String::new, |relation| relation.name.to_string());
        match unit {
            Unit::Table(id) | Unit::Query(id) => name(id),
            Unit::Index(id) => {
                self.catalog.relation(id).and_then(|it| it.index.as_ref()).map_or_else(String::new, |index| name(index.table))
            }
            Unit::Sequence(id) | Unit::OwnedBy(id) => {
                let owner = self.catalog.relation(id).and_then(|it| it.sequence.as_ref()?.owned_by);
                name(owner.map_or(id, |(table, _)| table))
            }
            Unit::Constraint(id) => match self.catalog.constraint(id).map(|constraint| constraint.owner) {
                Some(ConstraintOwner::Relation(table)) => name(table),
                _ => String::new(),
            },
            Unit::Trigger(id) => self.catalog.trigger(id).map_or_else(String::new, |trigger| name(trigger.relation)),
            Unit::Policy(id) => self.catalog.policy(id).map_or_else(String::new, |policy| name(policy.relation)),
            Unit::Type(id) => self.catalog.type_(id).map_or_else(String::new, |type_| type_.name.to_string()),
            Unit::Function(id) => self.catalog.function(id).map_or_else(String::new, |function| function.name.to_string()),
            Unit::Schema(_) | Unit::Extension(_) | Unit::Other(_) => String::new(),
        }
    }
}

/// The address of the object that a unit makes.
pub(super) fn address_of(unit: Unit) -> Address {
    match unit {
        Unit::Schema(id) => Address::Schema(id),
        Unit::Extension(id) => Address::Extension(id),
        Unit::Type(id) => Address::Type(id),
        Unit::Function(id) => Address::Function(id),
        Unit::Sequence(id) | Unit::Table(id) | Unit::Query(id) | Unit::Index(id) | Unit::OwnedBy(id) => Address::Relation(id),
        Unit::Constraint(id) => Address::Constraint(id),
        Unit::Trigger(id) => Address::Trigger(id),
        Unit::Policy(id) => Address::Policy(id),
        Unit::Other(address) => address,
    }
}
