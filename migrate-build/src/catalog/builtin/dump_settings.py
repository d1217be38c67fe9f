#!/usr/bin/env python3
"""Write data/settings.tsv: the settings of PostgreSQL 14 to 18, asked of real servers.

    dump_settings.py CONNINFO...

Needs psql and one server of each major version, oldest first. A row holds a setting's name, the versions that have it,
what its values are, who may set it, and the words of an enumeration.
"""
import os
import subprocess
import sys

QUERY = """select name, vartype, context, coalesce(array_to_string(enumvals, ','), '') from pg_settings
where name !~ '[.]' order by name collate "C" """


def main():
    rows = {}
    for conninfo in sys.argv[1:]:
        major = int(ask(conninfo, "show server_version_num")[0][0]) // 10000
        for name, *rest in ask(conninfo, QUERY):
            first = rows[name][0] if name in rows else major
            rows[name] = (first, major, rest)
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "settings.tsv")
    with open(path, "w") as out:
        for name in sorted(rows):
            first, last, rest = rows[name]
            out.write("\t".join([name, str(first), str(last), *rest]) + "\n")


def ask(conninfo, query):
    command = ["psql", "-XAtq", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-c", query, conninfo]
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return [line.split("\t") for line in out.splitlines()]


if __name__ == "__main__":
    main()
