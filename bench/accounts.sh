#!/bin/sh
# Imports a corpus of published files into a fresh ledger and holds every file to it: its rows and its sums.
#
#     bench/accounts.sh [FOLDER]      the corpus, default LEDGER_CORPUS, else ../shared/data
#
# The folder has published/releases.csv, the list that says when its files were issued. bench/accounts.py reads every file
# a second time, with Python's own readers. Writes docs/accounts.md, which says what is compared, in five to ten minutes.
#
# Needs psql, python3, once the network (for openpyxl, kept below XDG_CACHE_HOME, default ~/.cache) and free ports 8095 and
# 9095 (or QUARKUS_HTTP_PORT and QUARKUS_MANAGEMENT_PORT). Exit 1 where a file and the ledger differ, with the differences
# in the page and on standard error; 2 where nothing could be compared, and the page stays as it was.
set -eu
case ${1:-} in
    -h | --help) sed -n '2,11s/^# \{0,1\}//p' "$0"; exit 0 ;;
esac
corpus=${1:-${LEDGER_CORPUS:-$(dirname -- "$0")/../../shared/data}}

# Nobody wrote down when these were issued. The days are assumptions, in the order of the editions
# and after the last day that each counts; the page says so.
assumed='nationwide-encounters-fy20-fy23-state.csv.gz=2023-10-20
nationwide-encounters-fy21-fy24-oct-state.csv.gz=2023-11-14
nationwide-encounters-fy21-fy24-nov-state.csv.gz=2023-12-22
migr_eirfs_refused-entry_2014-2023.csv=2024-05-01
derived-returns-by-destination.csv.gz=2024-02-29'
# What lists files and states nothing itself.
lists='releases.csv index.csv'
# A page that prints the wrong year in its last row: it must not go in.
refused=last-7-days_2026-04-21_wrong-year.html

stopped() {
    echo "accounts.sh: $1" >&2
    exit 2
}

for program in psql python3; do
    command -v "$program" >/dev/null || stopped "$program is needed"
done
[ -f "$corpus/published/releases.csv" ] || stopped "no published/releases.csv in $corpus"
published=$(CDPATH='' cd -- "$corpus/published" && pwd)
cd "$(dirname -- "$0")/.."

openpyxl=$(grep '^openpyxl==' src/test/python/requirements.txt)
venv=${XDG_CACHE_HOME:-$HOME/.cache}/border-ledger-bench/python-$openpyxl
if [ ! -f "$venv/complete" ]; then
    { python3 -m venv --clear "$venv" && "$venv/bin/python" -m pip install -q --disable-pip-version-check "$openpyxl"; } >&2 \
        || stopped "openpyxl cannot be had"
    touch "$venv/complete"
fi

folder=$(mktemp -d)
service=
trap '[ -z "$service" ] || { kill "$service" 2>/dev/null || true; wait "$service" 2>/dev/null || true; }; rm -rf "$folder"' EXIT
trap 'exit 2' INT TERM
export LEDGER_DATA_DIR="$folder/data" LEDGER_STARTER=none QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_MANAGEMENT_HOST=127.0.0.1
export QUARKUS_HTTP_PORT="${QUARKUS_HTTP_PORT:-8095}" QUARKUS_MANAGEMENT_PORT="${QUARKUS_MANAGEMENT_PORT:-9095}"

echo "importing $published" >&2
# Exit 1 says that something was refused: the files of which nobody knows the day, and the page. What else is refused is
# found in the ledger's own record of imports.
code=0
./ledger import "$published" >"$folder/import.log" 2>&1 || code=$?
[ "$code" -le 1 ] || { tail "$folder/import.log" >&2; stopped "the import ended with $code"; }
for each in $assumed; do
    name=${each%=*}
    file=$(find "$published" -name "$name")
    [ -n "$file" ] || stopped "no file $name"
    code=0
    ./ledger import --issued "${each#*=}" "$file" >"$folder/import.log" 2>&1 || code=$?
    [ "$code" -le 1 ] || { tail "$folder/import.log" >&2; stopped "the import of $name ended with $code"; }
done

echo "comparing" >&2
./ledger run >"$folder/service.log" 2>&1 &
service=$!
tries=0
until grep -q 'ledger: ready' "$folder/service.log"; do
    tries=$((tries + 1))
    if [ "$tries" -ge 300 ] || ! kill -0 "$service" 2>/dev/null; then
        tail "$folder/service.log" >&2
        stopped "the service did not start"
    fi
    sleep 1
done
PGPASSWORD=$(sed -n 's/^owner=//p' "$LEDGER_DATA_DIR/credentials.properties")
LEDGER_PORT=$(sed -n 4p "$LEDGER_DATA_DIR/postgres/postmaster.pid")
export PGPASSWORD LEDGER_PORT ACCOUNTS_ASSUMED="$assumed" ACCOUNTS_REFUSED="$refused" ACCOUNTS_LISTS="$lists"
code=0
"$venv/bin/python" bench/accounts.py "$published" "$folder/accounts.md" || code=$?
# Only a page that was finished takes the place of the one before; Python ends with 1 for other reasons too.
[ -s "$folder/accounts.md" ] || stopped "the comparison broke off"
cp "$folder/accounts.md" docs/accounts.md
[ "$code" -eq 0 ] || { echo "accounts.sh: files and ledger differ; docs/accounts.md says where" >&2; exit 1; }
echo "every file agrees with the ledger; docs/accounts.md is written" >&2
