//! How does a client of `postgres` perform actions.

use super::conversation::{Action, Machine, Next};
use super::error::ApplyError;
use super::outcome::{Answer, Failure, Outcome, Wanted};
use super::session::{Session, seed};
use std::time::Instant;

impl Session for &mut postgres::Client {
    type Answer<T: Send + 'static> = Result<T, ApplyError>;

    fn drive<T: Send + 'static>(self, machine: Machine<Result<T, ApplyError>>) -> Result<T, ApplyError> {
        let begun = Instant::now();
        let mut next = machine.start(seed());
        loop {
            match next {
                Next::Done(end) => return end,
                Next::Act(action, waiting) => next = waiting.advance(perform(self, action), begun.elapsed()),
            }
        }
    }
}

fn perform(client: &mut postgres::Client, action: Action) -> Outcome {
    let answer = match action {
        Action::Wait(time) => {
            std::thread::sleep(time);
            return Outcome::Waited;
        }
        Action::Send { sql, wanted: Wanted::Nothing } => client.batch_execute(&sql).map(|()| Answer::default()),
        Action::Send { sql, wanted: Wanted::Rows } => client.simple_query(&sql).map(Answer::from_iter),
    };
    match answer {
        Ok(answer) => Outcome::Answered(answer),
        Err(error) => Outcome::Failed(Failure::from(error)),
    }
}
