//! Do many programs that start at once apply every migration exactly once, without an error in any of them.

use crate::check::{faults, objects};
use crate::hosts::{Scratch, Target};
use migrate_faults::{applier, version};
use std::process::{Child, Command, Stdio};

/// The first four migrations run in transactions.
const TRANSACTIONAL: usize = 4;
/// The first eleven have indexes that are built concurrently, labels, and a partition that is detached.
const CONCURRENT: usize = 11;
/// How often each is run where every change is checked; `MIGRATE_ROUNDS` says another number.
const ROUNDS: usize = 1;

#[test]
fn programs_that_start_at_once_agree() {
    let Some(target) = Target::own() else { return };
    let rounds = std::env::var("MIGRATE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS);
    let mut started = 0;
    for count in [TRANSACTIONAL, CONCURRENT, usize::MAX] {
        let expected = alone(&target, count);
        for round in 0..rounds {
            for programs in [2, 8, 32] {
                let scratch = target.scratch();
                let applied = race(&scratch, &vec![count; programs]);
                started += programs;
                let all = version(count).list().len();
                assert_eq!(applied.iter().sum::<usize>(), all, "round {round} of {programs} programs applied {applied:?} of {all}");
                let wrong = faults(&mut scratch.connect(), count, &expected);
                assert!(wrong.is_empty(), "round {round} of {programs} programs: {}", wrong.join("; "));
            }
        }
    }
    eprintln!("{rounds} rounds, {started} programs");
}

/// A deployment that rolls: programs of the last release and of this one start in any order and know of each other.
#[test]
fn old_and_new_programs_alternate() {
    let Some(target) = Target::own() else { return };
    let expected = alone(&target, usize::MAX);
    for round in 0..4 {
        let scratch = target.scratch();
        let counts: Vec<usize> = (0..8).map(|at| if (at + round) % 2 == 0 { CONCURRENT } else { usize::MAX }).collect();
        race(&scratch, &counts);
        // One after another, too.
        for count in [CONCURRENT, usize::MAX, CONCURRENT] {
            let applied = applier(version(count)).apply(&mut scratch.connect()).unwrap_or_else(|error| panic!("with {count}: {error}"));
            assert_eq!(applied.migrations, Vec::<String>::new());
        }
        let wrong = faults(&mut scratch.connect(), usize::MAX, &expected);
        assert!(wrong.is_empty(), "round {round}: {}", wrong.join("; "));
    }
}

/// What one program makes that has the database for itself.
fn alone(target: &Target, count: usize) -> String {
    let scratch = target.scratch();
    let mut client = scratch.connect();
    applier(version(count)).apply(&mut client).unwrap_or_else(|error| panic!("a single program fails: {error}"));
    objects(&mut client)
}

/// Starts programs that know so many migrations each; they connect, and begin together. How many migrations each applied.
fn race(scratch: &Scratch<'_>, counts: &[usize]) -> Vec<usize> {
    let url = scratch.url();
    let start = |count: &usize| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_apply"));
        command.arg(count.to_string()).env("DATABASE_URL", &url);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts")
    };
    let mut programs: Vec<Child> = counts.iter().map(start).collect();
    // All of them wait for the end of their input.
    let inputs: Vec<_> = programs.iter_mut().map(|program| program.stdin.take()).collect();
    drop(inputs);
    let ended = programs.into_iter().map(|program| {
        let output = program.wait_with_output().expect("a program ends");
        assert!(output.status.success(), "a program of {} failed: {}", counts.len(), String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().parse().expect("it says how many it applied")
    });
    ended.collect()
}
