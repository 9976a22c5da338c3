#!/usr/bin/env python3
"""Times the start to the first answer, with what `./ledger run` has learnt at an earlier one and without.

    bench/start.py [--rounds 5] [--seconds 10] [--connections 32]

A PostgreSQL that is running already is named to both; it holds the starter data. In turns: the service as `./ledger run`
starts it, with the JVM's AOT cache; and the same sources packed as a plain fast-jar, started by the same JDK without one.
The first answer is a year of daily rows. Prints seconds, the CPU time, and the ratio of the medians, which is at most 0.4.

Then the service is loaded with different years of daily rows (its memory of known answers is on, as it is by default), and
the largest resident memory that is seen is at most 250 MiB.

Needs wrk, psql and Maven. Exit 1 where a bound is missed, 2 where nothing was measured.
"""
import argparse
import hashlib
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import threading
import time
from datetime import date, timedelta

from service import CACHE, ROOT, Service, cpu, cycle, fail, fetch, free_port, load, need, progress, resident, workplace

QUESTION = "/v1/crossings?from=2024-01-01&to=2024-12-31"
LONGEST, LARGEST = 0.4, 250
COPY = CACHE / "fast-jar"


def plain_jar(java):
    """Packs the sources of this checkout as a plain fast-jar in the cache, unless these are packed there already."""
    sources = [ROOT / "pom.xml", *sorted(path for path in (ROOT / "src" / "main").rglob("*") if path.is_file())]
    digest = hashlib.sha256()
    for path in sources:
        digest.update(path.read_bytes())
    stamp = COPY / "built"
    if not stamp.exists() or stamp.read_text() != digest.hexdigest():
        progress("packing a plain fast-jar")
        shutil.rmtree(COPY, ignore_errors=True)
        shutil.copytree(ROOT, COPY, ignore=shutil.ignore_patterns("target", "data", ".git"))
        done = subprocess.run(
            [shutil.which("mvn") or "./mvnw", "-q", "-B", "-Dmaven.test.skip", "-Dquarkus.package.jar.type=fast-jar", "package"],
            cwd=COPY,
            env={**os.environ, "JAVA_HOME": str(java)},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            fail(f"mvn package: {done.stdout[-2000:]}{done.stderr[-1000:]}")
        stamp.write_text(digest.hexdigest())
    return COPY / "target" / "quarkus-app" / "quarkus-run.jar"


def start(place, command, environment):
    """Seconds and seconds of CPU from the start to the first answer."""
    port = environment["QUARKUS_HTTP_PORT"] = str(free_port())
    environment["QUARKUS_MANAGEMENT_PORT"] = str(free_port())
    begin = time.monotonic()
    process = place.start("start", command, environment)
    while True:
        try:
            fetch(f"http://127.0.0.1:{port}{QUESTION}")
            seconds = time.monotonic() - begin
            break
        except OSError:
            if process.poll() is not None or time.monotonic() - begin > 300:
                fail(f"no answer: {process.log.read_text()[-2000:]}")
            time.sleep(0.01)
    used = cpu(process)
    place.stop(process)
    return seconds, used


def largest_under_load(service, options):
    """MiB of resident memory, the most that was seen ten times a second."""
    first = date(2018, 1, 1)
    paths = [f"/v1/crossings?from={first + timedelta(n)}&to={first + timedelta(n + 365)}" for n in range(2000)]
    script = cycle(service.place.folder / "years.lua", paths)
    seen, ended = [], threading.Event()

    def watch():
        while not ended.wait(0.1):
            seen.append(resident(service.process))

    watcher = threading.Thread(target=watch)
    watcher.start()
    result = load(service.address, options.seconds, options.connections, lambda: cpu(service.process), script=script)
    ended.set()
    watcher.join()
    return max(seen), result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--connections", type=int, default=32)
    options = parser.parse_args()
    need(wrk="wrk", psql="postgresql-client")
    with workplace("start") as place:
        return measure(place, options)


def measure(place, options):
    service = Service(place)
    java = pathlib.Path(os.readlink(f"/proc/{service.process.pid}/exe"))
    jar = plain_jar(java.parent.parent)
    database, owner = service.database("reader"), service.database()
    environment = {
        "QUARKUS_DATASOURCE_JDBC_URL": f"jdbc:postgresql://127.0.0.1:{database['PGPORT']}/{database['PGDATABASE']}",
        "QUARKUS_DATASOURCE_USERNAME": database["PGUSER"],
        "QUARKUS_DATASOURCE_PASSWORD": database["PGPASSWORD"],
        "LEDGER_OWNER_USERNAME": owner["PGUSER"],
        "LEDGER_OWNER_PASSWORD": owner["PGPASSWORD"],
        "QUARKUS_HTTP_HOST": "127.0.0.1",
        "QUARKUS_MANAGEMENT_HOST": "127.0.0.1",
    }
    options_of_the_jvm = ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"]
    options_of_the_jvm += ["-Djava.util.logging.manager=org.jboss.logmanager.LogManager"]
    commands = {
        "./ledger run": [ROOT / "ledger", "run"],
        "plain fast-jar": [java, *options_of_the_jvm, "-jar", jar, "run"],
    }
    rounds = {name: [] for name in commands}
    for turn in range(options.rounds):
        for name, command in commands.items():
            rounds[name].append(start(place, command, environment))
            progress(f"round {turn + 1} of {options.rounds}: {name} {rounds[name][-1][0]:.2f} s")
    medians = {name: statistics.median(seconds for seconds, _ in each) for name, each in rounds.items()}
    ratio = medians["./ledger run"] / medians["plain fast-jar"]
    print("| started as | s to the first answer | fastest | CPU s | ratio | bound |\n| --- | --- | --- | --- | --- | --- |")
    for name, each in rounds.items():
        print(
            f"| {name} | {medians[name]:.2f} | {min(each)[0]:.2f} | {statistics.median(used for _, used in each):.2f}"
            f" | {f'{ratio:.2f} | {LONGEST}' if name == './ledger run' else ' |'} |"
        )
    largest, result = largest_under_load(service, options)
    print(
        f"\nResident memory under {result['requests']:,} years of daily rows by {options.connections} connections:"
        f" {largest:.0f} MiB, bound {LARGEST}."
    )
    return 1 if ratio > LONGEST or largest > LARGEST else 0


if __name__ == "__main__":
    sys.exit(main())
