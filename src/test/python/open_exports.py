#!/usr/bin/env python3
"""Opens every export of a running service with the programs that people use, and holds each cell to the JSON answer.

    open_exports.py QUESTIONS BASE_URL     QUESTIONS is src/test/resources/questions.json

CSV and XLSX are opened by pandas and openpyxl, Parquet by pyarrow and duckdb, JSON Lines line by line. Prints a line for
each question; exit 1 where a cell differs.
"""
import datetime
import io
import json
import os
import sys
import tempfile
import urllib.request
import warnings
from decimal import Decimal

import duckdb
import openpyxl
import pandas
import pyarrow.parquet

if len(sys.argv) != 3 or sys.argv[1] in ("-h", "--help"):
    print(__doc__)
    sys.exit(0 if "--help" in sys.argv or "-h" in sys.argv else 2)
warnings.filterwarnings("ignore", module="openpyxl")
QUESTIONS, BASE = sys.argv[1], sys.argv[2].rstrip("/")


def get(path):
    with urllib.request.urlopen(BASE + path, timeout=60) as answer:
        return answer.read(), answer.headers


def with_suffix(path, suffix):
    base, _, query = path.partition("?")
    pairs = [pair for pair in query.split("&") if pair and not pair.startswith("limit=")]
    return base + suffix + ("?" + "&".join(pairs) if pairs else "")


def rows(path):
    """The rows of the JSON answer, page by page, numbers exact."""
    found = []
    while path:
        answer = json.loads(get(path)[0], parse_float=Decimal)
        data = answer["data"]
        found += data if isinstance(data, list) else [data]
        path = answer["links"].get("next")
    return found


def same(seen, wanted):
    """Whether a cell of a file is the value of the JSON answer."""
    if isinstance(wanted, list):
        if hasattr(seen, "tolist"):
            seen = seen.tolist()
        return (seen or []) == wanted if isinstance(seen, list) or seen is None else str(seen) == " ".join(wanted)
    if seen is None or seen is pandas.NaT or (isinstance(seen, float) and seen != seen):
        return wanted is None
    if wanted is None:
        return False
    if isinstance(wanted, bool):
        return str(seen).lower() == str(wanted).lower()
    if isinstance(wanted, (int, Decimal)):
        # a double of a file is held to what it prints, since that is what people see
        return Decimal(repr(seen) if isinstance(seen, float) else str(seen)) == wanted
    if isinstance(seen, datetime.datetime):
        if len(wanted) == 10:
            return seen.date().isoformat() == wanted and seen.time() == datetime.time()
        return seen.astimezone(datetime.timezone.utc) == instant(wanted)
    if isinstance(seen, datetime.date):
        return seen.isoformat() == wanted
    if str(seen) == str(wanted):
        return True
    try:  # instants have six digits behind the second in CSV and XLSX, so that a column has one form
        return instant(str(seen)) == instant(wanted)
    except ValueError:
        return False


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def compare(kind, table, wanted):
    assert len(table) == len(wanted), f"{kind}: {len(table)} rows, not {len(wanted)}"
    for number, (seen, want) in enumerate(zip(table, wanted)):
        assert list(seen) == list(want), f"{kind}: columns {list(seen)}, not {list(want)}"
        for column, value in want.items():
            assert same(seen[column], value), f"{kind}: row {number}, {column} is {seen[column]!r}, not {value!r}"


def records(frame):
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def check(path):
    wanted = rows(with_suffix(path, ".json"))
    names = list(wanted[0])
    body, headers = get(with_suffix(path, ".csv"))
    assert headers["Total-Rows"] == str(len(wanted)), f"Total-Rows {headers['Total-Rows']}"
    # as text: what is empty is missing, and no number goes through a double on its way
    frame = pandas.read_csv(io.BytesIO(body), dtype=str, keep_default_na=False, na_values=[""])
    compare("csv", records(frame), wanted)
    typed = pandas.read_csv(io.BytesIO(body))
    for name in names:
        if any(isinstance(row[name], int) and not isinstance(row[name], bool) for row in wanted):
            total = sum(row[name] or 0 for row in wanted)
            assert typed[name].sum() == total, f"pandas adds {name} up to {typed[name].sum()}, not {total}"

    workbook = openpyxl.load_workbook(io.BytesIO(get(with_suffix(path, ".xlsx"))[0]))
    assert workbook.sheetnames == ["Cover", "Notes", "Data"], workbook.sheetnames
    assert all(len(sheet.tables) == 1 for sheet in workbook), "each sheet has one marked table"
    sheet = workbook["Data"]
    marked = list(sheet.tables.values())[0]
    assert marked.ref.endswith(str(len(wanted) + 1)), marked.ref
    cells = [[cell.value for cell in row] for row in sheet[marked.ref]]
    compare("xlsx", [dict(zip(cells[0], row)) for row in cells[1:]], wanted)
    for number, cell in enumerate(sheet[2]):
        assert not isinstance(wanted[0][names[number]], int) or cell.data_type in "nb", f"{names[number]} is no number in Excel"
        assert names[number] not in ("periodStart", "periodEnd") or cell.is_date, f"{names[number]} is no date in Excel"
    frame = pandas.read_excel(io.BytesIO(get(with_suffix(path, ".xlsx"))[0]), sheet_name="Data")
    assert len(frame) == len(wanted) and list(frame.columns) == names

    lines = get(with_suffix(path, ".jsonl"))[0].decode("utf-8").splitlines()
    compare("jsonl", [json.loads(line, parse_float=Decimal) for line in lines], wanted)

    body = get(with_suffix(path, ".parquet"))[0]
    compare("parquet", pyarrow.parquet.read_table(io.BytesIO(body)).to_pylist(), wanted)
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "export.parquet")
        with open(file, "wb") as out:
            out.write(body)
        result = duckdb.sql(f"select * from '{file}'")
        columns = result.columns
        compare("duckdb", [dict(zip(columns, row)) for row in result.fetchall()], wanted)
    return len(wanted), len(names)



failed = 0
with open(QUESTIONS, encoding="utf-8") as file:
    for entry in json.load(file):
        if "/summary" in entry["path"]:
            continue
        try:
            count, width = check(entry["path"])
            print(f"ok      {count} rows of {width} columns, five formats: {entry['path']}")
        except AssertionError as wrong:
            failed += 1
            print(f"DIFFERS {entry['path']}: {wrong}")
sys.exit(1 if failed else 0)
