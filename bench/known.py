#!/usr/bin/env python3
"""Asks for answers that the service knows already, and nginx for the same bytes from files, in turns and in one run.

    bench/known.py [--seconds 5] [--rounds 3] [--connections 32] [--short]

R1 is a year of daily rows, R2 a page of 100 filtered by two fields and sorted, R3 sums by year and month, R5 one figure;
each plain, packed with gzip (nginx: gzip_static, the same bytes), and as a 304. wrk, the service, its database and nginx
share the machine's cores. Prints requests a second, the median and the 99th percentile, the CPU time of a request, and the
ratio to nginx, which is the middle one of the rounds. The bounds: packed 0.9, plain 0.75, 304 1.0, and a 99th percentile
of at most twice nginx's (--short holds the service to two thirds of the first three, and to no percentile). The service may
take 250 MiB of memory under R1 (--short does not hold it to that).

Needs wrk and nginx. Exit 1 where a ratio is below its bound, 2 where nothing was measured.
"""
import argparse
import os
import statistics
import sys
import time

from service import NotStarted, Service, cpu, fail, fetch, free_port, load, need, resident, wait_for, workplace

QUESTIONS = {
    "R1": "/v1/crossings?period=2024",
    "R2": "/v1/enforcement-actions?series=uk-small-boats-prevented-weekly&action=prevention&place=france&sort=-events&limit=100",
    "R3": "/v1/crossings/aggregates?groupBy=year&frequency=month",
    "R5": "/v1/crossings/uk-small-boats-daily:2025-06-20",
}
# how many tenths of a second an answer may take to be packed
PATIENCE = 50
BOUNDS = {"packed": 0.9, "plain": 0.75, "304": 1.0}
# MiB that the service may take under R1, which is asked for first
MEMORY = 250


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args()
    need(wrk="wrk", nginx="nginx")
    with workplace("known") as place:
        return measure(options, place)


def measure(options, place):
    folder = place.folder
    ledger = Service(place)
    service, address = ledger.process, ledger.address
    www = folder / "www"
    www.mkdir(mode=0o755)
    tags = {}
    for name, question in QUESTIONS.items():
        fetch(address + question)
        headers, plain = fetch(address + question)
        tags[name] = headers["ETag"]
        (www / f"{name}.json").write_bytes(plain)
        # it is packed behind the first who takes it so
        for _ in range(PATIENCE):
            headers, packed = fetch(address + question, **{"Accept-Encoding": "gzip"})
            if headers["Content-Encoding"] == "gzip":
                break
            time.sleep(0.1)
        if headers["Content-Encoding"] == "gzip":
            (www / f"{name}.json.gz").write_bytes(packed)
            os.utime(www / f"{name}.json.gz", (1, 1))
        os.utime(www / f"{name}.json", (1, 1))
    port = free_port()
    (folder / "nginx.conf").write_text(
        f"""worker_processes 2; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.err;
        events {{ worker_connections 1024; }}
        http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; etag on; gzip_static on;
            types {{ application/json json; }}
            client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
            uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
            server {{ listen 127.0.0.1:{port}; root {www}; }} }}"""
    )
    nginx = place.start("nginx", ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")])
    files = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: fetch(f"{files}/R5.json"), "nginx", nginx)
    except NotStarted as reason:
        fail(reason)

    cases = []
    for name, question in QUESTIONS.items():
        cases.append((name, "plain", address + question, {}, f"{files}/{name}.json", {}))
        if (www / f"{name}.json.gz").exists():
            gzip = {"Accept-Encoding": "gzip"}
            cases.append((name, "packed", address + question, gzip, f"{files}/{name}.json", gzip))
        there = fetch(f"{files}/{name}.json")[0]["ETag"]
        ours, theirs = {"If-None-Match": tags[name]}, {"If-None-Match": there}
        cases.append((name, "304", address + question, ours, f"{files}/{name}.json", theirs))
    under_r1 = 0
    for name, form, ours, headers, _, _ in cases:
        load(ours, 5 if options.short else 8, options.connections, lambda: cpu(service), headers)
        if name == "R1":
            under_r1 = max(under_r1, resident(service))
    rounds = {}
    for _ in range(options.rounds):
        for name, form, ours, headers, theirs, their_headers in cases:
            rounds.setdefault((name, form), []).append((
                load(ours, options.seconds, options.connections, lambda: cpu(service), headers),
                load(theirs, options.seconds, options.connections, lambda: cpu(nginx), their_headers),
            ))
    print("| answer | form | bytes | requests a second | nginx | ratio | bound | median ms | 99th ms | nginx | CPU µs | nginx |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    short = 0
    for (name, form), pairs in rounds.items():
        def middle(side, key):
            return statistics.median(pair[side][key] for pair in pairs)
        ratio = statistics.median(a["rate"] / b["rate"] for a, b in pairs)
        tail = statistics.median(a["99th"] / b["99th"] for a, b in pairs)
        bound = BOUNDS[form] * (2 / 3 if options.short else 1)
        size = {"304": 0, "plain": (www / f"{name}.json").stat().st_size}.get(form)
        if size is None:
            size = (www / f"{name}.json.gz").stat().st_size
        if ratio < bound or (tail > 2 and not options.short):
            short += 1
        print(
            f"| {name} | {form} | {size:,} | {middle(0, 'rate'):,.0f} | {middle(1, 'rate'):,.0f} | {ratio:.2f} | {bound:.2f}"
            f" | {middle(0, 'median'):.2f} | {middle(0, '99th'):.2f} | {middle(1, '99th'):.2f}"
            f" | {middle(0, 'cpu'):.0f} | {middle(1, 'cpu'):.0f} |"
        )
    print(f"\nResident memory of the service: {under_r1:.0f} MiB under R1 (at most {MEMORY}), {resident(service):.0f} afterwards.")
    return 1 if short or (under_r1 > MEMORY and not options.short) else 0


if __name__ == "__main__":
    sys.exit(main())
