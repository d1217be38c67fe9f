#!/usr/bin/env bash
# Runs a command as on a machine that has no PostgreSQL: `tests/without_postgres.sh cargo run -p clinic`. For it alone the usual folders are empty
# and the programs are not to be run. Where the machine lets nobody hide them, the command is told to take the embedded server all the same.
set -euo pipefail
unset DATABASE_URL

hide='
  for folder in /usr/lib/postgresql /usr/pgsql-* /opt/homebrew/opt/postgresql* /usr/local/opt/postgresql* /Library/PostgreSQL; do
    if [ -d "$folder" ]; then mount -t tmpfs none "$folder"; fi
  done
  for program in pg_config pg_ctl postgres initdb psql pg_dump pg_restore; do
    for folder in ${PATH//:/ }; do
      if [ -f "$folder/$program" ]; then mount --bind /dev/null "$(readlink -f "$folder/$program")"; fi
    done
  done
'
as_root=()
if [ "$(id -u)" != 0 ]; then as_root=(--map-root-user); fi
if unshare --mount "${as_root[@]}" bash -euc "$hide" 2>/dev/null; then
  exec unshare --mount "${as_root[@]}" bash -euc "$hide"'exec "$@"' bash "$@"
fi
echo "PostgreSQL cannot be hidden here, so it is passed over" >&2
MIGRATE_SERVER=embedded exec "$@"
