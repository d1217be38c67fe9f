//! What does a real database hold, a line a fact: so that two states of it can be compared.

use migrate_model::token_checksum;
use migrate_runtime::testing::Server;
use postgres::{Client, NoTls};
use std::collections::BTreeSet;

/// A connection to a database.
pub(crate) fn connect(server: &Server, name: &str) -> Client {
    Client::connect(&server.url_of(name), NoTls).expect("a scratch database answers")
}

/// Makes a database as another is, to which nobody is connected.
pub(crate) fn copy_database(server: &Server, from: &str, to: &str) {
    let mut client = connect(server, "postgres");
    client.batch_execute(&format!("drop database if exists {to} with (force)")).expect("a scratch database can be dropped");
    let left = format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{from}'");
    client.batch_execute(&left).expect("connections that are closing can be ended");
    client.batch_execute(&format!("create database {to} template {from}")).expect("a database can be copied");
}

/// The facts of a database's schema, apart from what belongs to extensions. Grants and the order of a table's columns are no part of them.
pub(crate) fn schema_of(client: &mut Client) -> BTreeSet<String> {
    client.batch_execute("set search_path = pg_catalog").expect("a path can be set");
    let mut facts = BTreeSet::new();
    for query in QUERIES {
        let rows = client.simple_query(query).unwrap_or_else(|problem| panic!("{query}: {problem}"));
        for row in rows {
            if let postgres::SimpleQueryMessage::Row(row) = row {
                facts.insert(settled(row.get(0).unwrap_or_default()));
            }
        }
    }
    facts.extend(bodies(client));
    facts
}

/// What is left of a fact that says the same every time: without the moment that `'now'` stood for when it was made, and without the casts between
/// text and varchar that PostgreSQL writes down when it rebuilds an index on a column of the other.
fn settled(fact: &str) -> String {
    let mut parts = fact.split("'20");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let moment = part.find("'::timestamp").filter(|end| part[..*end].chars().all(|c| c.is_ascii_digit() || " -:.+".contains(c)));
        text.push_str(if moment.is_some() { "'now" } else { "'20" });
        text.push_str(&part[moment.unwrap_or(0)..]);
    }
    if !text.starts_with("index ") {
        return text;
    }
    text.replace("::character varying", "").replace("::text", "").replace(['(', ')'], "")
}

/// Bodies are compared by their tokens: comments and blanks change nothing of what they do.
fn bodies(client: &mut Client) -> Vec<String> {
    let query = format!("select p.oid::regprocedure::text, coalesce(p.prosrc, '') from pg_proc p where {}", own("pg_proc", "p.oid"));
    let rows = client.query(&query, &[]).expect("functions can be listed");
    rows.iter().map(|row| format!("body of {}: {}", row.get::<_, String>(0), token_checksum(&row.get::<_, String>(1)))).collect()
}

fn own(class: &str, oid: &str) -> String {
    OWN.replace("$class", class).replace("$oid", oid)
}

const OWN: &str = "$oid >= 16384 and not exists (select 1 from pg_depend d where d.classid = '$class'::regclass and d.objid = $oid \
    and (d.deptype = 'e' or d.deptype = 'i' and d.refclassid = 'pg_type'::regclass and d.classid = 'pg_proc'::regclass))";

/// Each gives one column of text.
const QUERIES: [&str; 14] = [
    "select 'schema ' || nspname from pg_namespace where oid >= 16384 and nspname !~ '^pg_'",
    "select format('relation %s %s %s %s %s %s %s %s %s %s', c.oid::regclass, c.relkind, c.relpersistence, c.reloptions, c.relrowsecurity, \
        c.relforcerowsecurity, c.relreplident, pg_get_expr(c.relpartbound, c.oid), pg_get_partkeydef(c.oid), \
        (select array_agg(i.inhparent::regclass::text order by i.inhseqno) from pg_inherits i where i.inhrelid = c.oid)) \
        from pg_class c where c.oid >= 16384 and c.relkind in ('r', 'p', 'v', 'm', 'f', 'c', 'S') and c.relnamespace <> 'pg_toast'::regnamespace \
        and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')",
    "select format('column %s.%I %s notnull=%s default=%s identity=%s generated=%s %s %s %s %s local=%s inherited=%s', c.oid::regclass, a.attname, \
        format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(e.adbin, e.adrelid), a.attidentity, a.attgenerated, \
        a.attcollation::regcollation, nullif(a.attstorage, t.typstorage), a.attcompression, a.attoptions, a.attislocal, a.attinhcount) \
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid \
        left join pg_attrdef e on e.adrelid = a.attrelid and e.adnum = a.attnum \
        where c.oid >= 16384 and a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f', 'c') \
        and c.relnamespace <> 'pg_toast'::regnamespace \
        and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')",
    "select format('view %s %s', c.oid::regclass, pg_get_viewdef(c.oid)) from pg_class c where c.relkind in ('v', 'm') and c.oid >= 16384 \
        and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')",
    "select format('constraint %I on %s %s %s %s validated=%s local=%s inherited=%s %s', k.conname, k.conrelid::regclass, nullif(k.contypid, 0)::regtype, \
        k.contype, pg_get_constraintdef(k.oid), k.convalidated, k.conislocal, k.coninhcount, k.conparentid <> 0) \
        from pg_constraint k where k.oid >= 16384 and k.contype <> 't' \
        and not exists (select 1 from pg_depend d where d.objid in (k.conrelid, k.contypid) and d.deptype = 'e')",
    "select format('index %s valid=%s primary=%s %s', i.indexrelid::regclass, i.indisvalid, i.indisprimary, pg_get_indexdef(i.indexrelid)) \
        || (i.indisclustered or i.indisreplident)::text from pg_index i where i.indexrelid >= 16384 \
        and i.indrelid not in (select oid from pg_class where relnamespace = 'pg_toast'::regnamespace) \
        and not exists (select 1 from pg_depend d where d.objid = i.indrelid and d.deptype = 'e')",
    "select format('trigger %s enabled=%s', pg_get_triggerdef(t.oid), t.tgenabled) from pg_trigger t where not t.tgisinternal \
        union all select 'rule ' || pg_get_ruledef(r.oid) from pg_rewrite r where r.rulename <> '_RETURN' and r.oid >= 16384 \
        union all select format('policy %I on %s %s %s %s %s %s', p.polname, p.polrelid::regclass, p.polcmd, p.polpermissive, \
        (select array_agg(r::regrole::text order by 1) from unnest(p.polroles) r), pg_get_expr(p.polqual, p.polrelid), \
        pg_get_expr(p.polwithcheck, p.polrelid)) from pg_policy p",
    "select format('type %s %s %s %s %s %s %s', t.oid::regtype, t.typtype, \
        (select array_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid), \
        case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) end, t.typnotnull, t.typdefault, \
        (select r.rngsubtype::regtype from pg_range r where r.rngtypid = t.oid)) \
        from pg_type t where t.oid >= 16384 and t.typtype in ('e', 'd', 'r') \
        and not exists (select 1 from pg_depend d where d.classid = 'pg_type'::regclass and d.objid = t.oid and d.deptype = 'e')",
    "select format('sequence %s %s %s %s %s %s %s %s owned=%s', s.seqrelid::regclass, s.seqtypid::regtype, s.seqstart, s.seqincrement, s.seqmin, \
        s.seqmax, s.seqcache, s.seqcycle, (select format('%s.%I %s', d.refobjid::regclass, a.attname, d.deptype) from pg_depend d \
        join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid where d.objid = s.seqrelid and d.deptype in ('a', 'i'))) \
        from pg_sequence s",
    "select format('function %s %s args=%s returns=%s %s %s %s %s %s %s %s %s %s', p.oid::regprocedure, p.prokind, pg_get_function_arguments(p.oid), \
        pg_get_function_result(p.oid), l.lanname, p.provolatile, p.proisstrict, p.prosecdef, p.proparallel, p.proleakproof, p.procost, p.proconfig, \
        pg_get_function_sqlbody(p.oid)) from pg_proc p join pg_language l on l.oid = p.prolang where p.oid >= 16384 \
        and not exists (select 1 from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype in ('e', 'i'))",
    "select format('extension %s %s', extname, extnamespace::regnamespace) from pg_extension",
    "select format('cast %s %s %s %s', castsource::regtype, casttarget::regtype, castfunc::regprocedure, castcontext) from pg_cast where oid >= 16384 \
        and not exists (select 1 from pg_depend d where d.classid = 'pg_cast'::regclass and d.objid = pg_cast.oid and d.deptype = 'e') \
        union all select format('operator %s %s', o.oid::regoperator, o.oprcode) from pg_operator o where o.oid >= 16384 \
        and not exists (select 1 from pg_depend d where d.classid = 'pg_operator'::regclass and d.objid = o.oid and d.deptype = 'e') \
        union all select format('class %s %s', opcname, opcintype::regtype) from pg_opclass o where o.oid >= 16384 \
        and not exists (select 1 from pg_depend d where d.classid = 'pg_opclass'::regclass and d.objid = o.oid and d.deptype = 'e')",
    "select format('comment on %s: %s', pg_describe_object(classoid, objoid, objsubid), description) from pg_description where objoid >= 16384",
    "select pg_get_statisticsobjdef(oid) from pg_statistic_ext union all select format('publication %s %s', pubname, puballtables) from pg_publication \
        union all select format('event trigger %s %s %s', evtname, evtevent, evtenabled) from pg_event_trigger \
        union all select format('collation %s', oid::regcollation) from pg_collation where oid >= 16384",
];
