//! How does a client of `postgres` perform actions.

use super::conversation::{Action, Machine, Next};
use super::error::ApplyError;
use super::outcome::{Answer, Failure, Outcome, Wanted};
use super::session::{Session, seed};
use super::watch::{Watch, Watched};
use crate::connect::Config;
use std::time::{Duration, Instant};

impl Session for &mut postgres::Client {
    type Answer<T: Send + 'static> = Result<T, ApplyError>;

    fn drive<T: Send + 'static>(self, machine: Machine<Result<T, ApplyError>>) -> Result<T, ApplyError> {
        drive(machine, |action| match action {
            Action::Wait(time) => wait(time, std::thread::sleep),
            Action::Send { sql, wanted } => send(self, &sql, wanted),
        })
    }

    fn drive_watched<T: Send + 'static>(self, machine: Machine<Result<T, ApplyError>>, watch: Watch) -> Result<T, ApplyError> {
        let Watch { config, watched, machine: watching } = watch;
        std::thread::scope(|scope| {
            let watcher = std::thread::Builder::new().name("migrate-watch".to_owned()).spawn_scoped(scope, || look_on(&config, watching));
            // Without a thread nobody watches.
            let _over = Over { watched, watcher: watcher.ok().map(|watcher| watcher.thread().clone()) };
            self.drive(machine)
        })
    }
}

/// Ends the watching, also where an observer panics: the thread is waited for.
struct Over {
    watched: Watched,
    watcher: Option<std::thread::Thread>,
}

impl Drop for Over {
    fn drop(&mut self) {
        self.watched.end();
        if let Some(watcher) = &self.watcher {
            watcher.unpark();
        }
    }
}

/// Watches over a connection that is opened when there is something to ask.
fn look_on(config: &Config, machine: Machine<()>) {
    let mut client: Option<postgres::Client> = None;
    drive(machine, |action| match action {
        // Whoever is done with the work ends the wait.
        Action::Wait(time) => wait(time, std::thread::park_timeout),
        Action::Send { sql, wanted } => {
            let client = match client.take().map_or_else(|| config.connect(), Ok) {
                Ok(opened) => client.insert(opened),
                Err(error) => return Outcome::Failed(Failure::lost(&error.to_string())),
            };
            send(client, &sql, wanted)
        }
    });
}

fn drive<T>(machine: Machine<T>, mut perform: impl FnMut(Action) -> Outcome) -> T {
    let begun = Instant::now();
    let mut next = machine.start(seed());
    loop {
        match next {
            Next::Done(end) => return end,
            Next::Act(action, waiting) => next = waiting.advance(perform(action), begun.elapsed()),
        }
    }
}

fn wait(time: Duration, by: fn(Duration)) -> Outcome {
    by(time);
    Outcome::Waited
}

fn send(client: &mut postgres::Client, sql: &str, wanted: Wanted) -> Outcome {
    let answer = match wanted {
        Wanted::Nothing => client.batch_execute(sql).map(|()| Answer::default()),
        Wanted::Rows => client.simple_query(sql).map(Answer::from_iter),
    };
    match answer {
        Ok(answer) => Outcome::Answered(answer),
        Err(error) => Outcome::Failed(Failure::from(error)),
    }
}
