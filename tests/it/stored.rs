//! Is a stored schema the schema that was stored, and are damaged bytes refused.

use crate::page::pages;
use crate::property::migration;
use crate::random::Random;
use migrate_build::catalog::Catalog;
use migrate_build::catalog::depend::Address;
use migrate_build::catalog::stored::{Archive, Damaged, Keeper, Stored, decode, encode, seal};
use migrate_build::compile::{Doubts, Options, compile, compile_from, compile_observed, describe_query};
use migrate_build::docs::schema_json;
use migrate_build::project::discover;
use std::fmt::Write;
use std::path::Path;

/// All that a catalog holds.
fn everything(catalog: &Catalog) -> String {
    let mut text = String::new();
    macro_rules! all {
        ($($list:ident $address:ident)*) => {$(
            for object in catalog.$list() {
                let address = Address::$address(object.id);
                let needs: Vec<_> = catalog.dependencies().needs_of(address).collect();
                let needed_by: Vec<_> = catalog.dependencies().needed_by(address).collect();
                let _ = writeln!(text, "{object:?}\n  {:?}\n  {needs:?}\n  {needed_by:?}", catalog.comment(address));
            }
        )*};
    }
    all!(schemas Schema relations Relation types Type functions Function operators Operator operator_classes OperatorClass
        operator_families OperatorFamily collations Collation constraints Constraint triggers Trigger policies Policy rules Rule
        casts Cast extensions Extension simples Simple);
    for relation in catalog.relations() {
        let found = catalog.relation_in(relation.schema, &relation.name);
        let (indexes, children) = (catalog.indexes_of(relation.id), catalog.children_of(relation.id));
        let (triggers, policies) = (catalog.triggers_of(relation.id), catalog.policies_of(relation.id));
        let _ = writeln!(text, "{found:?} {indexes:?} {children:?} {triggers:?} {policies:?} {:?}", catalog.rules_of(relation.id));
    }
    let _ = writeln!(text, "{:?} {:?} {}", catalog.search_path(), catalog.versions(), catalog.clone().next_id());
    text
}

fn clinic() -> Vec<migrate_build::compile::Migration> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests stand in the workspace").join("migrations");
    discover(&folder).unwrap_or_else(|finding| panic!("{}", finding.diagnostic.message)).migrations
}

#[test]
fn a_schema_is_read_as_it_was_written() {
    let compiled = compile(&clinic(), &Options::default());
    let decoded = decode(&encode(&compiled.catalog)).expect("what was written can be read");
    let query = "select * from patients p left join visits v on v.patient_id = p.id where p.email = $1";
    assert_eq!(describe_query(&decoded, query).expect("it is right"), describe_query(&compiled.catalog, query).expect("it is right"));
    assert_eq!(schema_json(&decoded).to_string(), schema_json(&compiled.catalog).to_string());
    assert_eq!(everything(&decoded), everything(&compiled.catalog));
}

#[test]
fn whatever_the_suite_makes_can_be_stored() {
    for page in pages() {
        for block in page.blocks {
            let compiled = compile(&[migration(1, block.source.text())], &Options::default());
            let decoded = decode(&encode(&compiled.catalog)).expect("what was written can be read");
            assert_eq!(everything(&decoded), everything(&compiled.catalog), "{}", block.source.text());
        }
    }
}

#[test]
fn the_fold_goes_on_from_every_stored_state() {
    let chain = clinic();
    let mut keeper = Keeper::new();
    let mut places = Vec::new();
    let whole = compile_observed(&chain, &Options::default(), &mut |_, catalog| places.push(keeper.keep(catalog)));
    let archive = Archive::open(keeper.finish(|to| places.write(to))).expect("what was written can be read");
    assert_eq!(Vec::<u32>::read(&mut archive.top()), Ok(places.clone()));
    for (at, place) in places.iter().enumerate() {
        let before = archive.catalog(*place).expect("a kept catalog can be read");
        let rest = compile_from((before, Doubts::default()), &chain[at + 1..], None, &mut |_, _, _| {});
        assert_eq!(everything(&rest.catalog), everything(&whole.catalog));
        let mut keeper = Keeper::after(&archive);
        let place = keeper.keep(&rest.catalog);
        let longer = Archive::open(keeper.finish(|_| {})).expect("what was appended can be read");
        assert_eq!(everything(&longer.catalog(place).expect("a kept catalog can be read")), everything(&whole.catalog));
        let alone = encode(&rest.catalog).len();
        assert!(longer.size() - archive.size() <= alone, "appending costs no more than writing anew");
    }
}

#[test]
fn equal_states_are_stored_once() {
    let compiled = compile(&clinic(), &Options::default());
    let once = encode(&compiled.catalog).len();
    let mut keeper = Keeper::new();
    for _ in 0..100 {
        keeper.keep(&compiled.catalog);
    }
    assert!(keeper.finish(|_| {}).len() < once + 100 * 250, "a second root is all that is added");
}

#[test]
fn a_tree_as_deep_as_statements_may_be_is_stored() {
    let deep = format!("create view v as select {}1{} as x;", "(1 + ".repeat(95), ")".repeat(95));
    let compiled = compile(&[migration(1, &deep)], &Options::default());
    assert_eq!(compiled.catalog.relations().len(), 1, "{:?}", compiled.findings.first());
    let decoded = decode(&encode(&compiled.catalog)).expect("what was written can be read");
    assert_eq!(everything(&decoded), everything(&compiled.catalog));
}

#[test]
fn damaged_bytes_are_refused() {
    let bytes = encode(&compile(&clinic(), &Options::default()).catalog);
    let mut random = Random::seeded();
    for length in (0..200).chain((0..200).map(|_| random.below(bytes.len()))) {
        assert_eq!(decode(&bytes[..length]).err(), Some(Damaged), "cut after {length} bytes");
    }
    for _ in 0..300 {
        let mut damaged = bytes.clone();
        let at = random.below(bytes.len());
        damaged[at] ^= 1 << random.below(8);
        assert_eq!(decode(&damaged).err(), Some(Damaged), "byte {at} is another");
    }
}

#[test]
fn no_bytes_make_it_panic() {
    let bytes = encode(&compile(&clinic()[..3], &Options::default()).catalog);
    let mut random = Random::seeded();
    for _ in 0..300 {
        let mut damaged = bytes.clone();
        for _ in 0..=random.below(4) {
            let at = 24 + random.below(bytes.len() - 24);
            damaged[at] = random.below(256) as u8;
        }
        if random.below(3) == 0 {
            damaged.truncate(28 + random.below(bytes.len() - 28));
        }
        seal(&mut damaged);
        if let Ok(catalog) = decode(&damaged) {
            let _ = everything(&catalog);
        }
    }
}
