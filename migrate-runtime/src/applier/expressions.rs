//! What does the server print of the expressions that were applied: written down once at the end of a run, and held against the server later.

use super::Applier;
use super::conversation::{Conversation, Machine};
use super::error::{ApplyError, ApplyErrorKind};
use super::message;
use super::outcome::Answer;
use super::run::{Running, Subject};
use super::session::Session;
use super::whole::{self, Scripted};
use crate::drift::{Drift, Expressions, Printed, compare_beside, live};
use migrate_model::{Checksum, ComparableSchema, EventKind};

impl Applier {
    /// Compares the live schema with the one that the migrations make, and its expressions with what the history has of them: with what the
    /// server printed after they were applied. That is one round trip.
    ///
    /// ```no_run
    /// use migrate_runtime::Migrations;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # static MIGRATIONS: Migrations = Migrations::new(&[]);
    /// let mut client = postgres::Client::connect("host=localhost user=postgres", postgres::NoTls)?;
    /// print!("{}", MIGRATIONS.applier().drift(&mut client)?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn drift<S: Session>(&self, session: S) -> S::Answer<Drift> {
        session.drive(self.drift_machine())
    }

    /// The decisions of [`Self::drift`].
    #[must_use]
    pub fn drift_machine(&self) -> Machine<Result<Drift, ApplyError>> {
        let applier = self.clone();
        Machine::new(self.observer.clone(), move |talk| async move { drift(&talk, &applier).await })
    }

    /// What was computed when the program was compiled.
    fn expected(&self) -> Result<ComparableSchema, ApplyError> {
        self.migrations.schema().map_err(|_| ApplyError::new(ApplyErrorKind::SchemaUnknown))
    }
}

async fn drift(talk: &Conversation, applier: &Applier) -> Result<Drift, ApplyError> {
    let expected = applier.expected()?;
    let schemas = live::schemas_of(&expected);
    let asked = format!("{};\n{}", live::question(live::LIVE, &schemas), live::question(&live::printed(live::Shown::Hash), &schemas));
    let mut answer = talk.read(format!("{asked};\n{}", message::read_expressions(&applier.history))).await;
    if answer.as_ref().is_err_and(super::facts::is_missing_table) {
        answer = talk.read(asked).await;
    }
    let answer = answer.map_err(ApplyError::server)?;
    let found = live::schema_of_texts(answer.rows(0)).ok_or_else(|| ApplyError::unreadable("the schema"))?;
    let drift = Drift::new(compare_beside(&applier.history, &expected, &found.schema));
    let now = printed(&answer, 1, &expected)?;
    Ok(drift.with_expressions(match Recorded::read(&answer, 2)? {
        Recorded { is_current: true, printed: Some(then) } if then.server() == now.server() => {
            Expressions::Compared(now.changed_since(&then.of(&expected)))
        }
        Recorded { is_current: true, printed: Some(_) } => Expressions::OtherServer,
        Recorded { .. } => Expressions::Unknown,
    }))
}

/// What the history has.
struct Recorded {
    printed: Option<Printed>,
    /// Whether it was printed after what is applied now.
    is_current: bool,
}

impl Recorded {
    fn read(answer: &Answer, statement: usize) -> Result<Self, ApplyError> {
        let (mut recorded, mut state) = (None, None);
        for row in answer.rows(statement) {
            let [Some(of), Some(change)] = row.as_slice() else { return Err(ApplyError::unreadable("the expressions")) };
            state = Checksum::parse(of);
            recorded = Some(Printed::after(recorded, change).ok_or_else(|| ApplyError::unreadable("the expressions"))?);
        }
        let last = answer.row(statement + 1).and_then(|row| Checksum::parse(row.first()?.as_deref()?));
        Ok(Self { printed: recorded, is_current: state.is_some() && state == last })
    }
}

fn printed(answer: &Answer, statement: usize, expected: &ComparableSchema) -> Result<Printed, ApplyError> {
    let live = live::schema_of_texts(answer.rows(statement)).ok_or_else(|| ApplyError::unreadable("the expressions"))?;
    Ok(Printed::new(live, expected))
}

/// Writes down what the server prints, after the last event of a run that changed what is applied. It is a transaction of its own, so that no
/// table stays locked for it. Of a chain whose schema nobody computed nothing can be compared, and of one without expressions nothing is kept.
pub(super) async fn record(run: &mut Running<'_>) -> Result<(), ApplyError> {
    let Some(subject) = run.history.latest().map(|(key, entry)| Subject::recorded(key, entry)) else { return Ok(()) };
    if run.applier.migrations.schema_text().is_empty() {
        return Ok(());
    }
    let expected = run.applier.expected()?;
    let question = live::question(&live::printed(live::Shown::Hash), &live::schemas_of(&expected));
    let sql = format!("{question};\n{}", message::read_expressions(&run.applier.history));
    let answer = run.talk.read(sql).await.map_err(ApplyError::server)?;
    let (now, before) = (printed(&answer, 0, &expected)?, Recorded::read(&answer, 1)?.printed);
    if now.is_empty() && before.is_none() {
        return Ok(());
    }
    let change = now.since(before.as_ref());
    whole::attempt(run, &subject.name.clone(), &Scripted::plain(""), |run| {
        let mut event = run.event(EventKind::Printed, &subject);
        event.expressions = Some(change.clone());
        event
    })
    .await
}
