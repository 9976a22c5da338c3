#!/bin/sh
# Asks a service for pages as they are now and as they were at an instant, in turns, and holds the second to cost at most
# three times the first.
#
#     bench/as-of.sh [SECONDS]        how long to ask each question, default 20; each is asked at least five times
#
# The ledger has 1,000,000 current crossings and 3,000,000 that they superseded; bench/as-of.sql says how it is made. That
# takes about ten minutes the first time; it is kept below XDG_CACHE_HOME (default ~/.cache), where 6 GB must be free. The
# instant is one at which none of the current values was known yet. Every answer is computed: none is a 304.
#
# Needs psql, curl and free ports 8096 and 9096 (or QUARKUS_HTTP_PORT and QUARKUS_MANAGEMENT_PORT). Prints median and 90th
# percentile of both in milliseconds, from the request to the last byte, and the ratio of the medians. Exit 1 where a ratio
# is above 3 or an answer is not what was asked for, 2 where nothing could be measured.
set -eu
case ${1:-} in
    -h | --help) sed -n '2,14s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *[!0-9]*) echo "as-of.sh: '$1' is not a number of seconds" >&2; exit 2 ;;
esac
cd "$(dirname -- "$0")/.."
seconds=${1:-20}
for program in psql curl; do
    command -v "$program" >/dev/null || { echo "as-of.sh: $program is needed" >&2; exit 2; }
done
most=3
as_of=2024-09-20T00:00:00Z
cache=${XDG_CACHE_HOME:-$HOME/.cache}/border-ledger-bench
LEDGER_DATA_DIR=$cache/as-of-$(cksum <bench/as-of.sql | cut -d' ' -f1)
export LEDGER_DATA_DIR LEDGER_STARTER=none LEDGER_JAVA_OPTIONS=-Xmx256m QUARKUS_HTTP_HOST=127.0.0.1
export QUARKUS_MANAGEMENT_HOST=127.0.0.1
export QUARKUS_HTTP_PORT="${QUARKUS_HTTP_PORT:-8096}" QUARKUS_MANAGEMENT_PORT="${QUARKUS_MANAGEMENT_PORT:-9096}"
address=http://127.0.0.1:$QUARKUS_HTTP_PORT
folder=$(mktemp -d)
service=

stop() {
    [ -z "$service" ] || { kill "$service" 2>/dev/null || true; wait "$service" 2>/dev/null || true; }
    service=
}
trap 'stop; rm -rf "$folder"' EXIT
trap 'exit 2' INT TERM

start() {
    ./ledger run >"$folder/service.log" 2>&1 &
    service=$!
    tries=0
    until grep -q 'ledger: ready' "$folder/service.log"; do
        tries=$((tries + 1))
        if [ "$tries" -ge 1800 ] || ! kill -0 "$service" 2>/dev/null; then
            tail "$folder/service.log" >&2
            echo "as-of.sh: the service did not start" >&2
            exit 2
        fi
        sleep 1
    done
}

if [ ! -f "$LEDGER_DATA_DIR/complete" ]; then
    echo "generating the ledger in $LEDGER_DATA_DIR" >&2
    rm -rf "$LEDGER_DATA_DIR"
    mkdir -p "$LEDGER_DATA_DIR"
    start
    PGPASSWORD=$(sed -n 's/^owner=//p' "$LEDGER_DATA_DIR/credentials.properties") psql -q -v ON_ERROR_STOP=1 -h 127.0.0.1 \
        -p "$(sed -n 4p "$LEDGER_DATA_DIR/postgres/postmaster.pid")" -U ledger_owner -f bench/as-of.sql ledger >&2 || exit 2
    stop
    touch "$LEDGER_DATA_DIR/complete"
fi
echo "starting the service (the first time after generating, every revision gets its digest, which takes minutes)" >&2
start

failed() {
    echo "as-of.sh: $1" >&2
    tail -n 5 "$folder/service.log" >&2
    exit 1
}

# The address of the page after the first so many of 10,000.
deep() {
    page="$address$1&limit=10000"
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        curl -sf "$page" >"$folder/page" || failed "no answer to $page"
        next=$(sed -n 's/.*"next":"\([^"]*\)".*/\1/p' "$folder/page")
        [ -n "$next" ] || failed "no page after $page"
        case $next in /*) page=$address$next ;; *) page=$next ;; esac
    done
    echo "$page" | sed 's/limit=10000/limit=100/'
}

# Median and 90th percentile, in milliseconds, of seconds in the lines of a file.
middle_and_90th() {
    sort -n "$1" | awk '{ all[NR] = $1 }
        END { printf "%.1f %.1f\n", 1000 * all[int((NR + 1) / 2)], 1000 * all[int(NR * 0.9 + 0.999)] }'
}

# Asks for one of the two once, keeps the answer, and holds it to be whole and of the right time.
hold() {
    code=$(curl -s -o "$folder/answer" -w '%{http_code}' "$2")
    [ "$code" = 200 ] || failed "status $code for $2: $(head -c 300 "$folder/answer")"
    rows=$(grep -o '"validTo":' "$folder/answer" | wc -l)
    standing=$(grep -o '"validTo":null' "$folder/answer" | wc -l)
    [ "$rows" -eq "$3" ] || failed "$rows rows instead of $3 from $2"
    case $1 in
        current) [ "$standing" -eq "$rows" ] || failed "$2 shows what is superseded" ;;
        *) [ "$standing" -eq 0 ] || failed "$2 shows what was not known yet" ;;
    esac
}

worst=0
above=0

# Measures a question: its name, the rows of its answer, the address of now, the address of then.
measure() {
    hold current "$3" "$2"
    hold as-of "$4" "$2"
    begin=$(date +%s)
    printf 'url = "%s"\noutput = /dev/null\nurl = "%s"\noutput = /dev/null\n' "$3" "$4" >"$folder/pair"
    : >"$folder/times"
    pairs=0
    while [ "$pairs" -lt 5 ] || [ "$(($(date +%s) - begin))" -lt "$seconds" ] && [ "$pairs" -lt 100 ]; do
        curl -s -w '%{http_code} %{time_starttransfer} %{time_total}\n' -K "$folder/pair" >>"$folder/times" || failed "no answer"
        pairs=$((pairs + 1))
    done
    ! grep -qv '^200 ' "$folder/times" || failed "not every answer to $1 was a 200"
    awk 'NR % 2 == 1 { print $3 }' "$folder/times" >"$folder/now"
    awk 'NR % 2 == 0 { print $3 }' "$folder/times" >"$folder/then"
    # shellcheck disable=SC2046 # two numbers each
    set -- "$1" $(middle_and_90th "$folder/now") $(middle_and_90th "$folder/then")
    ratio=$(awk "BEGIN { printf \"%.2f\", $4 / $2 }")
    mark=
    if awk "BEGIN { exit !($4 > $most * $2) }"; then
        above=$((above + 1))
        mark=' **above**'
    fi
    if awk "BEGIN { exit !($ratio > $worst) }"; then worst=$ratio; fi
    printf '| %s | %s | %s | %s | %s | %s%s | %s |\n' "$1" "$2" "$3" "$4" "$5" "$ratio" "$mark" "$pairs"
}

# The same path of now and of then.
both() {
    case $3 in *\?*) joint='&' ;; *) joint='?' ;; esac
    measure "$1" "$2" "$address$3" "$address$3${joint}asOf=$as_of"
}

echo "warming up" >&2
key=$(curl -sf "$address/v1/crossings?limit=1&from=2020-03-01&to=2020-03-01" | sed -n 's/.*"data":\[{"key":"\([^"]*\)".*/\1/p')
[ -n "$key" ] || failed "no figure to begin with"
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    for path in "/v1/crossings?limit=100&from=2020-03-01&to=2020-03-31" "/v1/crossings/$key" /v1/crossings/latest; do
        case $path in *\?*) joint='&' ;; *) joint='?' ;; esac
        curl -s -o /dev/null "$address$path" -o /dev/null "$address$path${joint}asOf=$as_of"
    done
done

echo '| question | now: median | 90th | as of: median | 90th | ratio | times |'
echo '| --- | --- | --- | --- | --- | --- | --- |'
list='/v1/crossings?limit=100'
both 'one figure' 1 "/v1/crossings/$key"
both 'the newest' 200 /v1/crossings/latest
both 'a page, newest first' 100 "$list"
both 'a page of a month' 100 "$list&from=2020-03-01&to=2020-03-31"
measure 'the page after 100,000 rows' 100 "$(deep '/v1/crossings?series=uk-small-boats-daily')" \
    "$(deep "/v1/crossings?series=uk-small-boats-daily&asOf=$as_of")"
# The columns are asked for, so that a new one is measured too.
columns=$(curl -sf "$address/v1/crossings.csv?from=2020-03-01&to=2020-03-01" | head -n 1 | tr -d '\r' | tr ',' ' ')
[ -n "$columns" ] || failed "no columns to sort by"
for column in $columns; do
    both "sorted by $column" 100 "$list&sort=$column"
    case $column in
        key | periodStart | periodEnd | people | issuedAt) both "sorted by $column, downwards" 100 "$list&sort=-$column" ;;
    esac
done
echo "the largest ratio is $worst; at most $most is allowed" >&2
[ "$above" -eq 0 ] || { echo "as-of.sh: $above questions are above it" >&2; exit 1; }
