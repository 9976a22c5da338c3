#!/bin/sh
# Asks for sums by year and month of a series of a million figures, from the figures and from their rollups, in one run, and
# holds both to be the same to the byte and the second to take at most a twentieth of the first.
#
#     bench/sums.sh [TIMES]        how often each is asked, default 20
#
# The figures are a million crossings of us-cbp-encounters-monthly, every one with a key of its own, of 120 months: before the
# service has rolled them up, and after. Every answer is computed: the service remembers none. Beside them stands the bare
# query that a program without rollups sends, as psql times it.
#
# Needs psql, python3, curl and free ports 8095 and 9095 (or QUARKUS_HTTP_PORT and QUARKUS_MANAGEMENT_PORT). Prints medians
# in milliseconds, from the request to the last byte. Exit 1 where an answer is wrong or too slow, 2 where nothing was
# measured.
set -eu
case ${1:-} in
    -h | --help) sed -n '2,14s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *[!0-9]*) echo "sums.sh: '$1' is not a number" >&2; exit 2 ;;
esac
cd "$(dirname -- "$0")/.."
times=${1:-20}
for program in psql python3 curl; do
    command -v "$program" >/dev/null || { echo "sums.sh: $program is needed" >&2; exit 2; }
done
folder=$(mktemp -d)
LEDGER_DATA_DIR=$folder/ledger
export LEDGER_DATA_DIR LEDGER_STARTER=none LEDGER_ANSWERS_MEMORY=0 LEDGER_JAVA_OPTIONS=-Xmx256m
export QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_MANAGEMENT_HOST=127.0.0.1
export QUARKUS_HTTP_PORT="${QUARKUS_HTTP_PORT:-8095}" QUARKUS_MANAGEMENT_PORT="${QUARKUS_MANAGEMENT_PORT:-9095}"
service=

stop() {
    [ -z "$service" ] || { kill "$service" 2>/dev/null || true; wait "$service" 2>/dev/null || true; }
    service=
}
trap 'stop; rm -rf "$folder"' EXIT
trap 'exit 2' INT TERM
mkdir -p "$LEDGER_DATA_DIR"

start() {
    ./ledger run >"$folder/service.log" 2>&1 &
    service=$!
    tries=0
    until grep -q 'ledger: ready' "$folder/service.log"; do
        tries=$((tries + 1))
        if [ "$tries" -ge 600 ] || ! kill -0 "$service" 2>/dev/null; then
            tail "$folder/service.log" >&2
            echo "sums.sh: the service did not start" >&2
            exit 2
        fi
        sleep 1
    done
}

sql() {
    PGPASSWORD=$(sed -n 's/^owner=//p' "$LEDGER_DATA_DIR/credentials.properties") psql -qAt -v ON_ERROR_STOP=1 \
        -h 127.0.0.1 -p "$(sed -n 4p "$LEDGER_DATA_DIR/postgres/postmaster.pid")" -U ledger_owner ledger "$@"
}

median() {
    sort -n | sed -n "$((($1 + 1) / 2))p"
}

# The median of so many answers, in milliseconds; the last one is kept.
ask() {
    curl -sf "$address$2" >/dev/null || { echo "sums.sh: no answer to $2" >&2; tail -n 5 "$folder/service.log" >&2; exit 1; }
    for _ in $(seq "$3"); do
        curl -sf -o "$folder/$1" -w '%{time_total}\n' "$address$2"
    done | awk '{ printf "%.1f\n", $1 * 1000 }' | median "$3"
}

address=http://127.0.0.1:$QUARKUS_HTTP_PORT
start
python3 - >"$folder/generate.sql" <<'PYTHON'
import json
series = json.load(open('src/main/resources/series/us-cbp-encounters-monthly.json'))
codes = {name: 'array[' + ', '.join("'%s'" % code for code in values) + ']' for name, values in series['dimensions'].items()}
print('''begin;
insert into release (code, format, publisher, title, kind, issued_at, issued_precision, issued_basis, sha256, licence,
        change_kind, revision)
    values ('generated', 'cbp-nationwide-encounters', 'US Customs and Border Protection', 'Generated encounters',
        'official-statistics', '2024-01-05 00:00:00+00', 'day', 'option', repeat('0', 64), 'US-PD', 'scheduled', 1);
insert into release_series (release_id, series, complete, stated)
    select id, 'us-cbp-encounters-monthly', false, 1000000 from release;
insert into revision (number, recorded_at, action, release_id) select 1, now(), 'publish', id from release;
insert into revision_series (revision, series, dataset, added, revised, withdrawn, confirmed, backdated)
    values (1, 'us-cbp-encounters-monthly', 'crossings', 1000000, 0, 0, 0, 0);
insert into crossing (key, series, period_start, period_end, route, citizenship, category, place, demographic, authority,
        people, status, revised, qualifier, withdrawn, value_hash, release_id, locator, issued_from, issued_to,
        revision_from, revision_to)
    select 'us-cbp-encounters-monthly:' || to_char(month, 'YYYY-MM') || ':' || concat_ws(':', route, place, demographic,
            citizenship, authority), 'us-cbp-encounters-monthly', month, month + interval '1 month' - interval '1 day',
            route, citizenship, 'encounter', place, demographic, authority, hashint8extended(n, 1) & 1023, 'P', false,
            'exact', false, decode(md5(n::text), 'hex'), r.id, 'generated!A' || n, r.issued_at, '9999-12-31 00:00:00+00', 1,
            2147483647
        from release r, generate_series(0, 999999) n
            cross join lateral (select (date '2014-01-01' + make_interval(months => n %% 120))::date, n / 120) a (month, i)
            cross join lateral (select (%(route)s)[1 + i %% 3], (%(demographic)s)[1 + i / 3 %% 4],
                (%(authority)s)[1 + i / 12 %% 2], (%(citizenship)s)[1 + i / 24 %% 22],
                (%(place)s)[1 + i / 528 %% 56]) b (route, demographic, authority, citizenship, place);
insert into statement (figure_id, release_id, locator) select id, release_id, locator from crossing;
commit;
vacuum analyze crossing, statement, release, release_series, revision, revision_series;''' % codes)
PYTHON
sql -f "$folder/generate.sql"
[ "$(sql -c 'select count(distinct key) from crossing')" = 1000000 ] || { echo "sums.sh: not a million keys" >&2; exit 2; }
bare=$(for _ in $(seq "$times"); do
    sql -c '\timing on' -c "select date_trunc('month', period_start), sum(people) from crossing where series =
        'us-cbp-encounters-monthly' and revision_to = 2147483647 and issued_to = '9999-12-31 00:00:00+00' and not withdrawn
        group by 1" | sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p'
done | median "$times")
sums='/v1/crossings/aggregates?series=us-cbp-encounters-monthly&frequency=month&groupBy=year'
citizenship="$sums,citizenship&limit=10000"
list='/v1/crossings?series=us-cbp-encounters-monthly&period=2020&limit=10'
sums_before=$(ask sums.figures "$sums" 3)
citizenship_before=$(ask citizenship.figures "$citizenship" 3)
list_before=$(ask list.figures "$list" 3)
stop
begin=$(date +%s)
start
echo "start with rolling up: $(($(date +%s) - begin)) s; $(sql -c 'select count(*) from rollup') rollups of 1000000 figures"
sums_after=$(ask sums.rollups "$sums" "$times")
citizenship_after=$(ask citizenship.rollups "$citizenship" "$times")
list_after=$(ask list.rollups "$list" "$times")
echo "bare query: $bare ms"
above=0

# Says how the second of two medians stands to the first, which is to be at most a part of it.
compare() {
    cmp -s "$folder/$1.figures" "$folder/$1.rollups" || { echo "sums.sh: $1 have another answer" >&2; above=1; }
    echo "$1: from figures $2 ms, from rollups $3 ms, ratio $(awk "BEGIN { printf \"%.3f\", $3 / $2 }") (at most $4)"
    awk "BEGIN { exit $3 > $2 * $4 }" || above=1
}

compare sums "$sums_before" "$sums_after" 0.05
compare citizenship "$citizenship_before" "$citizenship_after" 0.05
# the page itself is read either way
compare list "$list_before" "$list_after" 1
exit "$above"
