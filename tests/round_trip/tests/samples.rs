//! A row of the lowest and one of the highest values of every type, by everything that is generated for a table.

mod common;

use common::Database;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use migrate_round_trip::schema::{Address, NewSample, Positive, Sample, Sex};
use migrate_runtime::types::{
    Bit, Hstore, Interval, Lexeme, Ltree, Macaddr, Macaddr8, Money, Multirange, PgLsn, Point, Position, Range, Timetz, Tsvector,
};
use migrate_runtime::{Cached, FetchAsync, FetchSync};
use rust_decimal::Decimal;
use serde_json::json;
use uuid::Uuid;

macro_rules! samples {
    ($($name:ident $null:ident $list:ident = $low:expr, $high:expr;)*) => {
        fn low() -> NewSample {
            NewSample { $($name: $low, $null: None, $list: Vec::new(),)* }
        }

        fn high() -> NewSample {
            NewSample { $($name: $high, $null: Some($high), $list: vec![Some($low), None, Some($high)],)* }
        }

        /// Column by column, so that a failure names the column.
        fn compare(found: &Sample, sent: &NewSample) {
            $(
                assert_eq!(found.$name, sent.$name, stringify!($name));
                assert_eq!(found.$null, sent.$null, stringify!($null));
                assert_eq!(found.$list, sent.$list, stringify!($list));
            )*
        }
    };
}

samples! {
    truth truth_null truth_list = false, true;
    int2 int2_null int2_list = i16::MIN, i16::MAX;
    int4 int4_null int4_list = i32::MIN, i32::MAX;
    int8 int8_null int8_list = i64::MIN, i64::MAX;
    float4 float4_null float4_list = f32::MIN, f32::INFINITY;
    float8 float8_null float8_list = f64::MIN, f64::INFINITY;
    num num_null num_list = Decimal::MIN, Decimal::MAX;
    txt txt_null txt_list = String::new(), "a'b\\c 漢字 🦀".to_owned();
    vchar vchar_null vchar_list = String::new(), "x".repeat(20);
    bpchar bpchar_null bpchar_list = "   ".to_owned(), "abc".to_owned();
    bytes bytes_null bytes_list = Vec::new(), (0..=255).collect();
    uid uid_null uid_list = Uuid::nil(), Uuid::max();
    js js_null js_list = json!(null), json!({"a": [1, 2.5, "x"]});
    jsb jsb_null jsb_list = json!(null), json!({"a": [1, 2.5, "x"]});
    day day_null day_list = Date::constant(-4712, 1, 1), Date::MAX;
    clock clock_null clock_list = Time::MIN, Time::constant(23, 59, 59, 999_999_000);
    stamp stamp_null stamp_list = DateTime::constant(1, 1, 1, 0, 0, 0, 0), DateTime::constant(9999, 12, 31, 23, 59, 59, 999_999_000);
    moment moment_null moment_list = Timestamp::UNIX_EPOCH, "2024-02-29T12:00:00.000001Z".parse().expect("a moment");
    zoned zoned_null zoned_list = Timetz { microseconds: 0, offset: -50_400 }, Timetz { microseconds: 86_399_999_999, offset: 50_400 };
    span span_null span_list = Interval { months: -1, days: 2, microseconds: -3 }, Interval { months: i32::MAX, days: i32::MIN, microseconds: 1 };
    host host_null host_list = "192.0.2.7/24".parse().expect("an address"), "2001:db8::1/64".parse().expect("an address");
    net net_null net_list = "192.0.2.0/24".parse().expect("a network"), "2001:db8::/32".parse().expect("a network");
    card card_null card_list = Macaddr([0; 6]), Macaddr([255; 6]);
    card8 card8_null card8_list = Macaddr8([0; 8]), Macaddr8([255; 8]);
    bits bits_null bits_list = "000000000".parse().expect("bits"), "101100111".parse().expect("bits");
    vbits vbits_null vbits_list = Bit::default(), "0000000010".parse().expect("bits");
    amount amount_null amount_list = Money(i64::MIN), Money(i64::MAX);
    place place_null place_list = Point { x: 0.0, y: -1.5 }, Point { x: f64::MAX, y: f64::INFINITY };
    lsn lsn_null lsn_list = PgLsn(0), PgLsn(u64::MAX);
    lexemes lexemes_null lexemes_list = Tsvector::default(), Tsvector(vec![Lexeme { word: "rat".to_owned(), positions: vec![Position { position: 2, weight: 3 }] }]);
    numbers numbers_null numbers_list = Range::Empty, Range::from(1..5);
    days days_null days_list = Range::from(..), Range::from(Date::constant(2024, 1, 1)..Date::constant(2024, 2, 1));
    many many_null many_list = Multirange(Vec::new()), Multirange(vec![Range::from(1..2), Range::from(5..)]);
    folded folded_null folded_list = String::new(), "AbC".to_owned();
    pairs pairs_null pairs_list = Hstore::new(), Hstore::from([("a".to_owned(), None), ("b".to_owned(), Some("c".to_owned()))]);
    branch branch_null branch_list = Ltree::from(""), Ltree::from("Top.Science");
    sex sex_null sex_list = Sex::Female, Sex::NotKnown;
    home home_null home_list = Address { street: None, floor: None }, Address { street: Some("a, (b)\"c\"".to_owned()), floor: Some(-1) };
    positive positive_null positive_list = Positive(1), Positive(i32::MAX);
    weights weights_null weights_list = Range::Empty, Range::from(0.5..=2.5);
}

#[test]
fn rows_go_there_and_back() {
    let Some(mut db) = Database::new() else { return };
    for sent in [low(), high()] {
        let made = db.client.fetch_one(sent.insert()).expect("the row is inserted");
        compare(&made, &sent);
        let found = Sample::find_by_id(&made.id).fetch_optional(&mut db.client).expect("the key is unique");
        assert_eq!(found.as_ref(), Some(&made));
        let changed = made.update().fetch_one(&mut Cached::new(&mut db.client)).expect("the row is there");
        compare(&changed, &sent);
    }
    let copied = NewSample::copy_all(&[low(), high()]).execute(&mut db.client).expect("the rows are copied");
    assert_eq!(copied, 2);
    let made = db.client.fetch_all(NewSample::insert_all(&[high(), low()])).expect("the rows are inserted");
    compare(&made[0], &high());
    compare(&made[1], &low());
    let found = db.client.stream(Sample::find_by_id(&3)).next().expect("a row").expect("it decodes");
    compare(&found, &low());
    assert_eq!(Sample::delete_by_id(&3).execute(&mut db.client).expect("the row is there"), 1);
    assert_eq!(db.client.fetch_optional(Sample::find_by_id(&3)).expect("it can be asked for"), None);
}

#[test]
fn rows_go_there_and_back_without_blocking() {
    let Some(db) = Database::new() else { return };
    db.with_async(async |client| {
        for sent in [low(), high()] {
            let made = client.fetch_one(sent.insert()).await.expect("the row is inserted");
            compare(&made, &sent);
            let found = Sample::find_by_id(&made.id).fetch_one(&Cached::new(&client)).await.expect("the row is there");
            assert_eq!(found, made);
        }
        let copied = NewSample::copy_all(&[low(), high()]).execute(&client).await.expect("the rows are copied");
        assert_eq!(copied, 2);
        let mut rows = client.stream(NewSample::insert_all(&[high()]));
        compare(&rows.next().await.expect("a row").expect("it decodes"), &high());
    });
}
