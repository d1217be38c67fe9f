#!/usr/bin/env bash
# Puts PostgreSQL's own regression suite, out of Debian's source package, into a scratch folder and prints where its SQL stands.
set -euo pipefail
folder="${1:-${TMPDIR:-/tmp}/migrate-regress}"
if ! compgen -G "$folder/postgresql-*/src/test/regress/sql" >/dev/null; then
  mkdir -p "$folder"
  cd "$folder"
  {
    . /etc/os-release
    echo "deb-src http://deb.debian.org/debian $VERSION_CODENAME main" > /etc/apt/sources.list.d/migrate-regress.list
    echo "deb-src http://deb.debian.org/debian-security $VERSION_CODENAME-security main" >> /etc/apt/sources.list.d/migrate-regress.list
    apt-get update -q
    apt-get install -y -q --no-install-recommends dpkg-dev
    apt-get source -q "postgresql-$(ls /usr/lib/postgresql | sort -n | tail -1)"
    rm /etc/apt/sources.list.d/migrate-regress.list
  } >&2
fi
compgen -G "$folder/postgresql-*/src/test/regress/sql" | head -1
