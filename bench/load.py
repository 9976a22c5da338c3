#!/usr/bin/env python3
"""Loads the service for long, by many connections, and from one address, and holds it to what it promises meanwhile.

    bench/load.py [--only soak,connections,flood] [--minutes 30] [--share 70] [--write]

soak          A mix of known and new answers at a constant rate, a share of what the service reaches, while an edition is
              imported every minute. No error; resident memory, threads, open files and connections to the database of the
              last third are those of the first.
connections   10,000 connections that ask nothing and 500 that send or read a byte a second: what a normal client waits in 99
              of 100 cases is at most twice what it waits without them. Both are measured in turns.
flood         One address asks as much as it can of a service that lets each ask so many questions a minute. It is told to
              wait; another address has no error, and waits at most twice as long.

Generator and service share the machine, and all of it is loopback. --write puts the tables into docs/reliability.md.

Needs Go, wrk and psql. Exit 1 where a promise is broken, 2 where nothing was measured.
"""
import argparse
import json
import multiprocessing
import os
import pathlib
import random
import re
import resource
import selectors
import socket
import statistics
import subprocess
import sys
import time
from datetime import date, timedelta

from growth import daily_page, newest
from service import ROOT, Service, build_go, fail, jdk, need, progress, workplace, write_between

PARTS = ("soak", "connections", "flood")
FIRST = date(2018, 1, 1)
IDLE, SLOW = 10_000, 500
WAIT = 2.0
MEMORY, OTHERS = 1.15, 1.1
KNOWN = (
    "/v1/crossings?from=2024-01-01&to=2024-12-31",
    "/v1/crossings/uk-small-boats-daily:2025-06-20",
    "/v1/crossings/latest",
    "/v1/crossings/aggregates?series=uk-small-boats-daily&groupBy=year",
    "/v1/enforcement-actions?limit=20",
    "/v1/series",
    "/v1/claims",
)
PAGE = ROOT / "docs" / "reliability.md"


def mixed(count, seed=7):
    """Seven of ten ask what others ask, the more often the earlier it stands; three something of their own."""
    chance = random.Random(seed)
    paths = []
    for _ in range(count):
        if chance.random() < 0.7:
            paths.append(KNOWN[min(int(chance.expovariate(0.7)), len(KNOWN) - 1)])
        else:
            first = FIRST + timedelta(chance.randrange(2500))
            last = first + timedelta(chance.randrange(1, 60))
            paths.append(f"/v1/crossings?from={first}&to={last}")
    return paths


class Generator:
    """Asks at a constant rate, and measures from the moment at which each request was due."""

    def __init__(self):
        need(go="golang")
        self.program = build_go("rate", "./rate")

    def begin(self, service, rate, seconds, paths, *headers, connections=64):
        process = subprocess.Popen(
            [self.program, service.address, str(rate), str(seconds), str(connections), *headers],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        process.stdin.write("\n".join(paths))
        process.stdin.close()
        return process

    def end(self, process):
        """What it has measured."""
        told = process.stdout.read()
        if process.wait():
            fail("the generator failed")
        return json.loads(told)

    def ask(self, *arguments, **options):
        return self.end(self.begin(*arguments, **options))


def state(service, number):
    """MiB, threads, open files of the service, and its connections to the database."""
    status = pathlib.Path(f"/proc/{number}/status").read_text()
    return {
        "memory": int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024,
        "threads": int(re.search(r"Threads:\s+(\d+)", status)[1]),
        "files": len(os.listdir(f"/proc/{number}/fd")),
        "connections": int(
            service.sql("-c", "select count(*) from pg_stat_activity where application_name = 'border-ledger'")[0][0]
        ),
    }


# ---------------------------------------------------------------- half an hour


def soak(place, generator, options):
    service = Service(place, "soak")
    number = service.process.pid
    paths = mixed(5000)
    generator.ask(service, 300, 10, paths)
    # as fast as it goes: what is due at once is answered when it is
    most = generator.ask(service, 100_000, 0.25, paths)
    most = generator.ask(service, max(500, 3 * most["sent"] / most["seconds"]), 10, paths)
    reached = most["sent"] / most["seconds"]
    rate = reached * options.share / 100
    seconds = options.minutes * 60
    progress(f"{reached:,.0f} requests a second are reached; {rate:,.0f} for {options.minutes} minutes")
    process = generator.begin(service, rate, seconds, paths)
    begin, samples, imported, refused = time.monotonic(), [], 0, 0
    before = newest(service)
    minute = 0
    while process.poll() is None:
        passed = time.monotonic() - begin
        if passed >= 60 * minute and passed < seconds - 20:
            name, text, arguments = daily_page(minute)
            file = place.folder / name
            file.write_text(text)
            taken = service.command("import", *arguments, file)
            minute += 1
            if newest(service) == before + imported + 1:
                imported += 1
            else:
                refused += 1
            now = state(service, number)
            samples.append((time.monotonic() - begin, now))
            progress(f"minute {minute} of {options.minutes}: import {taken:.1f} s, {now['memory']:.0f} MiB, {now}")
        time.sleep(1)
    result = generator.end(process)
    third = max(1, len(samples) // 3)
    first, last = samples[:third], samples[-third:]

    def middle(part, what):
        return statistics.median(each[what] for _, each in part)

    rows = [f"| requests | {result['sent']:,} in {result['seconds'] / 60:.0f} minutes, {rate:,.0f} a second ({options.share} % of what is reached) |"]
    rows.append(f"| not answered with 200 | {result['failed']:,} |")
    rows.append(f"| imports meanwhile | {imported}, refused {refused} |")
    rows.append(f"| ms from when they were due | median {result['p50']:.1f}, 99th {result['p99']:.1f} |")
    grown = []
    for what, unit, bound in (
        ("memory", "MiB resident", MEMORY), ("threads", "threads", OTHERS),
        ("files", "open files", OTHERS), ("connections", "connections to the database", OTHERS),
    ):
        early, late = middle(first, what), middle(last, what)
        rows.append(f"| {unit} | first third {early:,.0f}, last third {late:,.0f} |")
        if late > bound * early + 2:
            grown.append(what)
    service.stop()
    broken = [f"{result['failed']} requests were not answered with 200: {result['statuses']}"] if result["failed"] else []
    broken += [f"{each} grew" for each in grown]
    broken += [f"{refused} imports made no revision"] if refused else []
    return f"| {options.minutes:g} minutes of load | |\n| --- | --- |\n" + "\n".join(rows), broken


# ---------------------------------------------------------------- many connections


def hold(port, ready, over):
    """Opens the connections that want nothing and those that are slow, and keeps them until it is told that it is over."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < IDLE + SLOW + 100:
        ready.put(f"{hard} open files are allowed, and {IDLE + SLOW + 100} are needed: ulimit -n")
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    request = b"GET /v1/crossings?from=2018-01-01&to=2025-12-31 HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: " + b"s" * 4000
    large = b"GET /v1/crossings?from=2018-01-01&to=2025-12-31&limit=1000 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    idle, senders, readers, closed = [], [], [], 0
    for count in range(IDLE):
        # from several addresses of this machine, since each has 28,000 ports
        idle.append(socket.create_connection(("127.0.0.1", port), source_address=(f"127.0.0.{2 + count % 4}", 0)))
    for count in range(SLOW):
        each = socket.socket()
        if count % 2:
            each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        each.bind((f"127.0.0.{6 + count % 4}", 0))
        each.connect(("127.0.0.1", port))
        each.setblocking(False)
        if count % 2:
            each.send(large)
            readers.append(each)
        else:
            senders.append(each)
    ready.put("")
    position = 0
    while not over.is_set():
        begin = time.monotonic()
        for each in senders:
            try:
                each.send(request[position:position + 1])
            except OSError:
                closed += 1
        for each in readers:
            try:
                each.recv(1)
            except BlockingIOError:
                pass
            except OSError:
                closed += 1
        position += 1
        over.wait(max(0, 1 - (time.monotonic() - begin)))
    # those that the service let go of say so
    waiting = selectors.DefaultSelector()
    for each in idle:
        waiting.register(each, selectors.EVENT_READ)
    gone = len(waiting.select(0))
    ready.put((gone, closed))


def connections(place, generator, options):
    service = Service(place, "connections")
    number = service.process.pid
    paths = mixed(5000)
    generator.ask(service, 200, 15, paths)
    quiet, loaded, gone, seen = [], [], [], []
    for turn in range(options.rounds):
        quiet.append(generator.ask(service, 200, options.seconds, paths))
        ready, over = multiprocessing.Queue(), multiprocessing.Event()
        holder = multiprocessing.Process(target=hold, args=(service.port, ready, over), daemon=True)
        holder.start()
        reason = ready.get(timeout=120)
        if reason:
            fail(reason)
        # the service takes in what has come to the machine
        deadline = time.monotonic() + 30
        while len(os.listdir(f"/proc/{number}/fd")) < IDLE + SLOW and time.monotonic() < deadline:
            time.sleep(0.2)
        seen.append(len(os.listdir(f"/proc/{number}/fd")))
        loaded.append(generator.ask(service, 200, options.seconds, paths))
        over.set()
        gone.append(ready.get(timeout=30))
        holder.join(30)
        progress(
            f"round {turn + 1} of {options.rounds}: 99th {quiet[-1]['p99']:.2f} ms alone, {loaded[-1]['p99']:.2f} ms"
            f" beside {seen[-1]:,} open files; let go of {gone[-1]}"
        )
        time.sleep(2)
    service.stop()
    table, broken = waits("a client of 200 requests a second", f"{IDLE:,} idle and {SLOW} slow connections", quiet, loaded)
    broken += ["the connections were not open"] if min(seen) < IDLE + SLOW else []
    return table, broken


# ---------------------------------------------------------------- one address


def flood(place, generator, options):
    allowed = 3000
    service = Service(
        place, "flood", LEDGER_REQUESTS_A_MINUTE=str(allowed), QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING="true"
    )
    paths, other = mixed(5000), "X-Forwarded-For: 198.51.100.2"
    generator.ask(service, 40, 15, paths, "X-Forwarded-For: 198.51.100.3")
    quiet, loaded, floods = [], [], []
    for turn in range(options.rounds):
        quiet.append(generator.ask(service, 40, options.seconds, paths, other))
        wrk = subprocess.Popen(
            ["wrk", "-t1", "-c64", f"-d{options.seconds + 2}s", "-H", "X-Forwarded-For: 198.51.100.1",
             service.address + KNOWN[0]],
            stdout=subprocess.PIPE, text=True,
        )
        time.sleep(1)
        loaded.append(generator.ask(service, 40, options.seconds, paths, other))
        out, _ = wrk.communicate()
        refused = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
        floods.append((int(re.search(r"(\d+) requests in", out)[1]), int(refused[1]) if refused else 0))
        progress(
            f"round {turn + 1} of {options.rounds}: 99th {quiet[-1]['p99']:.2f} ms alone, {loaded[-1]['p99']:.2f} ms beside"
            f" a flood of {floods[-1][0]:,}, of which {floods[-1][1]:,} were refused"
        )
    service.stop()
    answered = [asked - refused for asked, refused in floods]
    most = allowed * (options.seconds + 62) / 60
    table, broken = waits("another address, 40 requests a second", "a flood from one address", quiet, loaded)
    table += (
        f" The flood asked {statistics.median(asked for asked, _ in floods) / (options.seconds + 2):,.0f} times a second and"
        f" was answered {statistics.median(answered):,.0f} times in a round, where an address has {allowed:,} a minute; all"
        f" else was told to wait."
    )
    broken += [f"the flood was answered {max(answered)} times"] if max(answered) > most else []
    return table, broken


def waits(client, beside, quiet, loaded):
    """The table of what a client waits alone and beside something else, and what is broken about it."""
    ratio = statistics.median(b["p99"] / a["p99"] for a, b in zip(quiet, loaded, strict=True))
    lines = [f"| {client} | median ms | 99th ms | not answered with 200 |", "| --- | --- | --- | --- |"]
    for name, results in (("alone", quiet), (f"beside {beside}", loaded)):
        failed = sum(each["failed"] for each in results)
        lines.append(f"| {name} | {middle(results, 'p50'):.2f} | {middle(results, 'p99'):.2f} | {failed} |")
    lines += ["", f"The ratio of the 99th is {ratio:.2f} (median of {len(quiet)} rounds; at most {WAIT:.0f})."]
    failed = sum(each["failed"] for each in quiet + loaded)
    broken = [f"{failed} requests were not answered with 200"] if failed else []
    broken += [f"the 99th is {ratio:.2f} times as long"] if ratio > WAIT else []
    return "\n".join(lines), broken


def middle(results, what):
    return statistics.median(each[what] for each in results)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--minutes", type=int, default=30, help="of the soak")
    parser.add_argument("--share", type=int, default=70, choices=range(1, 100), metavar="PERCENT")
    parser.add_argument("--seconds", type=int, default=20, help="of each measurement of the others")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    chosen = options.only.split(",")
    if not set(chosen) <= set(PARTS):
        fail(f"--only takes {', '.join(PARTS)}")
    need(psql="postgresql-client", wrk="wrk")
    generator = Generator()
    broken = []
    with workplace("load") as place:
        for part in chosen:
            progress(part)
            table, wrong = globals()[part](place, generator, options)
            how = f"{time.strftime('%-d %B %Y')}, `bench/load.py --only {part}`, {os.cpu_count()} cores with the generator beside, JDK {jdk()}, embedded PostgreSQL."
            print(f"{table}\n\n{how}\n", flush=True)
            for each in wrong:
                print(f"BROKEN {part}: {each}", flush=True)
            broken += wrong
            if options.write:
                write_between(PAGE, f"<!-- {part} -->", f"<!-- end of {part} -->", f"{table}\n\n{how}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
