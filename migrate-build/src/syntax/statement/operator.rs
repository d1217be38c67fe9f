//! Operators, operator classes and families, access methods, as they are written.

use super::function::{FunctionRef, lower_function_ref, lower_parameter_types};
use super::object::{ObjectRef, lower_common_action};
use super::options::definition;
use super::support::{ident, literal_number, need, operator_name, optional_qualified, qualified, type_name};
use super::{DefinitionItem, StatementKind, errors};
use crate::diag::{Result, each};
use crate::syntax::lower::Lowering;
use crate::syntax::name::{Ident, OperatorName, QualifiedName};
use crate::syntax::tree::ast::{self, AstNode};
use crate::syntax::tree::{SyntaxElement, SyntaxKind, SyntaxNode};
use crate::syntax::type_name::{TypeName, lower_type_name};
use crate::text::Span;

/// An operator by name and argument types; a missing side is `NONE`.
#[derive(Clone, Debug, PartialEq)]
pub struct OperatorRef {
    /// Its name.
    pub name: OperatorName,
    /// The left side.
    pub left: Option<TypeName>,
    /// The right side.
    pub right: Option<TypeName>,
    /// Where it stands.
    pub span: Span,
}

/// `CREATE OPERATOR`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateOperator {
    /// Its name.
    pub name: OperatorName,
    /// Its definition.
    pub options: Vec<DefinitionItem>,
}

/// `ALTER OPERATOR ... SET (...)`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterOperator {
    /// The operator.
    pub operator: OperatorRef,
    /// What is set.
    pub options: Vec<DefinitionItem>,
}

/// `CREATE OPERATOR CLASS`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateOperatorClass {
    /// Its name.
    pub name: QualifiedName,
    /// `DEFAULT`.
    pub default: bool,
    /// `FOR TYPE`.
    pub type_name: TypeName,
    /// `USING`.
    pub method: Ident,
    /// `FAMILY`.
    pub family: Option<QualifiedName>,
    /// Its members.
    pub members: Vec<ClassMember>,
}

/// A member of an operator class.
#[derive(Clone, Debug, PartialEq)]
pub enum ClassMember {
    /// `OPERATOR n op [FOR ORDER BY family]`
    Operator {
        /// Its number.
        number: i32,
        /// Its name.
        name: OperatorName,
        /// Its types, where they are given.
        types: Option<(Option<TypeName>, Option<TypeName>)>,
        /// `FOR ORDER BY`.
        order_by: Option<QualifiedName>,
        /// Where it stands.
        span: Span,
    },
    /// `FUNCTION n (types) f(args)`
    Function {
        /// Its number.
        number: i32,
        /// The types that it is for.
        types: Vec<TypeName>,
        /// The function.
        function: FunctionRef,
        /// Where it stands.
        span: Span,
    },
    /// `STORAGE type`
    Storage(TypeName),
}

/// `CREATE OPERATOR FAMILY`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateOperatorFamily {
    /// Its name.
    pub name: QualifiedName,
    /// `USING`.
    pub method: Ident,
}

/// `ALTER OPERATOR FAMILY ... ADD | DROP`.
#[derive(Clone, Debug, PartialEq)]
pub struct AlterOperatorFamily {
    /// Its name.
    pub name: QualifiedName,
    /// `USING`.
    pub method: Ident,
    /// `ADD`.
    pub add: Vec<ClassMember>,
    /// `DROP`: the number, whether it is an operator, the types.
    pub drop: Vec<FamilyDrop>,
}

/// A member that is dropped from a family.
#[derive(Clone, Debug, PartialEq)]
pub struct FamilyDrop {
    /// `OPERATOR` rather than `FUNCTION`.
    pub operator: bool,
    /// Its number.
    pub number: i32,
    /// Its types.
    pub types: Vec<TypeName>,
}

/// `CREATE ACCESS METHOD`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreateAccessMethod {
    /// Its name.
    pub name: Ident,
    /// `TABLE` rather than `INDEX`.
    pub table: bool,
    /// `HANDLER`.
    pub handler: QualifiedName,
}

/// An operator by name and argument types: `+ (int, NONE)`.
pub(super) fn lower_operator_ref(cx: &Lowering<'_>, node: &ast::OpSig) -> Result<OperatorRef> {
    lower_operator_types(cx, node.syntax(), node.op())
}

/// The same out of a node that holds the operator and its types.
pub(super) fn lower_operator_types(cx: &Lowering<'_>, node: &SyntaxNode, op: Option<ast::Op>) -> Result<OperatorRef> {
    let mut types = lower_operands(cx, node)?;
    if types.len() == 1 {
        return Err(errors::missing_operand(cx.span_of_token(node, SyntaxKind::R_PAREN)));
    }
    let right = types.pop().flatten();
    let left = types.pop().flatten();
    Ok(OperatorRef { name: operator_name(cx, need(op)?.syntax()), left, right, span: cx.span(node) })
}

/// The types between the brackets of an operator in their order; none for `NONE`.
fn lower_operands(cx: &Lowering<'_>, node: &SyntaxNode) -> Result<Vec<Option<TypeName>>> {
    let mut operands = Vec::new();
    for part in node.children_with_tokens() {
        match part {
            SyntaxElement::Token(token) if token.kind() == SyntaxKind::NONE_KW => operands.push(None),
            SyntaxElement::Token(_) => {}
            SyntaxElement::Node(node) => match ast::Type::cast(node) {
                Some(node) if node.syntax().text().eq_ignore_ascii_case("none") => operands.push(None),
                Some(node) => operands.push(Some(lower_type_name(cx, node.syntax())?)),
                None => {}
            },
        }
    }
    Ok(operands)
}

/// Lowers `CREATE OPERATOR`.
pub(super) fn lower_create_operator(cx: &Lowering<'_>, node: &ast::CreateOperator) -> Result<StatementKind> {
    Ok(StatementKind::CreateOperator(Box::new(CreateOperator {
        name: operator_name(cx, need(node.op())?.syntax()),
        options: definition(cx, node.attribute_list())?,
    })))
}

/// Lowers `ALTER OPERATOR`.
pub(super) fn lower_alter_operator(cx: &Lowering<'_>, node: &ast::AlterOperator) -> Result<StatementKind> {
    let operator = lower_operator_ref(cx, &need(node.op_sig())?)?;
    match need(node.action())? {
        ast::AlterOperatorAction::SetOptions(set) => {
            let options = definition(cx, set.attribute_list())?;
            Ok(StatementKind::AlterOperator(Box::new(AlterOperator { operator, options })))
        }
        other => need(lower_common_action(cx, ObjectRef::Operator(operator), other.syntax())?),
    }
}

/// Lowers `CREATE OPERATOR CLASS`.
pub(super) fn lower_create_operator_class(cx: &Lowering<'_>, node: &ast::CreateOperatorClass) -> Result<StatementKind> {
    let family = node.operator_family_clause().and_then(|clause| clause.op_family_ref());
    Ok(StatementKind::CreateOperatorClass(Box::new(CreateOperatorClass {
        name: qualified(cx, node.op_class_name())?,
        default: node.default_token().is_some(),
        type_name: type_name(cx, node.ty())?,
        method: lower_method(cx, node.using_method())?,
        family: optional_qualified(cx, family)?,
        members: lower_members(cx, node.operator_class_option_list())?,
    })))
}

fn lower_method(cx: &Lowering<'_>, node: Option<ast::UsingMethod>) -> Result<Ident> {
    ident(cx, node.and_then(|method| method.access_method_ref()))
}

fn lower_members(cx: &Lowering<'_>, list: Option<ast::OperatorClassOptionList>) -> Result<Vec<ClassMember>> {
    each(need(list)?.op_class_options(), |member| lower_member(cx, &member))
}

fn lower_member(cx: &Lowering<'_>, node: &ast::OpClassOption) -> Result<ClassMember> {
    let span = cx.span_of(node);
    Ok(match node {
        ast::OpClassOption::OpClassOptionStorage(node) => ClassMember::Storage(type_name(cx, node.ty())?),
        ast::OpClassOption::OpClassOptionFunction(node) => ClassMember::Function {
            number: literal_number(cx, node.literal())?,
            types: lower_parameter_types(cx, node.param_list())?,
            function: lower_function_ref(cx, need(node.function_sig())?.syntax())?,
            span,
        },
        ast::OpClassOption::OpClassOptionOperator(node) => {
            let mut operands = lower_operands(cx, node.syntax())?.into_iter();
            let order_by = match node.op_class_purpose() {
                Some(ast::OpClassPurpose::OpClassForOrderBy(purpose)) => Some(qualified(cx, purpose.op_family_ref())?),
                Some(ast::OpClassPurpose::OpClassForSearch(_)) | None => None,
            };
            ClassMember::Operator {
                number: literal_number(cx, node.literal())?,
                name: operator_name(cx, need(node.op())?.syntax()),
                types: operands.next().map(|left| (left, operands.next().flatten())),
                order_by,
                span,
            }
        }
    })
}

/// Lowers `CREATE OPERATOR FAMILY`.
pub(super) fn lower_create_operator_family(cx: &Lowering<'_>, node: &ast::CreateOperatorFamily) -> Result<StatementKind> {
    Ok(StatementKind::CreateOperatorFamily(CreateOperatorFamily {
        name: qualified(cx, node.op_family_name())?,
        method: lower_method(cx, node.using_method())?,
    }))
}

/// Lowers `ALTER OPERATOR FAMILY`.
pub(super) fn lower_alter_operator_family(cx: &Lowering<'_>, node: &ast::AlterOperatorFamily) -> Result<StatementKind> {
    let name = qualified(cx, node.op_family_ref())?;
    let method = lower_method(cx, node.using_method())?;
    let (add, drop) = match need(node.action())? {
        ast::AlterOperatorFamilyAction::AddOpClassOptions(list) => (lower_members(cx, list.operator_class_option_list())?, Vec::new()),
        ast::AlterOperatorFamilyAction::DropOpClassOptions(list) => {
            let list = need(list.drop_op_class_option_list())?;
            (Vec::new(), each(list.drop_op_class_options(), |member| lower_dropped(cx, &member))?)
        }
        other => return need(lower_common_action(cx, ObjectRef::OperatorFamily(name, method), other.syntax())?),
    };
    Ok(StatementKind::AlterOperatorFamily(Box::new(AlterOperatorFamily { name, method, add, drop })))
}

fn lower_dropped(cx: &Lowering<'_>, node: &ast::DropOpClassOption) -> Result<FamilyDrop> {
    let (operator, number, list) = match node {
        ast::DropOpClassOption::DropOpClassOptionOperator(node) => (true, node.literal(), node.param_list()),
        ast::DropOpClassOption::DropOpClassOptionFunction(node) => (false, node.literal(), node.param_list()),
    };
    Ok(FamilyDrop { operator, number: literal_number(cx, number)?, types: lower_parameter_types(cx, list)? })
}

/// Lowers `CREATE ACCESS METHOD`.
pub(super) fn lower_create_access_method(cx: &Lowering<'_>, node: &ast::CreateAccessMethod) -> Result<StatementKind> {
    Ok(StatementKind::CreateAccessMethod(CreateAccessMethod {
        name: ident(cx, node.access_method())?,
        table: matches!(node.access_method_type(), Some(ast::AccessMethodType::AccessMethodTypeTable(_))),
        handler: qualified(cx, node.handler_clause().and_then(|clause| clause.function_name_ref()))?,
    }))
}
