#!/bin/sh
# Exports a million generated figures as CSV, and in turns has psql copy the same bytes from the same database to a file.
#
#     bench/million-rows-as-csv.sh [HEAP] [RUNS]        default 96m 5
#
# Needs psql, curl and some minutes. Works in a folder of its own that is removed at the end. Prints for each run the time to
# the first byte, the time in all and that of psql, at the end the medians, their ratio and the service's resident memory.
# Exit 1 where a byte differs, where the service takes more than 1.3 times as long as psql, or where the first byte takes
# longer than 200 ms. The first run of each warms up and is not counted. What else the machine does shows in both.
set -eu
case ${1:-} in -h | --help) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 0 ;; esac
cd "$(dirname -- "$0")/.."
heap=${1:-96m}
runs=${2:-5}
folder=$(mktemp -d)
export LEDGER_DATA_DIR="$folder" QUARKUS_HTTP_PORT="${QUARKUS_HTTP_PORT:-18080}"
export QUARKUS_MANAGEMENT_PORT="${QUARKUS_MANAGEMENT_PORT:-19000}" LEDGER_JAVA_OPTIONS="-Xmx$heap"
address="http://127.0.0.1:$QUARKUS_HTTP_PORT"
./ledger run >"$folder/service.log" 2>&1 &
service=$!
trap 'kill "$service" 2>/dev/null || true; wait "$service" 2>/dev/null || true; rm -rf "$folder"' EXIT
tries=0
until curl -sf "$address/v1/crossings?limit=1" >/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || { tail "$folder/service.log" >&2; exit 1; }
    sleep 1
done
echo "generating a million figures"
PGHOST=127.0.0.1 PGUSER=ledger_owner PGDATABASE=ledger PGTZ=UTC
PGPORT=$(sed -n 4p "$folder/postgres/postmaster.pid")
PGPASSWORD=$(sed -n 's/^owner=//p' "$folder/credentials.properties")
export PGHOST PGPORT PGUSER PGDATABASE PGTZ PGPASSWORD
psql -q -v ON_ERROR_STOP=1 <<'SQL'
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
# The same figures by a query of its own, as short as these figures let it be: none of them begins like a formula. Its bytes
# are held against the service's, so that it is one proof more.
cat >"$folder/copy.sql" <<SQL
\\copy (select f.key as "key", f.series, f.period_start as "periodStart", f.period_end as "periodEnd", f.route, f.citizenship, f.category, f.people, f.boats, f.uncontrolled_landings as "uncontrolledLandings", f.status, f.revised::text as revised, f.qualifier, f.value_high as "valueHigh", f.original_text as "originalText", r.code as "release", r.publisher, case r.issued_precision when 'day' then to_char(r.issued_at at time zone 'Europe/London', 'YYYY-MM-DD') else to_char(r.issued_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') end as "issuedAt", r.url as "sourceUrl", f.locator, r.licence, r.revision, f.measure_status as "measureStatus", f.publisher_flag as "publisherFlag", f.withdrawn::text as withdrawn, to_char(f.issued_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "validFrom", to_char(nullif(f.issued_to, '9999-12-31 00:00:00+00') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "validTo", f.sex, f.age_group as "ageGroup", f.place, f.demographic, f.authority from crossing f join release r on r.id = f.release_id where f.revision_to = 2147483647 and f.issued_to = '9999-12-31 00:00:00+00' and f.series = 'uk-small-boats-daily' and not f.withdrawn order by f.period_end desc, f.key) to '$folder/psql.csv' csv header
SQL
now() { date +%s%N; }
run=0
while [ "$run" -le "$runs" ]; do
    curl -sf -o "$folder/export.csv" -w '%{time_starttransfer} %{time_total} %{size_download}\n' \
        "$address/v1/crossings.csv" >"$folder/times"
    begin=$(now)
    psql -q -f "$folder/copy.sql"
    end=$(now)
    read -r first all size <"$folder/times"
    psql=$(awk "BEGIN { printf \"%.3f\", ($end - $begin) / 1e9 }")
    echo "run $run: first byte after $first s, all after $all s, $size bytes; psql $psql s"
    [ "$run" -eq 0 ] || echo "$first $all $psql" >>"$folder/counted"
    run=$((run + 1))
done
# psql ends lines without a carriage return
tr -d '\r' <"$folder/export.csv" | cmp - "$folder/psql.csv" || { echo "the bytes differ" >&2; exit 1; }
rows=$(($(wc -l <"$folder/export.csv") - 1))
[ "$rows" -gt 1000000 ] || { tail -n 30 "$folder/service.log" >&2; echo "rows are missing" >&2; exit 1; }
[ "$(tr -cd '\r' <"$folder/export.csv" | wc -c)" -eq $((rows + 1)) ] || { echo "a line does not end in CRLF" >&2; exit 1; }
resident=$(($(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$service/status") / 1024))
median() { cut -d' ' -f"$1" "$folder/counted" | sort -n | sed -n "$(((runs + 1) / 2))p"; }
awk -v first="$(median 1)" -v all="$(median 2)" -v psql="$(median 3)" -v rows="$rows" -v heap="$heap" -v mib="$resident" 'BEGIN {
    printf "%d rows, the same bytes; medians: first byte %.3f s, all %.2f s, psql %.2f s, ratio %.2f; heap at most %s, resident %d MiB\n",
        rows, first, all, psql, all / psql, heap, mib
    if (all > 1.3 * psql) { print "slower than 1.3 times psql"; slow = 1 }
    if (first > 0.2) { print "the first byte takes longer than 200 ms"; slow = 1 }
    exit slow
}'
