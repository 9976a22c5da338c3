"""Holds a running service to its own OpenAPI document, with schemathesis."""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
PHASES = "examples,coverage,fuzzing,stateful"
# of all cases that schemathesis draws: it sends fewer than it may where a schema allows no more
RESERVE = 1.0
# what one query parameter is worth in coverage cases, as measured; only how evenly a short run is spread depends on it
CASES_OF_A_PARAMETER = 14
CASES_OF_AN_OPERATION = 8


def main():
    arguments = read_arguments()
    address = arguments.url.rstrip("/")
    document = read(address + "/openapi.json")
    operations = [
        path["get"] for name, path in document["paths"].items() if arguments.only is None or re.search(arguments.only, name)
    ]
    if not operations:
        print(f"contract: no path matches {arguments.only}", file=sys.stderr)
        return 2
    covered, examples = plan(operations, arguments.cases)
    print(
        f"{len(operations)} operations, at least {arguments.cases} cases, seed {arguments.seed}: every case of the"
        f" coverage of {len(covered)} operations, up to {examples} drawn ones of each",
        flush=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        tally = pathlib.Path(folder) / "tally.json"
        began = time.monotonic()
        code = run(arguments, address, configuration(covered, operations), examples, len(covered) / len(operations), tally)
        seconds = time.monotonic() - began
        if not tally.exists():
            print(f"contract: schemathesis ended with {code} and counted nothing: see above", file=sys.stderr)
            return 1
        counted = json.loads(tally.read_text(encoding="utf-8"))
    return summary(arguments, address, code, counted, seconds)


def read_arguments():
    parser = argparse.ArgumentParser(
        prog="contract",
        description="Holds a running service to its own OpenAPI document: no 5xx, nothing undocumented, what the schema"
        " allows is answered and what it forbids is refused. Ends with 1 where a check failed or fewer cases were sent.",
    )
    parser.add_argument("url", metavar="URL", help="where the service listens, such as http://localhost:8080")
    parser.add_argument("--cases", type=positive, default=2_000, metavar="N", help="how many requests at least (default 2000)")
    parser.add_argument("--seed", type=int, default=20250620, metavar="N", help="the same requests for the same seed (default 20250620)")
    parser.add_argument("--only", metavar="REGEX", help="only paths that match; the number of cases is not held then")
    parser.add_argument("--phases", default=PHASES, metavar="LIST", help=f"of schemathesis (default {PHASES}); the number of cases is not held for fewer")
    return parser.parse_args()


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("a whole number above zero")
    return number


def read(url):
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return json.load(answer)
    except (urllib.error.URLError, ValueError, OSError) as failure:
        print(f"contract: {url} cannot be read: {failure}. Start the service first: ./ledger run", file=sys.stderr)
        sys.exit(2)


def plan(operations, cases):
    """Of which operations schemathesis enumerates the coverage, and how many examples it draws of each operation.

    Half of the cases may be coverage, of which a schema makes as many as it makes. Where that is less than all, operations
    are taken that have the most parameters that none had before, for their cost: files have those of their table.
    """
    costs = {each["operationId"]: CASES_OF_AN_OPERATION + CASES_OF_A_PARAMETER * len(parts(each)) for each in operations}
    left = {each["operationId"]: parts(each) | {media_type(each)} for each in operations}
    covered, spent, seen = [], 0, set()
    while left:
        name = max(sorted(left), key=lambda each: len(left[each] - seen) / costs[each])
        new = left.pop(name) - seen
        if spent + costs[name] > cases / 2:
            continue
        if not new and spent + sum(costs[each] for each in left) > cases / 2:
            continue
        covered.append(name)
        spent += costs[name]
        seen |= new
    return covered, max(1, round(max(cases - spent, cases / 2) * RESERVE / len(operations)))


def parts(operation):
    return {each.get("$ref") or each["name"] for each in operation.get("parameters", [])}


def media_type(operation):
    return next(iter(operation["responses"]["200"]["content"]))


def configuration(covered, operations):
    """The committed configuration, and in it the operations whose coverage is left out."""
    text = (HERE / "schemathesis.toml").read_text(encoding="utf-8")
    left_out = [each["operationId"] for each in operations if each["operationId"] not in covered]
    if left_out:
        names = json.dumps(left_out)
        text += f"\n[[operations]]\ninclude-operation-id = {names}\nphases.coverage.enabled = false\n"
    return text


def run(arguments, address, configured, examples, share, tally):
    settings = tally.with_name("schemathesis.toml")
    settings.write_text(configured, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "schemathesis.cli",
        "--config-file",
        str(settings),
        "run",
        address + "/openapi.json",
        "--phases",
        arguments.phases,
        "--max-examples",
        str(examples),
        "--seed",
        str(arguments.seed),
        "--workers",
        "1",
    ]
    if arguments.only:
        command += ["--include-path-regex", arguments.only]
    environment = os.environ | {
        "PYTHONPATH": str(HERE),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "SCHEMATHESIS_HOOKS": "hooks",
        "LEDGER_ADDRESS": address,
        "LEDGER_SEED": str(arguments.seed),
        "LEDGER_EXAMPLES_SHARE": str(share),
        "LEDGER_TALLY": str(tally),
    }
    # the progress of schemathesis is for terminals; in a log its report is enough
    return subprocess.run(command, env=environment, cwd=tally.parent, check=False).returncode


def summary(arguments, address, code, counted, seconds):
    total = sum(counted["sent"].values())
    whole = arguments.only is None and arguments.phases == PHASES
    print(f"\n{total} requests in {seconds:.0f} s: " + listed(counted["sent"]))
    print("answers: " + listed(counted["statuses"]))
    print("refused for: " + listed(counted["codes"]))
    print("allowed by the schema and rightly refused, by rule of rules.py: " + listed(counted["excused"]))
    again = f"src/test/outside/contract {address} --cases {arguments.cases} --seed {arguments.seed}"
    if whole and total < arguments.cases:
        print(f"contract: only {total} of {arguments.cases} cases were sent: raise RESERVE in contract.py", file=sys.stderr)
        return 1
    if code:
        print(f"contract: see the failures above, each with a curl command. The whole run again: {again}", file=sys.stderr)
        return 1
    print(f"nothing to mend. The same again: {again}")
    return 0


def listed(counts):
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items())) or "none"


if __name__ == "__main__":
    sys.exit(main())
