#!/usr/bin/env python3
"""Asks for answers that the service does not know yet, and its peers for the same figures of the same database, in turns.

    bench/peers.py [--answers R1,R2,R3,R4,R5] [--peers go,quarkus,...] [--rows 1000000] [--seconds 5] [--rounds 3]
            [--connections 32] [--short]
    bench/peers.py --rate [PERCENT]

R1 is a year of daily rows, R2 a page of 100 filtered by two dimensions and sorted, out of a million generated rows, R3 their
sums by year and month, R5 one figure, R4 the million rows as CSV. The memory of known answers has room for none, and every request is
another question: other days, other codes, other keys. Before anything is measured every peer has to give the same numbers.

The peers, all on one PostgreSQL, which is the one that the service embeds:

    go         chi and pgx, as a good engineer writes it by hand; the figures with their sources, and nothing else
    quarkus    the way of the tutorials: Panache entities as the answer
    prest      pREST on a view
    fastapi    FastAPI with asyncpg and Pydantic, two workers
    spring     Spring Data REST on a view
    datasette  Datasette on the same rows in SQLite
    nginx      the bytes of the service's own answers, from files: what the network allows

They are installed by name from their registries into a folder of the user's cache. go and quarkus are needed for the bounds;
another that cannot be set up is told in the table.

wrk, all peers and the database share the machine's cores. Answers that take more than 0.1 s are asked for by as many
connections as there are cores and not by 32, and all that were begun are waited for, since else most of a round would be
thrown away. An answer that fails misses its bounds. Prints requests a
second, the median and the 99th percentile, the CPU time of a request (the server and its database), resident memory, and
the ratio of the service to each peer: the middle one of the rounds. The bounds: R1, R2 and R5 at least 1.5 times go, R1 and
R2 at least 5 times quarkus, R3 at least 20 times go; R4 at most 1.3 times as long as psql takes to copy the same bytes into a
file, with the first byte within 200 ms. --short asks only go, for less long, and holds the service to two thirds of that.

--rate asks the service and go for R1, R2 and R5 at a constant rate, PERCENT (default 50) of what the slower of the two
reached with 32 connections, and prints latencies from the moment at which each request was due; it has no bounds.

Needs wrk, psql, go, and for quarkus and spring Maven; 3 GB of disk. Exit 1 where a bound is missed, 2 where nothing was
measured or a peer gives other numbers.
"""
import argparse
import csv
import hashlib
import http.client
import io
import itertools
import json
import os
import pathlib
import shutil
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from datetime import date, timedelta
from urllib.parse import urlencode

from service import (
    BENCH, DESCRIPTION, PEERS_CACHE, ROOT, SERIES, NotStarted, Service, build_go, cpu, cycle, fail, fetch, free_port, load,
    need, progress, resident, wait_for, workplace,
)

DAILY = "uk-small-boats-daily"
KINDS = ("R1", "R2", "R3", "R5")
EXPORT = "R4"
BOUNDS = {"go": {"R1": 1.5, "R2": 1.5, "R3": 20, "R5": 1.5}, "quarkus": {"R1": 5, "R2": 5}}
LONGEST_COPY, LONGEST_WAIT = 1.3, 0.2
SLOW, SLOW_CONNECTIONS = 0.1, os.cpu_count() or 2


# ---------------------------------------------------------------- questions


def fill(service, rows):
    """Generates the figures of the monthly series, and the view that some peers serve."""
    service.generate(rows)
    # adds up what is there, which a publish does in its transaction
    service.command("migrate")
    service.sql("-f", BENCH / "peers" / "figure.sql")


def questions(service):
    """Many different questions of each kind, as parameters; of a figure, its key."""
    codes = json.loads(DESCRIPTION)["dimensions"]
    [[first, last]] = service.sql("-c", f"select min(period_start), max(period_end) from peer_figure where series = '{DAILY}'")
    first, last = date.fromisoformat(first), date.fromisoformat(last)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    months = service.sql(
        "-c", f"select distinct period_start, period_end from peer_figure where series = '{SERIES}' order by 1"
    )
    edge = min(8, max(1, len(months) // 3))
    return {
        "R1": [{"from": str(day), "to": str(day + timedelta(365))} for day in days if day + timedelta(365) <= last],
        "R2": [
            {"series": SERIES, "place": place, "citizenship": citizenship, "sort": "-people", "limit": "100"}
            for citizenship, place in itertools.product(codes["citizenship"], codes["place"])
        ],
        "R3": [
            {"series": SERIES, "groupBy": "year", "frequency": "month", "from": begin[0], "to": end[1]}
            for begin, end in itertools.product(months[:edge], months[-edge:])
        ],
        "R5": [f"{DAILY}:{day}" for day in days],
    }


def ours(kind, question):
    """The address of a question in the service's own spelling, which most peers share."""
    if kind == "R5":
        return f"/v1/crossings/{question}"
    return f"/v1/crossings{'/aggregates' if kind == 'R3' else ''}?{urlencode(question)}"


def plain(row):
    return {name.replace("_", "").lower(): value for name, value in row.items()}


def numbers(kind, data):
    """What peers have to agree on."""
    rows = [plain(row) for row in (data if isinstance(data, list) else [data])]
    if kind in ("R2", "R5"):
        return [(row["key"], int(row["people"])) for row in rows]
    people = "peoplesum" if rows and "peoplesum" in rows[0] else "people"
    return sorted((str(row["periodstart"])[:10], None if row[people] is None else int(row[people])) for row in rows)


# ---------------------------------------------------------------- peers


class Peer:
    """A server of the same figures, spoken to as the service is unless it says otherwise."""

    kinds = KINDS
    uses_database = True
    has_our_answers = False

    def __init__(self, context):
        self.place = context.place
        self.service = context.service
        self.port = free_port()
        self.root = f"http://127.0.0.1:{self.port}"
        self.kinds = [
            kind
            for kind in self.kinds
            if kind in context.questions and not (self.has_our_answers and (kind, "ledger") in context.failing)
        ]

    def launch(self, command, environment=None, directory=None):
        self.process = self.place.start(self.name, command, environment, directory)
        try:
            wait_for(lambda: fetch(self.root + self.path("R5", f"{DAILY}:2025-06-20")), self.name, self.process, seconds=120)
        except NotStarted:
            self.place.stop(self.process)
            raise

    def path(self, kind, question):
        return ours(kind, question)

    def data(self, kind, document):
        return document["data"]

    def used(self):
        return cpu(self.process) + (self.service.database_cpu() if self.uses_database else 0)


class Ledger(Peer):
    name = "ledger"
    has_our_answers = True

    def __init__(self, context):
        super().__init__(context)
        self.root, self.process = self.service.address, self.service.process


class Go(Peer):
    name = "go"

    def __init__(self, context):
        super().__init__(context)
        self.launch([build_go("peer", "."), f"127.0.0.1:{self.port}"], self.service.database("reader"))


class Quarkus(Peer):
    name = "quarkus"

    def __init__(self, context):
        super().__init__(context)
        built = build_java("quarkus", context.java, f"-Dquarkus.version={quarkus_version()}")
        database = self.service.database("reader")
        self.launch(
            [context.java / "bin" / "java", "-jar", built / "quarkus-app" / "quarkus-run.jar"],
            {
                "QUARKUS_HTTP_PORT": str(self.port),
                "QUARKUS_DATASOURCE_JDBC_URL": jdbc(database),
                "QUARKUS_DATASOURCE_USERNAME": database["PGUSER"],
                "QUARKUS_DATASOURCE_PASSWORD": database["PGPASSWORD"],
            },
        )


class Prest(Peer):
    name = "prest"

    def __init__(self, context):
        super().__init__(context)
        database = self.service.database("reader")
        settings = self.place.folder / "prest.toml"
        settings.write_text(
            f"""debug = false
            [http]
            host = "127.0.0.1"
            port = {self.port}
            [pg]
            host = "{database['PGHOST']}"
            port = {database['PGPORT']}
            user = "{database['PGUSER']}"
            pass = "{database['PGPASSWORD']}"
            database = "{database['PGDATABASE']}"
            single = true
            maxopenconn = 8
            maxidleconn = 8
            [ssl]
            mode = "disable"
            [jwt]
            default = false
            [access]
            restrict = false
            [expose]
            enabled = false
            """
        )
        built = build_go("prestd", "github.com/prest/prest/cmd/prestd", "prest")
        self.launch([built], {"PREST_CONF": str(settings), "PREST_PG_SSLMODE": "disable", "PREST_SSL_MODE": "disable"})

    def path(self, kind, question):
        if kind == "R5":
            asked = {"key": question}
        elif kind == "R2":
            asked = {name: question[name] for name in ("series", "place", "citizenship")}
            asked |= {"_order": "-people,key", "_page": 1, "_page_size": question["limit"]}
        else:
            series = question.get("series", DAILY)
            asked = {"series": series, "period_start": f"$gte.{question['from']}", "period_end": f"$lte.{question['to']}"}
            if kind == "R1":
                asked |= {"_order": "-period_end,key"}
            else:
                # it groups by columns alone, which in a monthly series comes to the same
                asked |= {"_select": "period_start,sum:people", "_groupby": "period_start", "_order": "period_start"}
        return f"/ledger/public/peer_figure?{urlencode(asked, safe='$:,')}"

    def data(self, kind, document):
        return [{"people" if name == "sum" else name: value for name, value in row.items()} for row in document]


class FastApi(Peer):
    name = "fastapi"

    def __init__(self, context):
        super().__init__(context)
        sources = BENCH / "peers" / "fastapi"
        folder = build_python("fastapi", "-r", sources / "requirements.txt")
        self.launch(
            [folder / "bin" / "uvicorn", "app:app", "--port", str(self.port), "--workers", "2", "--no-access-log"],
            self.service.database("reader"),
            sources,
        )


class Spring(Peer):
    name = "spring"
    # sums would be a repository's own query; Spring Data REST has none to offer
    kinds = ("R1", "R2", "R5")

    def __init__(self, context):
        super().__init__(context)
        built = build_java("spring", context.java)
        database = self.service.database("reader")
        self.launch(
            [context.java / "bin" / "java", "-jar", built / "peer-1.jar"],
            {
                "SERVER_PORT": str(self.port),
                "SPRING_DATASOURCE_URL": jdbc(database),
                "SPRING_DATASOURCE_USERNAME": database["PGUSER"],
                "SPRING_DATASOURCE_PASSWORD": database["PGPASSWORD"],
            },
        )

    def path(self, kind, question):
        if kind == "R5":
            return f"/figures/{question}"
        if kind == "R1":
            return f"/figures/search/days?{urlencode({'series': DAILY, **question})}"
        asked = {name: question[name] for name in ("series", "place", "citizenship")}
        return f"/figures/search/codes?{urlencode(asked)}&sort=people,desc&sort=key&size={question['limit']}"

    def data(self, kind, document):
        return document if kind == "R5" else document["_embedded"]["figures"]


class Datasette(Peer):
    name = "datasette"
    uses_database = False

    def __init__(self, context):
        super().__init__(context)
        folder = build_python("datasette", "datasette==0.*")
        file = self.place.folder / "figures.db"
        copied = self.place.folder / "figures.csv"
        self.service.sql("-c", f"\\copy (select * from peer_figure) to '{copied}' csv header")
        with copied.open(newline="") as lines, sqlite3.connect(file) as database:
            rows = csv.reader(lines)
            header = next(rows)
            numbers = {"people", "boats", "uncontrolled_landings", "revision"}
            columns = ", ".join(f"{name} {'integer' if name in numbers else 'text'}" for name in header)
            database.execute(f"create table figure ({columns}, primary key (key))")
            database.executemany(
                f"insert into figure values ({', '.join('?' * len(header))})",
                ([cell or None for cell in row] for row in rows),
            )
            database.execute("create index figure_days on figure (series, period_end)")
            database.execute("create index figure_codes on figure (place, citizenship)")
            database.execute("analyze")
        copied.unlink()
        self.launch(
            [folder / "bin" / "datasette", "serve", "-i", file, "-p", str(self.port), "--setting", "sql_time_limit_ms", "60000"]
        )

    def path(self, kind, question):
        if kind == "R5":
            return f"/figures/figure/{question.replace(':', '~3A')}.json?_shape=objects"
        if kind == "R3":
            sql = (
                "select period_start, sum(people) as people from figure where series = :series"
                " and period_start >= :from and period_end <= :to group by 1"
            )
            asked = {name: question[name] for name in ("series", "from", "to")}
            return f"/figures.json?{urlencode({'sql': sql, '_shape': 'objects', **asked})}"
        if kind == "R1":
            asked = {"series": DAILY, "period_start__gte": question["from"], "period_end__lte": question["to"]}
            asked |= {"_sort_desc": "period_end", "_size": 1000}
        else:
            asked = {name: question[name] for name in ("series", "place", "citizenship")}
            asked |= {"_sort_desc": "people", "_size": question["limit"]}
        return f"/figures/figure.json?{urlencode({**asked, '_shape': 'objects', '_nocount': 1, '_nofacet': 1})}"

    def data(self, kind, document):
        return document["rows"]


class Nginx(Peer):
    name = "nginx"
    uses_database = False
    has_our_answers = True

    def __init__(self, context):
        super().__init__(context)
        if not self.kinds:
            raise NotStarted("there is nothing to serve")
        folder = self.place.folder
        www = folder / "www"
        www.mkdir(mode=0o755)
        for kind in self.kinds:
            (www / kind).write_bytes(fetch(self.service.address + ours(kind, context.questions[kind][0]))[1])
        (folder / "nginx.conf").write_text(
            f"""worker_processes 2; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.err;
            events {{ worker_connections 1024; }}
            http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; default_type application/json;
                client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
                uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
                server {{ listen 127.0.0.1:{self.port}; root {www}; }} }}"""
        )
        need(nginx="nginx")
        self.process = self.place.start("nginx", ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")])
        wait_for(lambda: fetch(f"{self.root}/{self.kinds[0]}"), "nginx", self.process)

    def path(self, kind, question):
        return f"/{kind}"


PEERS = {peer.name: peer for peer in (Go, Quarkus, Nginx, Prest, FastApi, Datasette, Spring)}


def build_python(name, *requirements):
    folder = PEERS_CACHE / name
    if not (folder / "built").exists():
        for command in ([sys.executable, "-m", "venv", folder], [folder / "bin" / "pip", "-q", "install", *requirements]):
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode:
                raise NotStarted(done.stderr[-2000:])
        (folder / "built").touch()
    return folder


def build_java(name, home, *options):
    """Builds a copy of a peer's sources in the cache, unless these are built there already."""
    sources = BENCH / "peers" / name
    digest = hashlib.sha256(" ".join(options).encode())
    for path in sorted(sources.rglob("*")):
        if path.is_file():
            digest.update(path.read_bytes())
    folder = PEERS_CACHE / name
    stamp = folder / "built"
    if not stamp.exists() or stamp.read_text() != digest.hexdigest():
        progress(f"building {name}")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(sources, folder)
        maven = shutil.which("mvn") or str(ROOT / "mvnw")
        done = subprocess.run(
            [maven, "-q", "-B", *options, "package"],
            cwd=folder,
            env={**os.environ, "JAVA_HOME": str(home)},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise NotStarted(f"mvn package: {done.stdout[-2000:]}{done.stderr[-1000:]}")
        stamp.write_text(digest.hexdigest())
    return folder / "target"


def quarkus_version():
    return (ROOT / "pom.xml").read_text().split("<quarkus.version>")[1].split("<")[0]


def jdbc(database):
    return f"jdbc:postgresql://{database['PGHOST']}:{database['PGPORT']}/{database['PGDATABASE']}"


# ---------------------------------------------------------------- measuring


class Context:
    def __init__(self, place, service, kinds=KINDS):
        self.place = place
        self.service = service
        self.questions = {kind: asked for kind, asked in questions(service).items() if kind in kinds}
        # the JDK that the ledger itself has found
        self.java = pathlib.Path(os.readlink(f"/proc/{service.process.pid}/exe")).parent.parent
        self.expected, self.failing = {}, {}
        for kind, asked in self.questions.items():
            progress(f"asking the ledger for {kind}")
            try:
                self.expected[kind] = [
                    numbers(kind, json.loads(fetch(service.address + ours(kind, question))[1])["data"])
                    for question in (asked[0], asked[-1])
                ]
            except OSError as reason:
                # no answer is the slowest of all
                self.failing[kind, "ledger"] = str(reason)


def compare(context, peer):
    """Holds the numbers of a peer to the service's; another number ends the run."""
    for kind in peer.kinds:
        asked = context.questions[kind]
        for question, expected in zip((asked[0], asked[-1]), context.expected.get(kind, []), strict=False):
            if peer.name == "nginx" and question is not asked[0]:
                continue
            found = numbers(kind, peer.data(kind, json.loads(fetch(peer.root + peer.path(kind, question))[1])))
            if not expected or found != expected:
                fail(f"{peer.name} says of {kind} {question}: {found[:3]} …, and the ledger {expected[:3]} …")


def seconds_of(address):
    begin = time.monotonic()
    fetch(address)
    return time.monotonic() - begin


def load_slow(peer, paths, seconds, connections):
    """Loads a peer whose answers take long: what was begun in time is waited for."""
    taken, broken = [], []
    turns = itertools.cycle(paths)
    lock = threading.Lock()
    before = peer.used()
    begin = time.monotonic()

    def ask():
        connection = http.client.HTTPConnection("127.0.0.1", int(peer.root.rpartition(":")[2]), timeout=600)
        while time.monotonic() - begin < seconds:
            with lock:
                path = next(turns)
            asked = time.monotonic()
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException) as reason:
                broken.append(f"{type(reason).__name__} {reason}")
                return
            if answer.status != 200:
                broken.append(f"status {answer.status}")
                return
            taken.append(time.monotonic() - asked)
        connection.close()

    callers = [threading.Thread(target=ask) for _ in range(connections)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    elapsed = time.monotonic() - begin
    if broken or not taken:
        raise NotAnswered(broken[0] if broken else "no answer")
    taken.sort()
    return {
        "rate": len(taken) / elapsed,
        "median": statistics.median(taken) * 1000,
        "99th": taken[min(len(taken) - 1, int(len(taken) * 0.99))] * 1000,
        "cpu": (peer.used() - before) / len(taken) * 1e6,
        "requests": len(taken),
    }


class NotAnswered(Exception):
    pass


def measure(context, peers, options):
    """The rounds of each kind and peer."""
    plans = {}
    for kind in context.questions:
        for peer in peers:
            if kind in peer.kinds:
                progress(f"warming {peer.name} up for {kind}")
                paths = [peer.path(kind, question) for question in context.questions[kind]]
                if len({*paths}) == 1:
                    paths = paths[:1]
                script = cycle(context.place.folder / f"{peer.name}-{kind}.lua", paths)
                slow = warm(peer, paths, script, options)
                plans[kind, peer.name] = (peer, paths, script, slow)
    rounds = {}
    for turn in range(options.rounds):
        for (kind, name), (peer, paths, script, slow) in plans.items():
            if (kind, name) in context.failing:
                continue
            try:
                if slow:
                    result = load_slow(peer, paths, options.seconds, SLOW_CONNECTIONS)
                else:
                    result = load(peer.root, options.seconds, options.connections, peer.used, script=script)
            except NotAnswered as reason:
                progress(f"round {turn + 1} of {options.rounds}: {kind} {name} fails: {reason}")
                context.failing[kind, name] = str(reason)
                continue
            result["memory"] = resident(peer.process)
            result["connections"] = SLOW_CONNECTIONS if slow else options.connections
            rounds.setdefault((kind, name), []).append(result)
            progress(f"round {turn + 1} of {options.rounds}: {kind} {name} {result['rate']:,.1f} requests a second")
    return rounds


def warm(peer, paths, script, options):
    """Asks until answers come no faster, since a server that has just started is not what is measured; whether it is slow."""
    if seconds_of(peer.root + paths[0]) > 1 and seconds_of(peer.root + paths[-1]) > 1:
        return True
    best = without_gain = 0
    for _ in range(12):
        if seconds_of(peer.root + paths[-1]) > SLOW:
            rate = load_slow(peer, paths, options.warm, SLOW_CONNECTIONS)["rate"]
        else:
            rate = load(peer.root, options.warm, options.connections, peer.used, script=script)["rate"]
        without_gain = without_gain + 1 if rate < 1.05 * best else 0
        if without_gain == 2:
            break
        best = max(best, rate)
    return statistics.median(seconds_of(peer.root + path) for path in (paths * 3)[:3]) > SLOW


def middle(rounds, key):
    return statistics.median(each[key] for each in rounds)


def report(rounds, kinds, peers, failing, unavailable, share):
    """Prints the table, and says which bounds are missed."""
    missed = []
    print("| answer | of | connections | requests a second | ledger's ratio | bound | median ms | 99th ms | CPU µs | MiB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for kind in kinds:
        for peer in peers:
            results = rounds.get((kind, peer.name))
            if results is None or (kind, peer.name) in failing:
                reason = f"**{failing[kind, peer.name]}**" if (kind, peer.name) in failing else "has no such answer"
                print(f"| {kind} | {peer.name} | | {reason} | | | | | | |")
                continue
            ratio = 0
            if (kind, "ledger") not in failing:
                ratio = statistics.median(
                    a["rate"] / b["rate"] for a, b in zip(rounds[kind, "ledger"], results, strict=True)
                )
            bound = BOUNDS.get(peer.name, {}).get(kind)
            if bound is not None:
                bound *= share
                if ratio < bound:
                    missed.append(f"{kind} is {ratio:.2f} times {peer.name}, and should be at least {bound:.2f}")
            print(
                f"| {kind} | {peer.name} | {results[0]['connections']} | {digits(middle(results, 'rate'))}"
                f" | {'' if peer.name == 'ledger' else f'{ratio:.2f}'} | {'' if bound is None else f'{bound:.2f}'}"
                f" | {middle(results, 'median'):.2f} | {middle(results, '99th'):.2f} | {middle(results, 'cpu'):,.0f}"
                f" | {middle(results, 'memory'):,.0f} |"
            )
    for name, reason in unavailable.items():
        print(f"| all | {name} | | **could not be set up:** {' '.join(reason.split())[-200:]} | | | | | | |")
    return missed


def digits(number):
    return f"{number:,.0f}" if number >= 100 else f"{number:.2f}"


# ---------------------------------------------------------------- the whole as CSV


def export(context, peers, options, share):
    """Times the million rows as CSV against psql's copy of the same bytes."""
    service, folder = context.service, context.place.folder
    path = f"/v1/crossings.csv?series={SERIES}"
    rounds = []
    for turn in range(options.rounds):
        first, whole, size, digest, header = download(service.address, path)
        copied, copy_size, copy_digest = copy(service, header, folder / "copy.csv")
        if digest != copy_digest:
            fail(f"psql copies {copy_size:,} other bytes than the {size:,} of the ledger")
        one = {"first": first, "ledger": whole, "psql": copied}
        for peer in peers:
            if peer.name == "go":
                one["go"] = download(peer.root, path)[1]
        rounds.append(one)
        progress(f"round {turn + 1} of {options.rounds}: R4 {', '.join(f'{k} {v:.2f} s' for k, v in one.items())}")
    ratio = statistics.median(one["ledger"] / one["psql"] for one in rounds)
    first = middle(rounds, "first")
    print(f"\n| R4 | seconds | ledger's ratio | bound |\n| --- | --- | --- | --- |")
    print(f"| ledger, {size:,} bytes | {middle(rounds, 'ledger'):.2f} | | |")
    print(f"| ledger, first byte | {first:.3f} | | {LONGEST_WAIT / share:.2f} s |")
    print(f"| psql's copy | {middle(rounds, 'psql'):.2f} | {ratio:.2f} | {LONGEST_COPY / share:.2f} |")
    if "go" in rounds[0]:
        print(f"| go | {middle(rounds, 'go'):.2f} | {statistics.median(o['ledger'] / o['go'] for o in rounds):.2f} | |")
    missed = []
    if ratio > LONGEST_COPY / share:
        missed.append(f"R4 takes {ratio:.2f} times as long as psql's copy, and should at most {LONGEST_COPY / share:.2f}")
    if first > LONGEST_WAIT / share:
        missed.append(f"R4 begins after {first:.3f} s, and should within {LONGEST_WAIT / share:.2f}")
    return missed


def download(root, path):
    """Seconds to the first byte and to the last, bytes, their digest with the ends of lines as psql writes them."""
    digest = hashlib.sha256()
    connection = http.client.HTTPConnection("127.0.0.1", int(root.rpartition(":")[2]), timeout=600)
    begin = time.monotonic()
    connection.request("GET", path)
    answer = connection.getresponse()
    if answer.status != 200:
        fail(f"{path}: {answer.status}")
    parts = [answer.read(1)]
    first = time.monotonic() - begin
    while part := answer.read1(1 << 20):
        parts.append(part)
    whole = time.monotonic() - begin
    connection.close()
    content = b"".join(parts)
    digest.update(content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"))
    header = next(csv.reader(io.StringIO(content[:4096].decode("utf-8-sig"))))
    return first, whole, len(content), digest.hexdigest(), header


def copy(service, header, file):
    """Seconds that psql takes to copy the columns of a header, and what it wrote."""
    def cell(name):
        column = "".join("_" + letter.lower() if letter.isupper() else letter for letter in name)
        if name in ("validFrom", "validTo"):
            column = f"""to_char({column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
        elif name in ("revised", "withdrawn"):
            column += "::text"
        return f'{column} as "{name}"'

    begin = time.monotonic()
    service.sql(
        "-c",
        f"\\copy (select {', '.join(map(cell, header))} from peer_figure where series = '{SERIES}'"
        f" order by period_end desc, key) to '{file}' csv header",
    )
    seconds = time.monotonic() - begin
    content = file.read_bytes()
    return seconds, len(content), hashlib.sha256(content).hexdigest()


# ---------------------------------------------------------------- a constant rate


def constant(context, peers, options):
    """Asks all peers at one rate, and prints how long answers took from when they were due."""
    generator = build_go("rate", "./rate")
    reached = measure(context, peers, options)
    print("| answer | of | reached a second | asked a second | asked | median ms | 99th ms |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for kind in context.questions:
        rate = min(middle(reached[kind, peer.name], "rate") for peer in peers) * options.rate / 100
        # a share of rare answers says nothing
        seconds = max(options.seconds, 30 / rate)
        rounds = {peer.name: [] for peer in peers}
        for _ in range(options.rounds):
            for peer in peers:
                paths = "\n".join(peer.path(kind, question) for question in context.questions[kind])
                command = [generator, peer.root, str(rate), str(seconds), "1024"]
                done = subprocess.run(command, input=paths, capture_output=True, text=True, check=True)
                result = json.loads(done.stdout)
                if result["failed"]:
                    fail(f"{peer.name} did not answer {result['failed']} of {result['sent']} {kind}")
                rounds[peer.name].append(result)
                progress(f"{kind} {peer.name} at {rate:.1f} a second: {result}")
        for peer in peers:
            results = rounds[peer.name]
            print(
                f"| {kind} | {peer.name} | {digits(middle(reached[kind, peer.name], 'rate'))} | {digits(rate)}"
                f" | {middle(results, 'sent'):,.0f} | {middle(results, 'p50'):.2f} | {middle(results, 'p99'):.2f} |"
            )
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--answers", default=",".join(sorted((*KINDS, EXPORT))))
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--warm", type=int, default=5, help="seconds, so many times over as answers come faster than before")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--rate", type=float, nargs="?", const=50, metavar="PERCENT")
    options = parser.parse_args()
    if options.rate is not None:
        if not 0 < options.rate < 100:
            fail("--rate is a share of what is reached, above 0 and below 100 percent")
        options.peers = "go"
        options.answers = ",".join(kind for kind in options.answers.split(",") if kind not in ("R3", EXPORT))
    if options.short:
        options.peers, options.seconds, options.warm = "go", min(options.seconds, 2), 2
    asked = options.peers.split(",")
    for name in asked:
        if name not in PEERS:
            fail(f"there is no peer {name}: {', '.join(PEERS)}")
    options.answers = options.answers.split(",")
    for kind in options.answers:
        if kind not in (*KINDS, EXPORT):
            fail(f"there is no answer {kind}: {', '.join(sorted((*KINDS, EXPORT)))}")
    need(wrk="wrk", psql="postgresql-client")
    with workplace("peers") as place:
        return run(place, asked, options)


def run(place, asked, options):
    service = Service(place, LEDGER_ANSWERS_MEMORY="1")
    fill(service, options.rows)
    context = Context(place, service, options.answers)
    peers, unavailable = [Ledger(context)], {}
    for name in asked:
        progress(f"setting up {name}")
        try:
            peer = PEERS[name](context)
        except (NotStarted, OSError, subprocess.SubprocessError) as reason:
            if name in BOUNDS:
                fail(str(reason))
            progress(f"{name} cannot be set up: {reason}")
            unavailable[name] = str(reason)
            continue
        compare(context, peer)
        peers.append(peer)
    if options.rate is not None:
        return constant(context, peers, options)
    share = 2 / 3 if options.short else 1
    missed = []
    if context.questions:
        rounds = measure(context, peers, options)
        missed += report(rounds, context.questions, peers, context.failing, unavailable, share)
    if EXPORT in options.answers:
        missed += export(context, peers, options, share)
    for each in missed:
        print(f"\n**Missed:** {each}.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
