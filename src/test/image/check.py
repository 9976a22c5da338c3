"""Looks at an image as it is, and runs it as Kubernetes would: as the user 10001, on a root that is read-only, alone."""

import argparse
import json
import os
import pathlib
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

MOST_MEGABYTES = 250
USER = 10001
PATIENCE_SECONDS = 120
PORT, MANAGEMENT_PORT = 18580, 19580
# what comes with these may be passed on with a program under Apache 2.0
LICENCES = {
    "Apache-2.0", "MIT", "MIT-0", "BSD-2-Clause", "BSD-3-Clause", "EPL-2.0", "EPL-1.0", "UPL-1.0", "CC0-1.0", "0BSD",
    "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-2.1", "GPL-2.0-with-classpath-exception", "EDL-1.0", "PostgreSQL",
    "Public Domain", "MPL-2.0", "ISC",
}
failed = 0


def hold(claim, holds, found=""):
    global failed
    failed += not holds
    print(f"{'ok' if holds else 'NOT'}: {claim}" + ("" if holds or found == "" else f"; found {found}"))


def configuration(container):
    said = json.loads(container.buildah("inspect", container.name))["Docker"]["config"]
    hold("it runs as the user 10001", said["User"] == f"{USER}:{USER}", said["User"])
    hold("it starts the virtual machine itself, without a shell", said["Entrypoint"][0] == "/opt/java/bin/java", said["Entrypoint"])
    hold("it says how to ask for its health", "health" in said["Healthcheck"]["Test"], said.get("Healthcheck"))
    with tempfile.TemporaryDirectory() as folder:
        container.buildah("push", "-q", container.image, f"oci-archive:{folder}/image.tar")
        megabytes = pathlib.Path(folder, "image.tar").stat().st_size / 1_000_000
    print(f"{megabytes:.0f} MB as it is pulled")
    hold(f"it is at most {MOST_MEGABYTES} MB large as it is pulled", megabytes <= MOST_MEGABYTES, f"{megabytes:.0f} MB")
    labels = said["Labels"]
    for label in ("title", "description", "licenses", "version", "revision"):
        hold(f"it has the label {label}", labels.get(f"org.opencontainers.image.{label}"), labels)
    return said


def files(root):
    """Sizes and rights of all files."""
    total, odd, writable = 0, [], []
    for folder, _, names in os.walk(root):
        for name in [*names, ""]:
            path = pathlib.Path(folder, name)
            about = path.lstat()
            total += 0 if stat.S_ISDIR(about.st_mode) else about.st_size
            inside = "/" + str(path.relative_to(root))
            if stat.S_ISREG(about.st_mode) and about.st_mode & (stat.S_ISUID | stat.S_ISGID):
                odd.append(inside)
            if not stat.S_ISLNK(about.st_mode) and (about.st_uid == USER or about.st_mode & stat.S_IWOTH):
                writable.append(inside)
    print(f"{total / 1_000_000:.0f} MB unpacked")
    hold("no file has its owner's rights when it is run", not odd, odd)
    free = {each for each in writable if each.split("/")[1] not in ("tmp", "data", "home")}
    hold("its user may write to /tmp, /data and its home only", not free, sorted(free)[:5])
    programs = sorted(path.name for folder in ("bin", "usr/bin", "sbin", "usr/sbin") if (root / folder).is_dir()
                      for path in (root / folder).iterdir())
    hold("its only programs are one shell and the virtual machine", set(programs) <= {"sh", "dash", "ldd", "getconf", "getent", "iconv",
         "locale", "localedef", "pldd", "tzselect", "zdump", "catchsegv", "sprof", "iconvconfig", "ldconfig", "ldconfig.real", "zic"}, programs)


def bill(root):
    """What it is made of, and on which terms."""
    components = json.loads((root / "app/sbom.json").read_text())
    hold("its bill of materials is CycloneDX", components.get("bomFormat") == "CycloneDX", components.get("bomFormat"))
    named = {f"{each['group']}.{each['name']}-{each['version']}.jar" for each in components["components"]}
    jars = {path.name for path in (root / "app/lib").rglob("*.jar")}
    missing = {jar for jar in jars if jar not in named}
    hold("every library is in it", not missing, sorted(missing)[:5])
    for each in components["components"]:
        terms = {term.get("license", {}).get("id") or term.get("license", {}).get("name") or term.get("expression")
                 for term in each.get("licenses", [])}
        if not terms & LICENCES:
            hold(f"the terms of {each['group']}:{each['name']} are known", False, terms)
    print(f"{len(named)} components")


def run(root, said):
    """On a read-only root, with nothing but /tmp and /data to write to, and no capability."""
    data = pathlib.Path(tempfile.mkdtemp(prefix="border-ledger-data-", dir="/var/tmp"))
    os.chown(data, USER, USER)
    environment = dict(each.split("=", 1) for each in said["Env"])
    environment.update(QUARKUS_HTTP_PORT=str(PORT), QUARKUS_MANAGEMENT_PORT=str(MANAGEMENT_PORT))
    setup = (f"mount --bind {root} {root} && mount -o remount,ro,bind {root}"
             f" && mount -t tmpfs -o mode=1777 tmpfs {root}/tmp && mount --bind {data} {root}/data"
             f" && mount -t proc proc {root}/proc && mount -t tmpfs tmpfs {root}/dev"
             f" && for each in null zero random urandom; do touch {root}/dev/$each && mount --bind /dev/$each {root}/dev/$each; done"
             f" && mkdir {root}/dev/shm && chmod 1777 {root}/dev/shm")
    enter = f"setpriv --reuid {USER} --regid {USER} --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all"

    def command(*arguments):
        # setpriv is the machine's own and runs before the root is changed, so the change is made by a Python of the machine
        return ["unshare", "-m", "sh", "-c", f"{setup} && exec \"$@\"", "sh", sys.executable, "-c",
                "import os,sys; os.chroot(sys.argv[1]); os.chdir('/'); os.setgroups([]);"
                f"os.setgid({USER}); os.setuid({USER}); os.execv(sys.argv[2], sys.argv[2:])", str(root), *arguments]

    entry = said["Entrypoint"]
    service = subprocess.Popen(command(*entry[:-2], "-XX:AOTMode=on", *entry[-2:], *said["Cmd"]), env=environment)
    try:
        address = f"http://127.0.0.1:{PORT}/v1/crossings/uk-small-boats-daily:2025-06-20"
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                answer = json.load(urllib.request.urlopen(address, timeout=5))
                break
            except (OSError, urllib.error.URLError):
                if service.poll() is not None or time.monotonic() > until:
                    hold("it answers", False, f"exit code {service.poll()}")
                    return
                time.sleep(0.2)
        hold("it answers, with what the virtual machine has learnt, on a read-only root", answer["data"]["people"] == 437, answer)
        status = pathlib.Path(f"/proc/{service.pid}/status").read_text()
        wanted = {"Uid": str(USER), "CapEff": "0000000000000000"}
        for line in status.splitlines():
            name, _, value = line.partition(":")
            if name in wanted:
                hold(f"{name} of its process is {wanted[name]}", value.split()[0] == wanted[name], value)
        healthy = subprocess.run(command(*said["Healthcheck"]["Test"][1:]), env=environment, capture_output=True, text=True)
        hold("it says that it is healthy", healthy.returncode == 0, healthy.stdout + healthy.stderr)
        service.send_signal(signal.SIGTERM)
        asked = time.monotonic()
        code = service.wait(PATIENCE_SECONDS)
        hold("a signal ends it within half a minute", time.monotonic() - asked < 30 and code in (0, 143), code)
        ill = subprocess.run(command(*said["Healthcheck"]["Test"][1:]), env=environment, capture_output=True, text=True)
        hold("it says that it is not healthy when it is gone", ill.returncode == 1, ill.returncode)
    finally:
        service.kill()
        service.wait()
        shutil.rmtree(data, ignore_errors=True)


class Container:
    """A container of an image in buildah's store, mounted while it is looked at."""

    def __init__(self, store, image):
        self.store, self.image = store, image

    def buildah(self, *arguments):
        return subprocess.run(
            ["buildah", "--root", f"{self.store}/root", "--runroot", f"{self.store}/run", "--storage-driver", "vfs", *arguments],
            check=True, capture_output=True, text=True).stdout

    def __enter__(self):
        self.name = self.buildah("from", "--pull-never", self.image).strip()
        self.root = pathlib.Path(self.buildah("mount", self.name).strip())
        for folder in ("proc", "dev"):
            (self.root / folder).mkdir(exist_ok=True)
        return self

    def __exit__(self, *_):
        self.buildah("umount", self.name)
        self.buildah("rm", self.name)


def main():
    parser = argparse.ArgumentParser(prog="image/check", description=__doc__)
    parser.add_argument("--store", required=True, help="the folder of buildah's store")
    parser.add_argument("image", help="the name of the image")
    given = parser.parse_args()
    with Container(given.store, given.image) as container:
        said = configuration(container)
        files(container.root)
        bill(container.root)
        run(container.root, said)
    print(f"{failed} checks failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
