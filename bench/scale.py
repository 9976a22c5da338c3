#!/usr/bin/env python3
"""Measures what docs/scale.md reckons with: what an answer costs at a replica and at the edge, and what a figure costs on disk.

    bench/scale.py [--parts known,new,once,skew,figures] [--seconds 4] [--steady 75] [--figures 1000000,10000000] [--write]

  known    answers that are known: a year of daily rows packed (R1), one figure (R5) and a 304, of one replica and of two,
           and the same through Varnish with the rules of k8s/edge, in front of one and of two
  new      answers that nobody asked for before, of a replica without room for known ones, with the database's share
  once     a hundred callers at once, of a question that is new: how often it is answered and how often fetched
  skew     20,000 addresses asked as Zipf has it through Varnish: how many of a thousand reach the replica, in an empty
           cache and after --steady seconds of load, and what arithmetic says of the same; then the same arithmetic for
           100,000 requests a second
  figures  a series of so many generated figures: bytes of tables and indexes, and what the key operations take

wrk, the replicas, their database and Varnish share the machine's cores, so requests a second are of all of them together.
What one takes to answer is in its CPU time (/proc), and "a core" is a second divided by that: what a core could answer that
did nothing else, before queues. --write puts the tables of the parts into docs/scale.md.

Needs wrk, varnishd and psql, for ten million figures 20 GB of free disk. Exit 2 where nothing was measured.
"""
import argparse
import concurrent.futures
import datetime
import http.client
import itertools
import json
import math
import os
import pathlib
import random
import re
import shutil
import statistics
import subprocess
import sys
import time

from growth import daily_page
from service import (
    DESCRIPTION, ROOT, SERIES, Service, Varnish, cpu, cycle, fail, fetch, jdk, load, need, progress,
    workplace, write_between,
)

PAGE = ROOT / "docs" / "scale.md"
QUESTIONS = {"R1": "/v1/crossings?period=2024", "R5": "/v1/crossings/uk-small-boats-daily:2025-06-20"}
CONNECTIONS = 32
# one is busy before the service is
GENERATORS = 2
MAX_AGE = 60
AT_ONCE = 100
ADDRESSES = 20_000
ELECTION_NIGHT = 100_000
PARTS = ("known", "new", "once", "skew", "figures")


def whole(number):
    return f"{number:,.0f}"


class Table(list):
    """Rows as Markdown has them; the first is the head."""

    def __str__(self):
        lines = [f"| {' | '.join(map(str, row))} |" for row in self]
        return "\n".join([lines[0], f"|{' --- |' * len(self[0])}", *lines[1:]])


def replica(place, name, of, **environment):
    """Another replica of a ledger, on the same database, with the reader's role only."""
    reader = of.database("reader")
    return Service(
        place, name, LEDGER_MIGRATE="false", QUARKUS_DATASOURCE_USERNAME=reader["PGUSER"],
        QUARKUS_DATASOURCE_JDBC_URL=f"jdbc:postgresql://127.0.0.1:{reader['PGPORT']}/{reader['PGDATABASE']}",
        QUARKUS_DATASOURCE_PASSWORD=reader["PGPASSWORD"], **environment,
    )


def packed_answer(address):
    """The answer packed, once somebody has packed it."""
    for _ in range(50):
        headers, body = fetch(address, **{"Accept-Encoding": "gzip"})
        if headers["Content-Encoding"] == "gzip":
            return headers, body
        time.sleep(0.1)
    fail(f"{address} is not packed")


def together(addresses, used, seconds, headers):
    """Loads addresses at once, by as many generators whatever is asked: all of their requests, and the CPU time of used()."""
    before = used()
    with concurrent.futures.ThreadPoolExecutor(GENERATORS) as pool:
        runs = list(pool.map(
            lambda address: load(address, seconds, CONNECTIONS // GENERATORS, used, headers),
            itertools.islice(itertools.cycle(addresses), GENERATORS),
        ))
    requests = sum(run["requests"] for run in runs)
    return {
        "rate": sum(run["rate"] for run in runs), "requests": requests,
        "median": max(run["median"] for run in runs), "99th": max(run["99th"] for run in runs),
        "cpu": (used() - before) / requests * 1e6,
    }


def known(options, place, one, two):
    edges = {1: Varnish(place, "edge-one", [one]), 2: Varnish(place, "edge-two", [one, two])}
    gzip = {"Accept-Encoding": "gzip"}
    table = Table([("asked", "answer", "bytes", "requests a second", "median ms", "99th ms", "CPU µs: replica", "edge", "a core",
                    f"cores for {ELECTION_NIGHT:,} a second", "Gbit/s")])

    def row(name, what, size, ran, behind, edge):
        spent = behind + (edge or 0)
        table.append((
            name, what, whole(size), whole(ran["rate"]), f"{ran['median']:.2f}", f"{ran['99th']:.2f}", f"{behind:.1f}",
            "" if edge is None else f"{edge:.1f}", whole(1e6 / spent), f"{spent * ELECTION_NIGHT / 1e6:.1f}",
            f"{size * ELECTION_NIGHT * 8 / 1e9:.1f}",
        ))

    def replicas_cpu():
        return cpu(one.process) + cpu(two.process)

    for what, question, headers in (
        ("R1 packed", QUESTIONS["R1"], gzip), ("R5 plain", QUESTIONS["R5"], {}), ("R5, 304", QUESTIONS["R5"], None),
    ):
        for count in (1, 2):
            services = (one, two)[:count]
            told = headers
            for service in services:
                fetch(service.address + question)
                if headers == gzip:
                    packed_answer(service.address + question)
                if headers is None:
                    told = {"If-None-Match": fetch(service.address + question)[0]["ETag"]}
            answer = b"" if headers is None else (packed_answer if headers else fetch)(one.address + question)[1]
            addresses = [service.address + question for service in services]
            together(addresses, replicas_cpu, options.seconds, told)  # warms up
            ran = together(addresses, replicas_cpu, options.seconds, told)
            row("one replica" if count == 1 else "two replicas", what, len(answer), ran, ran["cpu"], None)
        for count, edge in edges.items():
            answer = (packed_answer if headers == gzip else fetch)(edge.address + question)
            told = {"If-None-Match": answer[0]["ETag"]} if headers is None else headers
            together([edge.address + question], edge.cpu, 1, told)
            behind = replicas_cpu()
            ran = together([edge.address + question], edge.cpu, options.seconds, told)
            behind = (replicas_cpu() - behind) / ran["requests"] * 1e6
            size = 0 if headers is None else len(answer[1])
            row(f"edge before {'one' if count == 1 else 'two'}", what, size, ran, behind, ran["cpu"])
    place.stop(*(edge.process for edge in edges.values()))
    return str(table)


def new(options, place, one, two):
    forgetful = replica(place, "forgetful", one, LEDGER_ANSWERS_MEMORY="1")
    first = datetime.date(2018, 1, 1)
    days = [first + datetime.timedelta(number) for number in range(2700)]
    kinds = {
        "R1: a year of daily rows": [f"/v1/crossings?from={day}&to={day + datetime.timedelta(365)}" for day in days],
        "R5: one figure": [f"/v1/crossings/uk-small-boats-daily:{day}" for day in days],
        "sums by month of a year": [
            f"/v1/crossings/aggregates?frequency=month&from={day}&to={day + datetime.timedelta(365)}" for day in days
        ],
    }
    table = Table([("answer", "requests a second", "median ms", "99th ms", "CPU µs: replica", "database", "a core")])
    for name, paths in kinds.items():
        random.Random(7).shuffle(paths)
        script = cycle(place.folder / "new.lua", paths)

        def run():
            database = one.database_cpu()
            ran = load(forgetful.address, options.seconds, CONNECTIONS, lambda: cpu(forgetful.process), script=script)
            return ran, (one.database_cpu() - database) / ran["requests"] * 1e6

        for path in paths[:100]:
            fetch(forgetful.address + path)
        run()
        ran, database = run()
        table.append((name, whole(ran["rate"]), f"{ran['median']:.2f}", f"{ran['99th']:.2f}", whole(ran["cpu"]),
                      whole(database), whole(1e6 / (ran["cpu"] + database))))
    forgetful.stop()
    return str(table)


def computed(service):
    """How many answers about crossings a replica has computed so far: probes ask for the root."""
    address = f"http://127.0.0.1:{service.environment['QUARKUS_MANAGEMENT_PORT']}/q/metrics"
    lines = re.findall(r"^http_server_requests_seconds_count\{([^}]*)\} (\S+)", fetch(address)[1].decode(), re.MULTILINE)
    return round(sum(float(count) for labels, count in lines if 'answer="computed"' in labels and "crossings" in labels))


def at_once(address):
    """Asks with a hundred connections that stand already, and says how long the last one took."""
    host, _, port = address.removeprefix("http://").partition("/")[0].partition(":")
    path = "/" + address.removeprefix("http://").partition("/")[2]
    connections = [http.client.HTTPConnection(host, int(port), timeout=60) for _ in range(AT_ONCE)]
    for connection in connections:
        connection.connect()
    begin = time.monotonic()
    for connection in connections:
        connection.request("GET", path)
    bodies = {connection.getresponse().read() for connection in connections}
    took = time.monotonic() - begin
    for connection in connections:
        connection.close()
    if len(bodies) != 1:
        fail(f"{address}: {len(bodies)} different answers")
    return took * 1000


def once(options, place, one, two):
    edge = Varnish(place, "edge-once", [one])
    table = Table([("asked at once", "of", "computed", "fetched by the edge", "ms until the last has it")])
    for turn, (name, address) in enumerate((("a replica", one.address), ("the edge", edge.address)), 1):
        path = f"/v1/crossings?from=2019-0{turn}-01&to=2024-12-31"
        before, fetched = computed(one), edge.counters()["backend_req"]
        took = at_once(address + path)
        table.append((AT_ONCE, name, computed(one) - before, edge.counters()["backend_req"] - fetched or "", whole(took)))
    place.stop(edge.process)
    return str(table)


def shares(addresses, exponent):
    """Of each address, the most asked first, its share of all requests."""
    weights = [rank**-exponent for rank in range(1, addresses + 1)]
    total = math.fsum(weights)
    return [weight / total for weight in weights]


def unlike(share, requests):
    """How many different addresses are among so many requests: what an empty cache fetches."""
    return math.fsum(-math.expm1(-requests * each) for each in share)


def renewed(share, rate):
    """How many fetches a second an edge makes that keeps each answer for max-age and fetches it when it is asked for next."""
    return math.fsum(rate * each / (1 + rate * each * MAX_AGE) for each in share)


def skew(options, place, one, two):
    edge = Varnish(place, "edge-skew", [one])
    first = datetime.date(2018, 1, 1)
    paths = [f"/v1/crossings/uk-small-boats-daily:{first + datetime.timedelta(number)}" for number in range(2700)]
    for length in (0, 6, 27, 30, 89, 364, 365):
        for number in range(0, 2700):
            begin, end = (first + datetime.timedelta(number + more) for more in (0, length))
            paths.append(f"/v1/crossings/aggregates?from={begin}&to={end}")
    chance = random.Random(5)
    chance.shuffle(paths)
    paths = paths[:ADDRESSES]
    share = shares(len(paths), options.exponent)
    table = Table([("edge", "requests", "a second", "given from the cache", "fetched, of 1,000", "by arithmetic", "CPU µs: edge",
                    "replica and database")])

    def drawn():
        # each run asks in another order, else one would ask again what the one before asked
        return cycle(place.folder / "skew.lua", chance.choices(paths, share, k=400_000))

    def behind():
        return cpu(one.process) + one.database_cpu()

    def run(name, seconds, arithmetic):
        script = drawn()
        before, spent = edge.counters(), behind()
        ran = load(edge.address, seconds, CONNECTIONS, edge.cpu, script=script)
        after = {each: value - before[each] for each, value in edge.counters().items() if each in before}
        spent = (behind() - spent) / ran["requests"] * 1e6
        requests = after["client_req"]
        # probes are not fetches
        fetched = after["cache_miss"] + after.get("bgfetch", after.get("s_bgfetch", 0)) + after["s_pass"]
        table.append((name, whole(requests), whole(ran["rate"]), f"{100 * after['cache_hit'] / requests:.2f} %",
                      f"{1000 * fetched / requests:.2f}", f"{arithmetic(requests, ran['rate']):.2f}", f"{ran['cpu']:.0f}",
                      f"{spent:.1f}"))

    load(one.address, options.seconds, CONNECTIONS, lambda: cpu(one.process), script=drawn())  # warms up the replica alone
    run("empty", options.seconds, lambda requests, _: 1000 * unlike(share, requests) / requests)
    if options.steady:
        progress(f"{options.steady} s of load before the second measurement")
        load(edge.address, options.steady, CONNECTIONS, edge.cpu, script=drawn())
        run(f"after {options.steady} s", max(options.seconds, MAX_AGE // 2),
            lambda _, rate: 1000 * renewed(share, rate) / rate)
    place.stop(edge.process)
    forecast = Table([("different addresses", "Zipf's exponent", "fetches a second, one edge", "hit ratio", "four edges", "hit ratio")])
    for addresses in (10_000, 100_000, 1_000_000):
        for exponent in (1.0, 0.8):
            share = shares(addresses, exponent)
            single = renewed(share, ELECTION_NIGHT)
            four = 4 * renewed(share, ELECTION_NIGHT / 4)
            forecast.append((whole(addresses), exponent, whole(single), f"{100 - 100 * single / ELECTION_NIGHT:.2f} %",
                             whole(four), f"{100 - 100 * four / ELECTION_NIGHT:.2f} %"))
    return (
        f"{table}\n\nOf {len(paths):,} addresses with the exponent {options.exponent}. The arithmetic for"
        f" {ELECTION_NIGHT:,} requests a second, not measured:\n\n{forecast}"
    )


def timed(service, path, times=9):
    taken = []
    for _ in range(times + 1):
        begin = time.monotonic()
        fetch(service.address + path)
        taken.append((time.monotonic() - begin) * 1000)
    return statistics.median(taken[1:])


def figures(options, place):
    columns = {}
    for rows in options.figures:
        if shutil.disk_usage(place.folder).free < rows * 2048:
            fail(f"{rows * 2048 >> 30} GB of free disk are needed in {place.folder.parent}")
        service = Service(place, f"figures-{rows}", LEDGER_ANSWERS_MEMORY="1")
        columns[rows] = size(service, rows, place)
        service.stop()
        shutil.rmtree(service.folder)
    table = Table([("of generated figures", *map(whole, columns))])
    for name in next(iter(columns.values())):
        table.append((name, *(column[name] for column in columns.values())))
    return str(table)


def size(service, rows, place):
    def stored():
        return {
            name: (int(table), int(indexes)) for name, table, indexes in service.sql(
                "-c", "select relname, pg_table_size(oid), pg_indexes_size(oid) from pg_class where relkind = 'r'"
                " and relnamespace = 'public'::regnamespace")
        }

    before = stored()
    service.generate(rows)
    rolled = service.command("migrate")
    service.sql("-c", "vacuum analyze")
    after = stored()
    grown = {name: tuple(now - was for now, was in zip(after[name], before.get(name, (0, 0)))) for name in after}
    both = {name: sum(each) for name, each in grown.items()}
    total = sum(both.values())
    column = {"bytes a figure": f"**{total / rows:.0f}**"}
    for name in sorted(both, key=both.get, reverse=True)[:4]:
        table, indexes = grown[name]
        column[f"of `{name}`: table, indexes"] = f"{table / rows:.0f}, {indexes / rows:.0f}"
    column["figures a GB"] = whole(rows / total * 1e9)
    [[rollups]] = service.sql("-c", "select count(*) from rollup")
    column["rollups"] = whole(int(rollups))
    column["rolling all up (`./ledger migrate`)"] = f"{rolled:.0f} s"
    service.stop()
    begin = time.monotonic()
    service.start()
    column["start"] = f"{time.monotonic() - begin:.1f} s"
    codes = json.loads(DESCRIPTION)["dimensions"]
    place_code, demographic = next(iter(codes["place"])), next(iter(codes["demographic"]))
    [[key]] = service.sql("-c", f"select key from crossing where series = '{SERIES}' offset 4711 limit 1")
    series = f"/v1/crossings?series={SERIES}"
    sums = f"/v1/crossings/aggregates?series={SERIES}&frequency=month&groupBy=year"
    column["one figure"] = f"{timed(service, f'/v1/crossings/{key}'):.1f} ms"
    largest = f"{series}&place={place_code}&demographic={demographic}&sort=-people&limit=100"
    column["the 100 largest of two codes"] = f"{timed(service, largest):.1f} ms"
    column["sums by month, from rollups"] = f"{timed(service, sums):.1f} ms"
    times = []
    for turn in range(3):
        name, text, _ = daily_page(turn)
        file = place.folder / f"{rows}-{name}"
        file.write_text(text)
        times.append(service.command("import", file))
    column["importing a page of seven figures"] = f"{statistics.median(times):.1f} s"
    return column


def machine():
    """What measured, in words: not where."""
    model = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    varnish = subprocess.run(["varnishd", "-V"], capture_output=True, text=True).stderr
    return (
        f"{os.cpu_count()} cores ({model[1] if model else 'unknown'}) for wrk, replicas, database and edge together,"
        f" JDK {jdk()}, Varnish {re.search(r'varnish-([0-9.]+)', varnish)[1]}, embedded PostgreSQL"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", default=",".join(PARTS))
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--steady", type=int, default=75, help="0: only the empty cache")
    parser.add_argument("--exponent", type=float, default=1.0)
    parser.add_argument("--figures", default="1000000,10000000")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    options.figures = [int(each) for each in options.figures.split(",")]
    parts = options.parts.split(",")
    if not set(parts) <= set(PARTS):
        parser.error(f"--parts are of {', '.join(PARTS)}")
    need(wrk="wrk", varnishd="varnish", psql="postgresql-client")
    today = datetime.date.today()
    with workplace("scale") as place:
        replicas = ()
        if set(parts) - {"figures"}:
            one = Service(place, "one")
            replicas = (one, replica(place, "two", one))
        for part in parts:
            progress(part)
            told = "".join(f" --{name} {getattr(options, name)}" for name in ("seconds", "steady") if part != "figures")
            if part == "figures":
                place.stop(*(each.process for each in replicas))
                table = figures(options, place)
                told = f" --figures {','.join(map(str, options.figures))}"
            else:
                table = globals()[part](options, place, *replicas)
            text = f"{table}\n\n{today.day} {today:%B %Y}, `bench/scale.py --parts {part}{told}`, {machine()}."
            print(f"{text}\n", flush=True)
            if options.write:
                write_between(PAGE, f"<!-- bench/scale.py {part} -->", f"<!-- end of {part} -->", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
