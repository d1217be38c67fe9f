#!/usr/bin/env python3
"""Writes data/never_null.tsv and data/never_null_extensions.tsv: functions that never give NULL for arguments none of which is NULL.

    dump_never_null.py SOURCE[:SOURCE...] 14=CONNINFO 15=CONNINFO ...

A function is listed when PostgreSQL's source (the tree SOURCE) shows that it cannot: its body returns no NULL and hands its
call to no function that does; or when it is named in BY_HAND with its reason. Either way every server is then asked with
edge-case values, and one NULL takes the function off the list, as does a function that no values were found for.
Functions of extensions are listed by name, where it holds for all functions of the name.
Makes and drops a database `dump_never_null` on each server.
"""
import glob
import itertools
import os
import random
import re
import subprocess
import sys

from dump import DATA, FIRST_UNSTABLE, ask

TRIES = 160
# They return NULL for NULL only, or their source is SQL: found to be so by reading.
BY_HAND = """
abs age array_append array_cat array_prepend array_remove array_replace array_to_json array_to_string ascii bit_length ceil ceiling char_length
character_length concat concat_ws convert_from convert_to current_database current_query date_part date_trunc extract floor format gen_random_uuid hashtext
json_build_array json_build_object json_object json_strip_nulls jsonb_build_array jsonb_build_object jsonb_insert jsonb_object jsonb_pretty jsonb_set
jsonb_strip_nulls left length ln log lower lpad ltrim make_interval md5 ntile num_nonnulls num_nulls octet_length overlaps overlay position power
quote_ident quote_literal quote_nullable regexp_replace repeat replace reverse right round row_to_json rpad rtrim split_part starts_with string_to_array
strpos substr substring timezone to_char to_date to_json to_jsonb to_timestamp to_tsquery to_tsvector translate trim_array trunc upper version
width_bucket xmlcomment xmlconcat plainto_tsquery phraseto_tsquery websearch_to_tsquery setweight ts_rank ts_rank_cd ts_headline numnode querytree
isempty lower_inc upper_inc lower_inf upper_inf range_merge int4range int8range numrange tsrange tstzrange daterange
int4multirange int8multirange nummultirange tsmultirange tstzmultirange datemultirange multirange array_fill cardinality
""".split()
# These do things that a trial must not do, take locks, wait, or answer for the state of one server.
SKIP = re.compile(r"^(pg_(?!typeof|size_pretty|column_size|snapshot|lsn)|lo_|lo|set_config|setval|nextval|currval|lastval|txid_|ts_stat|query_to|table_to|cursor_to|schema_to|database_to|"
                  r"has_|inet_client|inet_server|binary_upgrade|brin|gin|gist|spg|bt|hash.*extended|.*(in|out|recv|send|sel|joinsel|support|typmodin|typmodout|_transition|_accum|_combine|_serialize|_deserialize)$|RI_|"
                  r"xpath|xml|current_setting|obj_description|col_description|shobj_description|to_reg|currtid|loread|lowrite|dblink|col_|amvalidate|domain_|enum_(first|last|range))")
SKIP_EXCEPT = {"isfinite", "min", "join", "statement_timestamp"} | {"sin", "asin", "btrim", "hashtext", "hashtextextended", "hash_numeric", "pg_typeof"}
WANTED_VOLATILE = {"random", "clock_timestamp", "timeofday", "gen_random_uuid", "uuidv4", "uuidv7", "nextval", "random_normal"}
VALUES = {
    "bool": ["true", "false"],
    "int2": ["0", "1", "-1", "32767", "-32768"],
    "int4": ["0", "1", "-1", "2", "7", "2147483647", "-2147483648"],
    "int8": ["0", "1", "-1", "12", "9223372036854775807", "-9223372036854775808"],
    "float4": ["0", "1.5", "-1", "NaN", "Infinity", "-Infinity"],
    "float8": ["0", "1.5", "-1", "0.5", "NaN", "Infinity", "-Infinity"],
    "numeric": ["0", "1.50", "-1", "NaN", "Infinity", "-Infinity", "1e-20", "0.5"],
    "money": ["0", "12.34", "-1"],
    "text": ["", "a", "abc", "%", "x", "YYYY-MM-DD", "year", "a.b", "ab|cd", "1", "{}", "UTC", "%s", "UTF8", "hex", "(a)|(b)", "[)", "\\\\", "month", "PT1H", "NULL", "2024-01-01"],
    "varchar": ["", "abc"],
    "bpchar": ["", "a  "],
    "name": ["", "abc", "UTF8"],
    "char": ["", "a", "A"],
    "bytea": ["", "\\\\x00ff", "abc"],
    "oid": ["0", "1", "2205", "16", "4294967295"],
    "regclass": ["pg_class"], "regtype": ["integer"], "regproc": ["now"], "regconfig": ["simple", "english"], "regdictionary": ["simple"],
    "regnamespace": ["pg_catalog"], "regrole": ["postgres"],
    "date": ["2024-02-29", "infinity", "-infinity", "4713-01-01 BC", "5874897-12-31"],
    "time": ["00:00", "24:00", "12:34:56.789"], "timetz": ["00:00+00", "24:00-12"],
    "timestamp": ["2024-02-29 12:00", "infinity", "-infinity", "4713-01-01 00:00 BC"],
    "timestamptz": ["2024-02-29 12:00+00", "infinity", "-infinity", "epoch"],
    "interval": ["0", "infinity", "-infinity", "1 mon", "-1 day", "1 year 2 mon 3 day 04:05:06", "1 sec"],
    "uuid": ["00000000-0000-0000-0000-000000000000", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "018e7d2a-1234-7abc-8def-0123456789ab"],
    "json": ["null", "{}", "[]", '"x"', '{"a":null}', '{"a":{"b":1}}', "[1,null]", "1"],
    "jsonb": ["null", "{}", "[]", '"x"', '{"a":null}', '{"a":{"b":1}}', "[1,null]", "1"],
    "jsonpath": ["$", "$.a", "$.x[*]", "strict $.q"],
    "inet": ["1.2.3.4", "::1", "10.0.0.0/8"], "cidr": ["10.0.0.0/8", "::/0"], "macaddr": ["08:00:2b:01:02:03"], "macaddr8": ["08:00:2b:01:02:03:04:05"],
    "point": ["(0,0)", "(1,2)", "(NaN,0)"], "box": ["(0,0),(1,1)", "(2,2),(2,2)"], "lseg": ["[(0,0),(1,1)]", "[(0,0),(0,0)]", "[(5,0),(5,9)]"], "line": ["{1,0,0}", "{0,1,-1}", "{1,1,1}"],
    "path": ["((0,0),(1,1))", "[(0,0),(1,1)]", "[(0,0)]"], "polygon": ["((0,0),(1,1),(1,0))", "((0,0))"], "circle": ["<(0,0),1>", "<(3,3),0>"],
    "bit": ["0", "1", "101"], "varbit": ["", "101"],
    "tsvector": ["", "a:1 b:2A"], "tsquery": ["", "a", "a & !b"],
    "pg_lsn": ["0/0", "16/B374D848"], "xid8": ["1"], "xid": ["3"], "cid": ["1"], "tid": ["(0,1)"],
    "int4range": ["empty", "[1,5)", "(,)", "[1,)", "(,3]"], "int8range": ["empty", "[1,5)", "(,)"], "numrange": ["empty", "[1,5)", "(,)"],
    "tsrange": ["empty", "(,)", "[2024-01-01,2024-02-01)"], "tstzrange": ["empty", "(,)", "[2024-01-01,2024-02-01)"], "daterange": ["empty", "(,)", "[2024-01-01,2024-02-01)"],
    "int4multirange": ["{}", "{[1,5)}", "{(,)}", "{[1,2),[4,)}"], "int8multirange": ["{}", "{[1,5)}", "{(,)}"], "nummultirange": ["{}", "{[1,5)}"],
    "tsmultirange": ["{}", "{(,)}"], "tstzmultirange": ["{}", "{(,)}"], "datemultirange": ["{}", "{(,)}"],
    "citext": ["", "a", "A", "ab|cd", "1", "%"], "ltree": ["", "a", "a.b.c"], "lquery": ["*", "a.*"], "ltxtquery": ["a", "a & b"], "_ltree": ["{}", "{a,a.b}"], "_lquery": ["{*}"],
    "hstore": ["", "a=>1", "a=>NULL,b=>2"], "cube": ["(0)", "(1,2)", "(1,2),(3,4)"], "earth": ["(6378168,0,0)"], "seg": ["1", "1..2", "<3"],
    "vector": ["[0,0]", "[1,2]", "[-1,3]"], "halfvec": ["[0,0]", "[1,2]"], "sparsevec": ["{}/2", "{1:1}/2"], "query_int": ["1", "1&2"],
    "isbn": ["0-393-04002-X"], "isbn13": ["978-0-393-04002-9"], "issn": ["1436-4522"], "ean13": ["978-0-393-04002-9"], "lo": ["1"],
    "dump_mood": ["sad", "ok"], "record": ["row(1, 'a')", "row(2, null)"],
    "_int4range": ["{}", '{"[1,3)"}'], "_int8range": ["{}", '{"[1,3)"}'], "_numrange": ["{}", '{"[1,3)"}'], "_tsrange": ["{}", '{"(,)"}'],
    "_tstzrange": ["{}", '{"(,)"}'], "_daterange": ["{}", '{"(,)"}'],
    "_text": ["{}", "{a}", "{a,NULL,b}", "{{a,b},{c,d}}", "{a,b}"], "_int4": ["{}", "{1}", "{1,NULL}", "{{1,2},{3,4}}", "[5:6]={1,2}"], "_int8": ["{}", "{1}"], "_int2": ["{}", "{1}"],
    "_float8": ["{}", "{0.5}"], "_numeric": ["{}", "{1}"], "_jsonb": ["{}"], "_char": ["{}", "{A}"], "_oid": ["{}", "{1}"], "_timestamptz": ["{}"], "_float4": ["{}", "{1}"], "_uuid": ["{}"],
}
# Where values at random would hardly ever be accepted, or would take too long.
VALUES_OF = {
    "digest": {"text": ["abc", "sha256"]}, "hmac": {"text": ["abc", "sha256"], "bytea": ["abc"]}, "gen_salt": {"text": ["bf", "md5", "des"], "int4": ["0", "6"]},
    "encrypt": {"text": ["aes", "bf"]}, "regexp_instr": {"text": ["abc", "b", "i"], "int4": ["1"]},
    "repeat": {"int4": ["-1", "0", "3"]},
    "decode": {"text": ["00ff", "", "hex", "escape", "base64"]},
    "make_timestamptz": {"int4": ["1", "2"], "float8": ["1.5"], "text": ["UTC"]},
    "normalize": {"text": ["", "a", "NFC", "NFKD"]},
    "is_normalized": {"text": ["", "a", "NFC", "NFKD"]},
    "ts_rank": {"_float4": ["{0.1,0.2,0.4,1.0}"]},
    "ts_rank_cd": {"_float4": ["{0.1,0.2,0.4,1.0}"]},
}
POLYMORPHIC = [
    {"anyelement": "int4", "anyarray": "_int4", "anynonarray": "int4", "anyrange": "int4range", "anymultirange": "int4multirange", "any": "text",
     "anycompatible": "int4", "anycompatiblearray": "_int4", "anycompatiblenonarray": "int4", "anycompatiblerange": "int4range", "anycompatiblemultirange": "int4multirange"},
    {"anyenum": "dump_mood", "anyelement": "dump_mood", "any": "record"},
    {"anyelement": "text", "anyarray": "_text", "anynonarray": "text", "any": "jsonb",
     "anycompatible": "text", "anycompatiblearray": "_text", "anycompatiblenonarray": "text"},
]


class Source:
    """The C functions of PostgreSQL, by name."""

    def __init__(self, trees):
        self.bodies = {}
        start = re.compile(r"^(\w+)\(([^;{]*?)\)\n\{\n(.*?)^\}", re.M | re.S)
        found = [glob.glob(os.path.join(tree, part), recursive=True) for tree in trees for part in ("src/**/*.c", "contrib/**/*.c")]
        for path in (path for paths in found for path in paths if "/test/" not in path and "/interfaces/" not in path):
            with open(path, encoding="utf-8", errors="replace") as file:
                for name, _, body in start.findall(file.read()):
                    self.bodies.setdefault(name, []).append(body)

    def cannot_return_null(self, name, depth=0):
        bodies = self.bodies.get(name)
        if not bodies or len(bodies) != 1 or depth > 3:
            return False
        body = re.sub(r"/\*.*?\*/", "", bodies[0], flags=re.S)
        if re.search(r"PG_RETURN_NULL|isnull|return \(Datum\) (0|NULL)|PG_RETURN_VOID|SRF_", body):
            return False
        called = set(re.findall(r"(\w+)\((?:[^()]*, *)?fcinfo\b(?!->)", body))
        handed_on = re.sub(r"fcinfo->", "", body)
        if "fcinfo" in re.sub(r"(\w+)\((?:[^()]*, *)?fcinfo\b", "", handed_on):
            return False
        return all(self.cannot_return_null(other, depth + 1) for other in called)


def literal(type_name, value):
    if type_name == "record":
        return value
    quoted = '"char"' if type_name == "char" else type_name
    return f"{'e' if chr(92) in value else ''}'{value}'::{quoted}"


def calls(name, types, kind):
    """Calls with edge-case values, as many as are tried."""
    found = []
    for substitution in POLYMORPHIC:
        concrete = [substitution.get(type_name, type_name) for type_name in types]
        known = VALUES | VALUES_OF.get(name, {})
        if not all(type_name in known for type_name in concrete):
            continue
        everything = [[literal(type_name, value) for value in known[type_name]] for type_name in concrete]
        total = 1
        for values in everything:
            total *= len(values)
        if total <= TRIES:
            combinations = list(itertools.product(*everything))
        else:
            combinations = [tuple(random.choice(values) for values in everything) for _ in range(TRIES)]
        if types and types[-1] == "any":
            combinations += [arguments + arguments[-1:] for arguments in combinations]
        found += [f'"{name}"({", ".join(arguments)}){" over ()" if kind == "w" else ""}' for arguments in combinations]
    return found


def block_of(oid, expressions):
    listed = ",".join("$q$" + expression + "$q$" for expression in expressions)
    return f"""do $do$ declare e text; gone boolean; good int := 0; begin foreach e in array array[{listed}] loop
        begin execute 'select (' || e || ') is not distinct from null' into gone;
            if gone then raise notice 'null {oid} %', e; return; end if; good := good + 1;
        exception when others then null; end; end loop;
        if good > 0 then raise notice 'good {oid}'; end if; end $do$;\n"""


def try_out(conninfo, candidates):
    """The functions that gave a value at least once and NULL never."""
    tried = ((oid, calls(name, types, kind)) for oid, (name, types, kind) in candidates.items())
    script = "set statement_timeout = '20s';\nset client_min_messages = notice;\ncreate type dump_mood as enum ('sad', 'ok');\n" + "".join(block_of(oid, found) for oid, found in tried if found)
    done = subprocess.run(["psql", "-XAtq", conninfo], input=script, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for expression in re.findall(r"null \d+ (.*)", done.stderr):
        print("NULL:", expression)
    return set(re.findall(r"good (\d+)", done.stderr))


EXTENSIONS = ["citext", "pg_trgm", "uuid-ossp", "pgcrypto", "unaccent", "fuzzystrmatch", "ltree", "hstore", "intarray", "cube", "earthdistance", "vector",
              "btree_gist", "btree_gin", "seg", "isn", "tablefunc", "lo"]
# Of these it was found by reading, as of those above.
BY_HAND_EXTENSIONS = {"digest", "hmac", "crypt", "gen_salt", "gen_random_bytes", "gen_random_uuid", "encrypt", "decrypt", "encrypt_iv", "decrypt_iv",
                      "uuid_generate_v1", "uuid_generate_v1mc", "uuid_generate_v3", "uuid_generate_v4", "uuid_generate_v5", "uuid_nil", "uuid_ns_dns",
                      "uuid_ns_url", "uuid_ns_oid", "uuid_ns_x500", "unaccent", "soundex", "levenshtein", "similarity", "cosine_distance"}


def try_extensions(source, conninfo):
    """The functions of extensions, by extension and name, that are confirmed; and those that are refuted."""
    confirmed, refuted = set(), set()
    for extension in EXTENSIONS:
        run = lambda command: subprocess.run(["psql", "-XAtq", "-c", command, conninfo], stderr=subprocess.DEVNULL)
        run("drop database if exists dump_never_null")
        run("create database dump_never_null template template0")
        there = conninfo + " dbname=dump_never_null"
        if subprocess.run(["psql", "-XAtq", "-c", f'create extension "{extension}" cascade', there], stderr=subprocess.DEVNULL).returncode:
            continue
        rows = ask(there, f"""select p.oid, proname, split_part(prosrc, chr(10), 1), lanname, prokind,
                (select coalesce(string_agg(typname, ' ' order by i), '') from unnest(proargtypes::oid[]) with ordinality u (argument, i) join pg_type t on t.oid = argument)
            from pg_proc p join pg_language l on l.oid = prolang join pg_type r on r.oid = prorettype
            join pg_depend d on d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e' join pg_extension e on e.oid = d.refobjid
            where extname = '{extension}' and prokind = 'f' and not proretset and (typtype <> 'p' or typname like 'any%') and typname <> 'record'""")
        candidates, names = {}, {}
        for oid, name, body, language, kind, types in rows:
            if {"internal", "cstring", "anynonarray"} & set(types.split()) or re.search(r"(_in|_out|_recv|_send|sel|_accum|_combine|_compress|_union|_consistent)$", name):
                continue
            names[oid] = name
            if name in BY_HAND_EXTENSIONS or language in ("c", "internal") and source.cannot_return_null(body):
                candidates[oid] = (name, types.split(), kind)
        good = try_out(there, candidates)
        refuted |= {(extension, name) for oid, name in names.items() if oid not in good}
        confirmed |= {(extension, names[oid]) for oid in good}
        run("drop database if exists dump_never_null")
    return confirmed, refuted


def write(name, lines):
    with open(os.path.join(DATA, name), "w", encoding="utf-8", newline="\n") as file:
        file.writelines(line + "\n" for line in lines)


def main():
    random.seed(1)
    source = Source(sys.argv[1].split(":"))
    servers = {int(argument.partition("=")[0]): argument.partition("=")[2] for argument in sys.argv[2:]}
    names, tried, refuted = {}, set(), set()
    members, not_members = set(), set()
    for version, conninfo in servers.items():
        run = lambda command: subprocess.run(["psql", "-XAtq", "-c", command, conninfo], check=True, stderr=subprocess.DEVNULL)
        run("drop database if exists dump_never_null")
        run("create database dump_never_null template template0")
        rows = ask(conninfo, """select p.oid, proname, split_part(prosrc, chr(10), 1), lanname, provolatile, prokind,
                (select coalesce(string_agg(typname, ' ' order by i), '') from unnest(proargtypes::oid[]) with ordinality u (argument, i) join pg_type t on t.oid = argument)
            from pg_proc p join pg_language l on l.oid = prolang join pg_type r on r.oid = prorettype
            where pronamespace = 11 and prokind in ('f', 'w') and not proretset and p.oid < 10000
                and (typtype <> 'p' or typname like 'any%') and typname <> 'record' and prorettype <> 2278""")
        candidates = {}
        for oid, name, body, language, volatility, kind, types in rows:
            if SKIP.match(name) and name not in SKIP_EXCEPT and name not in BY_HAND or volatility == "v" and name not in WANTED_VOLATILE:
                continue
            if "internal" in types.split() or "cstring" in types.split():
                continue
            if name in BY_HAND or (language == "internal" and source.cannot_return_null(body)):
                candidates[oid] = (name, types.split(), kind)
                names[oid] = name
        good = try_out(conninfo + " dbname=dump_never_null", candidates)
        run("drop database if exists dump_never_null")
        print(f"{version}: {len(candidates)} candidates, {len(good)} confirmed")
        tried |= set(candidates)
        refuted |= set(candidates) - good
        found = try_extensions(source, conninfo)
        members, not_members = members | found[0], not_members | found[1]
    confirmed = tried - refuted
    write("never_null_extensions.tsv", sorted(f"{extension}\t{name}" for extension, name in members - not_members))
    lines = sorted((int(oid), names[oid]) for oid in confirmed)
    write("never_null.tsv", [f"{oid}\t{name}" for oid, name in lines])
    print(f"{len(lines)} functions; not confirmed: {sorted(names[oid] for oid in tried - confirmed)}")


main()
