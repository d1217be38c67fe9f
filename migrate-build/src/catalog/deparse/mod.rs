//! What does a stored expression say as SQL, in the names of today: the way back from the tree to a text.

mod constant;
mod name;

use super::Catalog;
use super::format::quote_identifier;
use super::id::{OperatorId, RelationId, TypeId};
use super::object::CastContext;
use super::tree::{BooleanTest, CallForm, Expr, ExprKind, FunctionCall, SubscriptIndex};

/// The text that PostgreSQL would print of an expression over the columns of one relation, entry 0 of its range table, or of none; no text where the tree does
/// not hold all that was written, as of queries and of functions of SQL/XML and SQL/JSON.
// pg: ruleutils.c deparse_expression
#[must_use]
pub fn deparse(catalog: &Catalog, expr: &Expr, relation: Option<RelationId>) -> Option<String> {
    let mut printer = Printer { catalog, relation, text: String::new() };
    printer.bare(expr, ImplicitCasts::Hidden)?;
    Some(printer.text)
}

/// What becomes of a cast that nobody wrote.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ImplicitCasts {
    /// Only what is cast is printed, as it will be cast again.
    Hidden,
    /// It is printed, as an operand's cast decides which operator is meant.
    Shown,
}

/// Each function gives none where the tree does not hold what it would need.
struct Printer<'c> {
    catalog: &'c Catalog,
    relation: Option<RelationId>,
    text: String,
}

impl Printer<'_> {
    fn say(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// An expression within another one, in parentheses where it is made of several.
    // pg: ruleutils.c get_rule_expr_paren, without PRETTYFLAG_PAREN
    fn nested(&mut self, expr: &Expr, casts: ImplicitCasts) -> Option<()> {
        match hidden_cast(expr, casts) {
            Some(inner) => self.nested(inner, casts),
            None if is_compound(&expr.kind) => {
                self.say("(");
                self.bare(expr, casts)?;
                self.say(")");
                Some(())
            }
            None => self.bare(expr, casts),
        }
    }

    // pg: ruleutils.c get_rule_expr
    fn bare(&mut self, expr: &Expr, casts: ImplicitCasts) -> Option<()> {
        use ExprKind as K;
        use ImplicitCasts::{Hidden, Shown};
        match &expr.kind {
            K::Column(var) => self.column(var),
            K::Constant(value) => {
                self.constant(value.as_ref(), expr.type_id);
                Some(())
            }
            K::Call(call) => self.call(expr, call, casts),
            K::Relabel(of, context) | K::ThroughText(of, context) | K::ToDomain(of, context) | K::ArrayCast(of, _, context) => {
                self.cast(expr, of, *context, casts)
            }
            K::RowCast(of) => self.cast(expr, of, CastContext::Explicit, casts),
            K::Distinct(_, sides) => self.infix(sides, " IS DISTINCT FROM "),
            K::NullIf(_, sides) => self.listed("NULLIF(", &sides[..], ")"),
            K::ScalarArray { operator, any, sides } => {
                self.nested(&sides[0], Shown)?;
                self.operator(*operator)?;
                self.say(if *any { "ANY (" } else { "ALL (" });
                self.nested(&sides[1], Shown)?;
                self.say(")");
                Some(())
            }
            K::And(list) => self.joined(list, " AND "),
            K::Or(list) => self.joined(list, " OR "),
            K::Not(of) => {
                self.say("NOT ");
                self.nested(of, Hidden)
            }
            K::Field(of, number) => self.field(of, *number),
            K::Subscript { container, indices, store: None } => self.subscript(container, indices, casts),
            K::Case { operand, branches, otherwise } => self.case(operand.as_deref(), branches, otherwise),
            K::RowCompare(operators, left, right) => self.row_compare(operators, left, right),
            K::Coalesce(list) => self.listed("COALESCE(", list, ")"),
            K::Greatest(list) => self.listed("GREATEST(", list, ")"),
            K::Least(list) => self.listed("LEAST(", list, ")"),
            _ => self.with_suffix(expr, casts),
        }
    }

    /// What ends in words that say more of what stands before them.
    fn with_suffix(&mut self, expr: &Expr, casts: ImplicitCasts) -> Option<()> {
        use ExprKind as K;
        match &expr.kind {
            K::Collate(of) => {
                self.nested(of, casts)?;
                let collation = self.collation_name(expr.collation?)?;
                self.say(&format!(" COLLATE {collation}"));
            }
            K::Array(list) => {
                self.listed("ARRAY[", list, "]")?;
                if list.is_empty() {
                    self.type_suffix(expr);
                }
            }
            K::Row(list, _) => {
                self.listed("ROW(", list, ")")?;
                if expr.type_id != TypeId::RECORD {
                    self.type_suffix(expr);
                }
            }
            K::SqlValue(name) => {
                self.say(name);
                if expr.modifier >= 0 {
                    self.say(&format!("({})", expr.modifier));
                }
            }
            K::IsNull(of, negated) => {
                self.nested(of, ImplicitCasts::Shown)?;
                self.say(if *negated { " IS NOT NULL" } else { " IS NULL" });
            }
            K::IsBoolean(of, test) => {
                self.nested(of, ImplicitCasts::Hidden)?;
                self.say(boolean_test(*test));
            }
            K::DomainValue => self.say("VALUE"),
            _ => return None,
        }
        Some(())
    }

    // pg: ruleutils.c get_func_expr, get_oper_expr
    fn call(&mut self, expr: &Expr, call: &FunctionCall, casts: ImplicitCasts) -> Option<()> {
        match call.form {
            CallForm::Cast(context) => self.cast(expr, call.arguments.first()?, context, casts),
            CallForm::Operator(operator) => {
                let (right, left) = call.arguments.split_last()?;
                match left.first() {
                    Some(left) => {
                        self.nested(left, ImplicitCasts::Shown)?;
                        self.operator(operator)?;
                    }
                    None => {
                        let name = self.operator_name(operator)?;
                        self.say(&format!("{name} "));
                    }
                }
                self.nested(right, ImplicitCasts::Shown)
            }
            CallForm::Function => {
                let name = self.function_name(call.function)?;
                self.say(&format!("{name}("));
                // A default that was filled in is filled in again.
                let written = call.arguments.iter().filter(|it| it.at.start != u32::MAX).count();
                for (at, argument) in call.arguments[..written].iter().enumerate() {
                    if at > 0 {
                        self.say(", ");
                    }
                    if call.variadic && at + 1 == written {
                        self.say("VARIADIC ");
                    }
                    self.nested(argument, ImplicitCasts::Shown)?;
                }
                self.say(")");
                Some(())
            }
        }
    }

    fn operator(&mut self, id: OperatorId) -> Option<()> {
        let name = self.operator_name(id)?;
        self.say(&format!(" {name} "));
        Some(())
    }

    fn infix(&mut self, sides: &[Expr; 2], between: &str) -> Option<()> {
        self.nested(&sides[0], ImplicitCasts::Shown)?;
        self.say(between);
        self.nested(&sides[1], ImplicitCasts::Shown)
    }

    fn joined(&mut self, list: &[Expr], between: &str) -> Option<()> {
        for (at, each) in list.iter().enumerate() {
            if at > 0 {
                self.say(between);
            }
            self.nested(each, ImplicitCasts::Hidden)?;
        }
        Some(())
    }

    fn listed(&mut self, before: &str, list: &[Expr], after: &str) -> Option<()> {
        self.say(before);
        for (at, each) in list.iter().enumerate() {
            if at > 0 {
                self.say(", ");
            }
            self.nested(each, ImplicitCasts::Shown)?;
        }
        self.say(after);
        Some(())
    }

    fn row_compare(&mut self, operators: &[OperatorId], left: &[Expr], right: &[Expr]) -> Option<()> {
        self.listed("ROW(", left, ")")?;
        self.operator(*operators.first()?)?;
        self.listed("ROW(", right, ")")
    }

    fn subscript(&mut self, container: &Expr, indices: &[SubscriptIndex], casts: ImplicitCasts) -> Option<()> {
        let plain = matches!(container.kind, ExprKind::Column(_));
        if plain {
            self.nested(container, casts)?;
        } else {
            self.say("(");
            self.nested(container, casts)?;
            self.say(")");
        }
        for index in indices {
            self.say("[");
            match index {
                SubscriptIndex::Element(at) => self.nested(at, ImplicitCasts::Hidden)?,
                SubscriptIndex::Slice(from, to) => {
                    self.optional(from.as_ref())?;
                    self.say(":");
                    self.optional(to.as_ref())?;
                }
            }
            self.say("]");
        }
        Some(())
    }

    fn optional(&mut self, expr: Option<&Expr>) -> Option<()> {
        expr.map_or(Some(()), |expr| self.nested(expr, ImplicitCasts::Hidden))
    }

    fn case(&mut self, operand: Option<&Expr>, branches: &[(Expr, Expr)], otherwise: &Expr) -> Option<()> {
        self.say("CASE");
        if let Some(operand) = operand {
            self.say(" ");
            self.nested(operand, ImplicitCasts::Shown)?;
        }
        for (condition, result) in branches {
            self.say(" WHEN ");
            match operand {
                // The short form compares the operand with what was written, which is the other side.
                Some(_) => self.nested(compared_with_operand(condition)?, ImplicitCasts::Hidden)?,
                None => self.nested(condition, ImplicitCasts::Hidden)?,
            }
            self.say(" THEN ");
            self.nested(result, ImplicitCasts::Shown)?;
        }
        self.say(" ELSE ");
        self.nested(otherwise, ImplicitCasts::Shown)?;
        self.say(" END");
        Some(())
    }
}

fn compared_with_operand(condition: &Expr) -> Option<&Expr> {
    match &condition.kind {
        ExprKind::Call(FunctionCall { arguments, form: CallForm::Operator(_), .. }) => arguments.get(1),
        _ => None,
    }
}

/// What an implicit cast casts, where such casts are not printed.
fn hidden_cast(expr: &Expr, casts: ImplicitCasts) -> Option<&Expr> {
    if casts == ImplicitCasts::Shown {
        return None;
    }
    match &expr.kind {
        ExprKind::Call(call) => match call.form {
            CallForm::Cast(context) if context != CastContext::Explicit => call.arguments.first(),
            _ => None,
        },
        ExprKind::Relabel(of, context)
        | ExprKind::ThroughText(of, context)
        | ExprKind::ToDomain(of, context)
        | ExprKind::ArrayCast(of, _, context)
            if *context != CastContext::Explicit =>
        {
            Some(of)
        }
        _ => None,
    }
}

/// Whether an expression is made of several words that an operator beside it could tear apart.
fn is_compound(kind: &ExprKind) -> bool {
    match kind {
        ExprKind::Call(call) => matches!(call.form, CallForm::Operator(_)),
        ExprKind::Distinct(..)
        | ExprKind::ScalarArray { .. }
        | ExprKind::And(_)
        | ExprKind::Or(_)
        | ExprKind::Not(_)
        | ExprKind::Collate(_)
        | ExprKind::RowCompare(..)
        | ExprKind::IsNull(..)
        | ExprKind::IsBoolean(..) => true,
        _ => false,
    }
}

const fn boolean_test(test: BooleanTest) -> &'static str {
    match test {
        BooleanTest::True => " IS TRUE",
        BooleanTest::NotTrue => " IS NOT TRUE",
        BooleanTest::False => " IS FALSE",
        BooleanTest::NotFalse => " IS NOT FALSE",
        BooleanTest::Unknown => " IS UNKNOWN",
        BooleanTest::NotUnknown => " IS NOT UNKNOWN",
    }
}

impl Printer<'_> {
    fn field(&mut self, of: &Expr, number: u16) -> Option<()> {
        let name = self.field_name(of.type_id, number)?;
        self.say("(");
        self.nested(of, ImplicitCasts::Shown)?;
        self.say(&format!(").{}", quote_identifier(&name)));
        Some(())
    }
}
