//! Are servers that cannot be written to refused with an error that says so.

use crate::hosts::Target;
use migrate_faults::{applier, version};
use migrate_runtime::Config;
use migrate_runtime::applier::ApplyErrorKind;

#[test]
fn a_standby_is_refused() {
    let Some(target) = Target::own() else { return };
    let server = target.server();
    let folder = server.folder().expect("the server was started here").to_path_buf();
    let (standby, socket) = (folder.join("standby"), folder.join("standby-socket"));
    let run = |program: &str, arguments: &[&str]| {
        let status = server.program(program).args(arguments).status().expect("a program of PostgreSQL runs");
        assert!(status.success(), "{program} {arguments:?}");
    };
    let (standby, socket, log) =
        (standby.display().to_string(), socket.display().to_string(), folder.join("standby.log").display().to_string());
    run("mkdir", &[&socket]);
    run("pg_basebackup", &["-h", &folder.display().to_string(), "-U", "postgres", "-D", &standby, "-R", "-X", "stream", "-c", "fast"]);
    run(
        "pg_ctl",
        &[
            "start",
            "-s",
            "-w",
            "-D",
            &standby,
            "-l",
            &log,
            "-o",
            &format!("-k {socket} -c listen_addresses='' -c max_locks_per_transaction=512"),
        ],
    );
    let config = Config::from_string(&format!("host={socket} user=postgres dbname=postgres")).expect("the words are right");
    let refusal = config.connect().map(|mut client| applier(version(usize::MAX)).apply(&mut client));
    run("pg_ctl", &["stop", "-s", "-m", "immediate", "-D", &standby]);
    let error = refusal.expect("a standby answers").expect_err("a standby is not written to");
    assert_eq!(error.kind(), &ApplyErrorKind::Standby, "{error}");
    assert!(error.to_string().contains("standby"), "{error}");
}

#[test]
fn a_session_that_may_only_read_is_refused() {
    let Some(target) = Target::own() else { return };
    let scratch = target.scratch();
    target
        .admin()
        .batch_execute(&format!("alter database {} set default_transaction_read_only = on", scratch.name))
        .expect("it can be set");
    let error = applier(version(usize::MAX)).apply(&mut scratch.connect()).expect_err("it is not written to");
    assert_eq!(error.kind(), &ApplyErrorKind::ReadOnly, "{error}");
    assert!(error.to_string().contains("read-only"), "{error}");
}
