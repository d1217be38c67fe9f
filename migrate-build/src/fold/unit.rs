//! How is a file run: in one transaction, or step by step.

use super::command_name::command_name_of;
use super::cx::Cx;
use super::definition::switch_of;
use super::dml::configured;
use super::errors::step::{backfill_in_block, backfill_of_nothing};
use super::errors::transaction as errors;
use super::lookup::find_relation;
use super::session::{Session, TransactionMode};
use crate::catalog::object::RelationKind;
use crate::diag::Problem;
use crate::syntax::query::{Preparable, QueryBody};
use crate::syntax::statement::alter_table::{AlterActionKind, DetachMode};
use crate::syntax::statement::index::ReindexTarget;
use crate::syntax::statement::session::{DiscardTarget, MaintenanceKind, Notification, ServerStatementKind};
use crate::syntax::statement::transaction::Transaction;
use crate::syntax::statement::{Statement, StatementKind};
use crate::text::{Gather, Seek, Span};

/// A wish that the statement after it runs in batches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backfill {
    /// How many rows at once.
    pub batch: u32,
    /// The column that orders them, as it is written.
    pub key: String,
    /// Where it stands.
    pub span: Span,
}

/// How statements run that run at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way<'a> {
    /// In a transaction.
    InTransaction,
    /// Outside of one.
    Alone,
    /// Batch by batch.
    Batches(&'a Backfill),
    /// For the session, whenever the script is taken up.
    Session,
}

/// Statements that run at once.
#[derive(Clone, Copy, Debug)]
pub struct Unit<'a> {
    /// The statements: one, or those of a transaction.
    pub statements: &'a [Statement],
    /// How they run.
    pub way: Way<'a>,
}

/// How a script is cut up.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    /// Whether all of it is one transaction.
    pub mode: TransactionMode,
    /// What runs at once, in order.
    pub units: Vec<Unit<'a>>,
    /// The words around the whole that begin and end its transaction, which is the applier's to do.
    pub elided: Vec<Span>,
    /// What is wrong with how it asks to be run.
    pub problems: Vec<Problem>,
}

/// Cuts a script up. A file with a statement that no transaction may hold, with transactions of its own or with a backfill runs step by step; one
/// `BEGIN ... COMMIT` around a whole file is the unit's own transaction.
#[must_use]
pub fn plan_units<'a>(statements: &'a [Statement], outside: bool, backfills: &'a [Backfill]) -> Plan<'a> {
    let inner = elide_wrapping_block(statements);
    let wrapped = inner.len() < statements.len();
    let mut problems = Vec::new();
    for backfill in backfills {
        match statement_after(statements, backfill) {
            None => problems.push(backfill_of_nothing().at(backfill.span)),
            Some(at) if wrapped || in_block(statements, at) => problems.push(backfill_in_block().at(backfill.span)),
            Some(_) => {}
        }
    }
    let stepwise = outside || own_transaction(inner).is_some() || inner.iter().exists(needs_statement_mode) || !backfills.is_empty();
    // A block that was written holds whatever is written inside, also what PostgreSQL refuses there.
    if wrapped || !stepwise {
        let elided = if wrapped { statements.first().into_iter().chain(statements.last()).map(|it| it.span).gather() } else { Vec::new() };
        let unit = Unit { statements: inner, way: Way::InTransaction };
        return Plan { mode: TransactionMode::Whole, units: vec![unit], elided, problems };
    }
    let way = |at: usize| match backfills.iter().first_where(|backfill| statement_after(statements, backfill) == Some(at)) {
        Some(backfill) => Way::Batches(backfill),
        None => way_of(&statements[at]),
    };
    let mut units = Vec::new();
    let mut at = 0;
    while at < statements.len() {
        match &statements[at].kind {
            StatementKind::Transaction(Transaction::Begin) => {
                let end = end_of_block(statements, at);
                units.push(Unit { statements: &statements[at + 1..end], way: Way::InTransaction });
                at = end;
            }
            StatementKind::Transaction(Transaction::Commit) => {}
            _ => units.push(Unit { statements: &statements[at..=at], way: way(at) }),
        }
        at += 1;
    }
    units.retain(|unit| !unit.statements.is_empty());
    Plan { mode: TransactionMode::Statements, units, elided: Vec::new(), problems }
}

/// Where the block ends that begins with a statement: at its COMMIT, or where the script ends.
fn end_of_block(statements: &[Statement], begin: usize) -> usize {
    let is_commit = |it: &Statement| matches!(it.kind, StatementKind::Transaction(Transaction::Commit));
    statements[begin + 1..].iter().place_where(is_commit).map_or(statements.len(), |length| begin + 1 + length)
}

fn in_block(statements: &[Statement], at: usize) -> bool {
    let begins = |it: &&Statement| matches!(it.kind, StatementKind::Transaction(Transaction::Begin | Transaction::Commit));
    statements[..at].iter().rfind(begins).is_some_and(|it| matches!(it.kind, StatementKind::Transaction(Transaction::Begin)))
}

fn statement_after(statements: &[Statement], backfill: &Backfill) -> Option<usize> {
    statements.iter().place_where(|statement| statement.span.start >= backfill.span.end)
}

fn way_of(statement: &Statement) -> Way<'static> {
    if needs_statement_mode(statement) {
        Way::Alone
    } else if sets_session(statement) {
        Way::Session
    } else {
        Way::InTransaction
    }
}

/// Whether a statement does nothing but change the session, which is another one where the script is taken up again.
fn sets_session(statement: &Statement) -> bool {
    match &statement.kind {
        StatementKind::Set(it) => !it.local,
        StatementKind::Prepare(_) | StatementKind::Deallocate(_) => true,
        StatementKind::Discard(it) => matches!(it, DiscardTarget::Plans | DiscardTarget::Sequences),
        StatementKind::Notify(it) => matches!(it, Notification::Listen | Notification::Unlisten),
        StatementKind::Server(it) => it.kind == ServerStatementKind::Load,
        StatementKind::Preparable(it) => only_configures(it),
        _ => false,
    }
}

/// `SELECT set_config(name, value, false)`
fn only_configures(it: &Preparable) -> bool {
    let Preparable::Query(query) = it else { return false };
    let QueryBody::Select(select) = &query.body else { return false };
    let configures = |value| configured(value).is_some_and(|(_, _, local)| !local);
    select.from.is_empty() && !select.targets.is_empty() && select.targets.iter().for_all(|target| configures(&target.value))
}

/// The statements without one `BEGIN ... COMMIT` around all of them: that is the unit's own transaction.
#[must_use]
pub fn elide_wrapping_block(statements: &[Statement]) -> &[Statement] {
    let is = |statement: &Statement, wanted: &Transaction| matches!(&statement.kind, StatementKind::Transaction(found) if found == wanted);
    match statements {
        [first, inner @ .., last]
            if is(first, &Transaction::Begin) && is(last, &Transaction::Commit) && !inner.iter().exists(ends_transaction) =>
        {
            inner
        }
        _ => statements,
    }
}

fn ends_transaction(statement: &Statement) -> bool {
    matches!(&statement.kind, StatementKind::Transaction(Transaction::Begin | Transaction::Commit | Transaction::Rollback))
}

/// The first statement that begins or ends a transaction in the middle of a file, which then runs statement by statement.
#[must_use]
pub fn own_transaction(statements: &[Statement]) -> Option<&Statement> {
    let begins_or_ends = |it: &&Statement| matches!(it.kind, StatementKind::Transaction(Transaction::Begin | Transaction::Commit));
    statements.iter().first_where(begins_or_ends)
}

/// What is said of such a file.
#[must_use]
pub fn warn_of_own_transaction(statement: &Statement) -> Problem {
    match &statement.kind {
        StatementKind::Transaction(it) => errors::own_transaction(command_name_of(it)).at(statement.span),
        _ => errors::own_transaction("COMMIT").at(statement.span),
    }
}

/// Whether a statement cannot run in a transaction, so that its file runs statement by statement.
#[must_use]
pub fn needs_statement_mode(statement: &Statement) -> bool {
    match &statement.kind {
        StatementKind::CreateIndex(it) => it.concurrently.is_some(),
        StatementKind::Reindex(it) => it.concurrently || !matches!(it.target, ReindexTarget::Index(_) | ReindexTarget::Table(_)),
        StatementKind::CreateSubscription(it) => !it.options.iter().exists(|option| {
            let of_slot = matches!(option.name.name.as_str(), "connect" | "create_slot");
            of_slot && switch_of(option).is_ok_and(|makes_slot| !makes_slot)
        }),
        StatementKind::Drop(it) => it.concurrently,
        // It is refused by itself, and not because of a transaction.
        StatementKind::Discard(it) => *it == DiscardTarget::All,
        StatementKind::AlterTable(it) => it
            .actions
            .iter()
            .exists(|action| matches!(&action.kind, AlterActionKind::DetachPartition { mode: DetachMode::Concurrently, .. })),
        StatementKind::Maintenance(it) => match it.kind {
            MaintenanceKind::Vacuum | MaintenanceKind::VacuumFull => true,
            MaintenanceKind::Cluster => it.relations.is_empty(),
            MaintenanceKind::Analyze => false,
        },
        StatementKind::Server(it) => matches!(
            it.kind,
            ServerStatementKind::CreateDatabase
                | ServerStatementKind::DropDatabase
                | ServerStatementKind::CreateTablespace
                | ServerStatementKind::DropTablespace
                | ServerStatementKind::AlterSystem
        ),
        _ => false,
    }
}

impl Cx<'_> {
    /// Whether a statement cannot run in a transaction because of what it names: the indexes of a partitioned table are built one after another.
    // pg: indexcmds.c ReindexPartitions
    #[must_use]
    pub fn must_stand_alone(&self, statement: &Statement) -> bool {
        let StatementKind::Reindex(it) = &statement.kind else { return false };
        let (ReindexTarget::Index(name) | ReindexTarget::Table(name)) = &it.target else { return false };
        let kind = find_relation(self, name).and_then(|id| self.catalog.relation(id)).map(|it| it.kind);
        matches!(kind, Some(RelationKind::PartitionedTable | RelationKind::PartitionedIndex))
    }

    /// Goes on with the next step of a script: in a transaction of its own, or outside of any.
    pub fn begin_step(&mut self, in_transaction: bool) {
        self.session.in_transaction = in_transaction;
    }

    /// Ends a step, and the transaction with it.
    pub fn end_step(&mut self) {
        self.session.in_transaction = false;
        super::transaction::end_transaction(self);
    }

    /// Ends the session of a migration: what it only set for itself is gone.
    pub fn end_session(&mut self) {
        super::transaction::end_transaction(self);
        super::discard::drop_temporary(self).ok();
        self.session = Session::new(TransactionMode::Whole);
        self.catalog.set_search_path(crate::catalog::search_path::SearchPath::default());
    }
}
