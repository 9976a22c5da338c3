#!/usr/bin/env python3
"""Asks for sums of a million figures, from the figures and from their rollups, and holds both to be the same to the byte.

    bench/sums.py [TIMES]        how often each is asked from rollups, default 20; from the figures three times

The figures are generated, of one monthly series. They are asked for before the service has rolled them up, and after, with
no room for known answers. Beside them stands the bare query that a program without rollups sends, as psql takes it.

Needs psql. Prints medians in milliseconds, from the request to the last byte. Sums from rollups may take a twentieth of those
from figures, and the page of a list, which is read either way, as long as before. Exit 1 where an answer is another or too
slow, 2 where nothing was measured.
"""
import argparse
import statistics
import sys
import time

from service import SERIES, Service, fail, fetch, need, progress, workplace

FIGURES = 1_000_000
SUMS = f"/v1/crossings/aggregates?series={SERIES}&frequency=month&groupBy=year"
# what is asked, and which part of the time from the figures it may take
QUESTIONS = {
    "sums": (SUMS, 0.05),
    "sums by citizenship": (f"{SUMS},citizenship&limit=10000", 0.05),
    "a page of a year": (f"/v1/crossings?series={SERIES}&period=2020&limit=10", 1),
}
BARE = f"""select date_trunc('month', period_start), sum(people) from crossing where series = '{SERIES}'
    and revision_to = 2147483647 and issued_to = '9999-12-31 00:00:00+00' and not withdrawn group by 1"""


def timed(work, times):
    """What work gives, and the median of its milliseconds; once more before, to warm up."""
    work()
    taken = []
    for _ in range(times):
        begin = time.monotonic()
        given = work()
        taken.append((time.monotonic() - begin) * 1000)
    return given, statistics.median(taken)


def ask(service, times):
    answers = {}
    for name, (path, _) in QUESTIONS.items():
        progress(name)
        try:
            answers[name] = timed(lambda path=path: fetch(service.address + path)[1], times)
        except OSError as reason:
            fail(f"{path}: {reason}")
    return answers


def measure(place, times):
    service = Service(place, LEDGER_ANSWERS_MEMORY="1")
    service.generate(FIGURES)
    bare = timed(lambda: service.sql("-c", BARE), times)[1]
    before = ask(service, 3)
    service.stop()
    begin = time.monotonic()
    service.start()
    [[rollups]] = service.sql("-c", "select count(*) from rollup")
    print(f"start with rolling up: {time.monotonic() - begin:.0f} s; {rollups} rollups. The bare query: {bare:.1f} ms\n")
    after = ask(service, times)
    print("| question | ms from figures | ms from rollups | ratio | bound |\n| --- | --- | --- | --- | --- |")
    missed = False
    for name, (_, bound) in QUESTIONS.items():
        (was, slow), (now, fast) = before[name], after[name]
        print(f"| {name} | {slow:.1f} | {fast:.1f} | {fast / slow:.3f} | {bound} |")
        if was != now:
            print(f"sums.py: {name} have another answer", file=sys.stderr)
        missed |= was != now or fast > bound * slow
    return 1 if missed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("times", type=int, nargs="?", default=20)
    options = parser.parse_args()
    need(psql="postgresql-client")
    with workplace("sums") as place:
        return measure(place, options.times)


if __name__ == "__main__":
    sys.exit(main())
