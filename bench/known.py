#!/usr/bin/env python3
"""Asks for answers that the service knows already, and nginx for the same bytes from files, in turns and in one run.

    bench/known.py [--seconds 5] [--rounds 3] [--connections 32] [--short]

R1 is a year of daily rows, R2 a page of 100 filtered by two fields and sorted, R3 sums by year and month, R5 one figure;
each plain, packed with gzip (nginx: gzip_static, the same bytes), and as a 304. wrk, the service, its database and nginx
share the machine's cores. Prints requests a second, the median and the 99th percentile, the CPU time of a request, and the
ratio to nginx, which is the middle one of the rounds. The bounds: packed 0.9, plain 0.75, 304 1.0, and a 99th percentile
of at most twice nginx's (--short holds the service to two thirds of the first three, and to no percentile).

Needs wrk, nginx and free ports 8097, 9097 and 8098. Exit 1 where a ratio is below its bound, 2 where nothing was measured.
"""
import argparse
import os
import pathlib
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

PORT, MANAGEMENT, NGINX = 8097, 9097, 8098
TICKS = os.sysconf("SC_CLK_TCK")
QUESTIONS = {
    "R1": "/v1/crossings?period=2024",
    "R2": "/v1/enforcement-actions?series=uk-small-boats-prevented-weekly&action=prevention&place=france&sort=-events&limit=100",
    "R3": "/v1/crossings/aggregates?groupBy=year&frequency=month",
    "R5": "/v1/crossings/uk-small-boats-daily:2025-06-20",
}
BOUNDS = {"packed": 0.9, "plain": 0.75, "304": 1.0}
ROOT = pathlib.Path(__file__).resolve().parent.parent


def fail(reason):
    print(f"known.py: {reason}", file=sys.stderr)
    sys.exit(2)


def fetch(address, **headers):
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=60) as answer:
        return answer.headers, answer.read()


def wait_for(ready, what, process, log=None):
    for _ in range(1500):
        if process.poll() is not None:
            break
        try:
            if ready():
                return
        except OSError:
            pass
        time.sleep(0.2)
    fail(f"{what} did not start{': ' + log.read_text()[-2000:] if log else ''}")


def cpu(process):
    """Seconds of CPU that a process and its children have taken."""
    total = 0.0
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(entry.name) == process.pid or int(fields[1]) == process.pid:
                total += (int(fields[11]) + int(fields[12])) / TICKS
    return total


def milliseconds(text):
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}[unit]


def load(address, headers, seconds, connections, process):
    before = cpu(process)
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    out = subprocess.run(command + [address], capture_output=True, text=True, check=True).stdout
    used = cpu(process) - before
    if "Non-2xx or 3xx" in out or "Socket errors" in out:
        fail(f"{address} was not answered well:\n{out}")
    requests = int(re.search(r"(\d+) requests in", out)[1])
    return {
        "rate": float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1]),
        "median": milliseconds(re.search(r"\n\s+50%\s+(\S+)", out)[1]),
        "99th": milliseconds(re.search(r"\n\s+99%\s+(\S+)", out)[1]),
        "cpu": used / requests * 1e6,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args()
    for program in ("wrk", "nginx"):
        if shutil.which(program) is None:
            fail(f"{program} is needed: apt-get install {program}")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="border-ledger-known-"))
    processes = []
    try:
        return measure(options, folder, processes)
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def measure(options, folder, processes):
    environment = dict(
        os.environ,
        LEDGER_DATA_DIR=str(folder / "ledger"),
        QUARKUS_HTTP_HOST="127.0.0.1",
        QUARKUS_HTTP_PORT=str(PORT),
        QUARKUS_MANAGEMENT_PORT=str(MANAGEMENT),
    )
    log = folder / "service.log"
    service = subprocess.Popen([ROOT / "ledger", "run"], env=environment, stdout=log.open("w"), stderr=subprocess.STDOUT)
    processes.append(service)
    wait_for(lambda: "ledger: ready" in log.read_text(), "the service", service, log)
    address = f"http://127.0.0.1:{PORT}"
    www = folder / "www"
    www.mkdir(mode=0o755)
    folder.chmod(0o755)
    tags = {}
    for name, question in QUESTIONS.items():
        fetch(address + question)
        headers, plain = fetch(address + question)
        tags[name] = headers["ETag"]
        (www / f"{name}.json").write_bytes(plain)
        headers, packed = fetch(address + question, **{"Accept-Encoding": "gzip"})
        if headers["Content-Encoding"] == "gzip":
            (www / f"{name}.json.gz").write_bytes(packed)
            os.utime(www / f"{name}.json.gz", (1, 1))
        os.utime(www / f"{name}.json", (1, 1))
    (folder / "nginx.conf").write_text(
        f"""worker_processes 2; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.err;
        events {{ worker_connections 1024; }}
        http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; etag on; gzip_static on;
            types {{ application/json json; }}
            client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
            uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
            server {{ listen 127.0.0.1:{NGINX}; root {www}; }} }}"""
    )
    nginx = subprocess.Popen(["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL)
    processes.append(nginx)
    files = f"http://127.0.0.1:{NGINX}"
    wait_for(lambda: fetch(f"{files}/R5.json"), "nginx", nginx)

    cases = []
    for name, question in QUESTIONS.items():
        cases.append((name, "plain", address + question, {}, f"{files}/{name}.json", {}))
        if (www / f"{name}.json.gz").exists():
            gzip = {"Accept-Encoding": "gzip"}
            cases.append((name, "packed", address + question, gzip, f"{files}/{name}.json", gzip))
        there = fetch(f"{files}/{name}.json")[0]["ETag"]
        ours, theirs = {"If-None-Match": tags[name]}, {"If-None-Match": there}
        cases.append((name, "304", address + question, ours, f"{files}/{name}.json", theirs))
    for name, form, ours, headers, _, _ in cases:
        load(ours, headers, 3 if options.short else 8, options.connections, service)
    rounds = {}
    for _ in range(options.rounds):
        for name, form, ours, headers, theirs, their_headers in cases:
            rounds.setdefault((name, form), []).append((
                load(ours, headers, options.seconds, options.connections, service),
                load(theirs, their_headers, options.seconds, options.connections, nginx),
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
    memory = re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{service.pid}/status").read_text())
    print(f"\nResident memory of the service afterwards: {int(memory[1]) // 1024} MiB.")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
