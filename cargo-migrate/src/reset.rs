//! `cargo migrate reset`: drops the database and makes an empty one in its place, for those who develop.

use crate::carried::{configured, failed, not_connected};
use crate::output::{Format, Status, refuse, say};
use clap::Args;
use migrate_build::catalog::format::quote_identifier;
use migrate_build::diag::{Diagnostic, Severity};
use migrate_build::text::Json;
use migrate_runtime::Config;
use postgres::config::Host;

/// Drop the database with all that is in it, and make an empty one in its place
#[derive(Args)]
#[command(
    after_help = "Example:\n  cargo migrate reset --force --database clinic_development\n\nIt refuses a database whose name says that it is in production, and a server on another machine. Grants and settings of the database itself are lost."
)]
pub(crate) struct Reset {
    /// The database, which must be the one that the environment names
    #[arg(long, value_name = "NAME")]
    database: Option<String>,
    /// It is meant
    #[arg(long)]
    force: bool,
    /// How results are written
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(crate) fn run(reset: &Reset) -> Status {
    let format = reset.format;
    let done = || -> Result<Status, Status> {
        let config = configured(format)?;
        check(reset, &config)?;
        let name = config.database();
        // The database that is dropped cannot be the one of the session.
        let besides = if name == "postgres" { "template1" } else { "postgres" };
        let mut client = config.with_database(besides).connect().map_err(|error| not_connected(&error, format))?;
        recreate(&mut client, name).map_err(|error| failed(&worded(&error), format))?;
        match format {
            Format::Json => say(&Json::Object(vec![("database", Json::text(name)), ("state", Json::text("empty"))])),
            Format::Text | Format::Sarif => say(&format!("{name} was dropped and is empty now; `cargo migrate apply` applies all")),
        }
        Ok(Status::Good)
    };
    done().unwrap_or_else(|status| status)
}

fn check(reset: &Reset, config: &Config) -> Result<(), Status> {
    let name = config.database();
    let refused =
        |message: String, help: String| Err(refuse(*Diagnostic::rule(Severity::Error, "reset_refused", message).help(help), reset.format));
    if !reset.force || reset.database.as_deref() != Some(name) {
        return refused(
            "nothing was dropped, because it was not said which database is meant".to_owned(),
            format!("the environment names {name}: all that is in it is lost with --force --database {name}"),
        );
    }
    if name.to_lowercase().contains("prod") {
        return refused(format!("{name} is named like a database in production"), "drop it by hand, if it is none".to_owned());
    }
    let addresses_are_near = config.driver().get_hostaddrs().iter().all(std::net::IpAddr::is_loopback);
    if !addresses_are_near || !config.driver().get_hosts().iter().all(is_near) {
        return refused("the server is on another machine".to_owned(), "drop the database by hand, if nobody else uses it".to_owned());
    }
    Ok(())
}

/// On this machine, or beside it: a name without a domain is that of a neighbouring container.
fn is_near(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => match name.parse::<std::net::IpAddr>() {
            Ok(address) => address.is_loopback(),
            Err(_) => !name.contains('.'),
        },
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

/// Makes it anew with the owner, the encoding and the locale that it had.
fn recreate(client: &mut postgres::Client, name: &str) -> Result<(), postgres::Error> {
    let traits = client.query_opt(
        "select pg_get_userbyid(datdba)::text, pg_encoding_to_char(encoding)::text, datcollate::text, datctype::text from pg_database where datname = $1",
        &[&name],
    )?;
    let quoted = quote_identifier(name);
    let mut create = format!("create database {quoted}");
    if let Some(row) = traits {
        let text = |at: usize| row.try_get::<_, String>(at);
        let literal = |at: usize| text(at).map(|text| format!("'{}'", text.replace('\'', "''")));
        let owner = text(0)?;
        create.push_str(&format!(
            " template template0 owner {} encoding {} lc_collate {} lc_ctype {}",
            quote_identifier(&owner),
            literal(1)?,
            literal(2)?,
            literal(3)?
        ));
        client.batch_execute(&format!("drop database {quoted}"))?;
    }
    client.batch_execute(&create)
}

fn worded(error: &postgres::Error) -> String {
    error.as_db_error().map_or_else(|| error.to_string(), |refused| format!("{} [{}]", refused.message(), refused.code().code()))
}
