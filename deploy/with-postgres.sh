#!/bin/bash
# Run a command with DATABASE_URL naming a private PostgreSQL cluster: in a temporary folder,
# reached by a unix socket only, stopped and removed at the end. Usage: with-postgres.sh COMMAND...
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
if [ -z "$bin" ]; then bin=$(dirname "$(command -v initdb || echo none)"); fi
if [ ! -x "$bin/initdb" ]; then
    echo "PostgreSQL is not here: its tests were not run." >&2
    if [ "${CI:-}" = true ]; then exit 1; fi
    exit 0
fi
folder=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then  # PostgreSQL refuses to run as root
    user=postgres
    id "$user" >/dev/null 2>&1 || user=nobody
    chown "$user" "$folder"
    as=(setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups --)
fi
stop() {
    (cd /; "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop) >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM
(
    cd /
    "${as[@]}" "$bin/initdb" -D "$folder/data" -U paper -A trust -E UTF8 --locale=C.UTF-8 -N
    "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -o \
        "-c listen_addresses='' -k $folder -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off -c max_connections=120" start
) >"$folder.start" 2>&1 || { cat "$folder.start" >&2; rm -f "$folder.start"; exit 1; }
rm -f "$folder.start"
export DATABASE_URL="postgres://paper@${folder//\//%2F}/postgres"
"$@"
