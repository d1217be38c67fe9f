//! `cargo migrate impact`: which queries, views, functions and policies does a pending migration touch.

use crate::options::Shared;
use crate::output::{Format, Status, report, say};
use clap::Args;
use migrate_build::catalog::Catalog;
use migrate_build::catalog::depend::Address;
use migrate_build::compile::{Compiled, Doubts, Migration, MigrationKind, compile_from};
use migrate_build::expand::release::{read_sources, record};
use migrate_build::project::read_lock;
use migrate_build::proof::impact::{Impact, TouchedObject, TouchedQuery, impact};
use migrate_build::text::Json;
use std::path::PathBuf;

/// Say which queries, views, functions and policies the migrations touch that are not released
#[derive(Args)]
#[command(after_help = "Examples:\n  cargo migrate impact\n  cargo migrate impact 012_drop_legacy_email --format json")]
pub(crate) struct ImpactCommand {
    /// Migrations by version or name [default: those that migrate.lock does not have]
    migrations: Vec<String>,
    #[command(flatten)]
    shared: Shared,
    /// The folder whose sources are looked through [default: the one that the command is called in]
    #[arg(long, value_name = "DIR")]
    sources: Option<PathBuf>,
}

pub(crate) fn run(command: &ImpactCommand) -> Status {
    let (located, loaded) = match command.shared.locate().and_then(|located| Ok((located, command.shared.load()?))) {
        Ok(both) => both,
        Err(status) => return status,
    };
    let lock = match read_lock(&loaded.dir) {
        Ok(lock) => lock.unwrap_or_default(),
        Err(finding) => {
            report(&[*finding], command.shared.format);
            return Status::Unusable;
        }
    };
    let is_asked = |migration: &Migration| match &migration.kind {
        kind if !command.migrations.is_empty() => command.migrations.iter().any(|asked| {
            *asked == migration.label
                || *asked == migration.name
                || matches!(kind, MigrationKind::Versioned(version) if version.as_str() == asked)
        }),
        MigrationKind::Versioned(version) => lock.entry(version).is_none(),
        MigrationKind::Repeatable => true,
    };
    let (files, texts) = read_sources(command.sources.as_deref().unwrap_or(".".as_ref()));
    let settings = located.configuration.code_settings();
    // The chain begins with this very catalog: what is in both is told by that.
    let mut before = Catalog::new(loaded.options.versions);
    let mut found: Vec<(usize, Impact)> = Vec::new();
    let (start, lints) = ((before.clone(), Doubts::default()), loaded.options.lints.as_ref());
    let compiled = compile_from(start, &loaded.migrations, lints, &mut |at, catalog, _| {
        if is_asked(&loaded.migrations[at]) {
            let queries = record(&before, &settings, &files, &texts).queries;
            found.push((at, impact(&before, catalog, &queries)));
        }
        before = catalog.clone();
    });
    for (at, impact) in &found {
        tell(command.shared.format, &compiled, &loaded.migrations, &loaded.migrations[*at], impact);
    }
    if found.is_empty() && command.shared.format == Format::Text {
        say(&"nothing to look at: every migration is released, or none is of that name");
    }
    if compiled.has_errors() { Status::Errors } else { Status::Good }
}

fn tell(format: Format, compiled: &Compiled, migrations: &[Migration], migration: &Migration, impact: &Impact) {
    if format != Format::Text {
        return say(&json(compiled, migrations, migration, impact));
    }
    say(&migration.label);
    if impact.touched.is_empty() {
        say(&"  touches nothing that was there before");
    }
    for touched in &impact.touched {
        say(&format!("  touches {touched}"));
    }
    for TouchedQuery { places, sql, by } in &impact.queries {
        let places = places.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        say(&format!("  query at {places} uses {}", by.join(", ")));
        say(&format!("    {}", sql.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    for object in &impact.objects {
        let place = place_of(compiled, migrations, object).map_or_else(String::new, |place| format!(" at {place}"));
        say(&format!("  {}{place} uses {}", object.name, object.by.join(", ")));
    }
}

fn json(compiled: &Compiled, migrations: &[Migration], migration: &Migration, impact: &Impact) -> Json {
    let query = |query: &TouchedQuery| {
        Json::Object(vec![
            ("places", Json::texts(query.places.iter().map(ToString::to_string))),
            ("sql", Json::text(&*query.sql)),
            ("uses", Json::texts(query.by.iter().map(String::as_str))),
        ])
    };
    let object = |object: &TouchedObject| {
        Json::Object(vec![
            ("name", Json::text(&*object.name)),
            ("place", Json::optional(place_of(compiled, migrations, object))),
            ("uses", Json::texts(object.by.iter().map(String::as_str))),
        ])
    };
    Json::Object(vec![
        ("migration", Json::text(&*migration.label)),
        ("touches", Json::texts(impact.touched.iter().map(String::as_str))),
        ("queries", Json::List(impact.queries.iter().map(query).collect())),
        ("objects", Json::List(impact.objects.iter().map(object).collect())),
    ])
}

/// The statement that made an object, last of all.
fn place_of(compiled: &Compiled, migrations: &[Migration], object: &TouchedObject) -> Option<String> {
    let address = match object.address {
        Address::View(id) => Address::Relation(id),
        address => address,
    };
    let statement = compiled.statements.iter().rev().find(|statement| statement.effects.created.contains(&address))?;
    let source = &migrations.get(statement.migration)?.up;
    Some(format!("{}:{}", source.path(), source.line_column(statement.span.start).line))
}
