#!/bin/sh
# Exports a million generated figures as CSV from a service with 256 MiB of heap, and holds the file to be whole.
#
#     bench/million-rows-as-csv.sh [HEAP]        default 256m
#
# Needs psql, curl and a few minutes. Works in a folder of its own that is removed at the end; prints the time to the first
# byte, the time in all, the size, and the service's resident memory. Exit 1 where a row is missing.
set -eu
case ${1:-} in -h | --help) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 0 ;; esac
cd "$(dirname -- "$0")/.."
heap=${1:-256m}
folder=$(mktemp -d)
export LEDGER_DATA_DIR="$folder" QUARKUS_HTTP_PORT=18080 QUARKUS_MANAGEMENT_PORT=19000 LEDGER_JAVA_OPTIONS="-Xmx$heap"
address=http://127.0.0.1:18080
./ledger run >"$folder/service.log" 2>&1 &
service=$!
trap 'kill "$service" 2>/dev/null || true; wait "$service" 2>/dev/null || true; rm -rf "$folder"' EXIT
tries=0
until curl -sf "$address/v1/crossings?limit=1" >/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 180 ] || { tail "$folder/service.log" >&2; exit 1; }
    sleep 1
done
echo "generating a million figures"
port=$(sed -n 4p "$folder/postgres/postmaster.pid")
PGPASSWORD=$(sed -n 's/^owner=//p' "$folder/credentials.properties")
export PGPASSWORD
psql -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$port" -U ledger_owner ledger <<'SQL'
insert into crossing (key, series, period_start, period_end, route, citizenship, category, people, boats, status, revised,
        qualifier, withdrawn, value_hash, release_id, locator, issued_from, issued_to, revision_from, revision_to)
    select 'uk-small-boats-daily:' || day || ':generated-' || n, 'uk-small-boats-daily', day, day, 'channel', 'total',
            'small-boat', n, n % 50, 'P', false, 'exact', false, decode(md5(n::text), 'hex'), r.id, 'generated!A' || n,
            r.issued_at, '9999-12-31 00:00:00+00', r.revision, 2147483647
        from (select n, date '2000-01-01' + n % 5000 as day from generate_series(1, 1000000) n) generated,
            (select id, issued_at, revision from release where format = 'home-office-small-boats-time-series'
                order by id limit 1) r;
analyze crossing;
SQL
expected=$(psql -qtA -h 127.0.0.1 -p "$port" -U ledger_owner ledger -c "select count(*) from crossing where series =
    'uk-small-boats-daily' and not withdrawn and issued_to = '9999-12-31 00:00:00+00' and revision_to = 2147483647")
last=$(psql -qtA -h 127.0.0.1 -p "$port" -U ledger_owner ledger -c "select key from crossing where series =
    'uk-small-boats-daily' and not withdrawn and issued_to = '9999-12-31 00:00:00+00' and revision_to = 2147483647
    order by period_end, key desc limit 1")
for run in 1 2 3; do
    curl -s -o "$folder/export.csv" \
        -w "run $run: first byte after %{time_starttransfer} s, all after %{time_total} s, %{size_download} bytes\n" \
        "$address/v1/crossings.csv"
done
rows=$(($(wc -l <"$folder/export.csv") - 1))
java=$(pgrep -f "quarkus-run.jar" -n)
echo "rows $rows of $expected; last $(tail -n 1 "$folder/export.csv" | cut -d, -f1); heap at most $heap, resident $(($(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$java/status") / 1024)) MiB"
[ "$rows" -eq "$expected" ] || { tail -n 30 "$folder/service.log" >&2; echo "rows are missing" >&2; exit 1; }
[ "$(tail -n 1 "$folder/export.csv" | cut -d, -f1)" = "$last" ] || { echo "the last row is not $last" >&2; exit 1; }
