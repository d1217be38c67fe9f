#!/usr/bin/env python3
"""Writes data/extensions/*.tsv: what CREATE EXTENSION makes, from real servers of every supported major version.

    dump_extensions.py 14=CONNINFO 15=CONNINFO 16=CONNINFO 17=CONNINFO 18=CONNINFO

Makes and drops a database `dump_extensions` on each. A line: kind, versions, the key by which other lines of the extension
refer to the object (`:name`, `:name(argument;argument)`, ...), its schema where it is not the extension's, then its fields
as in the files of the built-in objects. Built-in objects are referred to by id. An extension that does not come with
PostgreSQL is taken to be the same for all versions, whichever server it was found on.
"""
import os
import subprocess
import sys

from dump import DATA, FIRST_UNSTABLE, Numbers, SCHEMA_IDS, ask, catalogs, ranges

FIRST_USER_OID = 16384
NAMES = """
adminpack amcheck autoinc bloom btree_gin btree_gist citext cube dblink dict_int dict_xsyn earthdistance file_fdw fuzzystrmatch hll hstore
hypopg insert_username intagg intarray ip4r isn lo ltree moddatetime old_snapshot pageinspect pg_buffercache pg_cron pg_freespacemap
pg_partman pg_prewarm pg_stat_statements pg_surgery pg_trgm pg_visibility pg_walinspect pgcrypto pgrowlocks pgstattuple plperl plperlu
plpgsql plpython3u pltcl pltclu postgis postgis_topology postgres_fdw prefix refint seg semver sslinfo tablefunc tcn tsm_system_rows
tsm_system_time unaccent uuid-ossp vector xml2
""".split()
# They do not come with every build of PostgreSQL.
SEPARATE = {"hll", "hypopg", "ip4r", "pg_cron", "pg_partman", "plperl", "plperlu", "plpython3u", "pltcl", "pltclu", "postgis", "postgis_topology",
            "prefix", "semver", "vector", "uuid-ossp", "xml2", "sslinfo", "pgcrypto"}
KINDS = ["schemas", "types", "functions", "operators", "casts", "relations", "families", "classes", "collations", "simples"]


class References(Numbers):
    """Ids of built-in objects, keys of those that extensions made."""

    def read_own(self, version, conninfo):
        put = lambda kind, oid, key: self.ids.__setitem__((version, kind, oid), key)
        for oid, name in ask(conninfo, f"select oid, typname from pg_type where oid >= {FIRST_USER_OID}"):
            put("type", oid, ":" + name)
        for oid, name in ask(conninfo, f"select oid, relname from pg_class where oid >= {FIRST_USER_OID}"):
            put("relation", oid, ":relation/" + name)
        for oid, name, arguments in ask(conninfo, f"select oid, proname, proargtypes from pg_proc where oid >= {FIRST_USER_OID}"):
            put("function", oid, f":{name}({';'.join(self.of(version, 'type', argument) for argument in arguments.split())})")
        for oid, name, left, right in ask(conninfo, f"select oid, oprname, oprleft, oprright from pg_operator where oid >= {FIRST_USER_OID}"):
            put("operator", oid, f":{name}({self.of(version, 'type', left)};{self.of(version, 'type', right)})")
        for kind, short, method in ("class", "opc", "pg_opclass"), ("family", "opf", "pg_opfamily"):
            query = f"select c.oid, amname, {short}name from {method} c join pg_am a on a.oid = {short}method where c.oid >= {FIRST_USER_OID}"
            for oid, method, name in ask(conninfo, query):
                put(kind, oid, f":{kind}/{method}/{name}")

    def of(self, version, kind, oid):
        if oid in ("0", ""):
            return ""
        found = self.ids[version, kind, oid]
        return found if isinstance(found, str) else super().of(version, kind, oid)


def run(conninfo, *commands):
    arguments = [part for command in commands for part in ("-c", command)]
    return subprocess.run(["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", *arguments, conninfo], check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True).stdout


def dump(name, version, conninfo, references):
    """The rows of an extension on one server, or none where the server cannot make it."""
    available = ask(conninfo, f"""select v.version, v.relocatable, v.schema, array_to_string(v.requires, ' ') from pg_available_extension_versions v
        join pg_available_extensions e on e.name = v.name and e.default_version = v.version where v.name = '{name}'""")
    if not available:
        return None
    run(conninfo, "drop database if exists dump_extensions with (force)", "create database dump_extensions template template0")
    there = conninfo + " dbname=dump_extensions"
    try:
        if name == "plpgsql":
            run(there, "drop extension plpgsql")
        for required in available[0][3].split():
            run(there, f'create extension if not exists "{required}" cascade')
        marker = int(run(there, "select lo_creat(-1)"))
        run(there, "select lo_unlink(%d)" % marker, f'create extension "{name}"')
        return rows_after(name, version, there, marker, references) | {("extension", "", "") + tuple(available[0])}
    except subprocess.CalledProcessError as error:
        print(f"{name} on {version}: {error.stderr.strip().splitlines()[0]}")
        return None
    finally:
        run(conninfo, "drop database if exists dump_extensions with (force)")


def rows_after(name, version, conninfo, marker, references):
    references.read_own(version, conninfo)
    schema = ask(conninfo, f"select nspname from pg_extension e join pg_namespace n on n.oid = extnamespace where extname = '{name}'")[0][0]
    made = ask(conninfo, f"select nspname from pg_namespace where oid > {marker}")
    rows = {("schemas", "", "", made_schema) for [made_schema] in made if made_schema != schema}
    for catalog, (kinds, query) in catalogs(lambda _, alias: f"{alias}.oid > {marker}").items():
        for row in ask(conninfo, query):
            key = "" if kinds[0] in ("cast", "simple", "collation") else references.of(version, kinds[0], row[0])
            fields = [references.field(version, kind, text) for kind, text in zip(kinds, row, strict=True)]
            first = 1
            own_schema = ""
            if kinds[1] == "schema":
                own_schema = "" if row[1] == schema else row[1]
                first = 2
            rows.add((catalog, key, own_schema) + tuple(fields[first:]))
    return rows


def main():
    servers = {int(argument.partition("=")[0]): argument.partition("=")[2] for argument in sys.argv[1:]}
    os.makedirs(os.path.join(DATA, "extensions"), exist_ok=True)
    references = References(servers)
    for name in os.environ.get("ONLY", " ".join(NAMES)).split():
        rows, found = {}, set()
        for version, conninfo in servers.items():
            for row in dump(name, version, conninfo, references) or ():
                rows.setdefault(row, set()).add(version)
                found.add(version)
        if not found:
            print(f"{name}: not found")
            continue
        if name in SEPARATE:
            rows = {row: set(versions) | ({v for v in servers if v < min(found)} if min(found) in versions else set())
                    | ({v for v in servers if v > max(found)} if max(found) in versions else set()) for row, versions in rows.items()}
        lines = ["\t".join((row[0], range_) + row[1:]) for row, versions in rows.items() for range_ in ranges(versions)]
        order = lambda line: (line.split("\t")[0] != "extension", line.encode())
        with open(os.path.join(DATA, "extensions", name + ".tsv"), "w", encoding="utf-8", newline="\n") as file:
            file.writelines(line + "\n" for line in sorted(lines, key=order))
        print(f"{name}: {len(lines)} rows of {','.join(map(str, sorted(found)))}")


main()
