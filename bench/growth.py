#!/usr/bin/env python3
"""Holds answers and imports to take as long in a large ledger as in a small one.

    bench/growth.py [--small 100000] [--large 10000000] [--seconds 20] [--imports 5]

Two services of this checkout stand side by side, whose ledgers differ in the generated figures of one monthly series. They
are asked in turns, by one connection, with no room for known answers: one figure; and of the series' figures filtered by
two dimensions and the largest first, the first page of 100, the one in the middle and the last, at which cursors point, of
four pairs of codes in turns; and the first page with the smallest first. Else each question is another one. At most 1.3
times as long in the large ledger, median by median.

Then both import daily pages of seven figures each, and editions of some months of the large series itself, in turns and
each by a command of its own: at most 1.5 times as long.

Needs psql, free disk of 2 KB for each figure (20 GB for ten million) and time to generate them. Exit 1 where a bound is
missed, 2 where nothing was measured.
"""
import argparse
import itertools
import json
import shutil
import statistics
import sys
import time
from datetime import date, timedelta
from urllib.parse import urlencode

from service import DESCRIPTION, SERIES, Service, fail, fetch, need, progress, workplace

ANSWER, IMPORT = 1.3, 1.5
FEWEST, MOST = 3, 100
LONGEST_PAGE = 1000
WALKS = 4
MONTHS = ("OCT", "NOV", "DEC", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP")
NAME = "migrants-detected-crossing-the-english-channel-in-small-boats"
PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Small boat arrivals: last 7 days - GOV.UK</title>
<link rel="canonical" href="https://www.gov.uk/government/publications/{name}/{name}-last-7-days">
<meta name="govuk:public-updated-at" content="{written}"><meta name="govuk:updated-at" content="{written}"></head>
<body><table>
<tr><th>Date</th><th>Migrants arrived</th><th>Boats arrived</th><th>Boats involved in uncontrolled landings</th>
<th>Notes</th></tr>
{rows}
</table></body></html>
"""


def questions(service):
    """For each kind, what to ask for one pair of codes after the other."""
    codes = json.loads(DESCRIPTION)["dimensions"]
    pairs = list(itertools.product(codes["demographic"], codes["place"]))
    filled = {
        (place, demographic): int(count)
        for place, demographic, count in service.sql(
            "-c",
            f"select place, demographic, count(*) from crossing where series = '{SERIES}' group by place, demographic",
        )
    }

    def rows(pair):
        demographic, place = pair
        return filled[place, demographic]

    def page(pair, **more):
        demographic, place = pair
        asked = {"series": SERIES, "place": place, "demographic": demographic, "limit": 100, **more}
        return f"/v1/crossings?{urlencode(asked)}"

    def behind(pair, rows):
        """The page behind so many rows, walked to with the longest pages that there are."""
        left, cursor = rows, {}
        while left > 0:
            limit = min(left, LONGEST_PAGE)
            answer = fetch(service.address + page(pair, sort="-people", fields="key", **cursor, limit=limit))[1]
            cursor = {"cursor": json.loads(answer)["links"]["next"].rpartition("cursor=")[2]}
            left -= limit
        return page(pair, sort="-people", **cursor)

    keys = [
        key
        for [key] in service.sql(
            "-c", f"select key from crossing where series = '{SERIES}' and id % 997 = 0 order by value_hash limit {MOST}"
        )
    ]
    return {
        "one figure": [f"/v1/crossings/{key}" for key in keys],
        "first page": [page(pair, sort="-people") for pair in pairs],
        "page in the middle": [behind(pair, rows(pair) // 2) for pair in pairs[:WALKS]],
        "last page": [behind(pair, rows(pair) - 100) for pair in pairs[:WALKS]],
        "smallest first": [page(pair, sort="people") for pair in pairs],
    }


def generate(place, name, rows):
    service = Service(place, name, LEDGER_ANSWERS_MEMORY="1")
    service.generate(rows)
    # adds up what is there, which a publish does in its transaction
    service.command("migrate")
    return service


def ask(service, path):
    begin = time.monotonic()
    try:
        _, body = fetch(service.address + path)
    except OSError as reason:
        return None, str(reason)
    seconds = time.monotonic() - begin
    data = json.loads(body)["data"]
    return seconds * 1000, len(data) if isinstance(data, list) else 1


def answers(services, options):
    print("| question | ms in the small | ms in the large | ratio | bound | times |\n| --- | --- | --- | --- | --- | --- |")
    missed = 0
    asked = [questions(service) for service in services]
    for kind in asked[0]:
        progress(kind)
        taken = ([], [])
        failing = None
        begin = time.monotonic()
        counted = 0
        for turn in itertools.count():
            # the first answers, for a third of the time and at least two, warm both up
            warm = turn >= 2 and time.monotonic() - begin > options.seconds / 3
            if counted >= FEWEST and (counted == MOST or time.monotonic() - begin > options.seconds):
                break
            rows = []
            for service, paths, times in zip(services, (each[kind] for each in asked), taken, strict=True):
                milliseconds, told = ask(service, paths[turn % len(paths)])
                if milliseconds is None:
                    failing = told
                    break
                rows.append(told)
                if warm:
                    times.append(milliseconds)
            if failing:
                break
            counted += warm
            if rows[0] != rows[1]:
                fail(f"{kind} has {rows[0]} rows in the small ledger and {rows[1]} in the large")
        if failing:
            print(f"| {kind} | | **{failing}** | | {ANSWER} | |")
            missed += 1
            continue
        small, large = map(statistics.median, taken)
        missed += large > ANSWER * small
        print(f"| {kind} | {small:.1f} | {large:.1f} | {large / small:.2f} | {ANSWER} | {len(taken[0])} |", flush=True)
    return missed


def daily_page(turn):
    """Seven days, each edition a day further on: of a series beside the large one."""
    last = date(2020, 1, 1) + timedelta(turn + 6)
    rows = "\n".join(
        f"<tr><th>{day.day} {day:%B %Y}</th><td>{day.toordinal() % 997}</td><td>{day.toordinal() % 13}</td>"
        "<td>0</td><td></td></tr>"
        for day in (last - timedelta(back) for back in range(6, -1, -1))
    )
    return f"page-{last}.html", PAGE.format(name=NAME, written=f"{last + timedelta(1)}T12:00:00+00:00", rows=rows), ()


def monthly_table(turn):
    """Seven figures a month of the large series itself, behind what was generated; each edition has a month more."""
    codes = {name: list(labels.values()) for name, labels in json.loads(DESCRIPTION)["dimensions"].items()}
    route, demographic, citizenship, authority = (
        codes[name][0] for name in ("route", "demographic", "citizenship", "authority")
    )
    lines = ["Fiscal Year,Month Grouping,Month (abbv),Land Border Region,State,Demographic,Citizenship,"
             "Title of Authority,Encounter Count"]
    for number, month in enumerate(MONTHS[: turn + 1]):
        lines += [
            f"2025 (FYTD),FYTD,{month},{route},{state},{demographic},{citizenship},{authority},{number * 7 + turn}"
            for state in codes["place"][:7]
        ]
    issued = date(2025, 1, 15) + timedelta(31 * turn)
    return f"encounters-{issued}.csv", "\n".join(lines) + "\n", ("--issued", issued.isoformat())


def imports(services, place, options):
    print("\n| import | s in the small | s in the large | ratio | bound | times |\n| --- | --- | --- | --- | --- | --- |")
    missed = 0
    for what, edition in (("a daily page of another series", daily_page), ("some months of the series", monthly_table)):
        taken = ([], [])
        for turn in range(options.imports):
            name, text, told = edition(turn)
            file = place.folder / name
            file.write_text(text)
            for service, times in zip(services, taken, strict=True):
                before = newest(service)
                times.append(service.command("import", *told, file))
                if newest(service) != before + 1:
                    fail(f"{file.name} did not become a revision")
            progress(f"{what}, {turn + 1} of {options.imports}: {taken[0][-1]:.2f} s and {taken[1][-1]:.2f} s")
        small, large = map(statistics.median, taken)
        print(f"| {what} | {small:.2f} | {large:.2f} | {large / small:.2f} | {IMPORT} | {options.imports} |", flush=True)
        missed += large > IMPORT * small
    return missed


def newest(service):
    return int(service.sql("-c", "select max(number) from revision")[0][0])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=100_000)
    parser.add_argument("--large", type=int, default=10_000_000)
    parser.add_argument("--seconds", type=int, default=20, help="for which each question is asked, at least three times")
    parser.add_argument("--imports", type=int, choices=range(1, len(MONTHS) + 1), default=5)
    options = parser.parse_args()
    if options.small < 60_000:
        fail("a page needs more than 100 figures of two codes: --small is at least 60000")
    need(psql="postgresql-client")
    with workplace("growth") as place:
        needed = (options.small + options.large) * 2048
        if shutil.disk_usage(place.folder).free < needed:
            fail(f"{needed >> 30} GB of free disk are needed in {place.folder.parent}")
        services = [generate(place, "small", options.small), generate(place, "large", options.large)]
        missed = answers(services, options)
        missed += imports(services, place, options)
        return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
