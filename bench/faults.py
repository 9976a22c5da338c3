#!/usr/bin/env python3
"""Breaks what a deployment is made of, piece by piece, while readers ask and a publisher publishes, and holds the promises.

    bench/faults.py [--only NAME[,NAME]] [--rate 120] [--away 60] [--steady 12] [--patience 180] [--keep FOLDER] [--write]

On loopback, with ports of its own: three PostgreSQL 15 that Patroni keeps with one etcd (synchronous_mode_strict: what is
acknowledged is on two of them), toxiproxy on every way from the ledger to them, two replicas of the service as
./ledger run starts them, and haproxy in front. The replicas prefer a standby, and list the hosts in opposite orders, so
that each reads another one. All along, readers ask

  known   the same questions of figures that nobody publishes: each answer has to have the same bytes
  new     sums between days that nobody asked for before: each is held to the daily rows
  seen    figures that are being published, with the newest Dataset-Revision that any of them was told: no answer may be of
          less, show half of an edition, or say something else of a revision than another answer did

and a publisher imports one small edition after the other and writes down which were acknowledged. What was refused it
offers again or, every other time, leaves. The faults, in this order:

FAULTS
After each, when no error has come for a while, a new edition is in and the standbys follow: no acknowledged revision is
missing or says something else, every other edition is there whole or not at all, and ./ledger verify holds. Allowed are 503
with Retry-After where the answer was not known, and where a replica is killed a connection that breaks off, until it is
healed.

Prints a table; --write puts it into docs/reliability.md. Needs haproxy, patroni, etcd-server and postgresql-15, gcc for
the clock, and Go for toxiproxy; run as root it starts PostgreSQL as the user postgres. The disk that fills is a tmpfs,
which root can mount. What cannot be tried is told. Everything is gone at the end, also after an interruption.

Exit 1 where a promise is broken, 2 where nothing was tried.
"""
import argparse
import bisect
import collections
import csv
import http.client
import io
import itertools
import json
import os
import pathlib
import platform
import random
import re
import secrets
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from datetime import date, datetime, timedelta, timezone

from service import (
    BENCH, ROOT, NotStarted, fail, fetch, free_port, jdk, need, progress, wait_for, workplace, write_between,
)

POSTGRES = pathlib.Path("/usr/lib/postgresql/15/bin")
PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- bench/faults.py --write -->", "<!-- end of what bench/faults.py writes -->"
TOXIPROXY = "github.com/Shopify/toxiproxy/v2/cmd/server@v2.12.0"
SERIES = "uk-enforcement-statements"
CODES = {"action": "seizure", "agency": "national-crime-agency", "place": "not-stated"}
KNOWN, NEW, SEEN = "known", "new", "seen"
FIRST_DAY = date(1990, 1, 1)
FIRST_ISSUE = datetime(2026, 1, 1, tzinfo=timezone.utc)
# days of the daily series between which sums are asked for
SUMS = (date(2018, 1, 1), date(2026, 8, 1))
QUESTIONS = [
    *(f"/v1/crossings?from={year}-01-01&to={year}-12-31" for year in range(2018, 2026)),
    *(f"/v1/crossings/aggregates?from={year}-01-01&to={year}-12-31&frequency=month" for year in range(2018, 2026)),
    "/v1/crossings/uk-small-boats-daily:2025-06-20",
    "/v1/crossings/comparisons?to=2025-06-20&years=2023..2025",
    "/v1/spending-lines?series=uk-announced-funding",
]
# as k8s/overlays/production has them
READER = "targetServerType=preferSecondary&connectTimeout=2&hostRecheckSeconds=2"
OWNER = "targetServerType=primary&connectTimeout=2&hostRecheckSeconds=2&tcpKeepAlive=true"
# an import of the publisher that takes longer is ended, and not acknowledged
IMPORT_PATIENCE = 90
HTTP_PATIENCE = 80


class Broken(Exception):
    """A promise that does not hold."""


class NotTried(Exception):
    """What a fault needs and this machine does not have."""


def root():
    return os.geteuid() == 0


def call(address, method="GET", body=None, timeout=10):
    """Status and JSON, or text, of one of the programs around the service."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            text = answer.read().decode()
            status = answer.status
    except urllib.error.HTTPError as refused:
        text, status = refused.read().decode(), refused.code
    try:
        return status, json.loads(text)
    except ValueError:
        return status, text


class Node:
    """A PostgreSQL with its Patroni."""

    def __init__(self, place, name, etcd, secret):
        self.place = place
        self.name = name
        self.port, self.rest = free_port(), free_port()
        self.folder = place.folder / name
        self.disk = self.folder / "disk"
        self.data = self.disk / "data"
        self.disk.mkdir(mode=0o700, parents=True)
        self.user = "postgres" if root() else None
        self.can_be_filled = False
        self.process = None
        self.secret = secret
        local = "127.0.0.1"
        settings = {
            "scope": "ledger",
            "name": name,
            "restapi": {"listen": f"{local}:{self.rest}", "connect_address": f"{local}:{self.rest}"},
            "etcd3": {"host": f"{local}:{etcd}"},
            "bootstrap": {
                "dcs": {
                    "ttl": 20,
                    "loop_wait": 3,
                    "retry_timeout": 5,
                    "synchronous_mode": True,
                    "synchronous_mode_strict": True,
                    "synchronous_node_count": 2,
                    "postgresql": {
                        "use_pg_rewind": True,
                        "parameters": {
                            "wal_log_hints": "on",
                            "hot_standby_feedback": "on",
                            "max_connections": 100,
                            "shared_buffers": "64MB",
                            "min_wal_size": "32MB",
                            "max_wal_size": "96MB",
                            "wal_keep_size": "64MB",
                        },
                    },
                },
                "initdb": [{"encoding": "UTF8"}, {"locale": "C.UTF-8"}, "data-checksums"],
                "pg_hba": [f"host {what} all {local}/32 scram-sha-256" for what in ("all", "replication")],
            },
            "postgresql": {
                "listen": f"{local}:{self.port}",
                "connect_address": f"{local}:{self.port}",
                "data_dir": str(self.data),
                "bin_dir": str(POSTGRES),
                "pgpass": str(self.folder / "pgpass"),
                "parameters": {"unix_socket_directories": str(self.folder)},
                "authentication": {
                    user: {"username": name, "password": secret}
                    for user, name in (("superuser", "postgres"), ("replication", "replicator"), ("rewind", "rewinder"))
                },
            },
        }
        (self.folder / "patroni.yml").write_text(json.dumps(settings))

    def on_a_small_disk(self):
        """Puts its data on a disk of its own, small enough to be filled; whether that can be had."""
        mount = ["mount", "-t", "tmpfs", "-o", "size=768m,mode=0700", "border-ledger-faults", self.disk]
        self.can_be_filled = root() and subprocess.run(mount, capture_output=True).returncode == 0

    def start(self):
        if self.user:
            for path in (self.folder, *self.folder.glob("*")):
                shutil.chown(path, self.user, self.user)
        self.process = self.place.start(
            f"patroni-{self.name}", ["patroni", self.folder / "patroni.yml"], directory="/", user=self.user, going_on=True
        )

    def postmaster(self):
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n")[0])
        except (OSError, ValueError):
            return None

    def kill_postmaster(self):
        number = self.postmaster()
        if number:
            try:
                # of a number that was given out again, it is not ours
                if "postgres" in pathlib.Path(f"/proc/{number}/cmdline").read_text():
                    os.kill(number, signal.SIGKILL)
            except OSError:
                pass

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.kill_postmaster()

    def remove(self):
        self.kill()
        if self.can_be_filled:
            deadline = time.monotonic() + 20
            while subprocess.run(["umount", self.disk], capture_output=True).returncode and time.monotonic() < deadline:
                time.sleep(0.5)

    def sql(self, statement, database="ledger"):
        """What psql prints, as lines of cells."""
        done = subprocess.run(
            ["psql", "-qAtX", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-c", statement],
            env={
                **os.environ,
                "PGHOST": "127.0.0.1",
                "PGPORT": str(self.port),
                "PGUSER": "postgres",
                "PGPASSWORD": self.secret,
                "PGDATABASE": database,
                "PGCONNECT_TIMEOUT": "3",
            },
            capture_output=True,
            text=True,
            timeout=60,
        )
        if done.returncode:
            raise OSError(f"psql: {done.stderr.strip()}")
        return [line.split("\t") for line in done.stdout.splitlines()]


class Cluster:
    def __init__(self, place):
        self.place = place
        client, peer = free_port(), free_port()
        etcd = place.start(
            "etcd",
            ["etcd", "--data-dir", place.folder / "etcd", "--name", "one", "--initial-cluster", f"one=http://127.0.0.1:{peer}"]
            + [f"--{which}-client-urls=http://127.0.0.1:{client}" for which in ("listen", "advertise")]
            + ["--listen-peer-urls", f"http://127.0.0.1:{peer}", "--initial-advertise-peer-urls", f"http://127.0.0.1:{peer}"],
        )
        wait_for(lambda: call(f"http://127.0.0.1:{client}/health")[0] == 200, "etcd", etcd, seconds=30)
        secret = secrets.token_hex(12)
        self.passwords = {role: secrets.token_hex(12) for role in ("owner", "reader")}
        self.nodes = [Node(place, name, client, secret) for name in ("pg1", "pg2", "pg3")]
        self.nodes[2].on_a_small_disk()

    def start(self):
        self.nodes[0].start()
        self.wait(lambda: self.leader() is not None, "PostgreSQL")
        for node in self.nodes[1:]:
            node.start()
        self.wait(self.whole, "the standbys", 120)
        leader = self.leader()
        for role, password in self.passwords.items():
            leader.sql(f"create role ledger_{role} login password '{password}'", "postgres")
        leader.sql("create database ledger owner ledger_owner", "postgres")

    @staticmethod
    def wait(condition, what, seconds=60):
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                raise Broken(f"{what} not there within {seconds} s")
            time.sleep(0.3)

    def members(self):
        for node in self.nodes:
            try:
                status, said = call(f"http://127.0.0.1:{node.rest}/cluster", timeout=3)
            except OSError:
                continue
            if status == 200:
                return {each["name"]: each for each in said["members"]}
        return {}

    def leader(self):
        """The node that takes writes; None while there is none."""
        for node in self.nodes:
            try:
                if call(f"http://127.0.0.1:{node.rest}/primary", timeout=3)[0] == 200:
                    return node
            except OSError:
                pass
        return None

    def standbys(self):
        leader = self.leader()
        return [node for node in self.nodes if node is not leader]

    def whole(self):
        """Whether there is a primary, and both standbys stream from it and are waited for at commit."""
        leader = self.leader()
        if leader is None:
            return False
        try:
            rows = leader.sql("select application_name, state, sync_state from pg_stat_replication", "postgres")
        except OSError:
            return False
        return len([row for row in rows if row[1] == "streaming" and row[2] in ("sync", "quorum")]) == len(self.nodes) - 1

    def switch(self, to=None):
        """Has another node lead, as an operator asks for it."""
        leader = self.leader()
        to = to or self.standbys()[0]
        status, said = call(
            f"http://127.0.0.1:{leader.rest}/switchover", "POST", {"leader": leader.name, "candidate": to.name}, timeout=60
        )
        if status != 200:
            raise Broken(f"no switchover: {status} {said}")
        self.wait(lambda: self.leader() is to, "the new primary")


class Ways:
    """The ways from the ledger to the databases, each through toxiproxy."""

    def __init__(self, place, nodes):
        tool = subprocess.run([ROOT / "src/test/tools/go-for", TOXIPROXY], stdout=subprocess.PIPE, text=True)
        if tool.returncode:
            fail("toxiproxy cannot be had: see above")
        self.address = f"http://127.0.0.1:{free_port()}"
        port = self.address.rpartition(":")[2]
        process = place.start("toxiproxy", [tool.stdout.strip(), "-host", "127.0.0.1", "-port", port])
        wait_for(lambda: call(f"{self.address}/version")[0] == 200, "toxiproxy", process, seconds=30)
        self.ports = {}
        for node in nodes:
            self.ports[node] = free_port()
            way = {
                "name": node.name,
                "listen": f"127.0.0.1:{self.ports[node]}",
                "upstream": f"127.0.0.1:{node.port}",
                "enabled": True,
            }
            self.tell("/proxies", way)

    def tell(self, path, body):
        status, said = call(self.address + path, "POST", body)
        if status not in (200, 201):
            raise NotStarted(f"toxiproxy: {said}")

    def poison(self, nodes, kind, **attributes):
        """Spoils the ways to these nodes, in both directions."""
        for node in nodes:
            for stream in ("upstream", "downstream"):
                toxic = {"name": stream, "type": kind, "stream": stream, "attributes": attributes}
                self.tell(f"/proxies/{node.name}/toxics", toxic)

    def heal(self):
        call(f"{self.address}/reset", "POST")


class Replica:
    def __init__(self, trial, name, hosts):
        self.trial = trial
        self.name = name
        self.port, self.management = free_port(), free_port()
        self.life = 0
        self.process = None
        self.environment = {
            **trial.reader(hosts),
            "LEDGER_MIGRATE": "false",
            "LEDGER_PUBLIC_URL": "https://ledger.example",
            "QUARKUS_HTTP_HOST": "127.0.0.1",
            "QUARKUS_HTTP_PORT": str(self.port),
            "QUARKUS_MANAGEMENT_HOST": "127.0.0.1",
            "QUARKUS_MANAGEMENT_PORT": str(self.management),
        }

    def start(self, **more):
        self.process = self.trial.place.start(
            self.name, [ROOT / "ledger", "run"], {**self.environment, **more}, going_on=True
        )

    def wait(self):
        wait_for(self.is_ready, f"replica {self.name}", self.process, seconds=180)

    def is_ready(self):
        return call(f"http://127.0.0.1:{self.management}/q/health/ready")[0] == 200

    def kill(self):
        # who answers from now on is another
        self.life += 1
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.life += 1
        self.trial.place.stop(self.process)

    def metrics(self):
        return fetch(f"http://127.0.0.1:{self.management}/q/metrics")[1].decode()


class Front:
    """haproxy, as the Ingress in front of the replicas."""

    def __init__(self, place, replicas):
        self.port = free_port()
        self.socket = place.folder / "haproxy.sock"
        servers = "\n".join(
            f"    server {each.name} 127.0.0.1:{each.port} check port {each.management}" for each in replicas
        )
        # Least connections, since a replica that has just started is slow at first: whoever waits for it does not hold up others.
        # A GET that was not sent, or that nobody answered a byte of, may be asked of the other replica. A 503 may not: it
        # says when to come again, and two replicas asked for one answer would be twice the load on a database in trouble.
        settings = f"""
global
    stats socket {self.socket} mode 600 level admin
defaults
    mode http
    timeout connect 2s
    timeout client 90s
    timeout server 75s
    timeout queue 5s
    timeout check 3s
    retries 3
    option redispatch 1
    retry-on conn-failure empty-response
frontend public
    bind 127.0.0.1:{self.port}
    default_backend replicas
backend replicas
    balance leastconn
    option httpchk GET /q/health/ready
    default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
    http-response set-header Replica %s
{servers}
"""
        path = place.folder / "haproxy.cfg"
        path.write_text(settings)
        process = place.start("haproxy", ["haproxy", "-db", "-f", path])
        wait_for(self.socket.exists, "haproxy", process, seconds=10)

    def tell(self, command):
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(5)
            line.connect(str(self.socket))
            line.sendall(command.encode() + b"\n")
            return line.makefile().read()


class Asked:
    """What came of one request."""

    __slots__ = ("begin", "end", "kind", "error", "path", "detail")

    def __init__(self, begin, end, kind, error, path, detail=""):
        self.begin, self.end, self.kind, self.error, self.path, self.detail = begin, end, kind, error, path, detail


class Readers:
    """Ask all along, and hold each answer to what it has to be."""

    WORKERS = {KNOWN: 8, NEW: 12, SEEN: 8}
    SHARE = {KNOWN: 0.5, NEW: 0.25, SEEN: 0.25}

    def __init__(self, trial, rate):
        self.trial = trial
        self.rate = rate
        self.lock = threading.Lock()
        self.asked = []
        self.wrong = []
        self.told = 0
        self.away = 0
        # by replica and life: the newest revision of the published dataset that an answer has shown
        self.shown = {}
        # by path and revision: what answers were
        self.said = {}
        # by revision: which edition was the newest
        self.newest = collections.defaultdict(set)
        self.ended = threading.Event()
        self.expected = {}
        self.random = random.Random(20260101)

    def learn(self):
        """Takes the answers that have to stay, and the daily rows that sums are held to; each replica gets to know them."""
        for replica in self.trial.replicas:
            for path in QUESTIONS:
                headers, body = fetch(f"http://127.0.0.1:{replica.port}{path}")
                mine = (headers["ETag"], body)
                if self.expected.setdefault(path, mine) != mine:
                    raise Broken(f"the replicas answer {path} differently")
        address = f"http://127.0.0.1:{self.trial.replicas[0].port}"
        _, body = fetch(f"{address}/v1/crossings.csv?fields=periodStart,people&sort=periodStart")
        rows = [(date.fromisoformat(row["periodStart"]), row["people"]) for row in csv.DictReader(io.StringIO(body.decode()))]
        self.days = [day for day, _ in rows]
        self.people = [0, *itertools.accumulate(int(people or 0) for _, people in rows)]

    def start(self):
        for kind, count in self.WORKERS.items():
            for number in range(count):
                pause = count / (self.rate * self.SHARE[kind])
                threading.Thread(target=self.work, args=(kind, pause, number * pause / count), daemon=True).start()

    def work(self, kind, pause, offset):
        question = {KNOWN: self.known, NEW: self.sum, SEEN: self.published}[kind]
        line = http.client.HTTPConnection("127.0.0.1", self.trial.front.port, timeout=HTTP_PATIENCE)
        turn = time.monotonic() + offset
        while not self.ended.is_set():
            # who was kept waiting does not make up for it
            turn = max(turn + pause, time.monotonic())
            if self.ended.wait(max(0.0, turn - time.monotonic())):
                break
            try:
                question(line)
            except Exception as mistake:  # a thread that ends by itself would be a load that is none
                self.mistaken(f"{kind}: the reader itself failed: {mistake!r}")
        line.close()

    def mistaken(self, what):
        with self.lock:
            if len(self.wrong) < 1000:
                self.wrong.append(what)
            first = len(self.wrong) <= 5
        if first:
            progress(f"WRONG: {what[:600]}")

    def ask(self, line, kind, path, headers=None):
        """The answer where it is a 200, else None."""
        begin = time.monotonic()
        lives = {each.name: each.life for each in self.trial.replicas}
        shown = dict(self.shown)
        try:
            line.request("GET", path, headers=headers or {})
            answer = line.getresponse()
            body = answer.read()
            error = detail = None
            if answer.status == 503 and answer.headers["Retry-After"]:
                error, detail = "503", body.decode(errors="replace")[:400]
            elif answer.status != 200:
                error, detail = str(answer.status), body.decode(errors="replace")[:400]
        except TimeoutError:
            answer, body, error, detail = None, b"", "no answer", ""
        except (OSError, http.client.HTTPException) as broken:
            answer, body, error, detail = None, b"", "broken off", repr(broken)
        if answer is None:
            line.close()
        end = time.monotonic()
        with self.lock:
            self.asked.append(Asked(begin, end, kind, error, path, detail or ""))
        if error:
            return None
        server = answer.headers["Replica"]
        return answer, body, (server, lives.get(server)), shown

    def known(self, line):
        path = self.random.choice(QUESTIONS)
        given = self.ask(line, KNOWN, path)
        if given:
            answer, body, _, _ = given
            if (answer.headers["ETag"], body) != self.expected[path]:
                self.mistaken(f"{path}: other bytes than at the beginning: {answer.headers['ETag']} {body[:300]!r}")
            if "detail=database-away" in (answer.headers["Cache-Status"] or ""):
                with self.lock:
                    self.away += 1

    def sum(self, line):
        first, last = SUMS
        one, other = sorted(first + timedelta(self.random.randrange((last - first).days)) for _ in range(2))
        path = f"/v1/crossings/aggregates?from={one}&to={other}"
        given = self.ask(line, NEW, path)
        if given:
            data = json.loads(given[1])["data"]
            right = self.people[bisect.bisect_right(self.days, other)] - self.people[bisect.bisect_left(self.days, one)]
            if len(data) != 1 or data[0]["peopleSum"] != right:
                self.mistaken(f"{path}: {right} is right: {given[1][:400]!r}")

    def published(self, line):
        editions = self.trial.publisher.acknowledged()
        if not editions:
            return
        edition = self.random.choice(editions)
        kind = self.random.randrange(4)
        seen = self.told
        if kind == 0:
            path = f"/v1/enforcement-actions/{Edition.COUNTER}"
        elif kind == 1:
            path = f"/v1/enforcement-actions/{Edition.COUNTER}?asOf={edition.issued}"
        else:
            path = f"/v1/enforcement-actions?series={SERIES}&from={edition.day}&to={edition.day + timedelta(2)}&item=boats,engines"
        given = self.ask(line, SEEN, path, {"Dataset-Revision": str(seen)} if seen else {})
        if not given:
            return
        answer, body, server, shown = given
        revision = int(answer.headers["Dataset-Revision"])
        content = json.loads(body)
        if revision < seen:
            self.mistaken(f"{path}: revision {revision} was shown to a reader who had seen {seen}")
        if content["meta"]["revision"] != revision:
            self.mistaken(f"{path}: the body says revision {content['meta']['revision']} and the header {revision}")
        # who answered before this was asked cannot have been of a newer revision
        if revision < shown.get(server, 0):
            self.mistaken(f"{path}: {server} showed revision {shown[server]} before, and now {revision}")
        with self.lock:
            self.told = max(self.told, revision)
            self.shown[server] = max(self.shown.get(server, 0), revision)
            same = (answer.headers["ETag"], body)
            other = self.said.setdefault((path, revision), same) != same
        if other:
            self.mistaken(f"{path}: two answers of revision {revision} differ")
        if kind == 0:
            with self.lock:
                self.newest[revision].add(content["data"]["quantity"])
        elif kind == 1:
            if edition.revision and edition.revision <= revision and content["data"]["quantity"] != edition.number:
                self.mistaken(f"{path}: {content['data']['quantity']}, and edition {edition.number} says {edition.number}")
        else:
            self.whole(path, edition, revision, content["data"])

    def whole(self, path, edition, revision, figures):
        """Of each edition both figures are there, or none, and those of an acknowledged one are."""
        by_day = collections.defaultdict(dict)
        for figure in figures:
            by_day[figure["periodStart"]][figure["item"]] = figure["quantity"]
        for number in range(edition.number, edition.number + 3):
            there = by_day.get(str(Edition.day_of(number)), {})
            if there and there != Edition.values(number):
                self.mistaken(f"{path}: of edition {number} there is {there}")
            if not there and number == edition.number and edition.revision and edition.revision <= revision:
                self.mistaken(f"{path}: edition {number} of revision {edition.revision} is missing in revision {revision}")

    def between(self, begin, end):
        with self.lock:
            return [each for each in self.asked if begin <= each.end <= end]

    def last_error(self):
        with self.lock:
            for each in reversed(self.asked):
                if each.error:
                    return each.end
        return 0.0


class Edition:
    """A small release: a figure that each of them states anew, and two of its own, of one day."""

    COUNTER = f"{SERIES}:1989:seizure:boats:national-crime-agency:not-stated"

    def __init__(self, number, more=0):
        self.number = number
        self.id = f"trial-{number:06d}"
        self.day = self.day_of(number)
        self.issued = (FIRST_ISSUE + timedelta(seconds=number)).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.more = more
        # of an edition that came in by an attempt that was not acknowledged, the ledger says which
        self.revision = None
        self.is_acknowledged = False
        self.begun = self.ended = 0.0
        self.refusals = []

    @staticmethod
    def day_of(number):
        return FIRST_DAY + timedelta(number)

    @staticmethod
    def values(number):
        return {"boats": number, "engines": 2 * number + 1}

    def lines(self):
        release = {"n": 1, "id": self.id, "format": "typed-figures", "publisher": "Trial", "title": f"Trial {self.number}"}
        release |= {"kind": "press-release", "url": f"https://trial.example/{self.number}", "issued": self.issued}
        release |= {"basis": "printed", "changeKind": "first"}
        yield {"format": "border-ledger", "version": 1, "title": release["title"]}
        yield {"release": release}
        yield self.figure("1989-01-01", "1989-12-31", "boats", self.number)
        for item, value in self.values(self.number).items():
            yield self.figure(self.day, self.day, item, value)
        for number in range(self.more):
            day = date(1900, 1, 1) + timedelta(number)
            yield self.figure(day, day + timedelta(1), "boats", self.number)

    @staticmethod
    def figure(first, last, item, value):
        values = {**CODES, "item": item, "quantity": value, "unit": item}
        stated = {"series": SERIES, "from": str(first), "to": str(last), "values": values, "status": "A"}
        return {"figure": stated, "at": {"text as quoted": "1"}}

    def write(self, folder):
        path = folder / f"{self.id}.jsonl"
        path.write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in self.lines()))
        return path


class Publisher:
    """Publishes one edition after the other, and keeps what it was told of each."""

    PAUSE = 2.0

    def __init__(self, trial):
        self.trial = trial
        self.folder = trial.place.folder / "editions"
        self.folder.mkdir()
        self.editions = []
        self.lock = threading.Lock()
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.work, daemon=True)

    def next(self, more=0):
        with self.lock:
            edition = Edition(len(self.editions) + 1, more)
            self.editions.append(edition)
        return edition

    def acknowledged(self):
        with self.lock:
            return [each for each in self.editions if each.is_acknowledged]

    def work(self):
        while not self.ended.is_set():
            edition = self.next()
            for attempt in itertools.count(1):
                if self.offer(edition) or self.ended.is_set() or (edition.number % 2 == 0 and attempt == 1) or attempt == 30:
                    break
                self.ended.wait(1)
            self.ended.wait(self.PAUSE)

    def offer(self, edition, **environment):
        """Whether it was acknowledged."""
        begun = time.monotonic()
        environment = {**os.environ, **self.trial.owner(), **environment}
        command = [ROOT / "ledger", "import", edition.write(self.folder)]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.trial.place.processes.append(process)
        try:
            out, _ = process.communicate(timeout=IMPORT_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            out = f"no end within {IMPORT_PATIENCE} s: {process.communicate()[0]}"
        self.trial.place.processes.remove(process)
        found = re.search(rf"^{edition.id}\.jsonl\s+(\d+|unchanged)\s", out, re.MULTILINE)
        if process.returncode == 0 and found:
            with self.lock:
                edition.begun, edition.ended = begun, time.monotonic()
                edition.revision = None if found[1] == "unchanged" else int(found[1])
                edition.is_acknowledged = True
            return True
        edition.refusals.append((begun, time.monotonic(), process.returncode, out))
        with (self.folder.parent / "refusals.log").open("a") as log:
            log.write(f"{time.strftime('%H:%M:%S')} {edition.id} exit {process.returncode}\n{out}\n")
        return False

    def since(self, begin):
        """The first edition that was acknowledged of those that were begun after an instant."""
        ended = [each.ended for each in self.acknowledged() if each.begun >= begin]
        return min(ended, default=None)


class Trial:
    def __init__(self, place, options):
        self.place = place
        self.options = options
        self.cluster = Cluster(place)
        self.broken = []
        self.lost_so_far = set()

    def url(self, nodes, options):
        hosts = ",".join(f"127.0.0.1:{self.ways.ports[node]}" for node in nodes)
        return f"jdbc:postgresql://{hosts}/ledger?{options}"

    def reader(self, nodes):
        return {
            "QUARKUS_DATASOURCE_JDBC_URL": self.url(nodes, READER),
            "QUARKUS_DATASOURCE_USERNAME": "ledger_reader",
            "QUARKUS_DATASOURCE_PASSWORD": self.cluster.passwords["reader"],
        }

    def owner(self):
        return {
            **self.reader(self.cluster.nodes),
            "LEDGER_OWNER_JDBC_URL": self.url(self.cluster.nodes, OWNER),
            "LEDGER_OWNER_USERNAME": "ledger_owner",
            "LEDGER_OWNER_PASSWORD": self.cluster.passwords["owner"],
            "LEDGER_MIGRATE": "false",
        }

    def command(self, *arguments, **environment):
        return subprocess.run(
            [ROOT / "ledger", *arguments],
            env={**os.environ, **self.owner(), **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=600,
        )

    def start(self):
        progress("starting PostgreSQL, three times")
        self.cluster.start()
        nodes = self.cluster.nodes
        self.ways = Ways(self.place, nodes)
        progress("loading the starter data")
        done = self.command("migrate")
        if done.returncode:
            raise NotStarted(f"ledger migrate: {done.stdout[-2000:]}")
        self.replicas = [Replica(self, "one", nodes), Replica(self, "two", nodes[::-1])]
        progress("starting the service")
        first = self.replicas[0]
        first.start()
        first.wait()
        if "-XX:AOTCacheOutput" in pathlib.Path(f"/proc/{first.process.pid}/cmdline").read_text():
            progress("the first start of this build learns, which makes it slower: starting again")
            for path in QUESTIONS:
                fetch(f"http://127.0.0.1:{first.port}{path}")
            first.stop()
            first.start()
            first.wait()
        self.replicas[1].start()
        self.replicas[1].wait()
        self.front = Front(self.place, self.replicas)
        self.readers = Readers(self, self.options.rate)
        self.readers.learn()
        self.publisher = Publisher(self)
        # the first is there before anybody looks
        if not self.publisher.offer(self.publisher.next()):
            raise NotStarted(f"the first edition was refused: {self.publisher.editions[0].refusals}")
        self.readers.start()
        self.publisher.thread.start()

    def roll(self, **environment):
        """Starts the replicas anew one after the other, as a rollout does: first nothing more is sent to it."""
        for replica in self.replicas:
            self.front.tell(f"set server replicas/{replica.name} state maint")
            time.sleep(1)
            replica.stop()
            replica.start(**environment)
            replica.wait()
            self.front.tell(f"set server replicas/{replica.name} state ready")
            time.sleep(2)

    def reading_from(self, node):
        """How many connections of the service lead to a node."""
        rows = node.sql("select count(*) from pg_stat_activity where application_name = 'border-ledger'", "postgres")
        return int(rows[0][0])

    def healed(self, since):
        """Waits until nothing is wrong any more."""
        deadline = time.monotonic() + self.options.patience
        while True:
            now = time.monotonic()
            waits = []
            if self.readers.last_error() > now - self.options.steady:
                waits.append("requests fail")
            if self.publisher.since(since) is None:
                waits.append("no edition is in")
            if not waits:
                if not self.cluster.whole():
                    waits.append("the standbys do not follow")
                elif not all(self.ready(each) for each in self.replicas):
                    waits.append("a replica is not ready")
            if not waits and now - since > self.options.steady:
                return
            if now > deadline:
                raise Broken(f"not healed after {self.options.patience} s: {', '.join(waits)}")
            time.sleep(0.5)

    @staticmethod
    def ready(replica):
        try:
            return replica.is_ready()
        except OSError:
            return False

    def steady(self):
        """Whether nothing is wrong before the next fault, so that it is not blamed for the one before."""
        self.healed(time.monotonic())

    def check(self):
        """Holds the ledger to what the publisher was told; returns how many acknowledged revisions are lost."""
        with self.publisher.lock:
            editions = [each for each in self.publisher.editions if each.is_acknowledged or each.refusals]
            editions = [(each, each.is_acknowledged, each.revision) for each in editions]
        line = http.client.HTTPConnection("127.0.0.1", self.front.port, timeout=HTTP_PATIENCE)
        newest = max((revision for _, _, revision in editions if revision), default=0)

        def ask(path):
            for _ in range(5):
                line.request("GET", path, headers={"Dataset-Revision": str(newest)})
                answer = line.getresponse()
                body = answer.read()
                if answer.status == 200:
                    return json.loads(body)
                time.sleep(1)
            raise Broken(f"{path}: {answer.status} {body[:300]!r}")

        def pages(path):
            while path:
                answer = ask(path)
                yield from answer["data"]
                path = answer["links"]["next"]

        releases, before = {}, None
        for revision in pages("/v1/revisions?limit=100"):
            if before is not None and revision["number"] != before - 1:
                raise Broken(f"after revision {before} comes {revision['number']}")
            before = revision["number"]
            releases[revision["release"]] = revision["number"]
        found = collections.defaultdict(dict)
        last = FIRST_DAY + timedelta(max((each.number for each, _, _ in editions), default=0) + 1)
        for figure in pages(f"/v1/enforcement-actions?series={SERIES}&from={FIRST_DAY}&to={last}&limit=1000"):
            if figure["release"].startswith("trial-"):
                found[figure["release"]][figure["item"]] = figure["quantity"]
        lost = set()
        for edition, is_acknowledged, revision in editions:
            number, figures = releases.get(edition.id), found.get(edition.id, {})
            right = Edition.values(edition.number)
            if is_acknowledged and (number is None or revision not in (None, number) or figures != right):
                lost.add(edition.id)
                self.broken.append(f"{edition.id} was acknowledged as revision {revision}: there is {number}, {figures}")
            elif (number is None) != (not figures) or (figures and figures != right):
                self.broken.append(f"{edition.id} is there in part: revision {number}, {figures}")
        numbers = {number: int(id.rpartition("-")[2]) for id, number in releases.items() if (id or "").startswith("trial-")}
        with self.readers.lock:
            seen = {revision: set(each) for revision, each in self.readers.newest.items()}
        for revision, shown in seen.items():
            if revision > max(numbers):
                # published since
                continue
            # the newest edition by its issue of those that were in
            right = max((edition for number, edition in numbers.items() if number <= revision), default=None)
            if shown != {right}:
                self.broken.append(f"revision {revision} is of edition {right}, and answers showed {sorted(shown)}")
        done = self.command("verify")
        if done.returncode or "revisions hold" not in done.stdout:
            self.broken.append(f"ledger verify: {done.stdout[-1500:]}")
        new = lost - self.lost_so_far
        self.lost_so_far |= lost
        return len(new)


# --- the faults: each breaks something, holds it for its time, lets go, and says what was seen ---


def fault(title):
    def named(function):
        function.title = title
        FAULTS[function.__name__.replace("_", "-")] = function
        return function

    return named


FAULTS = {}


@fault("a replica is killed")
def replica(trial):
    """kill -9 of a replica; started again after a second, as a kubelet does."""
    one = trial.replicas[0]
    one.kill()
    time.sleep(1)
    one.start()
    one.wait()


@fault("the primary's PostgreSQL is killed")
def postgres(trial):
    """kill -9 of the postmaster of the primary; its Patroni is left to decide."""
    trial.cluster.leader().kill_postmaster()


@fault("the primary's machine is gone")
def primary(trial):
    """kill -9 of Patroni and postmaster of the primary together; started again when another leads."""
    gone = trial.cluster.leader()
    gone.kill()
    trial.cluster.wait(lambda: trial.cluster.leader() not in (None, gone), "another primary", 90)
    gone.start()


@fault("a switchover")
def switchover(trial):
    """A switchover, as an operator asks Patroni for it."""
    trial.cluster.switch()


@fault("no database at all")
def database(trial):
    """kill -9 of all Patronis and postmasters; started again after --away seconds."""
    away = trial.readers.away
    for node in trial.cluster.nodes:
        node.kill()
    gone = time.monotonic()
    time.sleep(trial.options.away)
    back = time.monotonic()
    for node in trial.cluster.nodes:
        node.start()
    # from when requests that were begun before it have ended
    asked = [each for each in trial.readers.between(gone + 8, back) if each.begin >= gone + 3]
    known = [each for each in asked if each.kind == KNOWN]
    if not known or any(each.error for each in known):
        failed = next((each for each in known if each.error), None)
        trial.broken.append(f"a known answer was not given: {failed and (failed.path, failed.error, failed.detail)}")
    if trial.readers.away - away < len(known):
        trial.broken.append(f"of {len(known)} known answers {trial.readers.away - away} said that the database is away")
    new = [each for each in asked if each.kind == NEW]
    if not new or any(each.error != "503" for each in new):
        trial.broken.append(f"new questions: {collections.Counter(each.error for each in new)}")
    longest = max((each.end - each.begin for each in new), default=0)
    return f"{len(known):,} known answers told with `Cache-Status`; a 503 came after {longest:.1f} s at most"


@fault("200 ms ± 100 more on each way, 30 s")
def latency(trial):
    """Each packet to and from PostgreSQL takes 200 ms longer, give or take 100."""
    trial.ways.poison(trial.cluster.nodes, "latency", latency=200, jitter=100)
    time.sleep(30)
    trial.ways.heal()


@fault("connections are reset, 30 s")
def resets(trial):
    """Each connection to PostgreSQL is reset after half a second."""
    trial.ways.poison(trial.cluster.nodes, "reset_peer", timeout=500)
    time.sleep(30)
    trial.ways.heal()


@fault("a standby goes silent, 45 s")
def silent_standby(trial):
    """Connections to the standby that is read most stay open, and nothing comes through."""
    nodes = [max(trial.cluster.standbys(), key=trial.reading_from)]
    trial.ways.poison(nodes, "timeout", timeout=0)
    time.sleep(45)
    trial.ways.heal()


@fault("all connections go silent, 30 s")
def silence(trial):
    """All connections to PostgreSQL stay open, and nothing comes through."""
    trial.ways.poison(trial.cluster.nodes, "timeout", timeout=0)
    time.sleep(30)
    trial.ways.heal()


@fault("the primary's disk is full, 30 s")
def disk(trial):
    """The volume of the primary, a tmpfs, is filled to the last byte; then an edition of 2,000 figures is published."""
    node = trial.cluster.nodes[2]
    if not node.can_be_filled:
        raise NotTried("a tmpfs, which root may mount")
    if trial.cluster.leader() is not node:
        trial.cluster.switch(node)
        trial.steady()
    trial.begin = time.monotonic()
    filler = node.disk / "filler"
    large = trial.publisher.next(more=2000)
    try:
        with filler.open("wb") as file:
            try:
                while True:
                    file.write(bytes(1 << 16))
                    file.flush()
            except OSError:
                pass
        refused = not trial.publisher.offer(large)
        panicked = trial.cluster.leader() is not node
        time.sleep(max(0.0, 30 - (time.monotonic() - trial.begin)))
    finally:
        filler.unlink()
    if refused:
        progress(f"refused: {large.refusals[-1][3].strip()[-300:]}")
        trial.cluster.wait(trial.cluster.whole, "the primary and its standbys", trial.options.patience)
        if not trial.publisher.offer(large):
            trial.broken.append(f"{large.id} is refused although there is room again: {large.refusals[-1][3][-500:]}")
    stated = f"select count(*) from enforcement_action f join release r on r.id = f.release_id where r.code = '{large.id}'"
    rows = trial.cluster.leader().sql(stated)
    if int(rows[0][0]) != 2003:
        trial.broken.append(f"of {large.id} there are {rows} figures")
    return (
        f"an edition of 2,003 figures was {'refused whole and taken when there was room' if refused else 'taken'}"
        + ("; another node led meanwhile" if panicked else "")
    )


@fault("clocks jump, 7 h on and 9 h back")
def clock(trial):
    """The clocks of both replicas and of an import (clock.c) jump: 7 hours on, then to 9 hours back."""
    if shutil.which("cc") is None:
        raise NotTried("gcc")
    library, moved = trial.place.folder / "clock.so", (trial.place.folder / "clock").open("wb", buffering=0)
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", library, BENCH / "clock.c"], check=True)
    environment = {"LD_PRELOAD": str(library), "LEDGER_CLOCK": moved.name}

    def move(hours):
        os.pwrite(moved.fileno(), struct.pack("=q", hours * 3600), 0)

    move(0)
    trial.roll(**environment)
    trial.steady()
    trial.begin = time.monotonic()

    def ages():
        ages = []
        for each in trial.replicas:
            text = each.metrics()
            found = re.findall(r"^ledger_\w*age\w*seconds\{.*\} (\S+)$", text, re.MULTILINE)
            ages.append([float(value) for value in found if value != "NaN"])
        return ages

    before = ages()
    for hours in (7, -9):
        move(hours)
        time.sleep(3)
        for was, now in zip(before, ages()):
            if not now or abs((now[0] - was[0]) / 3600 - hours) > 0.2:
                trial.broken.append(f"the clock of a replica did not jump: {was[:1]}, then {now[:1]}")
            if min(now, default=0) < 0:
                trial.broken.append(f"an age is negative: {min(now)}")
        # the publisher's clock as well: its revision is recorded at an instant before that of the one before it
        edition = trial.publisher.next()
        for _ in range(5):
            if trial.publisher.offer(edition, **environment):
                break
        time.sleep(12)
    move(0)
    moved.close()
    time.sleep(3)


@fault("a standby does not replay, 25 s")
def lag(trial):
    """The process that replays on the standby that is read most is stopped; the other standby goes on."""
    node = max(trial.cluster.standbys(), key=trial.reading_from)
    # pg_wal_replay_pause() would do, but Patroni takes that back within a round
    replaying = int(node.sql("select pid from pg_stat_activity where backend_type = 'startup'", "postgres")[0][0])
    os.kill(replaying, signal.SIGSTOP)
    try:
        time.sleep(25)
        number = "select coalesce(max(number), 0) from revision"
        behind = int(trial.cluster.leader().sql(number)[0][0]) - int(node.sql(number)[0][0])
    finally:
        os.kill(replaying, signal.SIGCONT)
    if behind < 1:
        trial.broken.append("the standby was not behind: nothing was tried")
    return f"at its end it was {behind} revisions behind"


def is_allowed(name, asked):
    """Whether an error may happen until the fault is healed."""
    if name == "replica":
        return asked.error in ("503", "broken off")
    # what is known needs no database
    return asked.error == "503" and asked.kind != KNOWN


def gap(asked, kind, begin, end):
    """The longest time in which no answer of a kind was given."""
    ends = [begin, *sorted(each.end for each in asked if each.kind == kind and not each.error), end]
    return max(after - before for before, after in zip(ends, ends[1:]))


def run(trial, name):
    """Breaks, waits, checks; the line of the table."""
    breaks = FAULTS[name]
    trial.steady()
    where = ", ".join(f"{each.name} {trial.reading_from(each)}" for each in trial.cluster.nodes)
    progress(f"{name}: {breaks.title} (primary {trial.cluster.leader().name}; connections of the service: {where})")
    broken = len(trial.broken)
    trial.begin = time.monotonic()
    note = None
    try:
        note = breaks(trial)
        lifted = time.monotonic()
        trial.healed(lifted)
    except NotTried as missing:
        progress(f"{name}: cannot be tried here: needs {missing}")
        return {"title": breaks.title, "skipped": True}
    except Broken as promise:
        trial.broken.append(f"{name}: {promise}")
    except (OSError, subprocess.SubprocessError, NotStarted) as promise:
        trial.broken.append(f"{name}: {promise!r}")
    trial.ways.heal()
    end = time.monotonic()
    asked = trial.readers.between(trial.begin, end)
    errors = collections.Counter(each.error for each in asked if each.error)
    for each in asked:
        if each.error and not is_allowed(name, each):
            trial.broken.append(f"{name}: {each.path}: {each.error} after {each.end - each.begin:.1f} s {each.detail}")
            break
    # an error that nothing allows is told once; how many there were is in the table
    lost = 0
    try:
        lost = trial.check()
    except (Broken, OSError, subprocess.SubprocessError, http.client.HTTPException) as promise:
        trial.broken.append(f"{name}: {promise}")
    with trial.readers.lock:
        trial.broken += trial.readers.wrong
        trial.readers.wrong = []
    written = trial.publisher.since(trial.begin)
    refused = [refusal for each in trial.publisher.editions for refusal in each.refusals if trial.begin <= refusal[1] <= end]
    acknowledged = [each for each in trial.publisher.acknowledged() if trial.begin <= each.ended <= end]
    last = max((each.end for each in asked if each.error), default=None)
    line = {
        "title": breaks.title,
        "requests": len(asked),
        "errors": errors,
        "kinds": collections.Counter(each.kind for each in asked if each.error),
        "healed": None if last is None else last - trial.begin,
        "known": gap(asked, KNOWN, trial.begin, end),
        "new": gap(asked, NEW, trial.begin, end),
        "writes": None if written is None else written - trial.begin,
        "refused": len(refused),
        "acknowledged": len(acknowledged),
        "lost": lost,
        "broken": len(trial.broken) - broken,
        "note": note,
        "seconds": end - trial.begin,
    }
    progress(
        f"{name}: {line['requests']} requests in {line['seconds']:.0f} s, errors {dict(errors)} of {dict(line['kinds'])},"
        f" last after {line['healed'] or 0:.1f} s; gaps {line['known']:.2f} and {line['new']:.2f} s; writes after"
        f" {line['writes'] or -1:.1f} s; {line['acknowledged']} acknowledged, {line['refused']} refused, {lost} lost"
    )
    for each in sorted(asked, key=lambda each: each.begin - each.end)[:3]:
        progress(f"slowest: {each.end - each.begin:.1f} s, {each.error or 'answered'}, {each.path}")
    for each in trial.broken[broken : broken + 5]:
        progress(f"BROKEN: {each[:1500]}")
    for sample in {(each.kind, each.error, each.detail) for each in asked if each.error and each.error != "503"}:
        progress(f"for example: {sample}")
    return line


def table(lines):
    head = ["fault", "requests", "errors", "last error after", "longest gap, known", "longest gap, new", "writes again after"]
    head += ["acknowledged", "not", "lost"]
    out = ["| " + " | ".join(head) + " |", "| " + " | ".join(["---"] * len(head)) + " |"]
    for line in lines:
        if line.get("skipped"):
            out.append(f"| {line['title']} | not tried |" + " |" * (len(head) - 2))
            continue
        errors = ", ".join(f"{count:,} × {error}" for error, count in line["errors"].most_common()) or "none"
        cells = [
            line["title"],
            f"{line['requests']:,}",
            errors,
            "" if line["healed"] is None else f"{line['healed']:.1f} s",
            f"{line['known']:.2f} s",
            f"{line['new']:.2f} s",
            "never" if line["writes"] is None else f"{line['writes']:.1f} s",
            str(line["acknowledged"]),
            str(line["refused"]),
            str(line["lost"]),
        ]
        out.append("| " + " | ".join(cells) + " |")
    return "\n".join(out)


def version(*command):
    out = subprocess.run(command, capture_output=True, text=True)
    return re.search(r"\d+(\.\d+)+", out.stdout + out.stderr)[0]


def told(lines, options, seconds):
    """The table with what it was measured on."""
    day = date.today()
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text())[1]) / 2**20
    programs = {
        "PostgreSQL": (POSTGRES / "postgres", "--version"),
        "Patroni": ("patroni", "--version"),
        "etcd": ("etcd", "--version"),
        "haproxy": ("haproxy", "-v"),
    }
    versions = ", ".join(f"{name} {version(*command)}" for name, command in programs.items())
    notes = "".join(f"\n- {line['title']}: {line['note']}." for line in lines if line.get("note"))
    return (
        f"{table(lines)}\n\n{day.day} {day.strftime('%B %Y')}, `bench/faults.py --rate {options.rate}`,"
        f" {seconds / 60:.0f} minutes, {os.cpu_count()} cores and {memory:.0f} GiB with everything, other builds among it, on"
        f" one machine, {platform.system()}, JDK {jdk()}, {versions}, toxiproxy {TOXIPROXY.rpartition('v')[2]}.\n{notes}"
    ).rstrip()


def arguments():
    faults = "".join(f"  {name:15} {' '.join(each.__doc__.split())}\n" for name, each in FAULTS.items())
    parser = argparse.ArgumentParser(
        description=__doc__.replace("FAULTS\n", faults + "\n"), formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default=",".join(FAULTS), metavar="NAME[,NAME]", help="these faults alone, in this order")
    parser.add_argument("--rate", type=int, default=120, help="requests a second (%(default)s)")
    parser.add_argument("--away", type=int, default=60, help="seconds without a database (%(default)s)")
    parser.add_argument("--steady", type=int, default=12, help="seconds without an error that count as healed (%(default)s)")
    parser.add_argument("--patience", type=int, default=180, help="seconds in which it has to heal (%(default)s)")
    parser.add_argument("--keep", type=pathlib.Path, metavar="FOLDER", help="copy the logs there before they are gone")
    parser.add_argument("--write", action="store_true", help="put the table of all faults into docs/reliability.md")
    options = parser.parse_args()
    unknown = [name for name in options.only.split(",") if name not in FAULTS]
    if unknown:
        parser.error(f"no fault is called {unknown[0]}; there are {', '.join(FAULTS)}")
    if options.write and set(options.only.split(",")) != set(FAULTS):
        parser.error("--write is of all faults: leave out --only")
    return options


def main():
    options = arguments()
    need(haproxy="haproxy", patroni="patroni", etcd="etcd-server", psql="postgresql-client-15")
    if not (POSTGRES / "postgres").exists():
        fail("PostgreSQL 15 is needed: apt-get install postgresql-15")
    if shutil.which("cc") is None:
        progress("clocks cannot jump: apt-get install gcc libc6-dev")
    signal.signal(signal.SIGINT, lambda *_: sys.exit(2))
    begin = time.monotonic()
    with workplace("faults") as place:
        signal.signal(signal.SIGHUP, lambda *_: sys.exit(2))
        trial = None
        try:
            trial = Trial(place, options)
            try:
                trial.start()
                lines = [run(trial, name) for name in options.only.split(",")]
            except (NotStarted, Broken, OSError) as reason:
                progress(f"ended early: {reason}")
                return 1 if trial.broken else 2
            text = told(lines, options, time.monotonic() - begin)
            print(text)
            for promise in trial.broken:
                print(f"broken: {promise[:2000]}", file=sys.stderr)
            if options.write:
                write_between(PAGE, BEGIN, END, text)
            return 1 if trial.broken else 0
        finally:
            if trial is not None:
                end(trial, options)


def end(trial, options):
    """What workplace() does not end by itself."""
    for part in ("readers", "publisher"):
        if hasattr(trial, part):
            getattr(trial, part).ended.set()
    for replica in getattr(trial, "replicas", []):
        if replica.process and replica.process.poll() is None:
            replica.process.kill()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
        for log in trial.place.folder.glob("*.log"):
            shutil.copy(log, options.keep)
    for node in trial.cluster.nodes:
        node.remove()


if __name__ == "__main__":
    sys.exit(main())
