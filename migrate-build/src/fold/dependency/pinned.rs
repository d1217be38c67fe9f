//! Which objects can never be dropped, because the server needs them.

use crate::catalog::PUBLIC;
use crate::catalog::depend::Address;

/// Whether an object came with the server.
// pg: catalog.c IsPinnedObject
pub(in crate::fold) fn is_pinned(address: Address) -> bool {
    match address {
        Address::Schema(id) => id.is_builtin() && id != PUBLIC,
        Address::Relation(id) | Address::Column(id, _) | Address::Default(id, _) | Address::View(id) => id.is_builtin(),
        Address::Type(id) => id.is_builtin(),
        Address::Function(id) => id.is_builtin(),
        Address::Operator(id) => id.is_builtin(),
        Address::OperatorClass(id) => id.is_builtin(),
        Address::OperatorFamily(id) => id.is_builtin(),
        Address::Collation(id) => id.is_builtin(),
        Address::Constraint(id) => id.is_builtin(),
        Address::Trigger(id) => id.is_builtin(),
        Address::Policy(id) => id.is_builtin(),
        Address::Rule(id) => id.is_builtin(),
        Address::Cast(id) => id.is_builtin(),
        Address::Extension(id) => id.is_builtin(),
        Address::Simple(id) => id.is_builtin(),
    }
}
