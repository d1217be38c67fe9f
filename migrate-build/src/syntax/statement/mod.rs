//! The statements of PostgreSQL, as they are written. One file a noun.

pub mod alter_table;
pub mod dml;
pub mod do_block;
pub mod errors;
pub mod extension;
pub mod foreign;
pub mod function;
pub mod index;
pub mod lower;
pub mod object;
pub mod operator;
mod options;
pub mod policy;
pub mod privilege;
pub mod publication;
pub mod role;
pub mod schema;
pub mod sequence;
pub mod session;
pub mod statistics;
mod support;
pub mod table;
pub mod text_search;
pub mod transaction;
pub mod trigger;
pub mod type_;
pub mod view;

use super::expr::Expr;
use super::name::Ident;
use super::query::Preparable;
use crate::text::{Name, Span};

/// One statement and where it stands, without its semicolon.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What it is.
    pub kind: StatementKind,
    /// From the first token to the last.
    pub span: Span,
}

/// `name [=] value` in the many places where PostgreSQL takes a list of options.
#[derive(Clone, Debug, PartialEq)]
pub struct DefinitionItem {
    /// `toast.` in `toast.autovacuum_enabled`.
    pub namespace: Option<Ident>,
    /// The option's name.
    pub name: Ident,
    /// Its value, where one is given.
    pub value: Option<DefinitionValue>,
    /// What is done to it, which `ALTER ... OPTIONS` says.
    pub action: OptionAction,
    /// Where it stands.
    pub span: Span,
}

/// What `ALTER ... OPTIONS` does to an option.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OptionAction {
    /// Not said, which adds or sets.
    #[default]
    Unspecified,
    /// `ADD`
    Add,
    /// `SET`
    Set,
    /// `DROP`
    Drop,
}

/// The value of an option.
#[derive(Clone, Debug, PartialEq)]
pub enum DefinitionValue {
    /// A type or any name, which look the same.
    Type(Box<super::type_name::TypeName>),
    /// An operator.
    Operator(super::name::OperatorName),
    /// A constant.
    Expr(Expr),
    /// A keyword such as `NONE`, `ON`.
    Word(Name),
}

/// The kinds of statements.
#[derive(Clone, Debug, PartialEq)]
pub enum StatementKind {
    /// `SELECT`, `INSERT`, `UPDATE`, `DELETE`, `MERGE`.
    Preparable(Box<Preparable>),
    /// `TRUNCATE`.
    Truncate(dml::Truncate),
    /// `COPY`.
    Copy(Box<dml::Copy>),
    /// `CREATE TABLE`.
    CreateTable(Box<table::CreateTable>),
    /// `CREATE TABLE AS`, `CREATE MATERIALIZED VIEW`, and `EXECUTE` into a table.
    CreateTableAs(Box<table::CreateTableAs>),
    /// `ALTER TABLE` and `ALTER INDEX | VIEW | SEQUENCE | MATERIALIZED VIEW | FOREIGN TABLE` with the actions of a table, and `ALTER TYPE` with those of a composite.
    AlterTable(Box<alter_table::AlterTable>),
    /// `CREATE INDEX`.
    CreateIndex(Box<index::CreateIndex>),
    /// `REINDEX`.
    Reindex(index::Reindex),
    /// `CREATE VIEW`.
    CreateView(Box<view::CreateView>),
    /// `CREATE RULE`.
    CreateRule(Box<view::CreateRule>),
    /// `REFRESH MATERIALIZED VIEW`.
    Refresh(view::Refresh),
    /// `CREATE TYPE` in all forms.
    CreateType(Box<type_::CreateType>),
    /// `ALTER TYPE ... ADD VALUE | RENAME VALUE`.
    AlterEnum(type_::AlterEnum),
    /// `ALTER TYPE ... SET (...)`.
    AlterTypeOptions(type_::AlterTypeOptions),
    /// `CREATE DOMAIN`.
    CreateDomain(Box<type_::CreateDomain>),
    /// `ALTER DOMAIN`.
    AlterDomain(Box<type_::AlterDomain>),
    /// `CREATE FUNCTION | PROCEDURE`.
    CreateFunction(Box<function::CreateFunction>),
    /// `ALTER FUNCTION | PROCEDURE | ROUTINE`.
    AlterFunction(Box<function::AlterFunction>),
    /// `CREATE AGGREGATE`.
    CreateAggregate(Box<function::CreateAggregate>),
    /// `CREATE CAST`.
    CreateCast(Box<function::CreateCast>),
    /// `CREATE TRANSFORM`.
    CreateTransform(Box<function::CreateTransform>),
    /// `CREATE LANGUAGE`.
    CreateLanguage(Box<function::CreateLanguage>),
    /// `CREATE OPERATOR`.
    CreateOperator(Box<operator::CreateOperator>),
    /// `ALTER OPERATOR ... SET`.
    AlterOperator(Box<operator::AlterOperator>),
    /// `CREATE OPERATOR CLASS`.
    CreateOperatorClass(Box<operator::CreateOperatorClass>),
    /// `CREATE OPERATOR FAMILY`.
    CreateOperatorFamily(operator::CreateOperatorFamily),
    /// `ALTER OPERATOR FAMILY`.
    AlterOperatorFamily(Box<operator::AlterOperatorFamily>),
    /// `CREATE COLLATION`.
    CreateCollation(Box<type_::CreateCollation>),
    /// `ALTER COLLATION ... REFRESH VERSION`.
    RefreshCollation(super::name::QualifiedName),
    /// `CREATE CONVERSION`.
    CreateConversion(type_::CreateConversion),
    /// `CREATE SEQUENCE`.
    CreateSequence(Box<sequence::CreateSequence>),
    /// `ALTER SEQUENCE`.
    AlterSequence(Box<sequence::AlterSequence>),
    /// `CREATE SCHEMA`.
    CreateSchema(Box<schema::CreateSchema>),
    /// `CREATE TRIGGER`.
    CreateTrigger(Box<trigger::CreateTrigger>),
    /// `CREATE EVENT TRIGGER`.
    CreateEventTrigger(trigger::CreateEventTrigger),
    /// `ALTER EVENT TRIGGER ... ENABLE | DISABLE`.
    AlterEventTrigger(trigger::AlterEventTrigger),
    /// `CREATE POLICY`.
    CreatePolicy(Box<policy::CreatePolicy>),
    /// `ALTER POLICY`.
    AlterPolicy(Box<policy::AlterPolicy>),
    /// `CREATE EXTENSION`.
    CreateExtension(extension::CreateExtension),
    /// `ALTER EXTENSION ... UPDATE`.
    AlterExtension(extension::AlterExtension),
    /// `ALTER EXTENSION ... ADD | DROP`.
    AlterExtensionMember(extension::AlterExtensionMember),
    /// `CREATE STATISTICS`.
    CreateStatistics(Box<statistics::CreateStatistics>),
    /// `ALTER STATISTICS ... SET STATISTICS`.
    AlterStatistics(statistics::AlterStatistics),
    /// `CREATE PUBLICATION`.
    CreatePublication(Box<publication::CreatePublication>),
    /// `ALTER PUBLICATION`.
    AlterPublication(Box<publication::AlterPublication>),
    /// `CREATE SUBSCRIPTION`.
    CreateSubscription(publication::CreateSubscription),
    /// `ALTER SUBSCRIPTION`.
    AlterSubscription(publication::AlterSubscription),
    /// `CREATE FOREIGN DATA WRAPPER`.
    CreateForeignDataWrapper(foreign::CreateForeignDataWrapper),
    /// `ALTER FOREIGN DATA WRAPPER`.
    AlterForeignDataWrapper(foreign::AlterForeignDataWrapper),
    /// `CREATE SERVER`.
    CreateServer(foreign::CreateServer),
    /// `ALTER SERVER`.
    AlterServer(foreign::AlterServer),
    /// `CREATE USER MAPPING`.
    CreateUserMapping(foreign::UserMapping),
    /// `ALTER USER MAPPING`.
    AlterUserMapping(foreign::UserMapping),
    /// `DROP USER MAPPING`.
    DropUserMapping(foreign::UserMapping),
    /// `IMPORT FOREIGN SCHEMA`.
    ImportForeignSchema(foreign::ImportForeignSchema),
    /// `CREATE TEXT SEARCH ...`.
    CreateTextSearch(text_search::CreateTextSearch),
    /// `ALTER TEXT SEARCH DICTIONARY | CONFIGURATION`.
    AlterTextSearch(text_search::AlterTextSearch),
    /// `CREATE ACCESS METHOD`.
    CreateAccessMethod(operator::CreateAccessMethod),
    /// `CREATE ROLE | USER | GROUP`.
    CreateRole(role::CreateRole),
    /// `ALTER ROLE | USER | GROUP`.
    AlterRole(role::AlterRole),
    /// `DROP ROLE | USER | GROUP`.
    DropRole(role::DropRole),
    /// `REASSIGN OWNED`.
    ReassignOwned(role::ReassignOwned),
    /// `DROP OWNED`.
    DropOwned(role::DropOwned),
    /// `GRANT` and `REVOKE` of privileges.
    Grant(Box<privilege::Grant>),
    /// `GRANT` and `REVOKE` of roles.
    GrantRole(privilege::GrantRole),
    /// `ALTER DEFAULT PRIVILEGES`.
    AlterDefaultPrivileges(Box<privilege::AlterDefaultPrivileges>),
    /// `DROP` of anything that is named.
    Drop(object::Drop),
    /// `ALTER ... RENAME TO`.
    Rename(object::Rename),
    /// `ALTER ... SET SCHEMA`.
    SetSchema(object::SetSchema),
    /// `ALTER ... OWNER TO`.
    SetOwner(object::SetOwner),
    /// `ALTER ... [NO] DEPENDS ON EXTENSION`.
    DependsOnExtension(object::DependsOnExtension),
    /// `COMMENT ON`.
    Comment(object::Comment),
    /// `SECURITY LABEL`.
    SecurityLabel(object::SecurityLabel),
    /// `DO`.
    Do(do_block::DoBlock),
    /// `CALL`.
    Call(Box<super::expr::Expr>),
    /// `EXPLAIN`.
    Explain(Box<session::Explain>),
    /// `SET`, `RESET` and `SET TRANSACTION`.
    Set(session::Set),
    /// `SHOW`.
    Show(session::Show),
    /// `PREPARE`.
    Prepare(Box<session::Prepare>),
    /// `EXECUTE`.
    Execute(session::Execute),
    /// `DEALLOCATE`.
    Deallocate(Option<Ident>),
    /// `DISCARD`.
    Discard(session::DiscardTarget),
    /// `DECLARE ... CURSOR`.
    DeclareCursor(Box<session::DeclareCursor>),
    /// `FETCH`, `MOVE`.
    Fetch(Ident),
    /// `CLOSE`; missing for `ALL`.
    CloseCursor(Option<Ident>),
    /// `LISTEN`, `UNLISTEN`, `NOTIFY`.
    Notify(session::Notification),
    /// `LOCK TABLE`.
    Lock(session::Lock),
    /// `SET CONSTRAINTS`.
    SetConstraints(session::SetConstraints),
    /// `BEGIN`, `COMMIT`, `SAVEPOINT` and their kin.
    Transaction(transaction::Transaction),
    /// `VACUUM`, `ANALYZE`, `CLUSTER`.
    Maintenance(session::Maintenance),
    /// A statement about the whole server or database, without effect on a catalog that is modelled: listed by its first words.
    Server(session::ServerStatement),
    /// A statement that PostgreSQL refuses without pointing anywhere, with what it says.
    Refused(crate::diag::Problem),
    /// A statement that the parser knows and PostgreSQL up to 18 does not.
    Unsupported(Name),
}
