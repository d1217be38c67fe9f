//! What does a statement do to the catalog, and what does it lock, rewrite, scan and lose. One file a noun; dispatch only forwards.

mod aggregate;
mod alter_domain;
mod alter_table;
pub mod batches;
mod blank;
mod call;
mod cast;
mod collation;
mod column;
mod command;
mod command_name;
mod comment;
mod composite;
mod constraint;
mod constraint_check;
mod constraint_key;
mod constraint_not_null;
mod constraint_using_index;
pub mod cx;
mod default;
mod definition;
mod dependency;
mod discard;
mod dml;
mod do_block;
mod domain;
mod domain_constraint;
mod draft;
mod drop;
pub mod effect;
mod enum_;
mod errors;
mod event_trigger;
mod expression;
mod extension;
mod foreign;
mod foreign_key;
mod foreign_key_match;
mod function;
mod function_body;
mod function_option;
mod function_parameter;
mod function_replace;
mod function_result;
mod index;
mod index_class;
mod index_column;
mod index_define;
mod inheritance;
mod language;
pub mod left_open;
mod like;
mod lookup;
mod maintenance;
mod names;
mod new_type;
mod object;
mod operator;
mod operator_class;
mod owner;
mod partition;
mod partition_bound;
mod partition_clone;
mod partition_foreign_key;
mod partition_implied;
mod partition_index;
mod partition_key;
mod partition_value;
mod plpgsql;
mod policy;
mod prepared;
mod privilege;
pub mod probe;
mod publication;
mod range;
mod range_function;
mod record;
mod relation_option;
mod rename;
mod role;
mod rows_change;
mod rule;
#[cfg(feature = "command")]
mod same_bounds;
mod schema;
mod sequence;
mod sequence_draft;
mod sequence_option;
pub mod session;
mod set_schema;
mod setting;
mod simple;
mod statistics;
pub mod step;
pub mod summary;
mod table;
mod table_as;
mod table_define;
mod table_merge;
mod table_of;
mod table_option;
mod text_search;
mod transaction;
mod trigger;
mod trigger_rule;
mod trigger_when;
mod truncate;
mod type_;
mod typed;
pub mod unit;
mod version;
mod view;
mod view_option;
mod view_recursive;
mod view_refresh;
mod view_replace;
mod view_updatable;

use crate::diag::Result;
use crate::syntax::statement::{Statement, StatementKind};
use cx::Cx;
#[cfg(feature = "command")]
pub(crate) use same_bounds::same_bounds;

/// Folds one statement into the catalog of `cx`. On an error the catalog is as it was before.
///
/// # Errors
/// What PostgreSQL would refuse, with its words.
pub fn fold_statement(cx: &mut Cx<'_>, statement: &Statement) -> Result<()> {
    let before = (cx.catalog.clone(), cx.session.clone());
    cx.statement = statement.span;
    cx.effects = effect::Effects::default();
    let result = dispatch(cx, &statement.kind);
    if result.is_err() {
        (cx.catalog, cx.session) = before;
    }
    if !cx.session.in_transaction {
        transaction::end_transaction(cx);
    }
    result
}

/// Forwards each kind of statement to the file of its noun; also what statements within statements go through.
fn dispatch(cx: &mut Cx<'_>, kind: &StatementKind) -> Result<()> {
    use StatementKind as K;
    match kind {
        K::Preparable(it) => dml::fold_preparable(cx, it),
        K::Truncate(it) => dml::fold_truncate(cx, it),
        K::Copy(it) => dml::fold_copy(cx, it),
        K::CreateTable(it) => table::fold_create_table(cx, it),
        K::CreateTableAs(it) => table_as::fold_create_table_as(cx, it),
        K::AlterTable(it) => alter_table::fold_alter_table(cx, it),
        K::CreateIndex(it) => index::fold_create_index(cx, it),
        K::Reindex(it) => index::fold_reindex(cx, it),
        K::CreateView(it) => view::fold_create_view(cx, it),
        K::CreateRule(it) => rule::fold_create_rule(cx, it),
        K::Refresh(it) => view::fold_refresh(cx, it),
        K::CreateType(it) => type_::fold_create_type(cx, it),
        K::AlterEnum(it) => enum_::fold_alter_enum(cx, it),
        K::AlterTypeOptions(it) => type_::fold_alter_type_options(cx, it),
        K::CreateDomain(it) => domain::fold_create_domain(cx, it),
        K::AlterDomain(it) => alter_domain::fold_alter_domain(cx, it),
        K::CreateFunction(it) => function::fold_create_function(cx, it),
        K::AlterFunction(it) => function::fold_alter_function(cx, it),
        K::CreateAggregate(it) => aggregate::fold_create_aggregate(cx, it),
        K::CreateCast(it) => cast::fold_create_cast(cx, it),
        K::CreateTransform(it) => cast::fold_create_transform(cx, it),
        K::CreateLanguage(it) => language::fold_create_language(cx, it),
        K::CreateOperator(it) => operator::fold_create_operator(cx, it),
        K::AlterOperator(it) => operator::fold_alter_operator(cx, it),
        K::CreateOperatorClass(it) => operator_class::fold_create_operator_class(cx, it),
        K::CreateOperatorFamily(it) => operator_class::fold_create_operator_family(cx, it),
        K::AlterOperatorFamily(it) => operator_class::fold_alter_operator_family(cx, it),
        K::CreateCollation(it) => collation::fold_create_collation(cx, it),
        K::RefreshCollation(it) => collation::fold_refresh_collation(cx, it),
        K::CreateConversion(it) => collation::fold_create_conversion(cx, it),
        K::CreateSequence(it) => sequence::fold_create_sequence(cx, it),
        K::AlterSequence(it) => sequence::fold_alter_sequence(cx, it),
        K::CreateSchema(it) => schema::fold_create_schema(cx, it),
        K::CreateTrigger(it) => trigger::fold_create_trigger(cx, it),
        K::CreateEventTrigger(it) => event_trigger::fold_create_event_trigger(cx, it),
        K::AlterEventTrigger(it) => event_trigger::fold_alter_event_trigger(cx, it),
        K::CreatePolicy(it) => policy::fold_create_policy(cx, it),
        K::AlterPolicy(it) => policy::fold_alter_policy(cx, it),
        K::CreateExtension(it) => extension::fold_create_extension(cx, it),
        K::AlterExtension(it) => extension::fold_alter_extension(cx, it),
        K::AlterExtensionMember(it) => extension::fold_alter_extension_member(cx, it),
        K::CreateStatistics(it) => statistics::fold_create_statistics(cx, it),
        K::AlterStatistics(it) => statistics::fold_alter_statistics(cx, it),
        K::CreatePublication(it) => publication::fold_create_publication(cx, it),
        K::AlterPublication(it) => publication::fold_alter_publication(cx, it),
        K::CreateSubscription(it) => publication::fold_create_subscription(cx, it),
        K::AlterSubscription(it) => publication::fold_alter_subscription(cx, it),
        K::CreateForeignDataWrapper(it) => foreign::fold_create_foreign_data_wrapper(cx, it),
        K::AlterForeignDataWrapper(it) => foreign::fold_alter_foreign_data_wrapper(cx, it),
        K::CreateServer(it) => foreign::fold_create_server(cx, it),
        K::AlterServer(it) => foreign::fold_alter_server(cx, it),
        K::CreateUserMapping(it) => foreign::fold_create_user_mapping(cx, it),
        K::AlterUserMapping(it) => foreign::fold_alter_user_mapping(cx, it),
        K::DropUserMapping(it) => foreign::fold_drop_user_mapping(cx, it),
        K::ImportForeignSchema(it) => foreign::fold_import_foreign_schema(cx, it),
        K::CreateTextSearch(it) => text_search::fold_create_text_search(cx, it),
        K::AlterTextSearch(it) => text_search::fold_alter_text_search(cx, it),
        K::CreateAccessMethod(it) => operator_class::fold_create_access_method(cx, it),
        K::CreateRole(it) => role::fold_create_role(cx, it),
        K::AlterRole(it) => role::fold_alter_role(cx, it),
        K::DropRole(it) => role::fold_drop_role(cx, it),
        K::ReassignOwned(it) => role::fold_reassign_owned(cx, it),
        K::DropOwned(it) => role::fold_drop_owned(cx, it),
        K::Grant(it) => privilege::fold_grant(cx, it),
        K::GrantRole(it) => privilege::fold_grant_role(cx, it),
        K::AlterDefaultPrivileges(it) => privilege::fold_alter_default_privileges(cx, it),
        K::Drop(it) => drop::fold_drop(cx, it),
        K::Rename(it) => rename::fold_rename(cx, it),
        K::SetSchema(it) => set_schema::fold_set_schema(cx, it),
        K::SetOwner(it) => owner::fold_set_owner(cx, it),
        K::DependsOnExtension(it) => extension::fold_depends_on_extension(cx, it),
        K::Comment(it) => comment::fold_comment(cx, it),
        K::SecurityLabel(it) => comment::fold_security_label(cx, it),
        K::Do(it) => do_block::fold_do(cx, it),
        K::Call(it) => call::fold_call(cx, it),
        K::Explain(it) => command::fold_explain(cx, it),
        K::Set(it) => setting::fold_set(cx, it),
        K::Show(it) => setting::fold_show(cx, it),
        K::Prepare(it) => prepared::fold_prepare(cx, it),
        K::Execute(it) => prepared::fold_execute(cx, it),
        K::Deallocate(it) => prepared::fold_deallocate(cx, it),
        K::Discard(it) => command::fold_discard(cx, it),
        K::DeclareCursor(it) => command::fold_declare_cursor(cx, it),
        K::Fetch(it) => command::fold_fetch(cx, it),
        K::CloseCursor(it) => command::fold_close_cursor(cx, it),
        K::Notify(it) => command::fold_notify(cx, it),
        K::Lock(it) => command::fold_lock(cx, it),
        K::SetConstraints(it) => command::fold_set_constraints(cx, it),
        K::Transaction(it) => transaction::fold_transaction(cx, it),
        K::Maintenance(it) => maintenance::fold_maintenance(cx, it),
        K::Server(it) => command::fold_server(cx, it),
        K::Refused(problem) => Err(problem.clone()),
        K::Unsupported(it) => command::fold_unsupported(cx, it),
    }
}
