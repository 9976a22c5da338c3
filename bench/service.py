"""What the measurements of this folder share: a service of this checkout with its embedded PostgreSQL, Varnish, wrk, CPU time."""
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

ROOT = pathlib.Path(__file__).resolve().parent.parent
BENCH = ROOT / "bench"
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "border-ledger-bench"
PEERS_CACHE = CACHE / "peers"
TICKS = os.sysconf("SC_CLK_TCK")
# the series of which figures are generated, and what it declares
SERIES = "us-cbp-encounters-monthly"
DESCRIPTION = (ROOT / "src" / "main" / "resources" / "series" / f"{SERIES}.json").read_text()


def fail(reason):
    """Ends a measurement that cannot be made."""
    print(f"{pathlib.Path(sys.argv[0]).name}: {reason}", file=sys.stderr)
    sys.exit(2)


def progress(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def need(**packages):
    """Fails where a program is not there; each is told with the package that brings it."""
    for program, package in packages.items():
        if shutil.which(program) is None:
            fail(f"{program} is needed: apt-get install {package}")


@contextmanager
def workplace(name):
    """A folder of its own, and what runs in it: all of it is gone at the end, also after an interruption."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"border-ledger-{name}-"))
    folder.chmod(0o755)
    place = Workplace(folder)
    try:
        yield place
    finally:
        place.stop()
        shutil.rmtree(folder, ignore_errors=True)


class Workplace:
    def __init__(self, folder):
        self.folder = folder
        self.processes = []

    def start(self, name, command, environment=None, directory=None, user=None, going_on=False):
        """Starts a program in a session of its own, by which its CPU time is told from others'.

        user is the account it runs as, if another; going_on adds to the log of an earlier run of that name.
        """
        log = self.folder / f"{name}.log"
        account = {} if user is None else {"user": user, "group": user, "extra_groups": []}
        process = subprocess.Popen(
            command,
            env={**os.environ, **(environment or {})},
            cwd=directory,
            stdin=subprocess.DEVNULL,
            stdout=log.open("a" if going_on else "w"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **account,
        )
        process.log = log
        self.processes.append(process)
        return process

    def stop(self, *processes):
        for process in processes or reversed(self.processes):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in processes or list(self.processes):
            try:
                process.wait(timeout=120)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process in self.processes:
                self.processes.remove(process)


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def wait_for(ready, what, process, seconds=300, pause=0.2):
    """Waits until what was started answers; a program that ends before it does is told with the end of its log."""
    deadline = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < deadline:
        try:
            if ready():
                return
        except OSError:
            pass
        time.sleep(pause)
    raise NotStarted(f"{what} did not start: {process.log.read_text(errors='replace')[-2000:]}")


def jdk():
    """The version of the JDK that runs the service."""
    java = subprocess.run([ROOT / "ledger", "jdk"], capture_output=True, text=True, check=True).stdout.strip()
    return re.search(r'JAVA_RUNTIME_VERSION="([^"]*)"', pathlib.Path(java, "release").read_text())[1]


def write_between(page, begin, end, text):
    """Puts a text between two lines of a page, in the place of what stands there."""
    before, begins, rest = page.read_text().partition(f"{begin}\n")
    _, ends, after = rest.partition(f"{end}\n")
    if not begins or not ends:
        fail(f"{page} has no place for what was measured: {begin}")
    page.write_text(f"{before}{begins}{text.strip()}\n{ends}{after}")


class NotStarted(Exception):
    pass


def fetch(address, **headers):
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=600) as answer:
        return answer.headers, answer.read()


class Service:
    """A service on a fresh ledger, in an embedded PostgreSQL of its own; of this checkout, where no other one is given."""

    def __init__(self, place, name="ledger", checkout=ROOT, **environment):
        self.place = place
        self.checkout = checkout
        self.name = name
        self.folder = place.folder / name
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {
            "LEDGER_DATA_DIR": str(self.folder),
            "QUARKUS_HTTP_HOST": "127.0.0.1",
            "QUARKUS_HTTP_PORT": str(self.port),
            "QUARKUS_MANAGEMENT_HOST": "127.0.0.1",
            "QUARKUS_MANAGEMENT_PORT": str(free_port()),
            **environment,
        }
        self.start()
        if "-XX:AOTCacheOutput" in pathlib.Path(f"/proc/{self.process.pid}/cmdline").read_text():
            progress("the first start of this build learns, which makes it slower: starting again")
            # what a first run is asked by somebody who looks around
            for path in ("/v1/crossings?limit=1", "/v1/crossings", "/v1/crossings/latest", "/v1/series", "/explore"):
                fetch(self.address + path)
            self.stop()
            self.start()

    def start(self):
        self.process = self.place.start(self.name, [self.checkout / "ledger", "run"], self.environment)
        try:
            # the build is part of the first start
            wait_for(lambda: "ledger: ready" in self.process.log.read_text(), "the service", self.process, seconds=900)
        except NotStarted as reason:
            fail(reason)

    def stop(self):
        self.place.stop(self.process)

    def command(self, *arguments, **environment):
        """Runs a command of the ledger, and says how many seconds it took."""
        begin = time.monotonic()
        done = subprocess.run(
            [self.checkout / "ledger", *arguments],
            env={**os.environ, **self.environment, **environment},
            capture_output=True,
            text=True,
        )
        seconds = time.monotonic() - begin
        if done.returncode:
            fail(f"ledger {' '.join(map(str, arguments))}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        return seconds

    def postmaster(self):
        return (self.folder / "postgres" / "postmaster.pid").read_text().split("\n")

    def database(self, role="owner"):
        """How programs reach the database, as the variables that PostgreSQL's own library reads."""
        credentials = dict(
            line.split("=", 1) for line in (self.folder / "credentials.properties").read_text().split() if "=" in line
        )
        return {
            "PGHOST": "127.0.0.1",
            "PGPORT": self.postmaster()[3].strip(),
            "PGDATABASE": "ledger",
            "PGUSER": f"ledger_{role}",
            "PGPASSWORD": credentials[role],
        }

    def sql(self, *arguments, text=None):
        """What psql prints, as lines of cells."""
        done = subprocess.run(
            ["psql", "-qAtX", "-F", "\t", "-v", "ON_ERROR_STOP=1", *map(str, arguments)],
            env={**os.environ, **self.database()},
            input=text,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            fail(f"psql: {done.stderr[-2000:]}")
        return [line.split("\t") for line in done.stdout.splitlines()]

    def generate(self, rows):
        """Puts so many generated figures of SERIES beside what the ledger has; a start or a migration rolls them up."""
        progress(f"generating {rows:,} figures")
        self.sql("-v", f"rows={rows}", "-v", f"series={DESCRIPTION}", "-f", BENCH / "million.sql")

    def database_cpu(self):
        """Seconds of CPU that the database has taken, connections that have ended included."""
        postmaster = int(self.postmaster()[0])
        total = 0.0
        for process, parent, _, own, ended in processes():
            if process == postmaster:
                total += own + ended
            elif parent == postmaster:
                total += own
        return total


class Varnish:
    """The cache of k8s/edge in front of one service, or of several in turns."""

    FOLDER = ROOT / "k8s" / "edge"

    def __init__(self, place, name, services, rules=None, memory="256m"):
        """rules takes the place of the text of ledger.vcl."""
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        folder = place.folder / name
        folder.mkdir(mode=0o755)
        (folder / "ledger.vcl").write_text(rules or (self.FOLDER / "ledger.vcl").read_text())
        text = (self.FOLDER / "default.vcl").read_text()
        backend = re.search(r"^backend replicas \{.*?^\}\n", text, re.MULTILINE | re.DOTALL)[0]
        backends = [
            re.sub(r'\.host = "[^"]*"', '.host = "127.0.0.1"', re.sub(r'\.port = "[^"]*"', f'.port = "{service.port}"', backend))
            .replace("backend replicas", f"backend replica{number}")
            for number, service in enumerate(services)
        ]
        if len(services) > 1:
            added = "".join(f"    turns.add_backend(replica{number});\n" for number in range(len(services)))
            backends.append(
                f"import directors;\nsub vcl_init {{\n    new turns = directors.round_robin();\n{added}}}\n"
                "sub vcl_recv {\n    set req.backend_hint = turns.backend();\n}\n"
            )
        (folder / "default.vcl").write_text(text.replace(backend, "".join(backends)))
        self.work = folder / "work"
        self.process = place.start(name, [
            "varnishd", "-F", "-n", str(self.work), "-a", f"127.0.0.1:{self.port}", "-f", str(folder / "default.vcl"),
            "-p", f"vcl_path={folder}", "-s", f"malloc,{memory}",
        ])
        try:
            wait_for(lambda: fetch(self.address), "varnishd", self.process, seconds=60)
        except NotStarted as reason:
            fail(reason)

    def counters(self):
        time.sleep(1)  # its threads add theirs up when they have nothing to do
        out = subprocess.run(["varnishstat", "-n", self.work, "-1", "-j"], capture_output=True, text=True, check=True).stdout
        return {name.removeprefix("MAIN."): each["value"] for name, each in json.loads(out)["counters"].items()}

    def cpu(self):
        """Seconds of CPU of the program and of the one that it starts, which has a session of its own."""
        return sum(own for number, parent, *_, own, _ in processes() if self.process.pid in (number, parent))


def processes():
    """Of each process: its id, its parent, its session, its seconds of CPU, and those of its children that have ended."""
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            yield (
                int(entry.name),
                int(fields[1]),
                int(fields[3]),
                (int(fields[11]) + int(fields[12])) / TICKS,
                (int(fields[13]) + int(fields[14])) / TICKS,
            )


def cpu(process):
    """Seconds of CPU that a program and all that it started in its session have taken."""
    return sum(own for _, _, session, own, _ in processes() if session == process.pid)


def resident(process):
    """MiB of memory that a program and all that it started in its session have."""
    total = 0
    for number, _, session, _, _ in processes():
        if session == process.pid:
            try:
                status = pathlib.Path(f"/proc/{number}/status").read_text()
            except OSError:
                continue
            found = re.search(r"VmRSS:\s+(\d+)", status)
            total += int(found[1]) if found else 0
    return total / 1024


def build_go(name, package, sources="go"):
    """Builds a program from a copy in the cache, where Go may write down the digests of what it downloads."""
    need(go="golang")
    folder = PEERS_CACHE / sources
    shutil.copytree(BENCH / "peers" / sources, folder, dirs_exist_ok=True)
    built = folder / "bin" / name
    done = subprocess.run(
        ["go", "build", "-mod=mod", "-o", built, package], cwd=folder, capture_output=True, text=True
    )
    if done.returncode:
        raise NotStarted(f"go build: {done.stderr[-2000:]}")
    return built


def milliseconds(text):
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}[unit]


def cycle(path, paths):
    """Writes the script by which wrk asks for one address after the other."""
    listed = ",\n".join(f'"{each}"' for each in paths)
    path.write_text(
        f"local paths = {{\n{listed}\n}}\nlocal turn = 0\n"
        "request = function()\n  turn = turn % #paths + 1\n  return wrk.format('GET', paths[turn])\nend\n"
    )
    return path


def load(address, seconds, connections, used, headers=None, script=None):
    """Loads an address with wrk, or the addresses of a script.

    used gives the seconds of CPU that the answering side has taken so far.
    """
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "60s"]
    for name, value in (headers or {}).items():
        command += ["-H", f"{name}: {value}"]
    if script is not None:
        command += ["-s", str(script)]
    before = used()
    out = subprocess.run(command + [address], capture_output=True, text=True, check=True).stdout
    after = used()
    if "Non-2xx or 3xx" in out or "Socket errors" in out:
        fail(f"{address} was not answered well:\n{out}")
    requests = int(re.search(r"(\d+) requests in", out)[1])
    if not requests:
        fail(f"{address} answered nothing in {seconds} s")
    return {
        "rate": float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1]),
        "median": milliseconds(re.search(r"\n\s+50%\s+(\S+)", out)[1]),
        "99th": milliseconds(re.search(r"\n\s+99%\s+(\S+)", out)[1]),
        "cpu": (after - before) / requests * 1e6,
        "requests": requests,
    }
