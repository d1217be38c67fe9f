//! How does a client of `tokio-postgres` perform actions.

use super::conversation::{Action, Machine, Next};
use super::error::ApplyError;
use super::outcome::{Answer, Failure, Outcome, Wanted};
use super::session::{Session, seed};
use super::timer::sleep;
use super::watch::Watch;
use crate::connect::{Config, Conversation};
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::time::Instant;
use tokio_postgres::Client;

impl<'c> Session for &'c mut Client {
    type Answer<T: Send + 'static> = Pin<Box<dyn Future<Output = Result<T, ApplyError>> + Send + 'c>>;

    fn drive<T: Send + 'static>(self, machine: Machine<Result<T, ApplyError>>) -> Self::Answer<T> {
        Box::pin(drive(machine, Over::Client(self)))
    }

    fn drive_watched<T: Send + 'static>(self, machine: Machine<Result<T, ApplyError>>, watch: Watch) -> Self::Answer<T> {
        let Watch { config, machine: watching, .. } = watch;
        let mut watching = Box::pin(drive(watching, Over::Config { config, opened: None }));
        let mut work = self.drive(machine);
        Box::pin(async move { beside(&mut watching, &mut work).await })
    }
}

/// Over what actions go.
enum Over<'c> {
    /// A client whose messages somebody else drives.
    Client(&'c Client),
    /// A connection of its own, which is opened when there is something to send.
    Config { config: Config, opened: Option<(Client, Conversation)> },
}

impl Over<'_> {
    async fn send(&mut self, sql: &str, wanted: Wanted) -> Outcome {
        let (config, opened) = match self {
            Self::Client(client) => return send(client, sql, wanted).await,
            Self::Config { config, opened } => (config, opened),
        };
        if opened.is_none() {
            match config.connect_async().await {
                Ok(connected) => *opened = Some(connected),
                Err(error) => return Outcome::Failed(Failure::lost(&error.to_string())),
            }
        }
        match opened {
            Some((client, messages)) => beside(messages, &mut pin!(send(client, sql, wanted))).await,
            None => Outcome::Failed(Failure::lost("there is no connection")),
        }
    }
}

async fn drive<T>(machine: Machine<T>, mut over: Over<'_>) -> T {
    let begun = Instant::now();
    let mut next = machine.start(seed());
    loop {
        let (action, waiting) = match next {
            Next::Done(end) => return end,
            Next::Act(action, waiting) => (action, waiting),
        };
        let outcome = match action {
            Action::Wait(time) => {
                sleep(time).await;
                Outcome::Waited
            }
            Action::Send { sql, wanted } => over.send(&sql, wanted).await,
        };
        next = waiting.advance(outcome, begun.elapsed());
    }
}

/// Does one thing while another is done beside it, which goes no further then.
async fn beside<S, T>(other: &mut (impl Future<Output = S> + Unpin), work: &mut (impl Future<Output = T> + Unpin)) -> T {
    let mut is_over = false;
    poll_fn(|context| {
        is_over = is_over || Pin::new(&mut *other).poll(context).is_ready();
        Pin::new(&mut *work).poll(context)
    })
    .await
}

async fn send(client: &Client, sql: &str, wanted: Wanted) -> Outcome {
    let answer = match wanted {
        Wanted::Nothing => client.batch_execute(sql).await.map(|()| Answer::default()),
        Wanted::Rows => client.simple_query(sql).await.map(Answer::from_iter),
    };
    match answer {
        Ok(answer) => Outcome::Answered(answer),
        Err(error) => Outcome::Failed(Failure::from(error)),
    }
}
