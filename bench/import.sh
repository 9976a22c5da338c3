#!/bin/sh
# Imports a list of payments of a million lines, and holds it to take at most three times what psql takes to copy the same
# rows, parsed already, into a table with the same columns, indexes and constraints (the one to releases among them), in the
# same server.
#
#     bench/import.sh [LINES [ROUNDS]]        default 1000000 and 2; each round is another month, import and copy in turns
#
# The import is the whole command: start, parsing, rules, digests, difference, indexes, digest of the revision; at most
# 256 MiB of heap. Then the same file again, which must write nothing and take at most half as long. While it runs, readers
# are asked what they see: nothing of the new revision until it is whole.
#
# Needs psql, python3, curl, 5 GB of disk and free ports 8097 and 9097 (or QUARKUS_HTTP_PORT and QUARKUS_MANAGEMENT_PORT).
# Prints seconds and ratios. Exit 1 where a ratio is above its bound or an answer is wrong, 2 where nothing was measured.
set -eu
case ${1:-} in
    -h | --help) sed -n '2,15s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *[!0-9]*) echo "import.sh: '$1' is not a number of lines" >&2; exit 2 ;;
esac
cd "$(dirname -- "$0")/.."
lines=${1:-1000000}
rounds=${2:-2}
for program in psql python3 curl; do
    command -v "$program" >/dev/null || { echo "import.sh: $program is needed" >&2; exit 2; }
done
folder=$(mktemp -d)
LEDGER_DATA_DIR=$folder/ledger
export LEDGER_DATA_DIR LEDGER_STARTER=none QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_MANAGEMENT_HOST=127.0.0.1
export QUARKUS_HTTP_PORT="${QUARKUS_HTTP_PORT:-8097}" QUARKUS_MANAGEMENT_PORT="${QUARKUS_MANAGEMENT_PORT:-9097}"
address=http://127.0.0.1:$QUARKUS_HTTP_PORT
service=
watcher=

stop() {
    [ -z "$watcher" ] || { kill "$watcher" 2>/dev/null || true; watcher=; }
    [ -z "$service" ] || { kill "$service" 2>/dev/null || true; wait "$service" 2>/dev/null || true; }
    service=
}
trap 'stop; rm -rf "$folder"' EXIT
trap 'exit 2' INT TERM
mkdir -p "$LEDGER_DATA_DIR"

./ledger run >"$folder/service.log" 2>&1 &
service=$!
tries=0
until grep -q 'ledger: ready' "$folder/service.log"; do
    tries=$((tries + 1))
    if [ "$tries" -ge 300 ] || ! kill -0 "$service" 2>/dev/null; then
        tail "$folder/service.log" >&2
        echo "import.sh: the service did not start" >&2
        exit 2
    fi
    sleep 1
done

sql() {
    PGPASSWORD=$(sed -n 's/^owner=//p' "$LEDGER_DATA_DIR/credentials.properties") psql -qAt -v ON_ERROR_STOP=1 \
        -h 127.0.0.1 -p "$(sed -n 4p "$LEDGER_DATA_DIR/postgres/postmaster.pid")" -U ledger_owner ledger "$@"
}

seconds() {
    begin=$(date +%s.%N)
    "$@" >"$folder/out" 2>&1 || { cat "$folder/out" >&2; exit 1; }
    awk "BEGIN { printf \"%.1f\", $(date +%s.%N) - $begin }"
}

watch() {
    while :; do
        curl -s "$address/v1/spending-lines?series=uk-home-office-spend-over-25000&period=$1&limit=1&count=exact" |
            grep -o '"total":[0-9]*' >>"$folder/seen" || true
        sleep 1
    done
}

columns="key, series, period_start, period_end, stage, funder, recipient, programme, purpose, amount, currency, transaction,
    paid_on, recipient_name, programme_name, purpose_name, status, revised, qualifier, withdrawn, value_hash, release_id,
    locator, issued_from, issued_to, revision_from, revision_to"
columns=$(echo "$columns" | tr -d '\n')
sql -c 'create table peer (like spending_line including all, foreign key (release_id) references release)'
above=0
round=1
while [ "$round" -le "$rounds" ]; do
    month=$(printf '2014-%02d' "$round")
    python3 - "$lines" "$round" >"$folder/list.csv" <<'PYTHON'
import random, sys
lines, month = int(sys.argv[1]), int(sys.argv[2])
random.seed(month)
print('Department Family,Entity,Date,Expense Type,Expense Area,Supplier Name,Transaction Number,Spend')
for line in range(lines):
    print('Home Office,UKBF - UK Border Force,%02d/%02d/2014,IT Run Cost %d,Border Systems %d,SUPPLIER %d LTD,%d,"%s"' % (
        random.randint(1, 28), month, random.randint(1, 300), random.randint(1, 60), random.randint(1, 5000),
        1000000000 + month * 100000000 + line, format(random.randint(2500000, 900000000) / 100, ',.2f')))
PYTHON
    : >"$folder/seen"
    watch "$month" &
    watcher=$!
    import=$(LEDGER_JAVA_OPTIONS=-Xmx256m seconds ./ledger import "$folder/list.csv" --issued 2015-06-30)
    kill "$watcher" 2>/dev/null || true
    watcher=
    partly=$(sort -u "$folder/seen" | grep -cv -e '"total":0$' -e "\"total\":$lines\$" || true)
    [ "$partly" = 0 ] || { echo "import.sh: a reader saw part of a revision" >&2; exit 1; }
    sql -c "\\copy (select $columns from spending_line where period_start = '$month-01') to '$folder/rows'"
    [ "$(wc -l <"$folder/rows")" -eq "$lines" ] || { echo "import.sh: not all lines are there" >&2; exit 1; }
    sql -c 'truncate peer'
    copy=$(seconds sql -c "\\copy peer ($columns) from '$folder/rows'")
    again=$(LEDGER_JAVA_OPTIONS=-Xmx256m seconds ./ledger import "$folder/list.csv" --issued 2015-06-30)
    ratio=$(awk "BEGIN { printf \"%.2f\", $import / $copy }")
    half=$(awk "BEGIN { printf \"%.2f\", $again / $import }")
    echo "round $round: $lines lines: import $import s, copy $copy s, ratio $ratio (at most 3); again $again s, $half of the import (at most 0.5)"
    awk "BEGIN { exit !($import > 3 * $copy || $again > $import / 2) }" && above=$((above + 1))
    round=$((round + 1))
done
[ "$above" = 0 ]
