//! What of a program is written down as a release: each query once, as it is sent, with all its places.

use super::scan::{Said, Scanned};
use super::sources::{QueryText, SourceFile};
use crate::catalog::Catalog;
use crate::codegen::{OwnQuery, Settings, own_queries};
use crate::compile::{DescribedColumn, Description, describe_program_query};
use crate::diag::Problem;
use crate::expand::column_override::{NullOverride, read_alias};
use crate::expand::insert::insert_text;
use crate::expand::sql_text::{number_parameters, text_to_send};
use crate::proof::release::{Place, ReleasedColumn, ReleasedParameter, ReleasedQuery};
use crate::text::{Collection, Gather, SortedMap, sort};

/// The queries of a program.
#[derive(Debug, Default)]
pub struct Recorded {
    /// Those that the schema takes, sorted by their texts.
    pub queries: Vec<ReleasedQuery>,
    /// Those that it does not, or that cannot be read.
    pub unrecorded: Vec<Unrecorded>,
}

/// A query that cannot be recorded.
#[derive(Debug)]
pub struct Unrecorded {
    /// Where it stands.
    pub place: Place,
    /// Why.
    pub problem: String,
}

/// Checks every query of a program against a schema.
#[must_use]
pub fn record(catalog: &Catalog, settings: &Settings, files: &[SourceFile], queries: &[QueryText]) -> Recorded {
    let mut recorder = Recorder { catalog, settings, found: SortedMap::new(), unrecorded: Vec::new() };
    for file in files {
        for used in &file.scanned.uses {
            let place = Place { file: file.path.clone(), line: used.line };
            match &used.said {
                Said::Query(text) => recorder.add(text, place),
                Said::Insert(table, columns) => recorder.add(&insert_text(catalog, settings, table, columns), place),
                Said::File(path) => match std::fs::read_to_string(file.package.join(path)) {
                    Ok(text) => recorder.add(&text, place),
                    Err(reason) => {
                        recorder.unrecorded.push(Unrecorded { place, problem: format!("the file {path} cannot be read: {reason}") })
                    }
                },
            }
        }
    }
    for QueryText { path, text } in queries {
        recorder.add(text, Place { file: path.clone(), line: 1 });
    }
    let own = own_queries(catalog, settings);
    for file in files {
        for (query, line) in calls_of(&own, &file.scanned) {
            recorder.add(&query.sql, Place { file: file.path.clone(), line });
        }
    }
    Recorded { queries: recorder.found.into_values().gather(), unrecorded: recorder.unrecorded }
}

struct Recorder<'c> {
    catalog: &'c Catalog,
    settings: &'c Settings,
    found: SortedMap<String, ReleasedQuery>,
    unrecorded: Vec<Unrecorded>,
}

impl Recorder<'_> {
    fn add(&mut self, text: &str, place: Place) {
        match released(self.catalog, self.settings, text) {
            Ok(query) => {
                let known = self.found.or_insert(query.sql.clone(), query);
                known.places.push(place);
                sort(&mut known.places);
                known.places.dedup();
            }
            Err(problem) => self.unrecorded.push(Unrecorded { place, problem: problem.message }),
        }
    }
}

/// A query as it is sent, with what it takes and gives.
fn released(catalog: &Catalog, settings: &Settings, text: &str) -> Result<ReleasedQuery, Problem> {
    let numbered = number_parameters(text);
    let Description { parameters, columns, notes, .. } = describe_program_query(catalog, &numbered.edited.text)?;
    let sql = text_to_send(catalog, &numbered.edited.text, &notes, settings.qualification);
    let parameters = parameters.into_iter().map(|it| ReleasedParameter { type_text: it.type_text, nullable: it.nullable });
    let (parameters, columns) = (parameters.gather(), columns.into_iter().map(column).gather());
    Ok(ReleasedQuery { sql, places: Vec::new(), parameters, columns })
}

/// What the alias says of NULL is what the program reads.
fn column(it: DescribedColumn) -> ReleasedColumn {
    let nullable = match read_alias(&it.name).map(|alias| alias.null) {
        Some(NullOverride::Never) => false,
        Some(NullOverride::Maybe) => true,
        _ => it.nullable,
    };
    ReleasedColumn { name: it.name.to_string(), type_text: it.type_text, nullable }
}

/// The queries of generated code that a file calls: by the type, or as a method where the file names the type.
fn calls_of<'q>(own: &'q [OwnQuery], scanned: &'q Scanned) -> Vec<(&'q OwnQuery, u32)> {
    let mut found = Vec::new();
    for query in own {
        let is_it = |type_name: &Option<String>| match type_name {
            Some(type_name) => *type_name == query.type_name,
            None => query.is_method && scanned.types.contains(&query.type_name),
        };
        let calls = scanned.calls.iter().filter(|call| call.function == query.function && is_it(&call.type_name));
        found.put_all(calls.map(|call| (query, call.line)));
    }
    found
}
