#!/usr/bin/env python3
"""Writes data/*.tsv: what a new server holds, from real servers of every supported major version.

    dump.py 14=CONNINFO 15=CONNINFO 16=CONNINFO 17=CONNINFO 18=CONNINFO

Needs psql and a fresh database on each server, into which the collations of the machine's locales are imported. A row stands once, with the range of versions that have it; one that
differs between versions is several rows. Ids are PostgreSQL's own oids below 10000. Above that initdb gives them out
and they differ from server to server, so they are numbered here, by schema and name, from 10000.
"""
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
DATA = os.path.join(HERE, "data")
FIRST_UNSTABLE = 10000
SCHEMA_IDS = {"pg_catalog": "11", "pg_toast": "99", "information_schema": "13000"}


def built_in(catalog, alias):
    """What the server brings along, without the members of plpgsql; and the collations of the locales that its machine has."""
    if catalog == "pg_collation":
        return "nspname = 'pg_catalog'"
    return f"{alias}.oid < 16384 and not exists (select from pg_depend m where m.classid = '{catalog}'::regclass and m.objid = {alias}.oid and m.deptype = 'e')"


# The name by which an object is numbered where its oid is not stable.
KEYS = {
    "type": "select t.oid, nspname, typname from pg_type t join pg_namespace n on n.oid = typnamespace",
    "function": "select p.oid, nspname, proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' from pg_proc p join pg_namespace n on n.oid = pronamespace",
    "operator": "select o.oid, nspname, oprname || '(' || oprleft::regtype || ',' || oprright::regtype || ')' from pg_operator o join pg_namespace n on n.oid = oprnamespace",
    "relation": "select c.oid, nspname, relname from pg_class c join pg_namespace n on n.oid = relnamespace",
    "class": "select c.oid, nspname, amname || ' ' || opcname from pg_opclass c join pg_namespace n on n.oid = opcnamespace join pg_am a on a.oid = opcmethod",
    "family": "select f.oid, nspname, amname || ' ' || opfname from pg_opfamily f join pg_namespace n on n.oid = opfnamespace join pg_am a on a.oid = opfmethod",
    "collation": "select c.oid, nspname, collname || ' ' || collencoding from pg_collation c join pg_namespace n on n.oid = collnamespace",
}

def catalogs(where):
    """A catalog: the kinds of its columns (empty: as it is; extra: with ids in it that say their kind), and its query."""
    return {
        "types": (["type", "schema", "", "", "", "", "type", "type", "collation", "", "function", "function", "function", "extra"], f"""
            select t.oid, nspname, typname,
                case when typtype = 'b' and typelem <> 0 and typsubscript = 'array_subscript_handler'::regproc then 'a'
                    when not typisdefined then 's' else typtype::text end,
                typcategory, typispreferred, typarray, typelem, typcollation, typlen, typmodin::oid, typinput::oid, typoutput::oid,
                case typtype when 'c' then 'relation:' || typrelid when 'd' then 'type:' || typbasetype || ' ' || typtypmod || ' ' || typnotnull
                    when 'r' then 'type:' || rngsubtype || ' type:' || rngmultitypid || ' class:' || rngsubopc
                    when 'e' then (select string_agg(enumlabel, ' ' order by enumsortorder) from pg_enum e where e.enumtypid = t.oid)
                    when 'm' then 'type:' || (select rngtypid from pg_range m where m.rngmultitypid = t.oid) else '' end
            from pg_type t join pg_namespace n on n.oid = typnamespace left join pg_range r on rngtypid = t.oid
            where {where('pg_type', 't')}"""),
        "functions": (["function", "schema", "", "", "", "", "", "", "type", "", "extra", "extra"], f"""
            select p.oid, nspname, proname, prokind, lanname, proisstrict, proretset, provolatile, prorettype, pronargdefaults,
                (select coalesce(string_agg(case when proargmodes is null or proargmodes[i] = 'i' then '' else proargmodes[i]::text end || 'type:' || argument
                        || case when coalesce(proargnames[i], '') = '' then '' else '=' || proargnames[i] end, ' ' order by i), '')
                    from unnest(coalesce(proallargtypes, proargtypes::oid[])) with ordinality u (argument, i)),
                case when prokind = 'a' then aggkind::text || ' ' || aggnumdirectargs || ' operator:' || aggsortop else '' end
            from pg_proc p join pg_namespace n on n.oid = pronamespace join pg_language l on l.oid = prolang left join pg_aggregate a on aggfnoid = p.oid
            where {where('pg_proc', 'p')}"""),
        "operators": (["operator", "schema", "", "type", "type", "type", "function", "operator", "operator", "", ""], f"""
            select o.oid, nspname, oprname, oprleft, oprright, oprresult, oprcode::oid, oprcom, oprnegate, oprcanhash, oprcanmerge
            from pg_operator o join pg_namespace n on n.oid = oprnamespace where {where('pg_operator', 'o')}"""),
        "casts": (["cast", "type", "type", "function", "", ""], f"""
            select c.oid, castsource, casttarget, castfunc, castmethod, castcontext from pg_cast c where {where('pg_cast', 'c')}"""),
        "relations": (["relation", "schema", "", "", "type", "extra", "extra"], f"""
            select c.oid, nspname, relname, relkind, reltype,
                coalesce((select conname || ' ' || array_to_string(conkey, ' ') from pg_constraint where conrelid = c.oid and contype = 'p'), ''),
                (select string_agg('type:' || atttypid || ' ' || atttypmod || ' ' || attnotnull || ' collation:' || attcollation || ' ' || attname, ',' order by attnum)
                    from pg_attribute where attrelid = c.oid and attnum > 0)
            from pg_class c join pg_namespace n on n.oid = relnamespace where relkind in ('r', 'v', 'm', 'f', 'p', 'S', 'c') and {where('pg_class', 'c')}"""),
        "classes": (["class", "schema", "", "", "family", "type", "type", ""], f"""
            select c.oid, nspname, opcname, amname, opcfamily, opcintype, opckeytype, opcdefault
            from pg_opclass c join pg_namespace n on n.oid = opcnamespace join pg_am a on a.oid = opcmethod where {where('pg_opclass', 'c')}"""),
        "families": (["family", "schema", "", "", "extra"], f"""
            select f.oid, nspname, opfname, amname,
                (select coalesce(string_agg(amopstrategy || ' operator:' || amopopr || ' type:' || amoplefttype || ' type:' || amoprighttype, ','
                    order by amoplefttype, amoprighttype, amopstrategy, amopopr), '') from pg_amop
                    where amopfamily = f.oid and amoppurpose = case when exists (select from pg_amop where amopfamily = f.oid and amoppurpose = 's')
                        then 's' else 'o' end)
            from pg_opfamily f join pg_namespace n on n.oid = opfnamespace join pg_am a on a.oid = opfmethod where {where('pg_opfamily', 'f')}"""),
        "collations": (["collation", "schema", "", ""], f"""
            select c.oid, nspname, collname, collisdeterministic from pg_collation c join pg_namespace n on n.oid = collnamespace
            where collencoding in (-1, 6) and {where('pg_collation', 'c')}"""),
        "simples": (["simple", "schema", "", "", ""], f"""
            select 0, '', rolname, 'role', case when rolcanlogin then 'login=true' else '' end from pg_roles r where {where('pg_authid', 'r')}
            union all select 0, '', lanname, 'language', 'trusted=' || lanpltrusted from pg_language l where {where('pg_language', 'l')}
            union all select 0, '', amname, 'access method', 'type=' || amtype::text from pg_am a where {where('pg_am', 'a')}
            union all select 0, '', fdwname, 'foreign data wrapper', '' from pg_foreign_data_wrapper f where {where('pg_foreign_data_wrapper', 'f')}
            union all select 0, '', typname || ' ' || lanname, 'transform', ''
                from pg_transform f join pg_language l on l.oid = trflang join pg_type t on t.oid = trftype where {where('pg_transform', 'f')}
            union all select 0, nspname, conname, 'conversion', ''
                from pg_conversion c join pg_namespace n on n.oid = connamespace where {where('pg_conversion', 'c')}
            union all select 0, nspname, prsname, 'text search parser', ''
                from pg_ts_parser p join pg_namespace n on n.oid = prsnamespace where {where('pg_ts_parser', 'p')}
            union all select 0, nspname, tmplname, 'text search template', ''
                from pg_ts_template t join pg_namespace n on n.oid = tmplnamespace where {where('pg_ts_template', 't')}
            union all select 0, nspname, dictname, 'text search dictionary', 'template=' || tmplname
                from pg_ts_dict d join pg_namespace n on n.oid = dictnamespace join pg_ts_template t on t.oid = dicttemplate where {where('pg_ts_dict', 'd')}
            union all select 0, nspname, cfgname, 'text search configuration', 'parser=' || prsname
                from pg_ts_config c join pg_namespace n on n.oid = cfgnamespace join pg_ts_parser p on p.oid = cfgparser where {where('pg_ts_config', 'c')}"""),
    }


def ask(conninfo, query):
    out = subprocess.run(["psql", "-XAtq", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-c", query, conninfo], check=True, stdout=subprocess.PIPE, text=True).stdout
    return [line.split("\t") for line in out.splitlines()]


class Numbers:
    """Stable ids for every object of every server."""

    def __init__(self, servers):
        self.ids, unstable = {}, {}
        for version, conninfo in servers.items():
            for kind, query in KEYS.items():
                for oid, schema, name in ask(conninfo, query):
                    key = (schema, name)
                    self.ids[version, kind, oid] = int(oid) if int(oid) < FIRST_UNSTABLE else key
                    if int(oid) >= FIRST_UNSTABLE and schema in SCHEMA_IDS:
                        unstable.setdefault(kind, set()).add(key)
        self.numbers = {kind: {key: FIRST_UNSTABLE + at for at, key in enumerate(sorted(keys))} for kind, keys in unstable.items()}

    def of(self, version, kind, oid):
        if oid in ("0", ""):
            return ""
        found = self.ids[version, kind, oid]
        return str(found if isinstance(found, int) else self.numbers[kind][found])

    def field(self, version, kind, text):
        if kind == "":
            return {"t": "t", "f": "f"}.get(text, text)
        if kind == "schema":
            return SCHEMA_IDS.get(text, "")
        if kind == "extra":
            return self.marked(version, text)
        if kind in ("cast", "simple"):
            return ""
        return self.of(version, kind, text)

    def marked(self, version, text):
        """Replaces `kind:oid` anywhere in the text."""
        result = []
        for item in split_keeping(text, " ,"):
            kind, colon, oid = item.partition(":")
            mark = kind[:1] if kind not in KEYS and kind[1:] in KEYS else ""
            kind = kind[len(mark):]
            if colon and kind in KEYS:
                oid, equals, name = oid.partition("=")
                item = mark + (self.of(version, kind, oid) or "0") + equals + name
            result.append(item)
        return "".join(result)


def split_keeping(text, separators):
    items, item = [], ""
    for char in text:
        if char in separators:
            items += [item, char]
            item = ""
        else:
            item += char
    return items + [item]


def ranges(versions):
    """The runs of versions that follow one another."""
    found = []
    for version in sorted(versions):
        if found and version == found[-1][1] + 1:
            found[-1][1] = version
        else:
            found.append([version, version])
    return [f"{low}-{high}" for low, high in found]


def merged(numbers, servers, kinds, query):
    rows = {}
    for version, conninfo in servers.items():
        for row in ask(conninfo, query):
            row = tuple(numbers.field(version, kind, text) for kind, text in zip(kinds, row, strict=True))
            rows.setdefault(row, set()).add(version)
    return rows


def number_rows(name, rows):
    """Casts are numbered by source and target, objects with few properties by kind, schema and name."""
    key = (lambda row: (int(row[1]), int(row[2]))) if name == "casts" else (lambda row: (row[3], row[1], row[2]))
    ids = {found: str(FIRST_UNSTABLE + at) for at, found in enumerate(sorted({key(row) for row in rows}))}
    return {(ids[key(row)],) + row[1:]: versions for row, versions in rows.items()}


def names_of(rows):
    """Name, schema, id and versions, by name: how a name is found."""
    names = {}
    for row, versions in rows.items():
        names.setdefault((row[2], row[1], row[0]), set()).update(versions)
    lines = ["\t".join(key + (range_,)) for key, versions in names.items() for range_ in ranges(versions)]
    return sorted(lines, key=lambda line: line.encode())


def write(name, lines):
    with open(os.path.join(DATA, name + ".tsv"), "w", encoding="utf-8", newline="\n") as file:
        file.writelines(line + "\n" for line in lines)


def main():
    servers = {int(argument.partition("=")[0]): argument.partition("=")[2] for argument in sys.argv[1:]}
    os.makedirs(DATA, exist_ok=True)
    for conninfo in servers.values():
        ask(conninfo, "select pg_import_system_collations('pg_catalog')")
    numbers = Numbers(servers)
    for name, (kinds, query) in catalogs(built_in).items():
        rows = merged(numbers, servers, kinds, query)
        if name in ("casts", "simples"):
            rows = number_rows(name, rows)
        lines = [(int(row[0]), "\t".join((row[0], range_) + row[1:])) for row, versions in rows.items() for range_ in ranges(versions)]
        write(name, [line for _, line in sorted(lines)])
        if name != "casts":
            write(name + ".names", names_of(rows))
        print(f"{name}: {len(lines)} rows")


if __name__ == "__main__":
    main()
