//! How does a client of `tokio-postgres` perform actions.

use super::conversation::{Action, Machine, Next};
use super::error::ApplyError;
use super::outcome::{Answer, Failure, Outcome, Wanted};
use super::session::{Session, seed};
use super::timer::sleep;
use std::pin::Pin;
use std::time::Instant;

impl<'c> Session for &'c mut tokio_postgres::Client {
    type Answer<T: Send + 'static> = Pin<Box<dyn Future<Output = Result<T, ApplyError>> + Send + 'c>>;

    fn drive<T: Send + 'static>(self, machine: Machine<Result<T, ApplyError>>) -> Self::Answer<T> {
        Box::pin(async move {
            let begun = Instant::now();
            let mut next = machine.start(seed());
            loop {
                match next {
                    Next::Done(end) => return end,
                    Next::Act(action, waiting) => next = waiting.advance(perform(self, action).await, begun.elapsed()),
                }
            }
        })
    }
}

async fn perform(client: &tokio_postgres::Client, action: Action) -> Outcome {
    let answer = match action {
        Action::Wait(time) => {
            sleep(time).await;
            return Outcome::Waited;
        }
        Action::Send { sql, wanted: Wanted::Nothing } => client.batch_execute(&sql).await.map(|()| Answer::default()),
        Action::Send { sql, wanted: Wanted::Rows } => client.simple_query(&sql).await.map(Answer::from_iter),
    };
    match answer {
        Ok(answer) => Outcome::Answered(answer),
        Err(error) => Outcome::Failed(Failure::from(error)),
    }
}
