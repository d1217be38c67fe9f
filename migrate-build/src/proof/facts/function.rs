//! What is a function, an operator, an operator class or family, or a cast.

use super::expression::print_query;
use super::{Fact, Object, Writer};
use crate::catalog::depend::{Address, DependencyKind};
use crate::catalog::id::{CastId, FunctionId, OperatorClassId, OperatorFamilyId, OperatorId};
use crate::catalog::object::{CastMethod, Function, FunctionBody, Parameter, ParameterDefault};
use crate::text::{Gather, Seek, sort};
use migrate_model::token_checksum;

impl Writer<'_> {
    pub(super) fn function(&mut self, id: FunctionId) {
        let Some(it) = self.catalog().function(id).filter(|_| !id.is_builtin()) else { return };
        let address = Address::Function(id);
        if self.catalog().dependencies().needs_of(address).exists(|entry| entry.kind == DependencyKind::Internal) {
            return;
        }
        let mut object = self.begin(address);
        object.say("kind", format!("{:?}", it.kind));
        let parameters: Vec<String> = it.parameters.iter().map(|parameter| self.parameter(parameter)).gather();
        object.say("parameters", parameters.join(", "));
        object.say("returns", format!("{} set {}", self.names.type_(it.returns), it.returns_set));
        object.say("language", &it.language);
        object.say("volatility", format!("{:?}", it.volatility));
        object.say_if("strict", it.strict);
        object.say_if("security definer", it.security_definer);
        object.say_some("owner", it.owner.as_ref());
        object.say("settings", format!("{:?}", it.settings));
        if let Some(aggregate) = &it.aggregate {
            object.say("aggregate", format!("{:?} {}", aggregate.kind, aggregate.direct_arguments));
        }
        self.body(&mut object, it);
        self.push(object);
    }

    fn parameter(&self, it: &Parameter) -> String {
        let default = match &it.default {
            ParameterDefault::None => String::new(),
            ParameterDefault::Builtin => " default".to_owned(),
            ParameterDefault::Expr(expr) => format!(" default {}", self.expr(expr, &[]).compared),
        };
        let name = it.name.as_ref().map(ToString::to_string).unwrap_or_default();
        format!("{:?} {name} {}{default}", it.mode, self.names.type_(it.type_id))
    }

    /// Comments and blanks in a body change nothing of what it does.
    fn body(&self, object: &mut Object, it: &Function) {
        let fact = match &it.body {
            FunctionBody::Opaque => return,
            FunctionBody::Text(text) => Fact { compared: token_checksum(text).to_string(), shown: text.to_string() },
            FunctionBody::Sql(queries) => {
                let queries: Vec<String> = queries.iter().map(|query| print_query(self.names, query, &[])).gather();
                Fact { compared: queries.join("; "), shown: "SQL".to_owned() }
            }
        };
        object.say_fact("body", Some(fact));
    }

    pub(super) fn operator(&mut self, id: OperatorId) {
        let Some(it) = self.catalog().operator(id).filter(|_| !id.is_builtin()) else { return };
        let mut object = self.begin(Address::Operator(id));
        object.say_some("result", it.result.map(|id| self.names.type_(id)));
        object.say_some("function", it.function.map(|id| self.names.function(id)));
        object.say_some("commutator", it.commutator.map(|id| self.names.operator(id)));
        object.say_some("negator", it.negator.map(|id| self.names.operator(id)));
        object.say_if("hashes", it.hashes);
        object.say_if("merges", it.merges);
        self.push(object);
    }

    pub(super) fn operator_class(&mut self, id: OperatorClassId) {
        let Some(it) = self.catalog().operator_class(id).filter(|_| !id.is_builtin()) else { return };
        let mut object = self.begin(Address::OperatorClass(id));
        object.say("input", self.names.type_(it.input));
        object.say_some("stored", it.stored.map(|id| self.names.type_(id)));
        object.say_if("default", it.default);
        self.push(object);
    }

    pub(super) fn operator_family(&mut self, id: OperatorFamilyId) {
        let Some(it) = self.catalog().operator_family(id).filter(|_| !id.is_builtin()) else { return };
        let mut object = self.begin(Address::OperatorFamily(id));
        let mut operators: Vec<String> =
            it.operators.iter().map(|of| format!("{} {}", of.strategy, self.names.operator(of.operator))).gather();
        sort(&mut operators);
        object.say("operators", operators.join(", "));
        self.push(object);
    }

    pub(super) fn cast(&mut self, id: CastId) {
        let Some(it) = self.catalog().cast_by_id(id).filter(|_| !id.is_builtin()) else { return };
        let mut object = self.begin(Address::Cast(id));
        let method = match it.method {
            CastMethod::Function(function) => self.names.function(function),
            CastMethod::InOut => "through text".into(),
            CastMethod::Binary => "the same bytes".into(),
        };
        object.say("method", method);
        object.say("context", format!("{:?}", it.context));
        self.push(object);
    }
}
