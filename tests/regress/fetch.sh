#!/usr/bin/env bash
# Puts PostgreSQL's own regression suite, out of Debian's source package, into a scratch folder and prints where its SQL stands.
# The recorded answers are those of PostgreSQL 15; the machine's own package sources and lists stay as they are.
set -euo pipefail
folder="${1:-${TMPDIR:-/tmp}/migrate-regress}"
version=15

sql() { compgen -G "$folder/postgresql-*/src/test/regress/sql" | head -1; }

fetch() {
  mkdir -p "$folder/parts" "$folder/lists/partial"
  for file in /etc/apt/sources.list.d/*.sources; do
    [ -f "$file" ] && sed 's/^Types:.*/Types: deb-src/' "$file" > "$folder/parts/$(basename "$file")"
  done
  if [ -s /etc/apt/sources.list ]; then
    sed -n 's/^deb /deb-src /p' /etc/apt/sources.list > "$folder/parts/machine.list"
  fi
  local options=(-o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$folder/parts" -o "Dir::State::lists=$folder/lists")
  apt-get "${options[@]}" -q update
  cd "$folder"
  # A mirror may name a version that it no longer holds: the next one does as well.
  apt-cache "${options[@]}" showsrc "postgresql-$version" | sed -n 's/^Version: //p' | sort -Vru | while read -r candidate; do
    if apt-get "${options[@]}" -q source --download-only "postgresql-$version=$candidate"; then break; fi
  done
  tar -xf postgresql-"$version"_*.orig.tar.* --wildcards '*/src/test/regress/sql/*'
}

sql >/dev/null || fetch >&2
sql
